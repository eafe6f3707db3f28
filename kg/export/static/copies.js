// Taking something away: the drawing as PNG, the table as CSV, the question as SPARQL.
const Copies = (() => {
  const save = (blob, name) => {
    const url = URL.createObjectURL(blob);
    el("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  const sheet = (width, height, draw) => {
    const canvas = el("canvas", { width, height });
    const context = canvas.getContext("2d");
    context.fillStyle = Canvas.ink().page;
    context.fillRect(0, 0, width, height);
    draw(context);
    return canvas;
  };

  // The chart if it is given, else the drawing, as they are on the screen.
  const png = async (chart) => {
    const drawing = Canvas.picture();
    const found = chart ? await charted(chart) : sheet(drawing.width, drawing.height, (context) => context.drawImage(drawing, 0, 0));
    found.toBlob((blob) => save(blob, chart ? "leaderboard.png" : "graph.png"));
  };

  const charted = async (chart) => {
    const copy = chart.cloneNode(true);
    const { width, height } = chart.viewBox.baseVal;
    for (const [name, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width: 2 * width, height: 2 * height })) copy.setAttribute(name, value);
    // The style sheet stays behind: each element takes its looks along.
    const drawn = chart.querySelectorAll("*");
    copy.querySelectorAll("*").forEach((element, place) => {
      const look = getComputedStyle(drawn[place]);
      for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "paint-order", "font-size", "font-family", "font-weight"]) element.style.setProperty(name, look.getPropertyValue(name));
    });
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    return sheet(2 * width, 2 * height, (context) => context.drawImage(image, 0, 0, 2 * width, 2 * height));
  };

  // A cell that a spreadsheet would run as a formula gets an apostrophe before it.
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const rows = (lines) => lines.map((line) => line.map(cell).join(",")).join("\r\n");
  const name = (number) => (number === null || number === undefined ? "" : Data.entities[number].name);

  const results = (found) => rows([
    ["system", "datasets", "metric", "value", "text", "kind", "baseline", "settings", "year", "papers"],
    ...found.map((row) => [name(row.system), row.datasets.map(name).join("; "), name(row.metric), row.value, row.text, row.kind,
      name(row.baseline), row.settings.join("; "), row.year, sources(row.evidence)]),
  ]);
  const sources = (evidence) => [...new Set(evidence.map((number) => Data.papers[Data.sentences[Data.evidence[number].sentence].paper].id))].join("; ");

  const relations = (lines) => rows([
    ["source", "predicate", "target", "papers"],
    ...lines.filter((line) => line.relation !== undefined).map((line) => Data.relations[line.relation])
      .map((row) => [name(row.source), row.predicate, name(row.target), sources(Data.evidenceOf(row))]),
  ]);

  // The results of the selected thing, else the lines that are drawn.
  const table = (state, scene) => {
    const found = state.node === null ? [] : Data.resultsOf(state.node);
    return found.length ? results(found) : relations(scene.lines);
  };
  const csv = (state, scene) => save(new Blob(["\ufeff", table(state, scene)], { type: "text/csv;charset=utf-8" }), "graph.csv");

  const escaped = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  const iri = (id) => `<${Data.things}${encodeURIComponent(id.toWellFormed?.() ?? id).replaceAll("%2F", "/").replaceAll("%3A", ":").replace(/[!*'()]/g, escaped)}>`;

  const LINES = { lineage: "kg:basedOn|kg:variantOf", beats: "kg:outperforms|kg:matches" };

  const sparql = (state) => {
    const head = Object.entries(Data.prefixes).map(([prefix, address]) => `PREFIX ${prefix}: <${address}>\n`).join("");
    const thing = state.node === null ? null : Data.entities[state.node];
    if (thing && LINES[state.view]) {
      return `${head}SELECT DISTINCT ?from ?property ?to WHERE {\n  ${iri(thing.id)} (${LINES[state.view]}|^(${LINES[state.view]}))* ?one .\n  ?one ?property ?other . ?one rdfs:label ?from . ?other rdfs:label ?to .\n  FILTER(?property IN (${LINES[state.view].replace("|", ", ")}))\n}`;
    }
    if (!thing) return `${head}SELECT ?from ?property ?to WHERE {\n  VALUES ?property { ${(LINES[state.view] || "kg:outperforms|kg:matches|kg:basedOn|kg:variantOf|kg:evaluatedOn").replaceAll("|", " ")} }\n  ?one ?property ?other . ?one rdfs:label ?from . ?other rdfs:label ?to .\n}`;
    const property = { Dataset: "fair4ml:evaluationDataset", Metric: "mls:specifiedBy", Task: "kg:task" }[thing.type] || "fair4ml:evaluatedMLModel";
    return `${head}SELECT ?system ?dataset ?metric ?value ?paper WHERE {\n  ?result ${property} ${iri(thing.id)} ; mls:hasValue ?value ; prov:wasDerivedFrom/schema:name ?paper .\n  OPTIONAL { ?result fair4ml:evaluatedMLModel/rdfs:label ?system }\n  OPTIONAL { ?result fair4ml:evaluationDataset/rdfs:label ?dataset }\n  OPTIONAL { ?result mls:specifiedBy/rdfs:label ?metric }\n}\nORDER BY ?dataset ?metric DESC(?value)`;
  };

  // Where a page may not write to the clipboard, the text is shown to be copied by hand.
  const copy = async (state) => {
    const text = sparql(state);
    try { await navigator.clipboard.writeText(text); return true; } catch {
      $("panel").prepend(el("textarea", { rows: 12, "aria-label": "SPARQL", class: "copied" }, text));
      return false;
    }
  };

  return { png, csv, copy, sparql, table };
})();
