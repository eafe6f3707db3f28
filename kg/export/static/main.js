// The state of the page, its address (#node=…&view=…), and what redraws when it changes.
const Main = (() => {
  // `node` is what the panel tells of, `centre` what the view is about; a view opened for a node has it as both.
  const state = {
    view: "whole", node: null, centre: null, end: null, fold: null, paper: null, depth: 1,
    metric: undefined, axis: null, papers: false, until: Filters.last,
  };
  let scene = { nodes: [], lines: [], caption: "" };
  let drawn = "";

  const go = (change) => {
    Object.assign(state, change);
    if ("node" in change) state.paper = null;
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
    if (Filters.hidden.size) query.set("hide", [...Filters.hidden].join(","));
    return `#${query}`;
  };

  // Takes over what the address says; gives the text it wants searched.
  const follow = (hash) => {
    const query = new URLSearchParams(hash.replace(/^#/, ""));
    const number = (name) => Data.find(query.get(name))?.index ?? null;
    state.node = number("node");
    state.centre = number("centre") ?? state.node;
    state.end = number("end");
    state.fold = query.has("fold") ? Number(query.get("fold")) : null;
    state.paper = null;
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
    const back = state.view === "whole" ? null : button("← whole graph", () => go({ view: "whole", node: null, fold: null }), { class: "open" });
    $("caption").replaceChildren(el("span", {}, back, " ", text));
    for (const tab of $("views").children) tab.setAttribute("aria-current", String(tab.dataset.view === state.view));
    $("papers")?.setAttribute("aria-pressed", String(state.papers));
  };

  const panel = () => {
    if (state.paper !== null) Panel.paper(state.paper, go);
    else if (state.node !== null) Panel.entity(state.node, go, state);
    else Panel.overview(go);
    $("panel").scrollTop = 0;
  };

  // -- actions -------------------------------------------------------------------------------------------------

  // Clicking a node selects it where it stands; "Around it", the search and the panel change what is drawn.
  const onNode = (id) => {
    if (typeof id === "number") go({ node: id });
    else if (id.startsWith("paper/")) go({ paper: Number(id.slice(6)) });
    else go({ view: "fold", fold: Number(id.slice(5)), node: null });
  };

  const onEdge = (edge) => { if (edge.relation !== undefined) Panel.relation(Data.relations[edge.relation], go); };

  const theme = (dark) => {
    document.documentElement.classList.toggle("dark", dark);
    try { localStorage.setItem("theme", dark ? "dark" : "light"); } catch { /* not allowed here */ }
  };

  const start = () => {
    let kept = null;
    try { kept = localStorage.getItem("theme"); } catch { /* not allowed here */ }
    document.documentElement.classList.toggle("dark", kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
    const wanted = follow(location.hash);
    // Before the canvas, which takes what room is left.
    Filters.draw(state, go);
    Canvas.start($("canvas"), { node: onNode, edge: onEdge, nothing: () => go({ node: null }) });
    const type = Search.start(go);
    render(false);
    if (wanted) type(wanted);
    for (const tab of $("views").children) tab.addEventListener("click", () => go({ view: tab.dataset.view }));
    $("legend").addEventListener("filter", () => { paint(true); remember(); });
    $("closer").addEventListener("click", () => Canvas.zoom(1.3));
    $("farther").addEventListener("click", () => Canvas.zoom(1 / 1.3));
    $("fit").addEventListener("click", () => Canvas.fit());
    $("png").addEventListener("click", () => Copies.png());
    $("csv").addEventListener("click", () => Copies.csv(state, scene));
    $("sparql").addEventListener("click", async (event) => { const done = await Copies.copy(state); event.target.textContent = done ? "Copied" : "Copy it below"; setTimeout(() => { $("sparql").textContent = "Copy SPARQL"; }, 1500); });
    $("theme").addEventListener("click", () => { theme(!document.documentElement.classList.contains("dark")); drawn = null; render(false); });
    addEventListener("hashchange", () => { const text = follow(location.hash); Filters.draw(state, go); drawn = ""; render(false); if (text) type(text); });
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
  };

  return { state, go, start };
})();
Main.start();
