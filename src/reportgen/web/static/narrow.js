// A long table narrows to the rows that hold what one types.
"use strict";
(() => {
  const table = document.querySelector("table[data-narrowed]");
  if (!table) return;
  const wanted = document.getElementById("narrow");
  const numbers = document.getElementById("numbers-only");
  const told = document.getElementById("narrowed");
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: row.textContent.toLowerCase(), words: "words" in row.dataset }));
  const narrow = () => {
    const text = wanted.value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((each) => {
      each.row.hidden = (numbers && numbers.checked && each.words) || (text !== "" && !each.text.includes(text));
      shown += each.row.hidden ? 0 : 1;
    });
    document.getElementById("none-found").hidden = shown > 0;
    told.textContent = shown === rows.length ? `共 ${rows.length} 项` : `共 ${rows.length} 项，列出 ${shown} 项`;
  };
  wanted.addEventListener("input", narrow);
  if (numbers) numbers.addEventListener("change", narrow);
  narrow();
})();
