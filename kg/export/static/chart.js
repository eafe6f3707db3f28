// A data set's leaderboard: value by year or by parameters as a chart, and the same as a table below.
const Chart = (() => {
  let WIDE = 900; let HIGH = 440; // as wide as there is room, so that letters keep their size
  const LEFT = 64; const RIGHT = 110; const TOP = 16; const BOTTOM = 46;

  const AXES = ["year", "parameters", "rank"];

  const boards = () => {
    const size = new Map();
    for (const row of Data.results) {
      if (row.kind !== "score") continue;
      for (const dataset of row.datasets) size.set(dataset, (size.get(dataset) || 0) + 1);
    }
    return [...size].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  };

  const scores = (dataset) => Data.resultsOf(dataset).filter((row) => row.kind === "score" && row.datasets.includes(dataset) && row.value !== null);

  const metrics = (rows) => {
    const count = new Map();
    for (const row of rows) count.set(row.metric, (count.get(row.metric) || 0) + 1);
    return [...count].sort((one, other) => (one[0] === null) - (other[0] === null) || other[1] - one[1]).map(([metric]) => metric);
  };

  const lower = (metric) => metric !== null && Data.entities[metric].direction === "lower";
  const best = (rows, metric) => [...rows].sort((one, other) => (lower(metric) ? one.value - other.value : other.value - one.value));

  const parameters = (system) => {
    const found = system === null ? [] : Data.countsOf(system).filter((count) => count.kind === "parameters" && count.value > 0);
    return found.length ? Math.max(...found.map((count) => count.value)) : null;
  };

  const draw = (state, go) => {
    const all = boards();
    if (!all.length) return el("p", { class: "note" }, "No result in this graph names a data set.");
    const dataset = all.some(([number]) => number === state.centre) ? state.centre : all[0][0];
    const rows = scores(dataset).filter((row) => row.year === null || row.year <= state.until);
    const choices = metrics(rows);
    const metric = choices.includes(state.metric) ? state.metric : choices[0] ?? null;
    const ranked = best(rows.filter((row) => row.metric === metric), metric);
    const across = AXES.includes(state.axis) ? state.axis : axis(ranked);
    return el("div", { class: "board" },
      el("h2", { class: "unseen" }, `Leaderboard of ${Data.entities[dataset].name}`),
      chooser(all, dataset, choices, metric, across, go),
      plot(ranked, across, metric, go),
      Panel.resultsTable(ranked, `${Data.entities[dataset].name}, best first`, go, dataset, ["Data set", "Metric"]));
  };

  const axis = (rows) => {
    const known = (value) => rows.filter((row) => value(row) !== null).length;
    const [years, sizes] = [known((row) => row.year), known((row) => parameters(row.system))];
    return !years && !sizes ? "rank" : years >= sizes ? "year" : "parameters";
  };

  const chooser = (all, dataset, choices, metric, across, go) => {
    const select = (label, options, chosen, change) => el("label", {}, `${label} `,
      el("select", { onchange: (event) => change(event.target.value) },
        options.map(([value, text]) => el("option", { value: value ?? "", selected: value === chosen }, text))));
    return el("div", { class: "choose" },
      select("Data set", all.map(([number, count]) => [number, `${Data.entities[number].name} (${count})`]), dataset, (value) => go({ view: "board", node: Number(value), metric: undefined })),
      select("Metric", choices.map((number) => [number, number === null ? "(not named)" : Data.entities[number].name]), metric,
        (value) => go({ metric: value === "" ? null : Number(value) })),
      select("Across", AXES.map((name) => [name, name]), across, (value) => go({ axis: value })));
  };

  const plot = (rows, across, metric, go) => {
    WIDE = Math.min(1000, Math.max(400, $("chart").clientWidth - 40));
    HIGH = Math.round(Math.min(440, Math.max(300, WIDE * 0.5)));
    const place = new Map(rows.map((row, number) => [row, number + 1]));
    const x = (row) => (across === "year" ? row.year : across === "rank" ? place.get(row) : parameters(row.system));
    const points = rows.filter((row) => x(row) !== null);
    if (!points.length) return el("p", { class: "note" }, `No ${across} is known for these results; the table has them all.`);
    const logarithmic = across === "parameters";
    const scaleX = scale(points.map((row) => (logarithmic ? Math.log10(x(row)) : x(row))), LEFT + 20, WIDE - RIGHT, logarithmic ? 0.5 : 1);
    const scaleY = scale(points.map((row) => row.value), HIGH - BOTTOM, TOP + 6, 1);
    const at = points.map((row) => [scaleX.at(logarithmic ? Math.log10(x(row)) : x(row)), scaleY.at(row.value)]);
    const found = across === "rank" ? points.slice(0, 1).map(() => 0) : records(points, x, metric);
    const label = metric === null ? "value" : Data.entities[metric].name + (lower(metric) ? " (lower is better)" : "");
    return svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "group", "aria-label": `${label} by ${across}` },
      axes(scaleX, scaleY, across, label, logarithmic),
      across !== "rank" && staircase(found.map((number) => at[number]), WIDE - RIGHT + 20),
      // The best are drawn last, so that they lie on top.
      points.map((row, number) => dot(row, at[number], found.includes(number), go)).reverse(),
      labels(points, at, found));
  };

  // Numbers of the points that were better than all before them; of several at one place the best.
  const records = (points, x, metric) => {
    const better = (one, other) => (lower(metric) ? one.value < other.value : one.value > other.value);
    // The points stand best first, so of two at one place the first is the one that counts.
    const order = points.map((row, number) => number).sort((one, other) => x(points[one]) - x(points[other]) || one - other);
    const found = [];
    for (const number of order) if (!found.length || better(points[number], points[found[found.length - 1]])) found.push(number);
    return found;
  };

  const staircase = (steps, end) => {
    if (!steps.length) return null;
    const path = steps.map(([x, y], number) => (number ? `H${x}V${y}` : `M${x} ${y}`)).join("");
    return svg("path", { class: "record", d: `${path}H${end}` }, svg("title", {}, "The best so far"));
  };

  const scale = (values, from, to, least) => {
    let [low, high] = [Math.min(...values), Math.max(...values)];
    if (high - low < least) { low -= least / 2; high += least / 2; }
    const room = (high - low) * 0.06;
    [low, high] = [low - room, high + room];
    return { low, high, at: (value) => from + ((value - low) / (high - low)) * (to - from) };
  };

  const ticks = ({ low, high }, whole) => {
    const raw = (high - low) / 7;
    const power = 10 ** Math.floor(Math.log10(raw));
    let step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw);
    if (whole) step = Math.max(1, Math.round(step));
    const found = [];
    for (let value = Math.ceil(low / step) * step; value <= high; value += step) found.push(Number(value.toFixed(6)));
    return found;
  };

  const amount = (value) => {
    for (const [size, unit] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"]]) if (value >= size) return `${Number((value / size).toPrecision(3))}${unit}`;
    return String(value);
  };

  const axes = (scaleX, scaleY, across, label, logarithmic) => [
    ticks(scaleY, false).map((value) => [
      svg("line", { class: "axis", x1: LEFT, x2: WIDE - RIGHT + 20, y1: scaleY.at(value), y2: scaleY.at(value) }),
      svg("text", { class: "tick", x: LEFT - 8, y: scaleY.at(value) + 4, "text-anchor": "end" }, value)]),
    ticks(scaleX, true).map((value) => svg("text", { class: "tick", x: scaleX.at(value), y: HIGH - BOTTOM + 20, "text-anchor": "middle" }, logarithmic ? amount(10 ** value) : value)),
    svg("text", { class: "title", x: (LEFT + WIDE - RIGHT) / 2, y: HIGH - 6, "text-anchor": "middle" }, across),
    svg("text", { class: "title", x: LEFT, y: TOP - 4 }, label),
  ];

  const name = (row) => (row.system === null ? "(unnamed)" : Data.entities[row.system].name);

  const dot = (row, [x, y], record, go) => {
    const type = row.system === null ? "paper" : Data.entities[row.system].type;
    const act = () => go({ result: row.index });
    const said = `${name(row)}: ${row.text}${row.settings.length ? ` (${row.settings.join(", ")})` : ""}${record ? ", the best so far" : ""}`;
    return svg("circle", {
      class: "dot", cx: x, cy: y, r: record ? 7 : 5, fill: Data.styles[type]?.colour, tabindex: 0, role: "button",
      "aria-label": said, onclick: act, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); } },
    }, svg("title", {}, said));
  };

  // Records first, then the best: each name beside its dot where nothing stands yet, else further off at the end of a
  // thin line, else only in the tooltip and the table.
  const labels = (points, at, found) => {
    const taken = at.map(([x, y]) => [x - 7, y - 7, x + 7, y + 7]);
    const free = (box) => box[0] >= LEFT && box[2] <= WIDE && box[1] >= 2 && box[3] <= HIGH - BOTTOM + 4
      && !taken.some(([l, t, r, b]) => l < box[2] && r > box[0] && t < box[3] && b > box[1]);
    const written = new Set();
    const order = [...found.slice().reverse(), ...points.keys()];
    return order.filter((number, place) => order.indexOf(number) === place && points[number].system !== null).map((number) => {
      const [x, y] = at[number];
      const text = Canvas.short(name(points[number]));
      // One name twice in a column tells nothing new.
      if (written.has(`${Math.round(x)} ${text}`)) return null;
      const wide = text.length * 6.9 + 4;
      const near = [[10, 0], [-10 - wide, 0], [-wide / 2, -15], [-wide / 2, 15]];
      const far = [-16, 16, -30, 30, -44, 44, -58, 58].flatMap((up) => [[26, up], [-26 - wide, up]]);
      const spot = [...near, ...(found.includes(number) || number < 8 ? far : [])].find(([dx, dy]) => free([x + dx, y + dy - 8, x + dx + wide, y + dy + 8]));
      if (!spot) return null;
      const [dx, dy] = spot;
      taken.push([x + dx, y + dy - 8, x + dx + wide, y + dy + 8]);
      written.add(`${Math.round(x)} ${text}`);
      const lead = far.includes(spot) && svg("line", { class: "lead", x1: x, y1: y, x2: dx > 0 ? x + dx - 1 : x + dx + wide - 2, y2: y + dy });
      return [lead, svg("text", { x: x + dx, y: y + dy + 4, class: found.includes(number) ? "best" : null }, text)];
    });
  };

  return { draw, boards, scores, best, amount };
})();
