// Texts of cells between the grid and a spreadsheet (TSV as Excel and WPS put it on the clipboard).
"use strict";
window.gridText = {
  // The rows of a pasted text; a quoted cell may hold tabs, line ends and doubled quotes.
  parse(text) {
    const rows = [[]];
    let cell = "", quoted = false, start = true;
    const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < source.length; at += 1) {
      const each = source[at];
      if (quoted) {
        if (each === '"' && source[at + 1] === '"') { cell += '"'; at += 1; }
        else if (each === '"') quoted = false;
        else cell += each;
      } else if (each === '"' && start) { quoted = true; start = false; }
      else if (each === "\t") { rows[rows.length - 1].push(cell.trim()); cell = ""; start = true; }
      else if (each === "\n") { rows[rows.length - 1].push(cell.trim()); rows.push([]); cell = ""; start = true; }
      else { cell += each; start = false; }
    }
    rows[rows.length - 1].push(cell.trim());
    return rows;
  },
  write(rows) {
    const cell = (text) => (/[\t\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
    return rows.map((row) => row.map(cell).join("\t")).join("\n");
  },
  newRowId() {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  },
};
