// What every page needs: saying things aloud, telling trouble with its next step, menus, the import form.
"use strict";
// Tell people who listen rather than look; a page has one place for it.
window.announce = (text) => {
  const place = document.getElementById("announcer");
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 60);
};
(() => {
  const trouble = document.getElementById("trouble");
  const tell = (message, remedy) => {
    const text = document.createElement("div");
    text.append(Object.assign(document.createElement("b"), { textContent: message }), remedy);
    const close = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: "知道了" });
    close.addEventListener("click", () => { trouble.hidden = true; });
    trouble.replaceChildren(text, close);
    trouble.hidden = false;
  };
  document.addEventListener("htmx:sendError", () => tell("连不上服务器，没有完成", "请看工作台是不是还开着、网络通不通，再按一次；已经保存的内容还在。"));
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const problem = page.querySelector(".problems p");
    tell(problem ? problem.textContent : "没有完成", problem ? page.querySelector(".problems .remedy")?.textContent || "" : "请刷新页面后再试；还不行请联系管理员。");
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) trouble.hidden = true; });
  // Sections that arrive while a draft is made.
  document.addEventListener("htmx:afterSwap", () => {
    const now = document.querySelector(".generating .now");
    if (now && now.textContent !== document.getElementById("announcer").textContent) announce(now.textContent);
  });

  const menus = () => document.querySelectorAll("details.drop-down[open]");
  document.addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  document.querySelector(".sheets [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  const toggle = document.getElementById("open-import");
  const form = document.getElementById("import");
  if (toggle && form) {
    const open = (show) => { form.hidden = !show; toggle.setAttribute("aria-expanded", String(show)); };
    const drop = document.getElementById("drop");
    const input = drop.querySelector("input");
    const chosen = document.getElementById("chosen");
    toggle.addEventListener("click", () => { open(form.hidden); if (!form.hidden) input.focus(); });
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") { open(false); toggle.focus(); } });
    input.addEventListener("change", () => { chosen.textContent = input.files.length ? `已选：${[...input.files].map((file) => file.name).join("、")}` : ""; });
    document.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); open(true); drop.classList.add("over"); } });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      drop.classList.remove("over");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    });
  }
  // A form that was not changed has nothing to save.
  document.querySelectorAll("form[data-when-changed]").forEach((each) => {
    const button = each.querySelector("button");
    button.disabled = true;
    each.addEventListener("change", () => { button.disabled = false; });
  });
  // A form that is on its way is not sent twice.
  document.addEventListener("submit", (event) => {
    const form_ = event.target;
    if (form_.dataset.sent) { event.preventDefault(); return; }
    if (event.defaultPrevented || form_.method === "get" || form_.matches("[hx-post]")) return;
    form_.dataset.sent = "1";
    form_.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((each) => { delete each.dataset.sent; each.removeAttribute("aria-busy"); }));
})();
