// The page's data, decoded once: rows become objects, and indexes answer "what is said of this thing?". What a server
// tells later joins the same tables.
const Data = (() => {
  const embedded = (id) => JSON.parse(document.getElementById(id).textContent);
  const raw = embedded("data");

  const objects = ({ columns, rows }) =>
    rows.map((row, index) => {
      const object = { index };
      columns.forEach((column, place) => { object[column] = row[place]; });
      return object;
    });

  // Lists that keep the page small get names; an entity of which only the name is known has a shorter row.
  const decoded = (source) => {
    const found = {};
    for (const [name, table] of Object.entries(source)) found[name] = objects(table);
    for (const relation of found.relations) {
      relation.statements = relation.statements.map(([metrics, datasets, tasks, settings, margins, evidence]) => (
        { metrics, datasets, tasks, settings, margins, evidence }));
    }
    for (const entity of found.entities) {
      entity.papers = (entity.papers || []).map(([paper, role, evidence]) => ({ paper, role, evidence }));
      entity.aliases ||= [];
      entity.direction ??= null;
    }
    return found;
  };

  const tables = decoded(raw.tables);
  const { entities, results, counts, relations, papers, sentences, evidence, rules } = tables;
  entities.forEach((entity) => { entity.whole = entity.index < raw.detailed; });

  const index = (rows, ends) => {
    const found = new Map();
    for (const row of rows) {
      for (const end of new Set(ends(row))) {
        if (end === null || end === undefined) continue;
        if (!found.has(end)) found.set(end, []);
        found.get(end).push(row);
      }
    }
    return (end) => found.get(end) || [];
  };

  let indexes = {};
  const reindex = () => {
    const roles = entities.flatMap((entity) => entity.papers.map((role) => ({ ...role, entity: entity.index })));
    indexes = {
      relations: index(relations, (relation) => [relation.source, relation.target]),
      results: index(results, (row) => [row.system, row.metric, row.baseline, row.task, ...row.datasets]),
      counts: index(counts, (count) => [count.of]),
      entities: index(roles, (role) => [role.paper]),
      byId: new Map(entities.map((entity) => [entity.id, entity])),
    };
  };
  reindex();

  // -- what a server tells -------------------------------------------------------------------------------------

  // The number of each incoming row in our table: that of the row with the same key, else of a new one. What the page
  // holds stays: it holds no thing's claims by halves.
  const joined = (ours, incoming, key, made) => {
    const known = new Map(ours.map((row) => [key(row), row.index]));
    return incoming.map((row) => {
      const mapped = made(row);
      if (!known.has(key(mapped))) { known.set(key(mapped), ours.length); ours.push({ ...mapped, index: ours.length }); }
      return known.get(key(mapped));
    });
  };

  const add = ({ id, name, type, aliases = [] }) => {
    const old = indexes.byId.get(id);
    if (old) return old;
    const thing = { index: entities.length, id, name, type, aliases, score: 0, named: 0, year: null, direction: null, papers: [], whole: false };
    entities.push(thing);
    indexes.byId.set(id, thing);
    return thing;
  };

  // Joins tables of the same form as ours, whose rows refer to each other; the thing asked for is then known as a whole.
  const merge = (told, asked) => {
    const things = told.entities.map((thing) => add(thing).index);
    const one = (number) => (number === null || number === undefined ? null : things[number]);
    const many = (numbers) => numbers.map((number) => things[number]);
    const paper = joined(papers, told.papers, (row) => row.id, (row) => row);
    const rule = joined(rules, told.rules, (row) => row.name, (row) => row);
    const sentence = joined(sentences, told.sentences, (row) => `${row.paper} ${row.text}`, (row) => ({ ...row, paper: paper[row.paper] }));
    const piece = joined(evidence, told.evidence, (row) => `${row.sentence} ${row.rule} ${row.marks}`,
      (row) => ({ ...row, sentence: sentence[row.sentence], rule: rule[row.rule] }));
    const pieces = (numbers) => numbers.map((number) => piece[number]);
    const result = joined(results, told.results, (row) => row.id, (row) => ({
      ...row, system: one(row.system), metric: one(row.metric), baseline: one(row.baseline), task: one(row.task),
      datasets: many(row.datasets), evidence: pieces(row.evidence) }));
    joined(counts, told.counts, (row) => `${row.of} ${row.kind} ${row.text} ${row.which}`, (row) => ({ ...row, of: one(row.of), evidence: pieces(row.evidence) }));
    joined(relations, told.relations, (row) => `${row.source} ${row.target} ${row.predicate}`, (row) => ({
      ...row, source: one(row.source), target: one(row.target), evidence: pieces(row.evidence),
      results: row.results.map((number) => result[number]),
      statements: row.statements.map((said) => ({ ...said, metrics: many(said.metrics), datasets: many(said.datasets), tasks: many(said.tasks), evidence: pieces(said.evidence) })) }));
    const ours = indexes.byId.get(asked);
    const { aliases, direction, year } = told.asked;
    const roles = told.asked.papers.map((role) => ({ ...role, paper: paper[role.paper] }));
    Object.assign(ours, { aliases, direction, year, named: told.asked.named, papers: roles, whole: true });
    reindex();
  };

  return {
    ...raw,
    ...tables,
    network: embedded("network"),
    options: embedded("options"),
    find: (id) => indexes.byId.get(id),
    relationsOf: (number) => indexes.relations(number),
    resultsOf: (number) => indexes.results(number),
    countsOf: (number) => indexes.counts(number),
    entitiesOf: (paper) => indexes.entities(paper),
    evidenceOf: (relation) => [
      ...relation.evidence,
      ...relation.statements.flatMap((statement) => statement.evidence),
      ...relation.results.flatMap((number) => results[number].evidence),
    ],
    add,
    merge,
  };
})();
