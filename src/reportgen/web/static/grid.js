// The grid (填报表格): keyboard, paste from a spreadsheet, undo, checks in the cell, conflicts with others.
"use strict";
(() => {
  const grid = document.getElementById("grid");
  if (!grid) return;
  const body = grid.tBodies[0];
  const single = grid.classList.contains("single");
  const locked = "locked" in grid.dataset;
  const heads = single ? [] : [...grid.tHead.rows[0].cells].slice(1);
  const fields = heads.map((head) => head.dataset.field);
  const message = document.body.appendChild(Object.assign(document.createElement("div"), { id: "cell-message", className: "message", hidden: true }));
  // A text box stands ready in the selected cell, so that an input method can begin at once.
  const box = document.createElement("textarea");
  box.rows = 1;
  box.className = "catcher";
  box.setAttribute("autocomplete", "off");
  box.spellcheck = false;
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-haspopup", "listbox");
  let active = null;   // the cell with the focus
  let corner = null;   // the other corner of the selected range
  let editor = null;
  const done = [];     // batches that can be undone
  const undone = [];

  const cellsOf = (row) => [...row.querySelectorAll("td[data-field]")];
  const rows = () => [...body.rows];
  const cellAt = (row, column) => { const cells = rows()[row] && cellsOf(rows()[row]); return cells ? cells[column] : undefined; };
  const at = (cell) => [rows().indexOf(cell.parentElement), cellsOf(cell.parentElement).indexOf(cell)];
  const textOf = (cell) => cell.dataset.text ?? (cell.dataset.text = cell.textContent);
  const kindOf = (cell) => cell.dataset.kind || heads[cellsOf(cell.parentElement).indexOf(cell)].dataset.kind;
  const choicesOf = (cell) => { const held = single ? cell : heads[cellsOf(cell.parentElement).indexOf(cell)]; return held.dataset.choices ? held.dataset.choices.split("|") : []; };
  const find = (row, field) => body.querySelector(`tr[data-row="${CSS.escape(row)}"] td[data-field="${CSS.escape(field)}"]`);

  const put = (cell, text) => {
    cell.dataset.text = text;
    cell.removeAttribute("title");
    if (cell.classList.contains("editing")) return;
    for (const node of [...cell.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.remove();
    cell.prepend(text);
  };
  const cellsByField = (row) => Object.fromEntries(cellsOf(row).map((cell) => [cell.dataset.field, textOf(cell)]).filter(([, text]) => text));
  const makeRow = (id, cells = {}) => {
    const row = document.createElement("tr");
    row.dataset.row = id;
    row.setAttribute("role", "row");
    const number = Object.assign(document.createElement("th"), { className: "number", scope: "row" });
    number.setAttribute("role", "rowheader");
    row.append(number);
    for (const field of fields) {
      const cell = document.createElement("td");
      cell.dataset.field = field;
      cell.setAttribute("role", "gridcell");
      if (field === "name") cell.className = "named";
      cell.tabIndex = -1;
      put(cell, cells[field] || "");
      row.append(cell);
    }
    align(row);
    return row;
  };
  const align = (row) => cellsOf(row).forEach((cell) => cell.classList.toggle("right", /^(MONEY|PERCENT|SCORE|COUNT|NUMBER)$/.test(kindOf(cell))));

  // The numbers one sees are counted by the style sheet; those who listen are told them here.
  let numbering = 0;
  const numberRows = () => {
    cancelAnimationFrame(numbering);
    numbering = requestAnimationFrame(() => { if (!single) rows().forEach((row, at) => row.cells[0].setAttribute("aria-label", String(at + 1))); });
  };

  // --- what a change does to the page; the same change goes to the server
  const perform = (change) => {
    if ("set" in change) { const cell = find(change.set, change.field); if (cell) put(cell, change.after); }
    else if ("add" in change) {
      if (body.querySelector(`tr[data-row="${change.add}"]`)) return;
      const made = makeRow(change.add, change.cells);
      const behind = change.behind && body.querySelector(`tr[data-row="${CSS.escape(change.behind)}"]`);
      if (behind) behind.after(made); else body.append(made);
      numberRows();
    } else {
      const row = body.querySelector(`tr[data-row="${CSS.escape(change.remove)}"]`);
      if (row) { if (active && row.contains(active)) active = null; row.remove(); numberRows(); }
    }
  };
  const reverse = (change) => {
    if ("set" in change) return { set: change.set, field: change.field, before: change.after, after: change.before };
    if ("add" in change) return { remove: change.add, cells: change.cells };
    return { add: change.remove, behind: change.behind || "", cells: change.cells };
  };
  const buttons = () => { for (const [id, list] of [["undo", done], ["redo", undone]]) { const button = document.getElementById(id); if (button) button.disabled = !list.length; } };
  const commit = (batch, { remember = true } = {}) => {
    if (!batch.length) return;
    for (const change of batch) { perform(change); saver.add(change); }
    if (remember) { done.push(batch); undone.length = 0; }
    buttons();
  };
  const step = (from, to) => {
    stopEditing(true);
    const batch = from.pop();
    if (!batch) return;
    const back = [...batch].reverse().map(reverse).map((change) => ("remove" in change ? current(change) : change));
    commit(back, { remember: false });
    to.push(back);
    buttons();
    const first = back.find((change) => "set" in change);
    if (first && find(first.set, first.field)) select(find(first.set, first.field));
  };
  const current = (change) => {
    const row = body.querySelector(`tr[data-row="${CSS.escape(change.remove)}"]`);
    return row ? { ...change, cells: cellsByField(row), behind: row.previousElementSibling ? row.previousElementSibling.dataset.row : "" } : change;
  };

  // --- saving, and what the server tells
  const saver = window.gridSaver(grid, {
    saved(told, mine) {
      const own = new Set(mine.map((change) => `${change.set} ${change.field}`));
      for (const deed of told.others) {
        if (own.has(`${deed.row} ${deed.field}`)) continue;
        if (deed.deed === "增加一行") perform({ add: deed.row, behind: deed.before, cells: {} });
        else if (deed.deed === "删除一行") perform({ remove: deed.row });
        else if (deed.deed === "修改" && !own.has(`${deed.row} ${deed.field}`)) {
          const cell = find(deed.row, deed.field);
          if (cell && !cell.classList.contains("editing")) { put(cell, deed.after); cell.classList.add("theirs"); }
        }
      }
      if (told.conflicts.length) showConflicts(told.conflicts);
      check();
    },
    refused(lost) { for (const change of lost) if ("set" in change) { const cell = find(change.set, change.field); if (cell) mark(cell, "error", "这一格没有保存，请看上面的原因"); } },
  });

  const mark = (cell, kind, text) => { cell.classList.add(kind); cell.dataset.message = cell.dataset.message ? `${cell.dataset.message}\n${text}` : text; cell.setAttribute("aria-invalid", String(cell.classList.contains("error"))); };
  let checking = null;
  const check = async () => {
    if (checking) checking.abort();
    checking = new AbortController();
    let told;
    try {
      const answer = await fetch(grid.dataset.check, { headers: { accept: "application/json" }, signal: checking.signal });
      if (!answer.ok) return;
      told = await answer.json();
    } catch (error) { return; }
    const panel = document.getElementById("panel");
    const opened = Boolean(panel.querySelector("details[open]"));
    if (panel.contains(document.activeElement) && document.activeElement.matches("input")) return; // a reason is being written
    panel.innerHTML = told.panel; // our own page, every text of it escaped by the server
    tellCounts(panel);
    panel.setAttribute("aria-busy", "false");
    const details = panel.querySelector("details");
    if (details) details.open = opened;
    for (const cell of grid.querySelectorAll("td.error, td.warning")) { cell.classList.remove("error", "warning"); delete cell.dataset.message; cell.removeAttribute("aria-invalid"); }
    for (const each of told.cells) {
      if (each.severity === "提示") continue;
      const row = body.querySelector(`tr[data-row="${CSS.escape(each.row)}"]`);
      const cell = each.field ? find(each.row, each.field) : row && cellsOf(row)[0];
      if (cell) mark(cell, each.severity === "错误" ? "error" : "warning", each.suggestion ? `${each.message}\n${each.suggestion}` : each.message);
    }
    tell();
  };
  let toldCounts = null;
  const tellCounts = (panel) => {
    const total = panel.querySelector(".total")?.textContent.replace(/\s+/g, " ").trim() || "";
    const counts = panel.querySelector(".counts")?.textContent.trim().replace(/(\d)(?=\D)/g, "$1，") || "没有发现问题";
    const now = `自评总分：${total}。问题：${counts}`;
    if (toldCounts !== null && toldCounts !== now) announce(now);
    toldCounts = now;
  };
  const tell = () => {
    const text = active && grid.contains(document.activeElement) && active.dataset.message;
    if (text) box.setAttribute("aria-describedby", "cell-message"); else box.removeAttribute("aria-describedby");
    box.setAttribute("aria-invalid", String(Boolean(text) && active.classList.contains("error")));
    message.hidden = !text;
    if (!text) return;
    message.classList.toggle("warning", !active.classList.contains("error"));
    message.replaceChildren(...text.split("\n").map((line, number) => Object.assign(document.createElement(number ? "span" : "b"), { textContent: line })));
    const cell = active.getBoundingClientRect();
    const below = cell.bottom + 6 + message.offsetHeight < innerHeight;
    message.style.setProperty("left", `${Math.max(4, Math.min(cell.left, document.querySelector(".scroll").getBoundingClientRect().right - message.offsetWidth))}px`);
    message.style.setProperty("top", `${below ? cell.bottom + 6 : cell.top - message.offsetHeight - 6}px`);
  };

  const showConflicts = (conflicts) => {
    const place = document.getElementById("conflicts");
    if (place.hidden) {
      place.replaceChildren(Object.assign(document.createElement("h2"), { textContent: "有人同时改了这些格，请逐个选择（两边的内容都记在操作记录里）" }));
      const table = document.createElement("table");
      const head = table.createTHead().insertRow();
      for (const text of ["栏目", "对方的内容", "您的内容", "选一个"]) head.append(Object.assign(document.createElement("th"), { textContent: text, scope: "col" }));
      table.createTBody();
      place.append(table);
      place.hidden = false;
    }
    const lines = place.querySelector("tbody");
    for (const each of conflicts) {
      const cell = each.field ? find(each.row, each.field) : null;
      const standing = [...lines.rows].find((line) => line.dataset.cell === `${each.row} ${each.field}`);
      if (standing) standing.remove();
      const line = lines.insertRow();
      line.dataset.cell = `${each.row} ${each.field}`;
      line.insertCell().textContent = each.label;
      line.insertCell().textContent = `${each.theirs || "（空）"}${each.by ? `　—— ${each.by}` : ""}`;
      line.insertCell().textContent = each.yours || "（空）";
      const choose = line.insertCell();
      const finish = () => { line.remove(); if (!lines.rows.length) place.hidden = true; };
      if (cell) put(cell, each.theirs);
      const theirs = Object.assign(document.createElement("button"), { type: "button", textContent: "采用对方的" });
      theirs.addEventListener("click", finish);
      choose.append(theirs);
      if (cell) {
        const yours = Object.assign(document.createElement("button"), { type: "button", textContent: "采用我的" });
        yours.addEventListener("click", () => { commit([{ set: each.row, field: each.field, before: textOf(cell), after: each.yours }]); finish(); });
        choose.append(" ", yours);
      }
    }
  };

  // --- moving and selecting
  const select = (cell, extend = false) => {
    if (!cell) return;
    for (const each of grid.querySelectorAll("td[aria-selected], td.range")) { each.removeAttribute("aria-selected"); each.classList.remove("range"); }
    if (active && locked) active.tabIndex = -1;
    if (!extend) corner = null; else corner = corner || active;
    active = cell;
    active.setAttribute("aria-selected", "true");
    if (corner && corner.isConnected) for (const each of range().flat()) each.classList.add("range");
    if (locked) { active.tabIndex = 0; active.focus({ preventScroll: true }); } else stand(active);
    active.scrollIntoView({ block: "nearest", inline: "nearest" });
    tell();
  };
  const range = () => {
    if (!active) return [];
    const [row, column] = at(active);
    const [otherRow, otherColumn] = corner && corner.isConnected ? at(corner) : [row, column];
    const picked = [];
    for (let r = Math.min(row, otherRow); r <= Math.max(row, otherRow); r += 1) {
      picked.push(cellsOf(rows()[r]).slice(Math.min(column, otherColumn), Math.max(column, otherColumn) + 1));
    }
    return picked;
  };
  const move = (down, right, extend = false) => {
    if (!active) return select(cellAt(0, 0));
    const [row, column] = at(active);
    const width = cellsOf(rows()[row]).length;
    let nextRow = row + down, nextColumn = column + right;
    if (!extend && right && (nextColumn < 0 || nextColumn >= width)) { nextRow += right; nextColumn = right > 0 ? 0 : width - 1; }
    nextRow = Math.max(0, Math.min(rows().length - 1, nextRow));
    select(cellAt(nextRow, Math.max(0, Math.min(width - 1, nextColumn))) || active, extend);
    return undefined;
  };

  // --- editing one cell: what is typed is saved while it is typed
  const headOf = (cell) => (single ? cell.parentElement.cells[0].textContent : heads[at(cell)[1]].textContent).replace("*", "");
  // The row by its number and by what it is called, then the column: what one who listens has to know in a cell.
  const nameOf = (cell) => {
    if (single) return headOf(cell);
    const row = cell.parentElement;
    const called = row.querySelector("td.named");
    return `第${rows().indexOf(row) + 1}行${called && called !== cell && textOf(called) ? ` ${textOf(called).slice(0, 30)}` : ""}，${headOf(cell)}`;
  };
  const stand = (cell) => {
    box.className = "catcher";
    box.value = "";
    if (choicesOf(cell).length) box.setAttribute("role", "combobox"); else box.removeAttribute("role");
    box.setAttribute("aria-label", `${nameOf(cell)}：${textOf(cell) || "空"}`);
    if (box.parentElement !== cell) cell.append(box);
    box.focus({ preventScroll: true });
  };
  const startEditing = (text) => {
    if (locked || !active || editor) return;
    const cell = active;
    const before = textOf(cell);
    editor = { cell, before, sent: before, list: null };
    box.className = `editor${kindOf(cell) === "LONG_TEXT" ? " long" : ""}`;
    if (text !== undefined) { box.value = text; box.setSelectionRange(text.length, text.length); }
    box.setAttribute("aria-label", nameOf(cell));
    cell.classList.add("editing");
    const choices = choicesOf(cell);
    if (choices.length) showChoices(choices);
    message.hidden = true;
  };
  const typed = () => {
    const { cell } = editor;
    if (box.value === editor.sent) return;
    saver.add({ set: cell.parentElement.dataset.row, field: cell.dataset.field, before: editor.sent, after: box.value });
    editor.sent = box.value;
    cell.dataset.text = box.value;
  };
  box.addEventListener("compositionstart", () => startEditing());
  box.addEventListener("compositionend", () => { if (editor) typed(); });
  box.addEventListener("input", (event) => {
    startEditing();
    if (editor && !event.isComposing) { typed(); if (editor.list) pickChoice(null); }
  });
  box.addEventListener("blur", () => { stopEditing(true); message.hidden = true; });
  const stopEditing = (keep) => {
    if (!editor) return;
    const { cell, before, list } = editor;
    const after = keep ? box.value : before;
    if (after !== editor.sent) saver.add({ set: cell.parentElement.dataset.row, field: cell.dataset.field, before: editor.sent, after });
    editor = null;
    if (list) { list.remove(); box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); }
    cell.classList.remove("editing");
    box.className = "catcher";
    box.value = "";
    put(cell, after);
    if (after !== before) { done.push([{ set: cell.parentElement.dataset.row, field: cell.dataset.field, before, after }]); undone.length = 0; buttons(); }
  };
  const showChoices = (choices) => {
    const list = document.createElement("ul");
    list.className = "choices";
    list.id = "choices";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "可填");
    box.setAttribute("aria-controls", "choices");
    box.setAttribute("aria-expanded", "true");
    for (const choice of choices) {
      const item = Object.assign(document.createElement("li"), { textContent: choice, id: `choice-${choices.indexOf(choice)}` });
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); event.stopPropagation(); box.value = choice; const { cell } = editor; stopEditing(true); select(cell); });
      list.append(item);
    }
    editor.cell.append(list);
    editor.list = list;
  };
  const pickChoice = (direction) => {
    const items = [...editor.list.children];
    const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    for (const item of items) item.removeAttribute("aria-selected");
    box.removeAttribute("aria-activedescendant");
    if (direction === null) return;
    const next = items[(now + direction + items.length) % items.length];
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", next.id);
    box.value = next.textContent;
    typed();
  };

  const addRow = (behind) => {
    if (locked || single) return;
    stopEditing(true);
    const id = window.gridText.newRowId();
    commit([{ add: id, behind: behind || "", cells: {} }]);
    select(cellsOf(body.querySelector(`tr[data-row="${id}"]`))[0]);
  };
  const removeRows = () => {
    if (locked || single || !active) return;
    stopEditing(true);
    const chosen = [...new Set(range().flat().map((cell) => cell.parentElement))];
    const [row, column] = at(active);
    commit(chosen.map((each) => ({ remove: each.dataset.row, cells: cellsByField(each), behind: each.previousElementSibling ? each.previousElementSibling.dataset.row : "" })));
    select(cellAt(Math.min(row, rows().length - 1), column));
  };
  const clear = () => commit(range().flat().filter((cell) => textOf(cell)).map((cell) => ({ set: cell.parentElement.dataset.row, field: cell.dataset.field, before: textOf(cell), after: "" })));
  const paste = (text) => {
    if (locked || !active) return;
    const pasted = window.gridText.parse(text);
    const [row, column] = at(active);
    const batch = [];
    let last = rows().length ? rows()[rows().length - 1].dataset.row : "";
    pasted.forEach((texts, down) => {
      let id = rows()[row + down] && rows()[row + down].dataset.row;
      const standing = rows()[row + down];
      if (!id) {
        if (single) return;
        id = window.gridText.newRowId();
        batch.push({ add: id, behind: last, cells: {} });
        last = id;
      }
      texts.forEach((after, right) => {
        const field = single ? standing && cellsOf(standing)[0] && right === 0 && cellsOf(standing)[0].dataset.field : fields[column + right];
        if (!field) return;
        const cell = standing && find(id, field) && (single ? cellsOf(standing)[0] : cellsOf(standing)[column + right]);
        const before = cell ? textOf(cell) : "";
        if (before !== after) batch.push({ set: id, field, before, after });
      });
    });
    commit(batch);
  };

  grid.addEventListener("mousedown", (event) => {
    const cell = event.target.closest("td[data-field]");
    if (!cell || (editor && editor.cell === cell)) return;
    event.preventDefault();
    stopEditing(true);
    select(cell, event.shiftKey);
  });
  grid.addEventListener("dblclick", (event) => { if (!editor && event.target.closest("td[data-field]") === active) startEditing(textOf(active)); });
  grid.addEventListener("focusin", (event) => { const cell = event.target.closest("td[data-field]"); if (cell && cell !== active && !editor) select(cell); });
  grid.addEventListener("keydown", (event) => {
    if (!active || event.isComposing) return;
    const command = event.ctrlKey || event.metaKey;
    if (editor) {
      if (event.key === "Escape") { const { cell } = editor; stopEditing(false); select(cell); }
      else if (editor.list && (event.key === "ArrowDown" || event.key === "ArrowUp")) pickChoice(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "Enter" && !event.altKey && !event.shiftKey) { stopEditing(true); move(1, 0); }
      else if (event.key === "Enter") { box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end"); typed(); }
      else if (event.key === "Tab") { stopEditing(true); move(0, event.shiftKey ? -1 : 1); }
      else return;
      event.preventDefault();
      return;
    }
    const key = event.key;
    if (command && key.toLowerCase() === "z") { if (event.shiftKey) step(undone, done); else step(done, undone); }
    else if (command && key.toLowerCase() === "y") step(undone, done);
    else if (command && key === "Delete") removeRows();
    else if (command && key === "Home") select(cellAt(0, 0), event.shiftKey);
    else if (command && key === "End") select(cellsOf(rows()[rows().length - 1]).pop(), event.shiftKey);
    else if (command) return;
    else if (key === "ArrowDown") move(1, 0, event.shiftKey);
    else if (key === "ArrowUp") move(-1, 0, event.shiftKey);
    else if (key === "ArrowLeft") move(0, -1, event.shiftKey);
    else if (key === "ArrowRight") move(0, 1, event.shiftKey);
    else if (key === "Home") select(cellsOf(active.parentElement)[0], event.shiftKey);
    else if (key === "End") select(cellsOf(active.parentElement).pop(), event.shiftKey);
    else if (key === "PageDown") move(12, 0, event.shiftKey);
    else if (key === "PageUp") move(-12, 0, event.shiftKey);
    else if (key === "Escape") leave();
    else if (key === "Tab") {
      if (locked) return;
      const [row, column] = at(active);
      const leaving = event.shiftKey ? row === 0 && column === 0 : row === rows().length - 1 && column === cellsOf(active.parentElement).length - 1;
      if (leaving) return;
      move(0, event.shiftKey ? -1 : 1);
    }
    else if (key === "Enter" && event.altKey) addRow(active.parentElement.dataset.row);
    else if (key === "Enter" || key === "F2") startEditing(textOf(active));
    else if (key === "Delete" || key === "Backspace") { if (!locked) clear(); }
    else return; // a character: the box takes it
    event.preventDefault();
  });
  // Tab goes from cell to cell, so Esc is the way out of a long table.
  const leave = () => {
    announce("已离开表格。按 Tab 到表格后面，按 Shift+Tab 回到表格。");
    document.querySelector(".keys").focus();
  };
  const outside = () => !active || editor || !grid.contains(document.activeElement);
  document.addEventListener("copy", (event) => { if (outside()) return; event.clipboardData.setData("text/plain", window.gridText.write(range().map((row) => row.map(textOf)))); event.preventDefault(); });
  document.addEventListener("cut", (event) => { if (outside() || locked) return; event.clipboardData.setData("text/plain", window.gridText.write(range().map((row) => row.map(textOf)))); clear(); event.preventDefault(); });
  document.addEventListener("paste", (event) => { if (outside()) return; paste(event.clipboardData.getData("text/plain")); event.preventDefault(); });
  const on = (id, work) => { const button = document.getElementById(id); if (button) button.addEventListener("click", work); };
  on("undo", () => step(done, undone));
  on("redo", () => step(undone, done));
  on("add-row", () => addRow(active ? active.parentElement.dataset.row : ""));
  on("more", () => addRow(""));
  on("remove-row", removeRows);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.place[data-row]");
    const cell = link && (link.dataset.field ? find(link.dataset.row, link.dataset.field) : body.querySelector(`tr[data-row="${CSS.escape(link.dataset.row)}"] td[data-field]`));
    if (cell) { event.preventDefault(); select(cell); }
  });
  document.querySelector(".scroll").addEventListener("scroll", tell, { passive: true });

  // --- begin: fill an empty table with a row to type in, bring back what an earlier page could not save
  if (!single) for (const row of rows()) align(row);
  numberRows();
  const kept = saver.kept();
  if (kept.length && !locked) for (const change of kept) { perform(change); saver.add(change); }
  const wanted = decodeURIComponent(location.hash.slice(1)).split(".");
  const first = wanted.length === 2 && (wanted[1] ? find(wanted[0], wanted[1]) : body.querySelector(`tr[data-row="${CSS.escape(wanted[0])}"] td[data-field]`));
  if (!single && !rows().length && !locked) addRow("");
  select(first || cellAt(0, 0));
  check();
})();
