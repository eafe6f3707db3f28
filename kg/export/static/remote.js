// What the page does not hold is asked from the server that gave the page. A page opened as a file asks nobody.
const Remote = (() => {
  const on = Data.served && ["http:", "https:"].includes(location.protocol);
  const asked = new Map();

  // Beside the page, wherever the server has put it. A server that does not answer is one that has nothing to tell.
  const ask = async (path, name, value) => {
    if (!on) return null;
    try {
      const url = new URL(`data/${path}`, location.href);
      url.search = new URLSearchParams({ [name]: value });
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch { return null; }
  };

  // -- from what a server says of one thing to tables like those of the page -----------------------------------

  const KINDS = { hasParameters: "parameters", hasSize: "dataset_size", trainedOnTokens: "training_tokens" };
  const number = (text) => (text === null || text === undefined || !Number.isFinite(Number(text)) ? null : Number(text));
  const list = (value) => (Array.isArray(value) ? value.filter(Boolean) : []);

  // An address as a server writes it, as the key it stands for.
  const key = (id) => { try { return decodeURIComponent(id); } catch { return id; } };

  // Rows that others refer to by number, each kept once.
  const interned = () => {
    const rows = [];
    const known = new Map();
    const add = (name, row) => {
      if (!known.has(name)) { known.set(name, rows.length); rows.push({ index: rows.length, ...row }); }
      return known.get(name);
    };
    return { rows, add };
  };

  const tables = (answer) => {
    const [entities, papers, sentences, evidence, rules] = Array.from({ length: 5 }, interned);
    const thing = (ref) => (ref ? entities.add(ref.id, { id: key(ref.id), name: ref.name, type: ref.type }) : null);
    const things = (refs) => list(refs).map(thing);
    const paper = (ref) => {
      const id = ref.identifier || key(ref.id).replace(/^paper\//, "");
      return papers.add(id, { id, label: id, title: ref.name, year: ref.year ?? null, url: "", venue: "", links: [] });
    };
    // A server counts characters, JavaScript counts halves of some.
    const offset = (text, place) => [...text].slice(0, place).join("").length;
    const pieces = (found) => list(found).filter((piece) => piece.sentence && piece.paper).map((piece) => {
      const at = paper(piece.paper);
      const sentence = sentences.add(`${at} ${piece.sentence}`, { paper: at, text: piece.sentence });
      const rule = rules.add(piece.rule || "", { name: piece.rule || "" });
      const marks = list(piece.marks?.map(String)).map((place) => offset(piece.sentence, Number(place)));
      return evidence.add(`${sentence} ${rule} ${marks}`, { sentence, rule, marks });
    });
    const me = thing(answer);
    const results = list(answer.results).map((row) => ({
      ...row, value: number(row.value), high: number(row.high), change: row.direction, system: thing(row.system), metric: thing(row.metric),
      datasets: things(row.datasets), baseline: thing(row.baseline), task: thing(row.task), settings: list(row.settings), year: row.year ?? null, evidence: pieces(row.evidence) }));
    const counts = list(answer.counts).filter((row) => row.of).map((row) => (
      { of: thing(row.of), kind: KINDS[row.kind] || row.kind, text: row.text, value: number(row.value), which: row.which || "", evidence: pieces(row.evidence) }));
    const relations = list(answer.relations).filter((row) => row.source && row.target).map((row) => ({
      source: thing(row.source), target: thing(row.target), predicate: row.predicate, reason: null, results: [], evidence: pieces(row.evidence),
      statements: list(row.statements).map((said) => ({
        metrics: things(said.metrics), datasets: things(said.datasets), tasks: things(said.tasks), settings: list(said.settings), margins: list(said.margins), evidence: [] })) }));
    for (const part of list(answer.parts)) {
      const [source, target] = part.inverse ? [thing(part), me] : [me, thing(part)];
      relations.push({ source, target, predicate: part.predicate, reason: null, statements: [], results: [], evidence: [] });
    }
    const roles = list(answer.papers).map((row) => ({ paper: paper(row), role: row.role, evidence: [] }));
    return {
      results, counts, relations, entities: entities.rows, papers: papers.rows, sentences: sentences.rows, evidence: evidence.rows, rules: rules.rows,
      asked: { aliases: list(answer.aliases), direction: answer.direction ?? null, year: answer.year ?? null, papers: roles, named: answer.totals?.papers ?? roles.length },
    };
  };

  // -- asking --------------------------------------------------------------------------------------------------

  const knows = (index) => !on || Data.entities[index].whole;

  // Whether the thing's details have come; asks once for each thing.
  const details = (index) => {
    const { id } = Data.entities[index];
    if (knows(index)) return Promise.resolve(false);
    if (!asked.has(id)) {
      asked.set(id, ask("entity", "key", id).then((found) => { if (found) Data.merge(tables(found), id); return found !== null; }));
    }
    return asked.get(id);
  };

  // Papers are found too, but what is drawn are things.
  const search = async (text) => {
    const found = await ask("search", "q", text);
    return list(found).filter((thing) => thing.id && thing.type !== "Paper").map((thing) => Data.add({ ...thing, id: key(thing.id) }));
  };
  return { on, knows, details, search };
})();
