// The work list narrows to a class of faults and to what nobody has decided about.
"use strict";
(() => {
  const wanted = document.getElementById("class");
  const open = document.getElementById("open-only");
  if (!wanted) return;
  const rows = [...document.querySelectorAll(".vague")];
  const narrow = () => rows.forEach((row) => {
    const left = "left" in row.dataset;
    const other = wanted.value !== "" && !row.dataset.classes.split(" ").includes(wanted.value);
    row.hidden = other || (open.checked && left);
  });
  wanted.addEventListener("change", narrow);
  open.addEventListener("change", narrow);
})();
