// Saving (自动保存): changes wait at most 400 ms, survive a lost connection and a closed page, and are sent in order.
"use strict";
window.gridSaver = (grid, on) => {
  const token = document.querySelector("meta[name=form-token]").content;
  const shelf = `unsaved ${grid.dataset.url} ${grid.dataset.user}`;
  let version = Number(grid.dataset.version);
  let waiting = [];
  let sending = null;
  let timer = 0;
  let retry = 0;
  const shown = document.getElementById("saved");
  let failed = false;
  // Keeping is told silently while it works; failing, and working again, is said aloud.
  const show = (text, kind) => {
    if (kind === "failed" ? shown.textContent !== text : failed && kind === "") announce(text);
    if (kind !== "busy") failed = kind === "failed";
    shown.textContent = text;
    shown.className = `saved ${kind}`;
  };
  const keep = () => {
    const all = [...(sending || []), ...waiting];
    if (all.length) localStorage.setItem(shelf, JSON.stringify(all)); else localStorage.removeItem(shelf);
  };
  // Typing in one cell is one change: from the text last sent to the text now.
  const add = (change) => {
    const last = waiting[waiting.length - 1];
    if (last && "set" in change && last.set === change.set && last.field === change.field) last.after = change.after;
    else waiting.push({ ...change });
    keep();
    show("正在保存…", "busy");
    if (!timer && !sending) timer = setTimeout(send, 400);
  };
  const send = async () => {
    timer = 0;
    if (sending || !waiting.length) return;
    sending = waiting;
    waiting = [];
    let answer;
    try {
      answer = await fetch(grid.dataset.url, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json", "x-form-token": token },
        body: JSON.stringify({ seen: version, changes: sending }),
      });
    } catch (error) {
      waiting = [...sending, ...waiting];
      sending = null;
      retry = Math.min((retry || 500) * 2, 8000);
      show("连不上服务器，内容已留在本页，正在重试…", "failed");
      timer = setTimeout(send, retry);
      return;
    }
    retry = 0;
    if (answer.status === 401) { show("登录已过期。请在新窗口登录后回到本页，内容不会丢", "failed"); waiting = [...sending, ...waiting]; sending = null; timer = setTimeout(send, 5000); return; }
    if (answer.status === 429 || answer.status >= 500) { waiting = [...sending, ...waiting]; sending = null; show("服务器忙，正在重试…", "failed"); timer = setTimeout(send, 3000); return; }
    const told = await answer.json();
    if (!answer.ok) {
      const lost = sending;
      sending = null;
      keep();
      const problem = told.problems[0];
      show(`没有保存：${problem.message}。${problem.remedy}`, "failed");
      on.refused(lost);
      return;
    }
    const mine = sending;
    sending = null;
    version = told.version;
    keep();
    on.saved(told, mine);
    const clock = new Date().toLocaleTimeString("zh-CN", { hour12: false });
    show(waiting.length ? "正在保存…" : `已保存 ${clock}`, waiting.length ? "busy" : "");
    if (waiting.length) timer = setTimeout(send, 50);
  };
  // What others did is asked for now and then, too, by sending a batch without changes.
  const look = async () => {
    if (sending || waiting.length || document.hidden || "locked" in grid.dataset) return;
    try {
      const answer = await fetch(grid.dataset.url, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json", "x-form-token": token },
        body: JSON.stringify({ seen: version, changes: [] }),
      });
      if (!answer.ok || sending || waiting.length) return;
      const told = await answer.json();
      version = told.version;
      if (told.others.length) on.saved(told, []);
    } catch (error) { /* the next save tells that the server cannot be reached */ }
  };
  setInterval(look, 8000);
  const kept = () => { try { return JSON.parse(localStorage.getItem(shelf) || "[]"); } catch (error) { return []; } };
  addEventListener("pagehide", () => { clearTimeout(timer); timer = 0; send(); });
  addEventListener("beforeunload", (event) => { if (waiting.length || sending) { send(); event.preventDefault(); } });
  return { add, kept, flush: send, get version() { return version; }, set version(value) { version = value; } };
};
