/* What a script adds to every page: the search, a menu that folds, and tables that a phone can show. Nothing needs a network: the index of the search is a script
   beside this one, loaded when somebody begins to search. Words from a document are only ever set as text. */
"use strict";

(() => {
  const SHOWN = 20;
  const AROUND = 40; // letters before a word that was found in a text
  const root = document.currentScript.dataset.root;
  const input = element("input", "", "");
  const list = element("ul", "", "");
  const seen = element("p", "", "");
  const heard = element("p", "unseen", "");
  const popup = element("div", "found", "");
  let entries = null;
  let asked = false;
  let found = [];
  let chosen = -1;

  /** Words as they are compared: without accents, in small letters, with one kind of quotes and hyphens, and "s136", "s. 136" and "sections 136" as one. */
  function folded(words) {
    const plain = words.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’`´]/g, "'").replace(/[“”]/g, '"').replace(/[‐-―]/g, "-");
    return plain.toLowerCase().replace(/\b(?:sections?|sec|ss?)\b\.?\s*(?=\d)|\bss?\.?(?=\d)/g, "section ");
  }

  function element(name, className, words) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = words;
    return made;
  }

  function entry([kind, title, address, names = [], words = ""], index) {
    const all = [title, ...names].map(folded);
    const isNamed = index.kinds[kind] !== "Action"; // the title of an action is its text, its names are its references
    return { order: kind, kind: index.kinds[kind], title, address, names: isNamed ? all : all.slice(1), words, text: `${all.join("\n")}\n${folded(words)}` };
  }

  /** The index, once; what is typed meanwhile is searched for when it is there. */
  function load() {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = `${root}assets/search-index.js`;
    script.addEventListener("load", () => {
      const index = window.concordatIndex;
      entries = index.entries.map((each) => entry(each, index));
      suggest();
    });
    script.addEventListener("error", () => tell("The search index is not there: copy the folder as a whole."));
    document.head.append(script);
  }

  /** How well an entry meets what was typed; 0 if a word of it is missing. */
  function rank(each, typed, words) {
    if (!words.every((word) => each.text.includes(word))) return 0;
    if (each.names.includes(typed)) return 5;
    if (each.names.some((name) => name.startsWith(`${typed} `))) return 4;
    if (each.names.some((name) => name.startsWith(typed))) return 3;
    return each.names.some((name) => words.every((word) => name.includes(word))) ? 2 : 1;
  }

  function search() {
    const typed = folded(input.value).trim().replace(/\s+/g, " ");
    if (!typed || !entries) return [];
    const words = typed.split(" ");
    const ranked = entries.map((each) => [rank(each, typed, words), each]).filter(([points]) => points > 0);
    return ranked.sort((one, other) => other[0] - one[0] || one[1].order - other[1].order).map(([points, each]) => ({ ...each, near: points === 1 && words.some((word) => !folded(each.title).includes(word)) ? near(each.words, words) : "" }));
  }

  /** The part of a text in which the first of the words stands. */
  function near(text, words) {
    const at = Math.max(0, ...words.map((word) => text.toLowerCase().indexOf(word)));
    const start = at > AROUND ? text.indexOf(" ", at - AROUND) + 1 : 0;
    const part = text.slice(start, start + 3 * AROUND);
    return `${start ? "… " : ""}${part}${start + part.length < text.length ? " …" : ""}`;
  }

  function option(each, number) {
    const made = element("li", "", "");
    made.id = `search-${number}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.append(element("span", "found-kind", each.kind), " ", element("span", "", each.title));
    if (each.near) made.append(" ", element("span", "found-near", each.near));
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => go(each));
    return made;
  }

  function suggest() {
    const all = search();
    found = all.slice(0, SHOWN);
    list.replaceChildren(...found.map(option));
    choose(-1);
    const words = !all.length ? "Nothing found" : all.length > SHOWN ? `${all.length} found; the first ${SHOWN} are shown` : `${all.length} found`;
    tell(entries && input.value.trim() ? words : "");
  }

  /** How many were found, to see and to hear; nothing closes the list. */
  function tell(words) {
    seen.textContent = words;
    heard.textContent = words;
    open(words !== "");
  }

  function open(whether) {
    popup.hidden = !whether;
    input.setAttribute("aria-expanded", String(whether));
  }

  function choose(number) {
    chosen = number;
    for (const [at, each] of [...list.querySelectorAll("[role=option]")].entries()) each.setAttribute("aria-selected", String(at === number));
    if (number < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `search-${number}`);
    return document.getElementById(`search-${number}`).scrollIntoView({ block: "nearest" });
  }

  function go(each) {
    open(false);
    window.location.assign(root + each.address);
  }

  const KEYS = {
    ArrowDown: () => choose((chosen + 1) % found.length),
    ArrowUp: () => choose(chosen > 0 ? chosen - 1 : found.length - 1),
    Enter: () => go(found[Math.max(chosen, 0)]),
    Escape: () => open(false),
  };

  function pressed(event) {
    if (event.key === "ArrowDown" && popup.hidden) suggest();
    if (popup.hidden || !KEYS[event.key] || (event.key !== "Escape" && !found.length)) return;
    event.preventDefault();
    KEYS[event.key]();
  }

  /** The field with its list, as a combobox that screen readers know. */
  function field() {
    const box = element("div", "search", "");
    const label = element("label", "", "Search");
    for (const [to, given] of [
      [box, { role: "search" }],
      [label, { for: "search" }],
      [input, { id: "search", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: "Search everything" }],
      [input, { "aria-expanded": "false", "aria-controls": "search-list", "aria-autocomplete": "list" }],
      [list, { id: "search-list", role: "listbox", "aria-label": "Found" }],
      [seen, { "aria-hidden": "true" }],
      [heard, { role: "status" }],
    ]) for (const [name, value] of Object.entries(given)) to.setAttribute(name, value);
    popup.hidden = true;
    popup.append(list, seen);
    box.append(label, input, popup, heard);
    return box;
  }

  /** On a narrow screen the parts of the folder fold into one button, so that a page begins with what it is about. */
  function folding(parts) {
    const button = element("button", "menu", "Menu");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => button.setAttribute("aria-expanded", String(parts.classList.toggle("open"))));
    parts.classList.add("folds");
    parts.prepend(button);
  }

  /** Gives each cell its column's name, which a narrow screen shows beside it. */
  function headed(table) {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    for (const row of table.tBodies[0].rows) for (const [at, cell] of [...row.cells].entries()) cell.dataset.head = heads[at];
    if (!table.classList.contains("matrix")) table.classList.add("rows");
  }

  function start() {
    folding(document.querySelector(".parts"));
    document.querySelector(".frame").append(field());
    input.addEventListener("focus", load);
    input.addEventListener("input", suggest);
    input.addEventListener("keydown", pressed);
    input.addEventListener("blur", () => open(false));
    document.querySelectorAll(".answers table").forEach(headed);
    if (window.matchMedia("(max-width: 40rem)").matches) document.querySelectorAll(".contents details").forEach((each) => { each.open = false; });
  }

  start();
})();
