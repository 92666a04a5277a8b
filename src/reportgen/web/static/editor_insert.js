// Inserting a figure: the entered data are searched, the choice becomes a chip at the caret.
"use strict";
window.factDialog = (url, headers) => {
  const dialog = document.createElement("dialog");
  dialog.className = "insert";
  dialog.setAttribute("aria-labelledby", "insert-title");
  const title = Object.assign(document.createElement("h2"), { id: "insert-title", textContent: "插入数字" });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "关闭" });
  const words = Object.assign(document.createElement("input"), { type: "search", placeholder: "指标、项目或数，如 执行率、培训人数", autocomplete: "off" });
  const told = Object.assign(document.createElement("p"), { className: "note" });
  const facts = Object.assign(document.createElement("ul"), { className: "facts-found" });
  words.setAttribute("aria-label", "查找填报数据");
  close.addEventListener("click", () => dialog.close());
  title.append(close);
  dialog.append(title, words, told, facts);
  document.body.append(dialog);
  const HINT = "输入名称的一部分，再从下面选；插入的数随填报数据更新。";
  let asked = 0;
  let taken = null;
  const say = (text) => { told.textContent = text; if (text !== HINT) announce(text); };
  const itemOf = (fact) => {
    const item = document.createElement("li");
    const choose = Object.assign(document.createElement("button"), { type: "button" });
    choose.append(Object.assign(document.createElement("b"), { textContent: fact.text.slice(0, 40) }), " ", Object.assign(document.createElement("span"), { textContent: fact.name }), " ", Object.assign(document.createElement("small"), { textContent: fact.role }));
    choose.setAttribute("aria-label", `${fact.text.slice(0, 40)} ${fact.name} ${fact.role}`);
    choose.addEventListener("click", () => { const take = taken; dialog.close(); take(fact); });
    item.append(choose);
    return item;
  };
  words.addEventListener("input", async () => {
    asked += 1;
    const mine = asked;
    if (!words.value.trim()) { facts.replaceChildren(); say(HINT); return; }
    let found;
    try {
      const answer = await fetch(`${url}/facts?words=${encodeURIComponent(words.value)}`, { headers });
      if (mine !== asked) return;
      if (!answer.ok) throw new Error(answer.status);
      found = (await answer.json()).facts;
    } catch (error) { if (mine === asked) say("查不到：连不上服务器。请稍等再输入。"); return; }
    facts.replaceChildren(...found.map(itemOf));
    say(found.length ? `找到 ${found.length} 个，按 Tab 到结果，Enter 插入。` : "填报数据里没有。请换一个词，或先到“填报”页补上再重新生成。");
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); facts.querySelector("button")?.focus(); }
    if (event.key === "Escape") { event.preventDefault(); dialog.close(); } // else the box would only be emptied
  });
  facts.addEventListener("keydown", (event) => {
    const item = event.target.closest("li");
    const next = event.key === "ArrowDown" ? item.nextElementSibling : event.key === "ArrowUp" ? item.previousElementSibling : null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); (next?.querySelector("button") || words).focus(); }
  });
  return (take) => { taken = take; words.value = ""; facts.replaceChildren(); say(HINT); dialog.showModal(); words.focus(); };
};
