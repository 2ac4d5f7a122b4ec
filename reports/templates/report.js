// Sorting, filtering and opening. The document is complete without this; nothing here asks the network for anything.
"use strict";
(() => {
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  all(".tools").forEach(tools => { tools.hidden = false; });

  // Vietnamese without tone marks, so that "da nang" finds "Đà Nẵng".
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  const table = document.getElementById("portal-table");
  if (table) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const words = new Map(rows.map(row => [row, plain(row.cells[0].textContent + " " + row.dataset.words)]));
    const search = document.querySelector("[data-search]");
    const filters = all("[data-filter]");
    const count = document.querySelector("[data-count]");
    const filter = () => {
      const wanted = plain(search.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach(row => {
        const fits = wanted.every(word => words.get(row).includes(word)) &&
          filters.every(select => !select.value || row.dataset[select.dataset.filter] === select.value);
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = shown + "/" + rows.length;
    };
    search.addEventListener("input", filter);
    filters.forEach(select => select.addEventListener("change", filter));
    filter();

    all("thead th[data-sort]", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      const numeric = head.dataset.sort === "number";
      const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        const down = before ? before === "ascending" : numeric;
        all("thead th[aria-sort]", table).forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sign = down ? -1 : 1;
        const compare = (a, b) => numeric
          ? Number(a.cells[column].dataset.key) - Number(b.cells[column].dataset.key)
          : collator.compare(a.cells[column].textContent, b.cells[column].textContent);
        rows.sort((a, b) => sign * compare(a, b));
        body.append(...rows);
      });
    });
  }

  all("[data-outcome]").forEach(box => box.addEventListener("change", () => {
    document.body.classList.toggle("hide-" + box.dataset.outcome, !box.checked);
  }));
  all("[data-all]").forEach(button => button.addEventListener("click", () => {
    all("[data-portal]").forEach(portal => { portal.open = button.dataset.all === "open"; });
  }));

  // On paper everything is open, except that only those dossiers are printed that the reader opened. Browsers that know
  // ::details-content do without this; others need the attribute.
  if (!CSS.supports("selector(::details-content)")) {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = all("details:not([open], .facts, .portal)");
      opened.forEach(part => { part.open = true; });
    });
    addEventListener("afterprint", () => { opened.forEach(part => { part.open = false; }); });
  }

  // A link into a closed part opens it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
