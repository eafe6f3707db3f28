// Search over names and aliases, with completion; spelling, case, hyphens and spaces do not count.
const Search = (() => {
  const MOST = 12;
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[-‐‑‒–—―_\s\u00a0]/g, "");

  let known = null;
  const names = () => {
    known ||= Data.entities.flatMap((thing) => [thing.name, ...thing.aliases].map((name) => ({ name, folded: fold(name), thing })));
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

  const exact = (text) => find(text)[0]?.thing.index ?? null;

  const start = (go) => {
    const input = $("search");
    const box = $("found");
    let chosen = -1;
    const close = () => { box.hidden = true; chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const pick = (thing) => { close(); input.value = ""; go({ view: "part", node: thing.index }); $("panel").focus(); };
    const mark = (number) => {
      chosen = number;
      [...box.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
      if (number >= 0) { input.setAttribute("aria-activedescendant", box.children[number].id); box.children[number].scrollIntoView({ block: "nearest" }); }
    };
    const open = () => {
      const found = find(input.value);
      box.replaceChildren(...found.map((entry, number) => option(entry, number, pick)));
      if (input.value && !found.length) box.append(el("li", { class: "note" }, "nothing of that name"));
      box.hidden = !input.value;
      input.setAttribute("aria-expanded", String(!box.hidden));
      mark(found.length ? 0 : -1);
      return found;
    };
    input.addEventListener("input", open);
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("keydown", (event) => {
      const count = box.querySelectorAll("[role=option]").length;
      if (event.key === "ArrowDown" && count) mark((chosen + 1) % count);
      else if (event.key === "ArrowUp" && count) mark((chosen + count - 1) % count);
      else if (event.key === "Enter" && chosen >= 0) box.children[chosen].dispatchEvent(new Event("mousedown"));
      else if (event.key === "Escape") { input.value = ""; close(); } else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/input|select|textarea/i.test(event.target.tagName)) { event.preventDefault(); input.focus(); }
    });
    return (text) => { input.value = text; open(); };
  };

  const option = ({ name, thing }, number, pick) => el("li",
    { role: "option", id: `found-${number}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); pick(thing); } },
    shape(thing.type), el("span", {}, thing.name), name !== thing.name && el("small", {}, name));

  return { start, find, exact };
})();
