// A click on a figure shows where it comes from.
"use strict";
(() => {
  const paper = document.querySelector(".document");
  const panel = document.getElementById("fact");
  if (paper && panel) {
    const all = () => [...paper.querySelectorAll(".figure[data-fact]")];
    all().forEach((figure, at) => {
      figure.tabIndex = at === 0 ? 0 : -1; // one stop for Tab; the arrow keys go from figure to figure
      figure.setAttribute("role", "button");
    });
    let last = all()[0];
    const show = (fact) => {
      htmx.ajax("GET", `${panel.dataset.from}?id=${encodeURIComponent(fact)}`, { target: panel, swap: "innerHTML" });
      panel.hidden = false;
      all().forEach((figure) => figure.classList.toggle("chosen", figure.dataset.fact === fact));
    };
    const close = () => {
      panel.hidden = true;
      all().forEach((figure) => figure.classList.remove("chosen"));
      if (last) last.focus();
    };
    const move = (from, by) => {
      const figures = all();
      const next = figures[figures.indexOf(from) + by];
      if (!next) return;
      from.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    };
    paper.addEventListener("click", (event) => {
      const figure = event.target.closest(".figure[data-fact]");
      if (figure) { last = figure; show(figure.dataset.fact); }
    });
    paper.addEventListener("keydown", (event) => {
      const figure = event.target.closest(".figure[data-fact]");
      if (!figure || figure.closest("[contenteditable=true]")) return;
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); last = figure; show(figure.dataset.fact); }
      if (event.key === "ArrowRight") { event.preventDefault(); move(figure, 1); }
      if (event.key === "ArrowLeft") { event.preventDefault(); move(figure, -1); }
    });
    panel.addEventListener("click", (event) => {
      if (event.target.closest("[data-close-fact]")) close();
      const operand = event.target.closest("[data-fact]");
      if (operand) show(operand.dataset.fact);
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });
  }
})();
