// Findings beside their sentences: marked in the text, each card level with its paragraph, the live ones as one types.
"use strict";
window.draftFindings = (() => {
  const paper = document.querySelector(".document");
  const list = document.getElementById("checked");
  const marks = { 错误: "error", 警告: "warning", 提示: "info" };
  const beside = matchMedia("(min-width: 1181px)"); // on a narrower page the cards stand in a plain list
  let told = "";

  const partOf = (item) => paper.querySelector(`.part[data-part="${item.dataset.part}"]`);
  const number = (text) => (text === "" ? null : Number(text));
  const rangeOf = (item) => {
    const part = partOf(item);
    return part && partText.range(part, Number(item.dataset.block), number(item.dataset.start), number(item.dataset.end));
  };
  const blockOf = (item) => { const part = partOf(item); return part && (partText.element(part, Number(item.dataset.block)) || part); };
  const items = () => [...list.querySelectorAll(".problems > li[data-part]")];

  const highlight = () => {
    if (!("highlights" in CSS)) return;
    for (const kind of Object.values(marks)) {
      const ranges = items().filter((item) => item.classList.contains(kind)).map(rangeOf).filter(Boolean);
      CSS.highlights.set(`found-${kind}`, new Highlight(...ranges));
    }
  };
  const place = () => {
    const cards = list.querySelector(".problems");
    if (!cards) return;
    cards.classList.toggle("beside", beside.matches);
    if (!beside.matches) { cards.style.removeProperty("height"); return; }
    const origin = cards.getBoundingClientRect().top;
    let free = 0;
    for (const item of cards.children) {
      const sentence = rangeOf(item) || blockOf(item);
      const wanted = sentence ? sentence.getBoundingClientRect().top - origin : free;
      const top = Math.max(wanted, free);
      item.style.setProperty("top", `${top}px`);
      free = top + item.offsetHeight + 8;
    }
    cards.style.setProperty("height", `${free}px`);
  };
  let asked = 0;
  const arrange = () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(() => { listGaps(); highlight(); place(); }); };
  // What changed in the counts is said once, not with every keystroke.
  const tell = () => {
    const now = Object.entries(marks).map(([name, kind]) => [name, list.querySelectorAll(`.problems > li.${kind}`).length]).filter(([, count]) => count);
    const text = `核查结果：${now.map(([name, count]) => `${name} ${count} 处`).join("，") || "没有发现问题"}`;
    if (told !== text) announce(text);
    told = text;
  };

  // What is still to be entered (待填), each with its place in the text.
  const gaps = document.getElementById("gaps");
  let gapsTold = "";
  const listGaps = () => {
    const all = [...paper.querySelectorAll(".gap")];
    const now = all.map((gap) => gap.textContent).join("|");
    if (now === gapsTold) return;
    gapsTold = now;
    gaps.hidden = !all.length;
    gaps.querySelector("summary").textContent = `待填 ${all.length} 处`;
    gaps.querySelector("ul").replaceChildren(...all.map((gap) => {
      const item = document.createElement("li");
      const go = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: gap.textContent.replace(/^【待填：|】$/g, "") });
      go.addEventListener("click", () => { gap.scrollIntoView({ block: "center" }); gap.tabIndex = -1; gap.focus({ preventScroll: true }); });
      item.append(go);
      if (gap.title) item.append(Object.assign(document.createElement("small"), { textContent: gap.title }));
      return item;
    }));
  };

  const itemOf = (each) => {
    const item = document.createElement("li");
    item.className = marks[each.severity];
    Object.assign(item.dataset, { part: each.position, block: each.block, start: each.start ?? "", end: each.end ?? "" });
    const sort = Object.assign(document.createElement("p"), { className: "sort" });
    const go = Object.assign(document.createElement("button"), { type: "button", className: "link place", textContent: "到这一处" });
    go.dataset.go = "";
    go.setAttribute("aria-label", `到这一处：${each.message}`);
    sort.append(Object.assign(document.createElement("b"), { textContent: each.severity }), go);
    item.append(sort, Object.assign(document.createElement("p"), { textContent: each.message }));
    if (each.suggestion) item.append(Object.assign(document.createElement("p"), { className: "remedy", textContent: each.suggestion }));
    return item;
  };
  // The findings of one part as it stands on the page; those of the others stay.
  const retell = (part, findings) => {
    const counts = list.querySelector(".counts");
    if (!counts) { arrange(); return; } // the list is not there yet; it comes with what was saved
    let cards = list.querySelector(".problems");
    if (!cards) {
      cards = Object.assign(document.createElement("ul"), { className: "problems" });
      list.querySelectorAll(":scope > p.note").forEach((note) => note.remove());
      list.append(cards);
    }
    cards.querySelectorAll(`li[data-part="${part}"]`).forEach((item) => item.remove());
    const after = [...cards.children].find((item) => Number(item.dataset.part) > part) || null;
    findings.forEach((each) => cards.insertBefore(itemOf(each), after));
    counts.replaceChildren(...Object.entries(marks).map(([name, kind]) => {
      const count = cards.querySelectorAll(`:scope > li.${kind}`).length;
      return Object.assign(document.createElement("span"), { className: kind, textContent: count ? `${name} ${count}` : "" });
    }));
    arrange();
    tell();
  };

  const point = (item) => {
    list.querySelectorAll(".current").forEach((each) => each.classList.remove("current"));
    item.classList.add("current");
  };
  document.body.addEventListener("htmx:afterSwap", (event) => { if (event.target === list) { arrange(); tell(); } });
  document.querySelector(".told-panel").addEventListener("toggle", arrange, true);
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-go]")?.closest("li");
    const block = item && blockOf(item);
    if (!block) return;
    point(item);
    block.scrollIntoView({ block: "center" });
    if (block.isContentEditable) return;
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
  });
  // A click into a marked sentence points out its card.
  paper.addEventListener("click", (event) => {
    const caret = document.caretRangeFromPoint && document.caretRangeFromPoint(event.clientX, event.clientY);
    if (!caret) return;
    const item = items().find((each) => rangeOf(each)?.isPointInRange(caret.startContainer, caret.startOffset));
    if (item) { point(item); item.scrollIntoView({ block: "nearest" }); }
  });
  beside.addEventListener("change", arrange);
  new ResizeObserver(arrange).observe(paper);
  new ResizeObserver(arrange).observe(document.getElementById("fact"));
  return { retell };
})();
