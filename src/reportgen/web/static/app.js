// What every page needs: the import form's drop area and its toggle.
"use strict";
(() => {
  const toggle = document.getElementById("open-import");
  const form = document.getElementById("import");
  if (toggle && form) {
    const open = (show) => { form.hidden = !show; toggle.setAttribute("aria-expanded", String(show)); };
    toggle.addEventListener("click", () => open(form.hidden));
    const drop = document.getElementById("drop");
    const input = drop.querySelector("input");
    const chosen = document.getElementById("chosen");
    input.addEventListener("change", () => { chosen.textContent = [...input.files].map((file) => file.name).join("、"); });
    document.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); open(true); drop.classList.add("over"); } });
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      drop.classList.remove("over");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    });
  }
})();
