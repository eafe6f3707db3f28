// The legend, which filters: types, kinds of lines, the year; and the switches for papers and physics.
const Filters = (() => {
  const hidden = new Set();
  const NAMES = {
    outperforms: "outperforms", matches: "matches", basedOn: "based on", variantOf: "variant of",
    evaluatedOn: "evaluated on", addresses: "addresses", measuredBy: "measured by",
  };

  const years = Data.entities.map((thing) => thing.year).filter((year) => year !== null);
  const first = years.length ? Math.min(...years) : null;
  const last = years.length ? Math.max(...years) : null;

  const toggle = (key, label) => {
    const element = button(label, () => {
      if (!hidden.delete(key)) hidden.add(key);
      element.setAttribute("aria-pressed", String(!hidden.has(key)));
      element.dispatchEvent(new Event("filter", { bubbles: true }));
    }, { "aria-pressed": String(!hidden.has(key)) });
    return element;
  };

  const hide = (keys) => { hidden.clear(); for (const key of keys) hidden.add(key); };

  const draw = (state, go) => {
    const types = [...new Set(Data.entities.map((thing) => thing.type))].sort();
    const predicates = Object.keys(NAMES).filter((name) => Data.relations.some((relation) => relation.predicate === name));
    const physics = button("physics", () => {
      const on = physics.getAttribute("aria-pressed") !== "true";
      physics.setAttribute("aria-pressed", String(on));
      Canvas.physics(on);
    }, { class: "switch", "aria-pressed": "false" });
    const papers = button("papers", () => go({ papers: !Main.state.papers }), { class: "switch", id: "papers", "aria-pressed": String(state.papers) });
    $("legend").replaceChildren(
      el("div", { class: "row" }, types.map((type) => toggle(type, [shape(type), type]))),
      el("div", { class: "row" }, papers, physics, first !== last && slider(go)),
      el("div", { class: "row" }, predicates.map((name) => toggle(name, [el("span", { class: `stroke ${name}` }), NAMES[name]]))));
  };

  const slider = (go) => {
    const shown = el("output", {}, `up to ${last}`);
    return el("label", {}, shown, el("input", {
      type: "range", id: "until", min: first, max: last, value: last, "aria-label": "Only what is known by the year",
      oninput: (event) => { shown.textContent = `up to ${event.target.value}`; go({ until: Number(event.target.value) }); },
    }));
  };

  // The scene without what is filtered out; things of unknown year stay.
  const apply = (scene, until) => {
    const late = (id) => typeof id === "number" && Data.entities[id].year !== null && Data.entities[id].year > until;
    const nodes = scene.nodes.filter((node) => !hidden.has(node.group) && !late(node.id));
    const kept = new Set(nodes.map((node) => node.id));
    const lines = scene.lines.filter((line) => !hidden.has(line.predicate) && kept.has(line.from) && kept.has(line.to));
    return { ...scene, nodes, lines };
  };

  return { draw, apply, hide, hidden, last: last ?? Infinity };
})();
