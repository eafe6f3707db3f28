// Taking something away: the drawing as PNG, the table as CSV, the question as SPARQL.
const Copies = (() => {
  const save = (blob, name) => {
    const url = URL.createObjectURL(blob);
    el("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  const png = () => {
    const drawing = Canvas.picture();
    const sheet = el("canvas", { width: drawing.width, height: drawing.height });
    const context = sheet.getContext("2d");
    context.fillStyle = Canvas.ink().page;
    context.fillRect(0, 0, sheet.width, sheet.height);
    context.drawImage(drawing, 0, 0);
    sheet.toBlob((blob) => save(blob, "graph.png"));
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
