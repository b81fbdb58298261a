(() => {
  "use strict";
  const table = document.getElementById("incident-table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const search = document.getElementById("search");
  const chosen = document.getElementById("class-filter");
  const shown = document.getElementById("shown");
  const controls = document.getElementById("controls");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits =
        words.every((word) => texts.get(row).includes(word)) &&
        (chosen.value === "" || row.cells[5].textContent.startsWith(`${chosen.value} `));
      row.hidden = !fits;
      if (fits) count += 1;
    }
    shown.textContent = `${count} of ${rows.length} incident${rows.length === 1 ? "" : "s"}`;
  };

  const value = (row, column) => {
    const text = row.cells[column].textContent.trim();
    return text === "–" ? "" : text;
  };

  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const heads = Array.from(table.tHead.rows[0].cells);
  const sort = (column) => {
    const down = heads[column].getAttribute("aria-sort") === "ascending";
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = rows.slice().sort((one, two) => {
      const [a, b] = [value(one, column), value(two, column)];
      if (a === "" || b === "") return (a === "") - (b === "");
      return down ? order.compare(b, a) : order.compare(a, b);
    });
    body.append(...sorted);
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column));
    // Printed pages repeat a head only if it holds no button, so the bare name stays for paper.
    const name = document.createElement("span");
    name.className = "paper";
    name.textContent = button.textContent;
    head.replaceChildren(button, name);
  });
  // Thousands of rows are filtered when typing pauses, a few at once.
  let pause = 0;
  search.addEventListener("input", () => {
    if (rows.length <= 1000) return filter();
    clearTimeout(pause);
    pause = setTimeout(filter, 150);
  });
  chosen.addEventListener("change", filter);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.hidden = false;
  filter();
})();
