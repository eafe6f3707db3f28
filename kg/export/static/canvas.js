// The drawing: vis-network for nodes and lines, our own hand for names, so that no two names ever overlap.
const Canvas = (() => {
  const FONT = 12;
  const FIRST = 16;
  let ranking = new Map(); // node id → its place in `order`
  let network = null;
  let nodes = null;
  let edges = null;
  let known = new Map();   // node id → {name, group, size}: the data set of vis copies what it gives
  let order = [];          // node ids, the most important first: they get their names first
  let hovered = null;
  let selected = null;
  let dimming = false;
  let dimmed = false;      // whether anything is drawn as stepped back now
  let touched = false;
  const widths = new Map();
  const pencil = document.createElement("canvas").getContext("2d");

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let ink = {};
  const mix = () => {
    for (const name of ["text", "page", "beats", "kin", "faint", "muted", "line", "mark"]) ink[name] = css(`--${name}`);
  };

  const LINES = {
    outperforms: () => ({ color: { color: ink.beats, opacity: 0.85 }, width: 1.8 }),
    matches: () => ({ color: { color: ink.beats, opacity: 0.85 }, width: 1.8, dashes: [3, 4], arrows: "" }),
    basedOn: () => ({ color: { color: ink.kin, opacity: 0.9 }, width: 1.8 }),
    variantOf: () => ({ color: { color: ink.kin, opacity: 0.9 }, width: 1.4, dashes: [7, 4] }),
    fold: () => ({ color: { color: ink.faint, opacity: 0.7 }, width: 1, dashes: [2, 5], arrows: "" }),
  };
  const line = (predicate) => (LINES[predicate] || (() => ({ color: { color: ink.faint, opacity: 0.8 }, width: 1.3 })))();

  let actions = {};
  const start = (container, given) => {
    actions = given;
    mix();
    network = new vis.Network(container, { nodes: [], edges: [] }, Data.options);
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      if (node !== undefined) actions.node(node);
      else if (edge !== undefined) actions.edge(edges.get(edge));
      else actions.nothing();
    });
    network.on("hoverNode", ({ node }) => { hovered = node; container.style.cursor = "pointer"; });
    network.on("blurNode", () => { hovered = null; container.style.cursor = ""; network.redraw(); });
    network.on("afterDrawing", (context) => names(context));
    // A window that changes its size keeps everything in sight, unless the reader has moved the view.
    for (const event of ["dragEnd", "zoom"]) network.on(event, () => { touched = true; });
    network.on("resize", () => { if (nodes && !touched) requestAnimationFrame(() => fit(false)); });
    const canvas = container.querySelector("canvas");
    canvas.setAttribute("tabindex", "0");
    canvas.setAttribute("role", "img");
    canvas.addEventListener("keydown", keys);
  };

  const keys = (event) => {
    const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    if (step) {
      const { x, y } = network.getViewPosition();
      network.moveTo({ position: { x: x + step[0] / network.getScale(), y: y + step[1] / network.getScale() } });
    } else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else if (event.key === "PageDown") actions.step(1);
    else if (event.key === "PageUp") actions.step(-1);
    else if (event.key === "Enter") actions.open();
    else if (event.key === "Escape") actions.nothing();
    else return;
    event.preventDefault();
  };

  const zoom = (factor) => { touched = true; network.moveTo({ scale: network.getScale() * factor, animation: calm() }); };
  // Our own, because that of vis measures nodes it has not drawn yet.
  const fit = (animation = calm()) => {
    const boxes = nodes.get().map((node) => ({ ...network.getPosition(node.id), size: node.size }));
    if (!boxes.length) return;
    touched = false;
    const [left, right] = [Math.min(...boxes.map((box) => box.x - box.size)), Math.max(...boxes.map((box) => box.x + box.size))];
    const [top, bottom] = [Math.min(...boxes.map((box) => box.y - box.size)), Math.max(...boxes.map((box) => box.y + box.size))];
    const frame = network.canvas.frame;
    const scale = Math.min((frame.clientWidth - 150) / (right - left), (frame.clientHeight - 100) / (bottom - top), 1.1);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - 8 / scale }, scale: Math.max(scale, 0.02), animation });
  };
  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250, easingFunction: "easeInOutQuad" });

  // Shows nodes [{id, label, group, size, x, y}] and lines [{from, to, predicate, relation}].
  const show = (scene, still) => {
    mix();
    nodes = new vis.DataSet(scene.nodes.map((node) => ({
      // vis draws no label: `names` does, at one size on the screen whatever the zoom.
      ...node, label: undefined, name: node.label, ...look(node),
    })));
    edges = new vis.DataSet(scene.lines.map((edge, number) => ({ ...edge, id: number, ...line(edge.predicate) })));
    order = scene.nodes.map((node) => node.id);
    ranking = new Map(order.map((id, place) => [id, place]));
    known = new Map(scene.nodes.map((node) => [node.id, { id: node.id, name: node.label, group: node.group, size: node.size }]));
    hovered = null;
    network.setData({ nodes, edges });
    dimmed = false;
    network.canvas.frame.canvas.setAttribute("aria-label", `The graph: ${nodes.length} nodes, ${edges.length} lines. `
      + "Page down and page up go from thing to thing, enter opens one, arrow keys move, plus and minus zoom; the panel tells the same as text.");
    if (!still) fit(false);
    highlight(selected);
  };

  const look = (node) => {
    if (node.group !== "fold") return { color: { background: Data.styles[node.group]?.colour, border: ink.page, highlight: { background: Data.styles[node.group]?.colour, border: ink.text }, hover: { background: Data.styles[node.group]?.colour, border: ink.text } } };
    return { color: { background: ink.page, border: ink.muted, highlight: { background: ink.page, border: ink.text }, hover: { background: ink.page, border: ink.text } }, shapeProperties: { borderDashes: [4, 3] } };
  };

  // What is not next to the selected node steps back.
  const highlight = (id, dim = true) => {
    selected = nodes && nodes.get(id) ? id : null;
    dimming = dim && selected !== null;
    if (!nodes) return;
    // Each of these draws everything anew.
    if (network.getSelectedNodes().length || network.getSelectedEdges().length) network.unselectAll();
    if (selected !== null) network.selectNodes([selected], false);
    // To update every node takes longer than all the rest of drawing a page.
    if (!dimming && !dimmed) return;
    dimmed = dimming;
    const near = !dimming ? null : new Set([selected, ...network.getConnectedNodes(selected)]);
    nodes.update(order.map((node) => ({ id: node, opacity: !near || near.has(node) ? 1 : 0.22 })));
    edges.update(edges.map((edge) => {
      const base = line(edge.predicate);
      const on = !dimming || edge.from === selected || edge.to === selected;
      return { id: edge.id, color: { ...base.color, opacity: on ? base.color.opacity : 0.12 } };
    }));
  };

  const centre = (id) => { if (nodes?.get(id)) network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation: calm() }); };

  // -- names ---------------------------------------------------------------------------------------------------

  const short = (text) => (text.length > 34 ? `${text.slice(0, 32)}…` : text);

  const width = (text, bold) => {
    const key = `${bold}${text}`;
    if (!widths.has(key)) {
      pencil.font = font(bold, FONT);
      widths.set(key, pencil.measureText(text).width);
    }
    return widths.get(key);
  };
  const font = (bold, size) => `${bold ? "600 " : ""}${size}px system-ui, sans-serif`;

  const names = (context) => {
    if (!nodes) return;
    const scale = network.getScale();
    const near = new Set(selected === null ? [] : network.getConnectedNodes(selected));
    const first = [selected, hovered].filter((id) => id !== null);
    const rest = selected === null ? order : [...order.filter((id) => near.has(id)), ...order.filter((id) => !near.has(id))];
    const taken = new Taken(scale);
    const places = network.getPositions();
    const frame = network.canvas.frame;
    const low = network.DOMtoCanvas({ x: 0, y: 0 });
    const high = network.DOMtoCanvas({ x: frame.clientWidth, y: frame.clientHeight });
    const seen = ({ x, y }) => x > low.x && x < high.x && y > low.y && y < high.y;
    context.textAlign = "center";
    context.lineJoin = "round";
    for (const id of order) {
      const node = known.get(id);
      // What has stepped back may be covered.
      if (dimming && id !== selected && !near.has(id)) continue;
      if (node && places[id] && seen(places[id])) taken.add(places[id].x - node.size * 0.7, places[id].y - node.size * 0.7, places[id].x + node.size * 0.7, places[id].y + node.size * 0.7, node.size);
    }
    const folds = order.filter((id) => known.get(id).group === "fold");
    for (const id of new Set([...first, ...folds, ...rest])) {
      const node = known.get(id);
      if (!node || !places[id] || !seen(places[id])) continue;
      const dim = dimming && id !== selected && id !== hovered && !near.has(id);
      name(context, node, places[id], scale, taken, [low.x, high.x], { bold: id === selected || node.size > 22, force: first.includes(id), dim });
    }
  };

  // Below the node, or where there is room around it; a name that finds none is left out. It never covers another name,
  // and of nodes only much smaller ones, unless it is one of the first, which a reader looks for however crowded it is.
  const name = (context, node, { x, y }, scale, taken, [left, right], { bold, force, dim }) => {
    if (node.group === "fold") { number(context, node, { x, y }, scale, dim); return; }
    const text = short(node.name);
    const half = (width(text, bold) / 2 + 3) / scale;
    const size = FONT / scale;
    const tall = size * 1.2;
    const edge = node.size + 2 / scale;
    const box = ([dx, dy]) => [x + dx - half, y + dy, x + dx + half, y + dy + tall];
    let [best, least] = [null, Infinity];
    for (const spot of dim ? [] : [[0, edge], [edge + half, -tall / 2], [-edge - half, -tall / 2], [0, -edge - tall]]) {
      const found = box(spot);
      if (found[0] < left || found[2] > right) continue;
      const covered = taken.covered(found, order.length > 60 && ranking.get(node.id) < FIRST ? 1e6 : node.size * 0.6);
      if (covered < least) [best, least] = [spot, covered];
      if (!covered) break;
    }
    if (!best && !force) return;
    const spot = best || [0, edge];
    taken.add(...box(spot), Infinity);
    written(context, text, x + spot[0], y + spot[1], font(bold, size), { dim, ink: ink.text, halo: 3.5 / scale });
  };

  // The number of things in a fold's circle, in letters that fit, if these can be read; without its sign if need be.
  const number = (context, node, { x, y }, scale, dim) => {
    const fits = (text) => Math.min(FONT, (FONT * 1.6 * node.size * scale) / width(text, false));
    const text = fits(node.name) >= 6.5 ? node.name : node.name.slice(1);
    const size = fits(text);
    if (size >= 6.5) written(context, text, x, y - (size * 0.55) / scale, font(false, size / scale), { dim, ink: ink.muted, halo: 0 });
  };

  const written = (context, text, x, y, face, { dim, ink: colour, halo }) => {
    context.font = face;
    context.textBaseline = "top";
    context.globalAlpha = dim ? 0.3 : 1;
    context.strokeStyle = ink.page;
    context.lineWidth = halo;
    if (halo) context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
    context.globalAlpha = 1;
  };

  // Which parts of the drawing are taken already, in cells of about two letters.
  class Taken {
    constructor(scale) { this.cell = 24 / scale; this.cells = new Map(); }

    * keys(left, top, right, bottom) {
      for (let column = Math.floor(left / this.cell); column <= Math.floor(right / this.cell); column += 1) {
        for (let row = Math.floor(top / this.cell); row <= Math.floor(bottom / this.cell); row += 1) yield column * 100003 + row;
      }
    }

    // How much of what is smaller than `most` a box would cover; infinite if it covers anything larger.
    covered([left, top, right, bottom], most) {
      let sum = 0;
      for (const key of this.keys(left, top, right, bottom)) {
        for (const [l, t, r, b, size] of this.cells.get(key) || []) {
          if (left >= r || right <= l || top >= b || bottom <= t) continue;
          if (size > most) return Infinity;
          sum += size;
        }
      }
      return sum;
    }

    add(left, top, right, bottom, size) {
      for (const key of this.keys(left, top, right, bottom)) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push([left, top, right, bottom, size]);
      }
    }
  }

  // Where a node is on the page.
  const at = (id) => {
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    const { left, top } = network.canvas.frame.getBoundingClientRect();
    return { x: x + left, y: y + top };
  };

  const physics = (on) => network.setOptions({ physics: { enabled: on } });
  const picture = () => network.canvas.frame.canvas;
  return { start, show, highlight, centre, zoom, fit, physics, at, picture, short, ink: () => ink };
})();
