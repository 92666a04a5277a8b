// A part of the draft between page and plain data: what stands in it, and where its characters are.
"use strict";
window.partText = (() => {
  const HIDDEN = /\u200b/g;
  const isBlock = (node) => node.nodeType === 1 && (node.dataset.keep !== undefined || node.textContent.replace(HIDDEN, "").trim() !== "");
  const runOf = (node, runs) => {
    if (node.nodeType === 3) runs.push(node.data.replace(HIDDEN, ""));
    else if (node.nodeType !== 1 || node.tagName === "BR") return;
    else if (node.dataset.fact) runs.push({ fact: node.dataset.fact, text: node.textContent.replace(HIDDEN, "") });
    else if (node.classList.contains("gap")) runs.push({ gap: node.textContent.replace(/^【待填：|】$/g, "") });
    else node.childNodes.forEach((child) => runOf(child, runs));
  };
  const runsOf = (nodes) => {
    const runs = [];
    nodes.forEach((node) => runOf(node, runs));
    return runs;
  };
  const blocks = (part) => [...part.childNodes].filter((node) => isBlock(node) || (node.nodeType === 3 && node.data.replace(HIDDEN, "").trim()));
  const read = (part) => blocks(part).map((node) => {
    if (node.dataset?.keep !== undefined) return { keep: Number(node.dataset.block) };
    const was = node.dataset?.block;
    return { runs: runsOf([node]), was: was === undefined ? null : Number(was) };
  });
  // A figure or a gap: one piece that the caret passes in one step.
  const chip = (run) => {
    const made = document.createElement("span");
    made.className = "gap";
    made.contentEditable = "false";
    made.textContent = run.fact ? run.text : `【待填：${run.gap}】`;
    if (run.fact) { made.className = "figure"; made.dataset.fact = run.fact; }
    return made;
  };
  const nodes = (runs) => runs.map((run) => (typeof run === "string" ? document.createTextNode(run) : chip(run)));
  const paragraph = (runs) => {
    const made = document.createElement("p");
    made.className = "body";
    made.append(...nodes(runs));
    return made;
  };
  // Put *wanted*, as read() gives it, into the part; headings and tables stay the elements they are.
  const write = (part, wanted) => {
    const standing = new Map([...part.children].filter((each) => each.dataset.block !== undefined).map((each) => [Number(each.dataset.block), each]));
    part.replaceChildren(...wanted.flatMap((each) => {
      if ("keep" in each) return standing.has(each.keep) ? [standing.get(each.keep)] : [];
      const made = paragraph(each.runs);
      if (each.was !== null) made.dataset.block = each.was;
      return [made];
    }));
  };
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
  // What is chosen in a part, paragraph by paragraph, as runs.
  const chosen = (selected) => {
    const copy = selected.cloneContents();
    const held = [...copy.children].filter((each) => each.matches("p, h3, h4, h5, h6, figure"));
    return (held.length ? held : [copy]).map((each) => runsOf(each.childNodes)).filter((runs) => runs.length);
  };
  return { read, write, range, nodes, chosen, element: (part, block) => blocks(part)[block] || null };
})();
