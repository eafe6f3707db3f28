// The state of the page, its address (#node=…&view=…), and what redraws when it changes.
const Main = (() => {
  // `node` is what the panel tells of, `centre` what the view is about; a view opened for a node has it as both.
  const state = {
    view: "whole", node: null, centre: null, end: null, fold: null, paper: null, line: null, result: null, depth: 1,
    metric: undefined, axis: null, papers: false, until: Filters.last,
  };
  let scene = { nodes: [], lines: [], caption: "" };
  let drawn = "";

  const go = (change) => {
    Object.assign(state, change);
    // The panel tells of one thing at a time.
    const told = ["node", "paper", "line", "result"].find((name) => name in change);
    for (const name of told ? ["paper", "line", "result"] : []) if (name !== told) state[name] = null;
    if ("view" in change) state.centre = state.node;
    render(true);
  };

  // -- the address ---------------------------------------------------------------------------------------------

  const CENTRED = ["part", "lineage", "beats", "board", "path"];

  const address = () => {
    const query = new URLSearchParams();
    if (state.node !== null) query.set("node", Data.entities[state.node].id);
    if (state.centre !== null && state.centre !== state.node && CENTRED.includes(state.view)) query.set("centre", Data.entities[state.centre].id);
    if (state.end !== null && state.view === "path") query.set("end", Data.entities[state.end].id);
    if (state.fold !== null && state.view === "fold") query.set("fold", state.fold);
    if (state.view !== (state.node === null ? "whole" : "part")) query.set("view", state.view);
    if (state.depth !== 1) query.set("depth", state.depth);
    if (state.papers) query.set("papers", "1");
    if (state.paper !== null) query.set("paper", Data.papers[state.paper].id);
    if (state.result !== null) query.set("result", Data.results[state.result].id);
    if (state.line !== null) query.set("line", lineId(Data.relations[state.line]));
    if (state.until < Filters.last) query.set("until", state.until);
    if (Filters.hidden.size) query.set("hide", [...Filters.hidden].join(","));
    return `#${query}`;
  };

  const lineId = (row) => [Data.entities[row.source].id, row.predicate, Data.entities[row.target].id].join("|");
  const indexOf = (rows, test) => { const found = rows.findIndex(test); return found < 0 ? null : found; };

  // Takes over what the address says; gives the text it wants searched.
  const follow = (hash) => {
    const query = new URLSearchParams(hash.replace(/^#/, ""));
    const number = (name) => Data.find(query.get(name))?.index ?? null;
    state.node = number("node");
    state.centre = number("centre") ?? state.node;
    state.end = number("end");
    state.fold = query.has("fold") ? Number(query.get("fold")) : null;
    const called = (rows, name, id) => (query.has(name) ? indexOf(rows, (row) => id(row) === query.get(name)) : null);
    state.paper = called(Data.papers, "paper", (row) => row.id);
    state.result = called(Data.results, "result", (row) => row.id);
    state.line = called(Data.relations, "line", lineId);
    state.until = Number(query.get("until")) || Filters.last;
    state.depth = Math.min(3, Math.max(1, Number(query.get("depth")) || 1));
    state.papers = query.get("papers") === "1";
    Filters.hide((query.get("hide") || "").split(",").filter(Boolean));
    state.view = query.get("view") || (state.node === null ? "whole" : "part");
    const lost = (state.view === "part" && state.centre === null) || (state.view === "path" && (state.centre === null || state.end === null));
    if (lost) state.view = "whole";
    return query.get("find");
  };

  // -- drawing -------------------------------------------------------------------------------------------------

  const render = (lasting) => {
    const centre = CENTRED.includes(state.view) ? state.centre : null;
    const key = JSON.stringify([state.view, centre, state.end, state.fold, state.depth, state.papers]);
    const board = state.view === "board";
    // The chart lies over the drawing, which keeps its size and place.
    for (const id of ["canvas", "legend", "zoom"]) $(id).inert = board;
    $("chart").hidden = !board;
    if (board) $("chart").replaceChildren(Chart.draw(state, go));
    else if (key !== drawn) { scene = Scenes.make(state); paint(false); }
    else paint(true);
    drawn = key;
    marks(board);
    panel();
    if (lasting) remember();
  };

  const remember = () => { try { history.replaceState(null, "", address()); } catch { /* a page inside a page has no address */ } };

  const paint = (still) => {
    const shown = Filters.apply(scene, state.until);
    const key = `${shown.nodes.length} ${shown.lines.length}`;
    if (!still || key !== paint.last) Canvas.show(shown, still);
    paint.last = key;
    // Where all that is drawn is about the selected thing, nothing needs to step back.
    Canvas.highlight(state.node, state.view === "whole" || state.view === "fold" || state.node !== state.centre || state.papers);
  };

  const marks = (board) => {
    const text = board ? "" : scene.nodes.length ? scene.caption : `${scene.caption} Nothing to draw here.`;
    const choice = state.view === "beats" && beatsChoice();
    const back = state.view === "whole" ? null : button("← whole graph", () => go({ view: "whole", node: null, fold: null }), { class: "open" });
    $("caption").replaceChildren(el("span", {}, back, " ", text), choice || "");
    for (const tab of $("views").children) tab.setAttribute("aria-current", String(tab.dataset.view === state.view));
    $("papers")?.setAttribute("aria-pressed", String(state.papers));
  };

  // The tasks and data sets for which anyone beats anyone.
  const beatsChoice = () => {
    const found = Scenes.contests();
    const chosen = found.some(([number]) => number === state.centre) ? state.centre : "";
    const options = found.map(([number, count]) => el("option", { value: number, selected: number === chosen }, `${Data.entities[number].name} (${count})`));
    const change = (event) => go({ view: "beats", node: event.target.value === "" ? null : Number(event.target.value) });
    return el("label", {}, "For ", el("select", { id: "contest", "aria-label": "Task or data set", onchange: change }, el("option", { value: "" }, "everything"), options));
  };

  const panel = () => {
    if (state.line !== null) Panel.relation(Data.relations[state.line], go);
    else if (state.result !== null) Panel.result(state.result, go);
    else if (state.paper !== null) Panel.paper(state.paper, go);
    else if (state.node !== null) { Panel.entity(state.node, go, state); complete(state.node); } else Panel.overview(go);
    $("panel").scrollTop = 0;
  };

  // What a server knows of the selected thing beyond the page is shown when it comes.
  const complete = async (number) => {
    if (!Remote.knows(number) && (await Remote.details(number)) && state.node === number) { drawn = ""; render(false); }
  };

  // -- actions -------------------------------------------------------------------------------------------------

  // Clicking a node selects it where it stands; "Around it", the search and the panel change what is drawn.
  const onNode = (id) => {
    if (typeof id === "number") go({ node: id });
    else if (id.startsWith("paper/")) go({ paper: Number(id.slice(6)) });
    else go({ view: "fold", fold: Number(id.slice(5)), node: null });
  };

  const onEdge = (edge) => { if (edge.relation !== undefined) go({ line: edge.relation }); };

  // The next or previous thing of the drawing, the most important first: so the keyboard reaches every node.
  const step = (by) => {
    const ids = scene.nodes.map((node) => node.id).filter((id) => typeof id === "number");
    if (!ids.length) return;
    const at = ids.indexOf(state.node);
    const next = ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length];
    go({ node: next });
    Canvas.centre(next);
    $("said").textContent = `${Data.entities[next].name}, ${Data.entities[next].type}`;
  };

  const theme = (dark) => {
    document.documentElement.classList.toggle("dark", dark);
    try { localStorage.setItem("theme", dark ? "dark" : "light"); } catch { /* not allowed here */ }
  };

  const start = () => {
    let kept = null;
    try { kept = localStorage.getItem("theme"); } catch { /* not allowed here */ }
    document.documentElement.classList.toggle("dark", kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
    const wanted = follow(location.hash.length > 1 ? location.hash : Data.start);
    // Before the canvas, which takes what room is left.
    Filters.draw(state, go);
    Canvas.start($("canvas"), { node: onNode, edge: onEdge, nothing: () => go({ node: null }), step, open: () => state.node !== null && go({ view: "part", node: state.node }) });
    const type = Search.start(go);
    render(false);
    if (wanted) type(wanted);
    for (const tab of $("views").children) tab.addEventListener("click", () => go({ view: tab.dataset.view }));
    $("legend").addEventListener("filter", () => { paint(true); remember(); });
    $("closer").addEventListener("click", () => Canvas.zoom(1.3));
    $("farther").addEventListener("click", () => Canvas.zoom(1 / 1.3));
    $("fit").addEventListener("click", () => Canvas.fit());
    $("png").addEventListener("click", () => Copies.png(state.view === "board" ? $("chart").querySelector(".board > svg") : null));
    $("csv").addEventListener("click", () => Copies.csv(state, scene));
    $("sparql").addEventListener("click", async (event) => { const done = await Copies.copy(state); event.target.textContent = done ? "Copied" : "Copy it below"; setTimeout(() => { $("sparql").textContent = "Copy SPARQL"; }, 1500); });
    $("theme").addEventListener("click", () => { theme(!document.documentElement.classList.contains("dark")); drawn = null; render(false); });
    addEventListener("hashchange", () => { const text = follow(location.hash); Filters.draw(state, go); drawn = ""; render(false); if (text) type(text); });
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
  };

  return { state, go, start, scene: () => scene };
})();
Main.start();
// For a page that holds this one, and for tests: what is selected, what is drawn, and where on the page.
window.explorer = {
  state: () => ({ ...Main.state }),
  scene: () => Main.scene(),
  at: (id) => Canvas.at(id),
  find: (id) => Data.find(id)?.index ?? null,
};
