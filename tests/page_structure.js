// What the markup of a page owes: language, title, ids, order of Tab, heads of tables, a place where things are said.
() => {
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    const twice = ids.filter((each, at) => ids.indexOf(each) !== at);
    const tabbable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((each) => each.tabIndex >= 0);
    const named = [...document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")].flatMap((each) => ["aria-labelledby", "aria-describedby", "aria-controls"].flatMap((name) => (each.getAttribute(name) || "").split(" ").filter(Boolean)));
    return {
        language: document.documentElement.lang,
        title: document.title,
        twice,
        jumping: tabbable.filter((each) => each.tabIndex > 0).map((each) => each.outerHTML.slice(0, 80)),
        first: tabbable.length ? tabbable[0].textContent : "",
        dangling: named.filter((id) => !document.getElementById(id)),
        heads: [...document.querySelectorAll("table.list thead th, table.grid thead th")].filter((each) => each.scope !== "col").map((each) => each.textContent),
        spoken: document.querySelectorAll("#announcer[role=status]").length,
    };
}
