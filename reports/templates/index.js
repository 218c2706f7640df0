"use strict";
(() => {
  const table = document.getElementById("list");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  };

  const compare = (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    const difference = Number(a) - Number(b);
    return Number.isNaN(difference) ? order.compare(a, b) : difference;
  };

  const sortBy = (heading) => {
    const column = heading.cellIndex;
    const descending = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const sorted = rows.slice().sort((a, b) => {
      const result = compare(value(a, column), value(b, column));
      return descending ? -result : result;
    });
    body.append(...sorted);
  };

  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => sortBy(heading));
  }

  const box = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const filter = () => {
    const wanted = box.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const text = row.textContent.normalize("NFKC").toLowerCase();
      row.hidden = !wanted.every((word) => text.includes(word));
      if (!row.hidden) count += 1;
    }
    shown.textContent = shown.dataset.text.replace("{n}", String(count));
    document.getElementById("nothing").hidden = count > 0 || rows.length === 0;
  };
  box.addEventListener("input", filter);
  box.closest("[hidden]").hidden = false;
  filter();
})();
