// Editing the draft in place: figures stay whole, every keystroke is kept, numbers are judged as one types.
"use strict";
(() => {
  const paper = document.querySelector(".paper");
  const list = document.getElementById("checked");
  const marks = { 错误: "error", 警告: "warning", 提示: "info" };
  const found = new Map(); // part number → its findings
  const ranges = { error: [], warning: [], info: [] };

  const highlight = () => {
    if (!("highlights" in CSS)) return;
    Object.keys(ranges).forEach((kind) => { ranges[kind] = []; });
    found.forEach((findings, number) => {
      const part = document.querySelector(`[data-part="${number}"].part`);
      findings.forEach((each) => {
        const range = part && partText.range(part, each.block, each.start, each.end);
        if (range) ranges[marks[each.severity]].push(range);
      });
    });
    Object.entries(ranges).forEach(([kind, all]) => CSS.highlights.set(`found-${kind}`, new Highlight(...all)));
  };
  const readList = () => {
    found.clear();
    list.querySelectorAll("li[data-part]").forEach((item) => {
      const number = Number(item.dataset.part);
      const text = (name) => (item.dataset[name] === "" ? null : Number(item.dataset[name]));
      const severity = item.className === "error" ? "错误" : item.className === "warning" ? "警告" : "提示";
      found.set(number, [...(found.get(number) || []), { block: Number(item.dataset.block), start: text("start"), end: text("end"), severity }]);
    });
    highlight();
  };
  const itemOf = (each) => {
    const item = document.createElement("li");
    item.className = marks[each.severity];
    Object.assign(item.dataset, { part: each.position, block: each.block, start: each.start ?? "", end: each.end ?? "" });
    const go = Object.assign(document.createElement("button"), { type: "button", className: "link place", textContent: "到这一处" });
    go.dataset.go = "";
    item.append(go, Object.assign(document.createElement("p"), { textContent: each.message }));
    if (each.suggestion) item.append(Object.assign(document.createElement("p"), { className: "remedy", textContent: each.suggestion }));
    return item;
  };
  const retell = (number, findings) => {
    found.set(number, findings);
    const counts = list.querySelector(".counts");
    if (!counts) { highlight(); return; } // the list is not there yet; it comes with what was saved
    let items = list.querySelector(".problems");
    if (!items) {
      items = Object.assign(document.createElement("ul"), { className: "problems" });
      list.querySelectorAll("p.note").forEach((note) => note.remove());
      list.append(items);
    }
    items.querySelectorAll(`li[data-part="${number}"]`).forEach((item) => item.remove());
    const after = [...items.children].find((item) => Number(item.dataset.part) > number) || null;
    findings.forEach((each) => items.insertBefore(itemOf(each), after));
    counts.replaceChildren(...Object.entries(marks).map(([name, kind]) => {
      const count = items.querySelectorAll(`li.${kind}`).length;
      return Object.assign(document.createElement("span"), { className: kind, textContent: count ? `${name} ${count}` : "" });
    }));
    highlight();
  };
  document.body.addEventListener("htmx:afterSwap", readList);
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-go]")?.closest("li");
    if (!item) return;
    const part = document.querySelector(`[data-part="${item.dataset.part}"].part`);
    const block = partText.element(part, Number(item.dataset.block));
    (block || part).scrollIntoView({ block: "center" });
  });

  if (!paper || !("editable" in paper.dataset)) return;
  const token = document.querySelector("meta[name=form-token]").content;
  const headers = { "content-type": "application/json", accept: "application/json", "x-form-token": token };
  const shown = document.getElementById("saved");
  const insert = document.getElementById("insert-fact");
  const say = (text, kind = "") => { shown.textContent = text; shown.className = `saved ${kind}`; };
  const shelf = (part) => `unsaved draft ${paper.dataset.url} ${part.dataset.part}`;
  const state = new WeakMap(); // part → what waits to be sent
  let caret = null;

  const open = (part) => {
    if (part.isContentEditable) return;
    part.querySelectorAll(":scope > [data-keep], .figure, .gap").forEach((each) => { each.contentEditable = "false"; });
    part.querySelectorAll(".figure, .gap").forEach((each) => { if (!each.nextSibling) each.after("\u200b"); });
    if (part.lastElementChild?.dataset.keep !== undefined) { // a place to type behind a table; left empty it is not kept
      const empty = Object.assign(document.createElement("p"), { className: "body" });
      empty.append(document.createElement("br"));
      part.append(empty);
    }
    part.contentEditable = "true";
    part.spellcheck = false;
    part.classList.add("editing");
    part.focus();
    caretInto(part);
    insert.disabled = false;
    state.set(part, state.get(part) || { timer: 0, since: 0, sending: false, dirty: false });
  };
  // A caret in a chip, which cannot be typed into, goes behind it; one elsewhere goes to the end of the part.
  const caretInto = (part) => {
    const chosen = getSelection();
    const anchor = chosen.anchorNode;
    const inside = anchor && part.contains(anchor);
    const chip = inside && (anchor.nodeType === 1 ? anchor : anchor.parentElement).closest("[contenteditable=false]");
    if (inside && !chip) return;
    const place = document.createRange();
    if (chip) place.setStartAfter(chip); else { place.selectNodeContents(part); place.collapse(false); }
    chosen.removeAllRanges();
    chosen.addRange(place);
  };
  const close = async (part) => {
    await send(part);
    part.contentEditable = "false";
    part.classList.remove("editing");
    insert.disabled = !document.querySelector(".part.editing");
    paper.querySelectorAll(".figure[contenteditable]").forEach((each) => each.removeAttribute("contenteditable"));
    document.body.dispatchEvent(new Event("checked"));
  };
  const changed = (part) => {
    const at = state.get(part);
    at.dirty = true;
    localStorage.setItem(shelf(part), JSON.stringify({ seen: Number(part.dataset.version), blocks: partText.read(part) }));
    say("正在保存…", "busy");
    clearTimeout(at.timer);
    at.since = at.since || Date.now();
    at.timer = setTimeout(() => send(part), Date.now() - at.since > 700 ? 0 : 160);
  };
  const send = async (part) => {
    const at = state.get(part);
    if (!at || !at.dirty || at.sending) return;
    at.sending = true;
    at.dirty = false;
    at.since = 0;
    const body = JSON.stringify({ seen: Number(part.dataset.version), blocks: partText.read(part) });
    let answer;
    try {
      answer = await fetch(`${paper.dataset.url}/${part.dataset.part}`, { method: "POST", headers, body });
    } catch (error) {
      at.sending = false;
      at.dirty = true;
      say("连不上服务器，文字已留在本机，正在重试…", "failed");
      at.timer = setTimeout(() => send(part), 3000);
      return;
    }
    at.sending = false;
    if (answer.status === 401) { at.dirty = true; say("登录已过期。请在新窗口登录后回到本页，文字不会丢", "failed"); at.timer = setTimeout(() => send(part), 5000); return; }
    if (answer.status === 429 || answer.status >= 500) { at.dirty = true; say("服务器忙，正在重试…", "failed"); at.timer = setTimeout(() => send(part), 3000); return; }
    const told = await answer.json();
    if (answer.status === 409 && told.theirs) { say(told.conflict, "failed"); dispute(part, told); return; }
    if (!answer.ok) { say(`没有保存：${told.problems[0].message}。${told.problems[0].remedy}`, "failed"); return; }
    part.dataset.version = told.version;
    number(part);
    if (!at.dirty) localStorage.removeItem(shelf(part));
    retell(Number(part.dataset.part), told.findings);
    say(at.dirty ? "正在保存…" : `已保存 ${new Date().toLocaleTimeString("zh-CN", { hour12: false })}`, at.dirty ? "busy" : "");
    if (at.dirty) at.timer = setTimeout(() => send(part), 50);
  };
  // What was sent is block 0, 1, 2 … of the new version.
  const number = (part) => partText.read(part).forEach((_, at) => {
    const block = partText.element(part, at);
    if (block.nodeType === 1) block.dataset.block = at;
  });
  // Two people changed one part: both texts stand side by side, and nothing is lost until one is chosen.
  const dispute = (part, told) => {
    document.querySelectorAll(`.dispute[data-for="${part.dataset.part}"]`).forEach((each) => each.remove());
    const box = Object.assign(document.createElement("aside"), { className: "dispute" });
    box.dataset.for = part.dataset.part;
    box.setAttribute("role", "alert");
    const theirs = Object.assign(document.createElement("div"), { className: "theirs-text", innerHTML: told.theirs.html });
    const keepMine = Object.assign(document.createElement("button"), { type: "button", textContent: "用我的文字" });
    const takeTheirs = Object.assign(document.createElement("button"), { type: "button", textContent: `用${told.theirs.by}的文字` });
    box.append(Object.assign(document.createElement("p"), { textContent: `${told.conflict}。下面是对方的文字，上面是您的文字，请选一个；也可以先复制再选。` }), theirs, keepMine, takeTheirs);
    part.after(box);
    keepMine.addEventListener("click", () => { part.dataset.version = told.theirs.version; keepWhole(part); box.remove(); state.get(part).dirty = true; send(part); });
    takeTheirs.addEventListener("click", () => {
      part.innerHTML = told.theirs.html;
      part.dataset.version = told.theirs.version;
      localStorage.removeItem(shelf(part));
      box.remove();
      part.contentEditable = "false";
      part.classList.remove("editing");
      document.body.dispatchEvent(new Event("checked"));
      say("已换成对方的文字");
    });
  };
  // Headings and tables kept by number would be those of the other version; they are the same unless it was made anew.
  const keepWhole = (part) => part.querySelectorAll(":scope > p").forEach((each) => { delete each.dataset.block; });

  paper.querySelectorAll(".part").forEach((part) => {
    const kept = localStorage.getItem(shelf(part));
    const button = Object.assign(document.createElement("button"), { type: "button", className: "edit-part", textContent: "编辑" });
    button.dataset.for = part.dataset.part;
    button.setAttribute("aria-label", `编辑：${part.getAttribute("aria-label")}`);
    part.before(button);
    button.addEventListener("click", () => {
      if (part.classList.contains("editing")) { close(part); button.textContent = "编辑"; } else { open(part); button.textContent = "完成"; }
    });
    part.addEventListener("dblclick", () => { if (!part.classList.contains("editing")) button.click(); });
    part.addEventListener("input", () => changed(part));
    part.addEventListener("keydown", (event) => {
      if (!part.classList.contains("editing")) return;
      if (event.key === "Escape") { event.preventDefault(); button.click(); button.focus(); }
      if (event.ctrlKey && event.key === "/") { event.preventDefault(); insert.click(); }
      if (event.ctrlKey && ["b", "i", "u"].includes(event.key.toLowerCase())) event.preventDefault();
    });
    part.addEventListener("paste", (event) => {
      event.preventDefault();
      const lines = event.clipboardData.getData("text/plain").split(/\s*\r?\n\s*/).filter(Boolean);
      lines.forEach((line, at) => {
        if (at) document.execCommand("insertParagraph");
        document.execCommand("insertText", false, line);
      });
    });
    part.addEventListener("drop", (event) => event.preventDefault());
    if (kept) {
      const { seen } = JSON.parse(kept);
      say(seen === Number(part.dataset.version) ? "上次有没保存完的文字，已留在本机" : "", "failed");
    }
  });
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const inside = chosen.rangeCount && chosen.anchorNode?.parentElement?.closest(".part.editing");
    if (inside) caret = { part: inside, range: chosen.getRangeAt(0).cloneRange() };
  });
  addEventListener("beforeunload", (event) => {
    const open_ = [...document.querySelectorAll(".part.editing")];
    if (open_.some((part) => state.get(part).dirty || state.get(part).sending)) { open_.forEach(send); event.preventDefault(); }
  });

  // Insert a figure: the ledger is searched, the choice becomes a chip at the caret.
  const dialog = document.createElement("dialog");
  dialog.className = "insert";
  dialog.setAttribute("aria-label", "插入数字");
  const words = Object.assign(document.createElement("input"), { type: "search", placeholder: "指标、项目或数，如 执行率、培训人数", autocomplete: "off" });
  words.setAttribute("aria-label", "查找填报数据");
  const facts = Object.assign(document.createElement("ul"), { className: "facts-found" });
  dialog.append(words, facts);
  document.body.append(dialog);
  let asked = 0;
  words.addEventListener("input", async () => {
    asked += 1;
    const mine = asked;
    const answer = await fetch(`${paper.dataset.url}/facts?words=${encodeURIComponent(words.value)}`, { headers });
    if (mine !== asked || !answer.ok) return;
    facts.replaceChildren(...(await answer.json()).facts.map((fact) => {
      const item = document.createElement("li");
      const choose = Object.assign(document.createElement("button"), { type: "button" });
      choose.append(Object.assign(document.createElement("b"), { textContent: fact.text.slice(0, 40) }), ` ${fact.name}　${fact.role}`);
      choose.addEventListener("click", () => put(fact));
      item.append(choose);
      return item;
    }));
  });
  insert.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the text
  insert.addEventListener("click", () => { words.value = ""; facts.replaceChildren(); dialog.showModal(); words.focus(); });
  const put = (fact) => {
    dialog.close();
    if (!caret) return;
    const chip = Object.assign(document.createElement("span"), { className: "figure", textContent: fact.text, contentEditable: "false" });
    chip.dataset.fact = fact.id;
    const { part, range } = caret;
    range.deleteContents();
    range.insertNode(chip);
    if (!chip.nextSibling) chip.after("\u200b");
    part.focus();
    const after = document.createRange();
    after.setStartAfter(chip);
    getSelection().removeAllRanges();
    getSelection().addRange(after);
    changed(part);
  };
})();
