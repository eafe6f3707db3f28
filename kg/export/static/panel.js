// The panel: what is known of the selected thing, paper or line, each statement with the sentence it stands in.
const Panel = (() => {
  const VERBS = {
    outperforms: ["outperforms", "is outperformed by"], matches: ["matches", "is matched by"],
    basedOn: ["is based on", "is the basis of"], variantOf: ["is a variant of", "has the variant"],
    evaluatedOn: ["is evaluated on", "is the test of"], addresses: ["addresses", "is addressed by"],
    measuredBy: ["is measured by", "measures"],
  };
  const ROLES = { introduces: "introduced by", uses: "used by", comparesWith: "compared with in", mentions: "mentioned by" };
  const KINDS = { parameters: "Parameters", dataset_size: "Size", training_tokens: "Trained on" };

  const show = (...parts) => $("panel").replaceChildren(...parts.flat(Infinity).filter(Boolean));
  const chip = (number, go) => {
    const entity = Data.entities[number];
    return button([shape(entity.type), entity.name], () => go({ view: "part", node: number }), { class: "chip" });
  };
  const some = (number, go) => (number === null || number === undefined ? null : chip(number, go));
  const section = (title, parts) => (parts.length ? [el("h3", {}, title), parts] : []);

  // A list that starts short: the rest comes with one click.
  const list = (items, make, most = 8) => {
    const rest = items.slice(most);
    const element = el("ul", {}, items.slice(0, most).map((item) => el("li", {}, make(item))));
    if (!rest.length) return element;
    const more = button(`${rest.length} more`, () => { more.remove(); element.append(...rest.map((item) => el("li", {}, make(item)))); }, { class: "open" });
    return [element, more];
  };

  const folded = (label, evidence, open) => (evidence.length
    ? el("details", { open }, el("summary", {}, label), lazily(evidence, open))
    : el("div", {}, label));

  // Sentences are made when their fold opens: a much-used metric has thousands.
  const lazily = (evidence, open) => {
    const box = el("div", {});
    const fill = () => { if (!box.childNodes.length) box.append(...Evidence.all(evidence).slice(0, 40)); };
    if (open) fill();
    else queueMicrotask(() => box.parentNode?.addEventListener("toggle", fill));
    return box;
  };

  // -- results -------------------------------------------------------------------------------------------------

  const text = (row) => (row.kind === "score" ? row.text : `${row.text} ${row.change || row.kind}`);
  const names = (numbers) => numbers.map((number) => Data.entities[number].name).join(", ");
  const entities = (...numbers) => numbers.filter((number) => number !== null);
  const COLUMNS = [
    { name: "System", of: (row) => entities(row.system) },
    { name: "Data set", of: (row) => row.datasets },
    { name: "Metric", of: (row) => entities(row.metric) },
    { name: "Value", value: (row) => row.value },
    { name: "Setting", value: (row) => row.settings.join(", ") },
    { name: "Year", value: (row) => row.year },
  ];
  for (const column of COLUMNS) column.value ||= (row) => names(column.of(row));

  // Results with a column for all that differs: not for what the table is about, nor for what no row has.
  const resultsTable = (rows, caption, go, about = null, hidden = []) => {
    const tells = ({ name, of, value }) => name === "Value" || rows.some((row) => (of ? of(row).some((number) => number !== about) : value(row)));
    const used = COLUMNS.filter((column) => column.name === "System" || (tells(column) && !hidden.includes(column.name)));
    const body = el("tbody", {});
    const fill = (ordered) => body.replaceChildren(...ordered.flatMap((row) => resultRow(row, used, go, about, rows.length <= 3)));
    const heads = used.map(({ name, value }) => el("th", { "aria-sort": "none" }, button(name, (event) => fill(sorted(rows, value, event.currentTarget)))));
    fill(rows);
    return el("div", { class: "scroll" }, el("table", { "aria-label": caption }, el("thead", {}, el("tr", {}, heads)), body));
  };

  const sorted = (rows, value, head) => {
    const cell = head.parentNode;
    const way = cell.getAttribute("aria-sort") === "descending" ? "ascending" : "descending";
    for (const other of cell.parentNode.children) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
    cell.setAttribute("aria-sort", way);
    const sign = way === "ascending" ? 1 : -1;
    const compare = (one, other) => (typeof one === "number" ? one - other : String(one).localeCompare(String(other), "en"));
    const empty = (row) => value(row) === null || value(row) === "";
    return [...rows].sort((one, other) => empty(one) - empty(other) || (empty(one) ? 0 : sign * compare(value(one), value(other))));
  };

  const resultRow = (row, used, go, about, open) => {
    const why = el("tr", { class: "why", hidden: !open }, el("td", { colspan: used.length }, open ? Evidence.all(row.evidence) : null));
    const toggle = button(text(row), (event) => {
      why.hidden = !why.hidden;
      event.currentTarget.setAttribute("aria-expanded", String(!why.hidden));
      if (!why.firstChild.childNodes.length) why.firstChild.append(...Evidence.all(row.evidence));
    }, { class: "value", "aria-expanded": String(open), title: "Show the sentence" });
    const baseline = row.baseline !== null && [el("small", {}, " against "), chip(row.baseline, go)];
    const cells = {
      System: () => el("td", {}, row.system === null ? el("span", { class: "note" }, "(unnamed)") : row.system === about ? el("span", { class: "note" }, "this") : chip(row.system, go), baseline),
      "Data set": () => el("td", {}, row.datasets.filter((number) => number !== about).map((number) => chip(number, go))),
      Metric: () => el("td", {}, row.metric === about ? null : some(row.metric, go)),
      Value: () => el("td", { class: "number" }, row.evidence.length ? toggle : text(row)),
      Setting: () => el("td", {}, row.settings.join(", ")),
      Year: () => el("td", { class: "number" }, row.year),
    };
    return [el("tr", {}, used.map(({ name }) => cells[name]())), why];
  };

  // -- statements ----------------------------------------------------------------------------------------------

  const words = (relation, statement, go) => {
    const join = (word, numbers) => (numbers.length ? [` ${word} `, numbers.map((number) => chip(number, go))] : null);
    return [
      join("in", statement.metrics), join("on", statement.datasets), join("for", statement.tasks),
      statement.settings.length > 0 && ` (${statement.settings.join(", ")})`,
      statement.margins.length > 0 && ` by ${statement.margins.join(", ")}`,
    ];
  };

  const relationLine = (relation, seen, go, open) => {
    const out = relation.source === seen;
    const verb = VERBS[relation.predicate][out ? 0 : 1];
    const label = [el("span", {}, `${verb} `), chip(out ? relation.target : relation.source, go), relation.reason && el("small", {}, ` ${relation.reason}`)];
    if (relation.statements.length === 1) label.push(words(relation, relation.statements[0], go));
    return folded(label, Data.evidenceOf(relation), open);
  };

  // -- panels --------------------------------------------------------------------------------------------------

  const entity = (number, go, state) => {
    const thing = Data.entities[number];
    const relations = Data.relationsOf(number);
    const of = (...names) => relations.filter((relation) => names.includes(relation.predicate));
    const results = Data.resultsOf(number);
    const lines = (title, found) => section(title, found.length ? [list(found, (relation) => relationLine(relation, number, go, title !== "Used with" && found.length <= 3))] : []);
    show(
      el("h2", {}, thing.name),
      el("div", { class: "kind" }, shape(thing.type), thing.type, thing.year !== null && ` · since ${thing.year}`,
        thing.direction && ` · ${thing.direction} is better`),
      thing.aliases.length > 0 && el("div", { class: "aliases" }, "also: ", thing.aliases.join(", ")),
      actions(number, go, state),
      !thing.whole && el("p", { class: "note", role: "status" }, Remote.on ? "Asking for the details …" : "This file would be too large with the details of everything; those of this one are left out."),
      Object.keys(KINDS).map((kind) => countsOf(number, kind)),
      section(`Results (${results.length})`, results.length ? [resultsTable(inOrder(results), "Results", go, number, ["Year"])] : []),
      lines("Comparisons", of("outperforms", "matches")),
      lines("Lineage", of("basedOn", "variantOf")),
      lines("Used with", of("evaluatedOn", "addresses", "measuredBy")),
      section(`Papers (${thing.named}${thing.papers.length && thing.papers.length < thing.named ? `, ${thing.papers.length} of them here` : ""})`, thing.papers.length ? [list(thing.papers, (role) => paperLine(role, go))] : []));
  };

  const countsOf = (number, kind) => {
    const counts = Data.countsOf(number).filter((count) => count.kind === kind);
    return section(KINDS[kind], counts.length ? [list(counts, (count) => folded(`${count.text} ${count.which}`, count.evidence, counts.length === 1 && count.evidence.length <= 2), 5)] : []);
  };

  const inOrder = (rows) => [...rows].sort((one, other) => COLUMNS[1].value(one).localeCompare(COLUMNS[1].value(other), "en") || other.value - one.value);

  const paperLine = (role, go) => {
    const paper = Data.papers[role.paper];
    const label = [el("small", {}, `${ROLES[role.role] || role.role} `), Evidence.paper(paper), " ", button("open", () => go({ paper: role.paper }), { class: "open" })];
    return folded(label, role.evidence, false);
  };

  const actions = (number, go, state) => {
    const type = Data.entities[number].type;
    const depth = el("select", { "aria-label": "Steps around it", onchange: (event) => go({ view: "part", node: number, depth: Number(event.target.value) }) },
      [1, 2, 3].map((steps) => el("option", { value: steps, selected: state.depth === steps }, `${steps} step${steps > 1 ? "s" : ""}`)));
    const target = Search.field("end", "path to", (thing) => go({ view: "path", node: number, end: thing.index }));
    return el("div", { class: "actions" },
      button("Around it", () => go({ view: "part", node: number })), depth,
      ["Model", "Method"].includes(type) && button("Its lineage", () => go({ view: "lineage", node: number })),
      type === "Dataset" && button("Leaderboard", () => go({ view: "board", node: number })),
      ["Dataset", "Task"].includes(type) && button("Who beats whom", () => go({ view: "beats", node: number })),
      target);
  };

  const relation = (row, go) => show(
    el("h2", {}, Data.entities[row.source].name, ` ${VERBS[row.predicate][0]} `, Data.entities[row.target].name),
    el("div", { class: "chips" }, chip(row.source, go), chip(row.target, go)),
    row.reason && el("p", {}, row.reason),
    row.statements.map((statement) => [el("p", {}, chip(row.source, go), ` ${VERBS[row.predicate][0]} `, chip(row.target, go), words(row, statement, go)), Evidence.all(statement.evidence)]),
    section(`Results (${row.results.length})`, row.results.length ? [resultsTable(row.results.map((number) => Data.results[number]), "Results", go)] : []),
    Evidence.all(row.evidence),
    row.predicate === "variantOf" && el("p", { class: "note" }, "Read off the name."));

  // One number: what it says and where it stands.
  const result = (number, go) => {
    const row = Data.results[number];
    const named = (label, found) => section(label, found.length ? [el("div", { class: "chips" }, found.map((other) => chip(other, go)))] : []);
    show(
      el("h2", {}, text(row)),
      el("div", { class: "kind" }, [row.kind, row.year, ...row.settings].filter((part) => part !== null && part !== "").join(" · ")),
      named("System", entities(row.system)), named("Metric", entities(row.metric)), named("Data set", row.datasets),
      named("Against", entities(row.baseline)), named("Task", entities(row.task)),
      section("Where it stands", Evidence.all(row.evidence)));
  };

  const paper = (number, go) => {
    const row = Data.papers[number];
    const things = Data.entitiesOf(number);
    show(
      el("h2", {}, row.title || row.label),
      el("div", { class: "kind" }, shape("paper"), [row.year, row.venue, row.label].filter((part) => part !== null && part !== "").join(" · ")),
      el("p", {}, link(Evidence.address(row), Evidence.address(row))),
      section("Code and pages", row.links.length ? [list(row.links, (address) => link(address, address))] : []),
      section(`Things (${things.length})`, things.length ? [list(things, (role) => folded([el("small", {}, `${role.role} `), chip(role.entity, go)], role.evidence, false), 30)] : []));
  };

  // Nothing selected: the most important things of each type, so that all can be reached without the drawing.
  const overview = (go) => {
    const types = [...new Set(Data.entities.map((thing) => thing.type))].sort();
    const best = (type) => Data.entities.filter((thing) => thing.type === type);
    show(
      el("h2", {}, "At a glance"),
      el("p", { class: "note" }, `${Data.counted.paper} papers, ${Data.total} things, ${Data.counted.result} results. Click a node or a line, or search; hover shows a name.`),
      Data.detailed < Data.total && !Remote.on && el("p", { class: "note" }, `This file holds the details of the ${Data.detailed} most important things.`),
      Data.results.length > 0 && section("Leaderboards", [el("div", { class: "chips" }, Chart.boards().slice(0, 8).map(([number, count]) => button([shape("Dataset"), `${Data.entities[number].name} (${count})`], () => go({ view: "board", node: number }), { class: "chip" })))]),
      types.map((type) => section(`${type} (${best(type).length})`, [el("div", { class: "chips" }, best(type).slice(0, 10).map((thing) => chip(thing.index, go)))])));
  };

  return { entity, relation, result, paper, overview, resultsTable };
})();
