// SPDX-License-Identifier: MIT
"use strict";

// A field above a large table, and boxes for its systems: rows without the text, or that a chosen system lacks, are hidden.
function addFilter(box) {
    const table = box.querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const form = document.createElement("form");
    form.className = "filter";
    form.innerHTML = '<label for="filter-text">Filter</label><input type="search" id="filter-text">' +
        '<fieldset></fieldset><output></output>';
    const [field, choices, count] = ["input", "fieldset", "output"].map((name) => form.querySelector(name));
    for (const head of table.querySelectorAll("[data-system]")) {
        const label = document.createElement("label");
        label.innerHTML = `<input type="checkbox" value="${head.dataset.system}"> ${head.textContent}`;
        choices.append(label);
    }
    function apply() {
        const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
        const wanted = [...choices.querySelectorAll(":checked")].map((choice) => choice.value);
        rows.forEach((row, at) => {
            const has = (row.dataset.systems || "").split(" ");
            row.hidden = !words.every((word) => texts[at].includes(word)) || !wanted.every((system) => has.includes(system));
        });
        count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
    }
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    box.before(form);
    apply();
}

document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".filtered").forEach(addFilter);
    // The theme gives its headings no level.
    document.querySelectorAll(".caption[role=heading]").forEach((caption) => caption.setAttribute("aria-level", "2"));
    // What scrolls can be reached with the keyboard.
    document.querySelectorAll("pre, .table-wrapper").forEach((box) => {
        box.tabIndex = 0;
    });
});
