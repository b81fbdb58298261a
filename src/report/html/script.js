(() => {
  "use strict";
  // What does not scroll is no stop of the keyboard and no group of its own.
  const label = new Map();
  const stop = (box) => {
    const scrolls = box.scrollWidth > box.clientWidth;
    for (const [name, value] of label.get(box)) {
      if (scrolls) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  };
  const sizes = new ResizeObserver((entries) => {
    for (const entry of entries) stop(entry.target.closest(".scroll"));
  });
  for (const box of document.querySelectorAll(".scroll")) {
    label.set(box, ["role", "tabindex", "aria-label"].map((name) => [name, box.getAttribute(name)]));
    sizes.observe(box);
    sizes.observe(box.firstElementChild);
  }
})();
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
  const choices = Array.from(controls.querySelectorAll("select[data-column]"));
  const order = document.getElementById("order");
  const filtered = document.getElementById("filtered");
  const unsort = document.getElementById("unsort");
  const unsorted = order.textContent;
  const more = document.getElementById("more");
  // Of several pages only the worksheets of this one can be hidden with their rows.
  const sheets = new Map(
    rows.map((row) => {
      const link = row.querySelector("a").getAttribute("href");
      return [row, link.startsWith("#") ? document.getElementById(link.slice(1)) : null];
    }),
  );

  const fits = (row, words) => {
    const word = row.cells[5].textContent;
    const ofClass =
      chosen.value === "escapes" ? !word.startsWith("X") : word.startsWith(chosen.value && `${chosen.value} `);
    return (
      ofClass &&
      choices.every((one) => one.value === "" || row.cells[one.dataset.column].textContent === one.value) &&
      words.every((word) => texts.get(row).includes(word))
    );
  };
  // A browser takes seconds to lay thousands of rows out, so the screen has the first ones until asked
  // for all; paper has all of them.
  const MOST = 500;
  let most = rows.length > 2 * MOST ? MOST : Infinity;
  let current = rows;
  const number = (count) => count.toLocaleString("en");
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of current) {
      const hidden = !fits(row, words);
      const sheet = sheets.get(row);
      if (row.hidden !== hidden) row.hidden = hidden;
      if (sheet && sheet.hidden !== hidden) sheet.hidden = hidden;
      if (!hidden) count += 1;
      row.classList.toggle("beyond", !hidden && count > most);
    }
    more.hidden = count <= most;
    more.textContent = `Show all ${number(count)} rows, not the first ${number(most)} only`;
    const told = `${number(count)} of ${number(rows.length)} incident${rows.length === 1 ? "" : "s"}`;
    // The same again would be announced again.
    if (shown.textContent !== told) shown.textContent = told;
    filtered.textContent = count === rows.length ? "" : ` Filtered: ${told}.`;
  };

  const value = (row, column) => {
    const text = row.cells[column].textContent.trim();
    return text === "–" ? "" : text;
  };

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const heads = Array.from(table.tHead.rows[0].cells);
  const names = heads.map((head) => head.textContent);
  const sort = (column) => {
    const down = heads[column].getAttribute("aria-sort") === "ascending";
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = rows.slice().sort((one, two) => {
      const [a, b] = [value(one, column), value(two, column)];
      if (a === "" || b === "") return (a === "") - (b === "");
      return down ? collator.compare(b, a) : collator.compare(a, b);
    });
    current = sorted;
    filter();
    body.append(...sorted);
    order.textContent = `Sorted by ${names[column].toLowerCase()}, ${down ? "descending" : "ascending"}.`;
    unsort.hidden = false;
  };
  unsort.addEventListener("click", () => {
    for (const head of heads) head.removeAttribute("aria-sort");
    current = rows;
    filter();
    body.append(...rows);
    order.textContent = unsorted;
    unsort.hidden = true;
    search.focus();
  });

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
  for (const one of [chosen, ...choices]) one.addEventListener("change", filter);
  more.addEventListener("click", () => {
    const first = current.filter((row) => row.classList.contains("beyond"))[0];
    most = Infinity;
    filter();
    first.querySelector("a").focus();
  });
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.hidden = false;
  filter();
})();
