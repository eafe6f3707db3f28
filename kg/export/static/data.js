// The page's data, decoded once: rows become objects, and indexes answer "what is said of this thing?".
const Data = (() => {
  const embedded = (id) => JSON.parse(document.getElementById(id).textContent);
  const raw = embedded("data");

  const objects = ({ columns, rows }) =>
    rows.map((row, index) => {
      const object = { index };
      columns.forEach((column, place) => { object[column] = row[place]; });
      return object;
    });

  const tables = {};
  for (const [name, table] of Object.entries(raw.tables)) tables[name] = objects(table);
  const { entities, results, counts, relations, papers } = tables;

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

  // A statement is stored as a list to keep the page small; from here on it has names.
  for (const relation of relations) {
    relation.statements = relation.statements.map(([metrics, datasets, tasks, settings, margins, evidence]) => (
      { metrics, datasets, tasks, settings, margins, evidence }));
  }
  for (const entity of entities) {
    entity.papers = entity.papers.map(([paper, role, evidence]) => ({ paper, role, evidence }));
  }
  const roles = entities.flatMap((entity) => entity.papers.map((role) => ({ ...role, entity: entity.index })));
  const byId = new Map(entities.map((entity) => [entity.id, entity]));

  return {
    ...raw,
    ...tables,
    network: embedded("network"),
    options: embedded("options"),
    find: (id) => byId.get(id),
    relationsOf: index(relations, (relation) => [relation.source, relation.target]),
    resultsOf: index(results, (row) => [row.system, row.metric, row.baseline, row.task, ...row.datasets]),
    countsOf: index(counts, (count) => [count.of]),
    entitiesOf: index(roles, (role) => [role.paper]),
    evidenceOf: (relation) => [
      ...relation.evidence,
      ...relation.statements.flatMap((statement) => statement.evidence),
      ...relation.results.flatMap((number) => results[number].evidence),
    ],
  };
})();
