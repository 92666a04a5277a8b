// A part of the draft between page and plain data: what stands in it, and where its characters are.
"use strict";
window.partText = (() => {
  const HIDDEN = /\u200b/g;
  const isBlock = (node) => node.nodeType === 1 && (node.dataset.keep !== undefined || node.textContent.replace(HIDDEN, "").trim() !== "");
  const runsOf = (node, runs) => {
    node.childNodes.forEach((child) => {
      if (child.nodeType === 3) { runs.push(child.data.replace(HIDDEN, "")); return; }
      if (child.nodeType !== 1 || child.tagName === "BR") return;
      if (child.dataset.fact) runs.push({ fact: child.dataset.fact, text: child.textContent.replace(HIDDEN, "") });
      else if (child.classList.contains("gap")) runs.push({ gap: child.textContent.replace(/^【待填：|】$/g, "") });
      else runsOf(child, runs);
    });
    return runs;
  };
  const blocks = (part) => [...part.childNodes].filter((node) => isBlock(node) || (node.nodeType === 3 && node.data.trim()));
  const read = (part) => blocks(part).map((node) => {
    if (node.nodeType === 3) return { runs: [node.data], was: null };
    if (node.dataset.keep !== undefined) return { keep: Number(node.dataset.block) };
    const was = node.dataset.block;
    return { runs: runsOf(node, []), was: was === undefined ? null : Number(was) };
  });
  // The range of characters start to end of a block, counted as the server counts them.
  const range = (part, block, start, end) => {
    const node = blocks(part)[block];
    if (!node || start === null || end === null) return null;
    const made = document.createRange();
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let at = 0;
    let begun = false;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (let index = 0; index < text.data.length; index += 1) {
        if (text.data[index] === "\u200b") continue;
        if (at === start) { made.setStart(text, index); begun = true; }
        at += 1;
        if (begun && at === end) { made.setEnd(text, index + 1); return made; }
      }
    }
    return null;
  };
  return { read, range, element: (part, block) => blocks(part)[block] || null };
})();
