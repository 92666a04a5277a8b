// Editing the draft in place: every keystroke is kept, two people lose no word, numbers are judged as one types.
"use strict";
(() => {
  const paper = document.querySelector(".document");
  if (!paper || !("editable" in paper.dataset)) return;
  const token = document.querySelector("meta[name=form-token]").content;
  const headers = { "content-type": "application/json", accept: "application/json", "x-form-token": token };
  const shown = document.getElementById("saved");
  const insert = document.getElementById("insert-fact");
  const shelf = (part) => `unsaved draft ${paper.dataset.url} ${part.dataset.part}`;
  const state = new WeakMap(); // part → what waits to be sent
  let caret = null;
  let failed = false;
  // Keeping is told silently while it works; failing, and working again, is said aloud.
  const say = (text, kind = "") => {
    if (kind === "failed" ? shown.textContent !== text : failed && kind === "") announce(text);
    if (kind !== "busy") failed = kind === "failed";
    shown.textContent = text;
    shown.className = `saved ${kind}`;
  };
  const make = (tag, given) => Object.assign(document.createElement(tag), given);

  const open = (part) => {
    if (part.isContentEditable) return;
    part.querySelectorAll(":scope > [data-keep], .figure, .gap").forEach((each) => { each.contentEditable = "false"; });
    part.querySelectorAll("p :is(.figure, .gap)").forEach((each) => { if (!each.nextSibling) each.after("\u200b"); if (!each.previousSibling) each.before("\u200b"); });
    if (part.lastElementChild?.dataset.keep !== undefined) { // a place to type behind a heading or table; left empty it is not kept
      const empty = make("p", { className: "body" });
      empty.append(document.createElement("br"));
      part.append(empty);
    }
    part.contentEditable = "true";
    part.spellcheck = false;
    part.classList.add("editing");
    part.setAttribute("role", "textbox");
    part.setAttribute("aria-multiline", "true");
    part.focus();
    caretInto(part);
    insert.disabled = false;
    state.set(part, state.get(part) || { timer: 0, since: 0, sending: false, dirty: false, idle: 0 });
  };
  // A caret in a chip, which cannot be typed into, goes behind it; one elsewhere goes to the end of the part.
  const caretInto = (part) => {
    const chosen = getSelection();
    const anchor = chosen.anchorNode;
    const inside = anchor && anchor !== part && part.contains(anchor);
    const chip = inside && (anchor.nodeType === 1 ? anchor : anchor.parentElement).closest("[contenteditable=false]");
    if (inside && !chip) return;
    const place = document.createRange();
    if (chip && chip.dataset.keep === undefined) place.setStartAfter(chip); else { place.selectNodeContents(part.lastElementChild || part); place.collapse(false); }
    chosen.removeAllRanges();
    chosen.addRange(place);
  };
  const shut = (part) => {
    part.contentEditable = "false";
    part.classList.remove("editing");
    part.removeAttribute("role");
    part.removeAttribute("aria-multiline");
    insert.disabled = !document.querySelector(".part.editing");
    part.querySelectorAll("[contenteditable]").forEach((each) => each.removeAttribute("contenteditable"));
    clearTimeout(state.get(part)?.idle);
    document.body.dispatchEvent(new Event("checked"));
  };
  const close = async (part) => { await send(part); shut(part); };
  const changed = (part) => {
    const at = state.get(part);
    at.dirty = true;
    localStorage.setItem(shelf(part), JSON.stringify({ seen: Number(part.dataset.version), blocks: partText.read(part) }));
    say("正在保存…", "busy");
    clearTimeout(at.timer);
    clearTimeout(at.idle);
    at.since = at.since || Date.now();
    at.timer = setTimeout(() => send(part), Date.now() - at.since > 700 ? 0 : 120);
  };
  const send = async (part) => {
    const at = state.get(part);
    if (!at || !at.dirty || at.sending) return;
    at.sending = true;
    at.dirty = false;
    at.since = 0;
    const body = JSON.stringify({ seen: Number(part.dataset.version), blocks: partText.read(part) });
    const again = (text, wait) => { at.dirty = true; say(text, "failed"); at.timer = setTimeout(() => send(part), wait); };
    let answer;
    try {
      answer = await fetch(`${paper.dataset.url}/${part.dataset.part}`, { method: "POST", headers, body });
    } catch (error) {
      at.sending = false;
      again("连不上服务器，文字已留在本机，正在重试…", 3000);
      return;
    }
    at.sending = false;
    if (answer.status === 401) { again("登录已过期。请在新窗口登录后回到本页，文字不会丢", 5000); return; }
    if (answer.status === 429 || answer.status >= 500) { again("服务器忙，正在重试…", 3000); return; }
    const told = await answer.json();
    if (answer.status === 409 && told.theirs) { say(told.conflict, "failed"); dispute(part, told); return; }
    if (!answer.ok) { say(`没有保存：${told.problems[0].message}。${told.problems[0].remedy}`, "failed"); return; }
    part.dataset.version = told.version;
    number(part);
    if (!at.dirty) localStorage.removeItem(shelf(part));
    draftFindings.retell(Number(part.dataset.part), told.findings);
    say(at.dirty ? "正在保存…" : `已保存 ${new Date().toLocaleTimeString("zh-CN", { hour12: false })}`, at.dirty ? "busy" : "");
    if (at.dirty) at.timer = setTimeout(() => send(part), 50);
    // When the hands rest, the list comes with what can be done about each finding.
    else at.idle = setTimeout(() => { if (!document.activeElement?.closest("#checked")) document.body.dispatchEvent(new Event("checked")); }, 1500);
  };
  // What was sent is block 0, 1, 2 … of the new version.
  const number = (part) => partText.read(part).forEach((_, at) => {
    const block = partText.element(part, at);
    if (block.nodeType === 1) block.dataset.block = at;
  });

  const boxBeside = (part, text, shownText, choices) => {
    document.querySelectorAll(`.dispute[data-for="${part.dataset.part}"]`).forEach((each) => each.remove());
    const box = make("aside", { className: "dispute" });
    box.dataset.for = part.dataset.part;
    box.setAttribute("role", "alert");
    const buttons = choices.map(([label, work]) => {
      const button = make("button", { type: "button", textContent: label });
      button.addEventListener("click", () => { box.remove(); work(); });
      return button;
    });
    box.append(make("p", { textContent: text }), shownText, ...buttons);
    part.after(box);
    box.scrollIntoView({ block: "nearest" });
  };
  // Two people changed one part: both texts stand side by side, and nothing is lost until one is chosen.
  const dispute = (part, told) => {
    const theirs = make("div", { className: "theirs-text", innerHTML: told.theirs.html }); // our own page, every text of it escaped by the server
    boxBeside(part, `${told.conflict}。下面是对方的文字，上面是您的文字，请选一个；也可以先复制再选。`, theirs, [
      ["用我的文字", () => { part.dataset.version = told.theirs.version; keepWhole(part); state.get(part).dirty = true; send(part); }],
      [`用${told.theirs.by}的文字`, () => {
        part.innerHTML = told.theirs.html;
        part.dataset.version = told.theirs.version;
        localStorage.removeItem(shelf(part));
        state.get(part).dirty = false;
        shut(part);
        buttonOf(part).textContent = "编辑";
        say("已换成对方的文字");
      }],
    ]);
  };
  // Headings and tables kept by number would be those of the other version; they are the same unless it was made anew.
  const keepWhole = (part) => part.querySelectorAll(":scope > p").forEach((each) => { delete each.dataset.block; });
  // A text that an earlier page could not save: brought back only when its writer wants it.
  const offer = (part, kept) => {
    const text = kept.blocks.filter((each) => each.runs).map((each) => each.runs.map((run) => (typeof run === "string" ? run : run.text || `【待填：${run.gap}】`)).join(""));
    const shownText = make("div", { className: "theirs-text" });
    shownText.append(...text.map((line) => make("p", { textContent: line })));
    boxBeside(part, "上次有没保存完的文字，留在这台电脑上。请选一个：", shownText, [
      ["恢复这些文字", () => { partText.write(part, kept.blocks); buttonOf(part).click(); changed(part); }],
      ["不要了", () => localStorage.removeItem(shelf(part))],
    ]);
  };
  const keptOf = (part) => {
    try { const kept = JSON.parse(localStorage.getItem(shelf(part))); return kept && Array.isArray(kept.blocks) ? kept : null; } catch (error) { return null; }
  };
  const buttonOf = (part) => paper.querySelector(`.edit-part[data-for="${part.dataset.part}"]`);

  paper.querySelectorAll(".part:not([data-shut])").forEach((part) => {
    const button = make("button", { type: "button", className: "edit-part", textContent: "编辑" });
    const name = part.getAttribute("aria-label");
    const call = (label) => { button.textContent = label; button.setAttribute("aria-label", `${label}：${name}`); };
    button.dataset.for = part.dataset.part;
    call("编辑");
    part.before(button);
    button.addEventListener("click", () => { if (part.classList.contains("editing")) { close(part); call("编辑"); } else { open(part); call("完成"); } });
    part.addEventListener("dblclick", () => { if (!part.classList.contains("editing")) button.click(); });
    part.addEventListener("input", (event) => { if (!event.isComposing) changed(part); }); // pinyin is not yet text
    part.addEventListener("compositionend", () => changed(part));
    part.addEventListener("keydown", (event) => {
      if (!part.classList.contains("editing") || event.isComposing) return;
      if (event.key === "Escape") { event.preventDefault(); button.click(); button.focus(); }
      if (event.ctrlKey && event.key === "/") { event.preventDefault(); insert.click(); }
    });
    const { put } = partInput(part);
    part.putRuns = (runs) => put([runs]);
    const kept = keptOf(part);
    if (kept) offer(part, kept);
  });
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const inside = chosen.rangeCount && (chosen.anchorNode.nodeType === 1 ? chosen.anchorNode : chosen.anchorNode.parentElement)?.closest(".part.editing");
    if (inside) caret = { part: inside, range: chosen.getRangeAt(0).cloneRange() };
  });
  addEventListener("beforeunload", (event) => {
    const waiting = [...paper.querySelectorAll(".part")].filter((part) => state.get(part)?.dirty || state.get(part)?.sending);
    waiting.forEach(send);
    if (waiting.length) event.preventDefault();
  });

  const ask = factDialog(paper.dataset.url, headers);
  insert.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the text
  insert.addEventListener("click", () => ask((fact) => {
    if (!caret || !caret.part.isConnected) return;
    caret.part.focus();
    getSelection().removeAllRanges();
    getSelection().addRange(caret.range);
    caret.part.putRuns([{ fact: fact.id, text: fact.text }]);
  }));
})();
