// What keyboard, clipboard and mouse may do to a part that is being edited: figures whole or not at all, headings and
// tables as they were generated, nothing but words from elsewhere.
"use strict";
window.partInput = (() => {
  const OWN = "application/x-reportgen-runs"; // what is copied here keeps its figures when it is pasted here
  const MOST_LINES = 200;
  const refuse = (text) => { announce(text); const note = document.querySelector("#editing-bar .note"); if (note) note.textContent = text; };
  const keptIn = (part, range) => [...part.querySelectorAll(":scope > [data-keep]")].some((each) => range.intersectsNode(each));
  const asRange = (found) => {
    const range = document.createRange();
    range.setStart(found.startContainer, found.startOffset);
    range.setEnd(found.endContainer, found.endOffset);
    return range;
  };
  const chosenIn = (part) => {
    const selection = getSelection();
    return selection.rangeCount && part.contains(selection.getRangeAt(0).commonAncestorContainer) ? selection.getRangeAt(0) : null;
  };

  // Everything that changes the text passes here first, whichever key, menu or input method asks for it.
  const before = (part, event) => {
    const kind = event.inputType;
    if (kind.startsWith("format") || kind === "insertHorizontalRule" || kind === "insertLink" || kind === "insertFromDrop" || kind === "deleteByDrag") { event.preventDefault(); return; }
    if (kind === "insertLineBreak") { event.preventDefault(); document.execCommand("insertParagraph"); return; } // a line is a paragraph
    const ranges = event.getTargetRanges().map(asRange);
    if (!ranges.some((range) => !range.collapsed && keptIn(part, range))) return;
    event.preventDefault();
    refuse("标题和表格不能在这里删改；要改表格，请改填报数据后重新生成。");
  };
  // Ctrl+A takes the paragraphs around the caret, up to the next heading or table.
  const selectAll = (part) => {
    const range = chosenIn(part);
    let at = range && range.startContainer;
    while (at && at.parentNode !== part) at = at.parentNode;
    if (!at || at.dataset?.keep !== undefined) at = [...part.children].find((each) => each.dataset.keep === undefined);
    if (!at) return;
    let first = at, last = at;
    while (first.previousElementSibling && first.previousElementSibling.dataset.keep === undefined) first = first.previousElementSibling;
    while (last.nextElementSibling && last.nextElementSibling.dataset.keep === undefined) last = last.nextElementSibling;
    getSelection().setBaseAndExtent(first, 0, last, last.childNodes.length);
  };

  const copy = (part, event) => {
    const range = chosenIn(part);
    if (!range || range.collapsed) return false;
    const held = partText.chosen(range);
    const plain = held.map((runs) => runs.map((run) => (typeof run === "string" ? run : run.text || `【待填：${run.gap}】`)).join("")).join("\n");
    event.preventDefault();
    event.clipboardData.setData("text/plain", plain);
    event.clipboardData.setData(OWN, JSON.stringify(held));
    return true;
  };
  const cut = (part, event) => {
    const range = chosenIn(part);
    if (range && !range.collapsed && keptIn(part, range)) { event.preventDefault(); refuse("标题和表格不能剪切。"); return; }
    if (copy(part, event)) document.execCommand("delete");
  };
  // Words only: of a text from Word, WPS, Excel or a web page nothing but its characters comes in.
  const lines = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b\ufeff\u202a-\u202e\u2066-\u2069]/g, "").split(/\r\n?|\n/).map((line) => line.replace(/[\t\u00a0 ]+/g, " ").trim()).filter(Boolean).slice(0, MOST_LINES);
  const own = (data) => {
    try {
      const held = JSON.parse(data);
      return held.map((runs) => runs.filter((run) => typeof run === "string" || typeof run.fact === "string" || typeof run.gap === "string"));
    } catch (error) { return null; }
  };
  const paste = (part, event) => {
    event.preventDefault();
    const range = chosenIn(part);
    if (!range) return;
    if (!range.collapsed && keptIn(part, range)) { refuse("标题和表格不能在这里删改；请只选段落里的文字。"); return; }
    const kept = event.clipboardData.getData(OWN);
    put((kept && own(kept)) || lines(event.clipboardData.getData("text/plain")).map((line) => [line]));
  };
  // Put paragraphs of runs at the caret, in one step that Ctrl+Z takes back.
  const put = (paragraphs) => {
    paragraphs.forEach((runs, at) => {
      if (at) document.execCommand("insertParagraph");
      runs.forEach((run) => {
        if (typeof run === "string") { document.execCommand("insertText", false, run); return; }
        const held = document.createElement("div");
        held.append("\u200b", ...partText.nodes([run]), "\u200b"); // within the line, and with a place for the caret behind it
        document.execCommand("insertHTML", false, held.innerHTML);
      });
    });
  };

  return (part) => {
    const editing = (work) => (event) => { if (part.classList.contains("editing")) work(part, event); };
    part.addEventListener("beforeinput", editing(before));
    part.addEventListener("copy", editing(copy));
    part.addEventListener("cut", editing(cut));
    part.addEventListener("paste", editing(paste));
    part.addEventListener("dragstart", editing((_, event) => event.preventDefault()));
    part.addEventListener("drop", (event) => event.preventDefault());
    part.addEventListener("keydown", editing((_, event) => {
      if (event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (["b", "i", "u"].includes(key)) event.preventDefault();
      if (key === "a") { event.preventDefault(); selectAll(part); }
    }));
    return { put };
  };
})();
// A file dropped beside its place would otherwise take the page away.
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => event.preventDefault());
