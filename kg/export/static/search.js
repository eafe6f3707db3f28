// Search over names and aliases, with completion; spelling, case, hyphens and spaces do not count.
const Search = (() => {
  const MOST = 12;
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[-‐‑‒–—―_\s\u00a0]/g, "");

  let known = [];
  const names = () => {
    // Things that a server told of come after those of the page.
    for (let number = known.things || 0; number < Data.entities.length; number += 1) {
      const thing = Data.entities[number];
      for (const name of [thing.name, ...thing.aliases]) known.push({ name, folded: fold(name), thing });
    }
    known.things = Data.entities.length;
    return known;
  };

  // Exact before beginning before inside; among equals the most important first.
  const find = (text) => {
    const wanted = fold(text);
    if (!wanted) return [];
    const grade = ({ folded }) => (folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : folded.includes(wanted) ? 2 : 3);
    const best = new Map();
    for (const entry of names()) {
      const grading = grade(entry);
      if (grading < 3 && (!best.has(entry.thing) || grading < best.get(entry.thing).grading)) best.set(entry.thing, { ...entry, grading });
    }
    return [...best.values()].sort((one, other) => one.grading - other.grading || one.thing.index - other.thing.index).slice(0, MOST);
  };

  // Makes a field and a list below it one combobox; gives a function that types for the reader.
  const attach = (input, box, pick) => {
    let chosen = -1;
    let turn = 0;
    const close = () => { box.hidden = true; chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const take = (thing) => { close(); input.value = ""; pick(thing); };
    const mark = (number) => {
      chosen = number;
      [...box.querySelectorAll("[role=option]")].forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
      if (number >= 0) { input.setAttribute("aria-activedescendant", box.children[number].id); box.children[number].scrollIntoView({ block: "nearest" }); }
    };
    const list = (found) => {
      box.replaceChildren(...found.map((entry, number) => option(entry, `${box.id}-${number}`, take)));
      if (!found.length) box.append(el("li", { class: "note" }, missing()));
      mark(found.length ? Math.max(0, chosen) : -1);
    };
    const open = async () => {
      turn += 1;
      const mine = turn;
      const text = input.value;
      const found = find(text);
      chosen = -1;
      list(found);
      box.hidden = !text;
      input.setAttribute("aria-expanded", String(!box.hidden));
      if (!Remote.on || found.length >= MOST || !text) return;
      // Not at every letter, and not if the reader has typed on meanwhile.
      await new Promise((done) => { setTimeout(done, 200); });
      if (mine !== turn) return;
      await Remote.search(text);
      if (mine === turn && !box.hidden) list(find(text));
    };
    input.addEventListener("input", open);
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (event) => {
      const options = box.querySelectorAll("[role=option]");
      const count = options.length;
      if (event.key === "ArrowDown" && count) mark((chosen + 1) % count);
      else if (event.key === "ArrowUp" && count) mark((chosen + count - 1) % count);
      else if (event.key === "Enter" && chosen >= 0) options[chosen].dispatchEvent(new Event("mousedown"));
      else if (event.key === "Escape") { input.value = ""; close(); } else return;
      event.preventDefault();
    });
    return (text) => { input.value = text; open(); };
  };

  const missing = () => (Data.total > Data.entities.length && !Remote.on
    ? `nothing of that name among the ${Data.entities.length} most important things, which this file holds` : "nothing of that name");

  const option = ({ name, thing }, id, pick) => el("li",
    { role: "option", id, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); pick(thing); } },
    shape(thing.type), el("span", {}, thing.name), name !== thing.name && el("small", {}, name));

  const start = (go) => {
    const input = $("search");
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/input|select|textarea/i.test(event.target.tagName)) { event.preventDefault(); input.focus(); }
    });
    return attach(input, $("found"), (thing) => { go({ view: "part", node: thing.index }); $("panel").focus(); });
  };

  // A field with its list, for use inside the panel.
  const field = (id, label, pick) => {
    const box = el("ul", { id: `${id}-found`, role: "listbox", "aria-label": "Found", hidden: true });
    const input = el("input", { id, type: "search", placeholder: `${label} …`, "aria-label": label, autocomplete: "off", spellcheck: "false",
      role: "combobox", "aria-expanded": "false", "aria-controls": box.id, size: 14 });
    attach(input, box, pick);
    return el("div", { class: "search" }, input, box);
  };

  return { start, find, field };
})();
