// What each view draws: nodes with places, lines, and a caption. A scene knows nothing of filters or of the canvas.
const Scenes = (() => {
  const LINEAGE = ["basedOn", "variantOf"];
  const BEATS = ["outperforms", "matches"];

  const size = (score) => Math.min(34, Math.round(7 + 2.75 * Math.log2(1 + score)));
  const node = (number, [x, y]) => {
    const thing = Data.entities[number];
    return { id: number, label: thing.name, group: thing.type, size: size(thing.score), x, y };
  };
  const line = (relation) => ({ from: relation.source, to: relation.target, predicate: relation.predicate, relation: relation.index });

  const among = (numbers, predicates) => {
    const inside = new Set(numbers);
    const found = new Set();
    for (const number of numbers) {
      for (const relation of Data.relationsOf(number)) {
        if (inside.has(relation.source) && inside.has(relation.target) && (!predicates || predicates.includes(relation.predicate))) found.add(relation);
      }
    }
    return [...found].sort((one, other) => one.index - other.index);
  };

  const whole = () => {
    const find = new Map(Data.relations.map((relation) => [`${relation.source} ${relation.target} ${relation.predicate}`, relation.index]));
    const lines = Data.network.edges.map((edge) => ({ ...edge, relation: find.get(`${edge.from} ${edge.to} ${edge.predicate}`) }));
    const folded = Data.folds.reduce((sum, fold) => sum + fold.size, 0);
    const drawn = Data.total - folded;
    const caption = folded ? `The ${drawn} most important of ${Data.total} things; the circles with a number hold the rest: click one to open it.` : `All ${Data.total} things.`;
    return { nodes: Data.network.nodes, lines, caption };
  };

  // The things themselves, arranged on the spot; the most important ones if they are too many.
  const arranged = (numbers, predicates, caption, papers = []) => {
    const kept = [...new Set(numbers)].sort((one, other) => one - other).slice(0, Data.budget);
    const inside = new Set(kept);
    const lines = among(kept, predicates).map(line);
    const ties = papers.flatMap((paper) => Data.entitiesOf(paper).filter((role) => inside.has(role.entity)).map((role) => tie(paper, role.entity, role.role)));
    const ids = [...kept, ...papers.map((paper) => `paper/${paper}`)];
    const at = Place.spring(ids, [...lines, ...ties].map(({ from, to }) => [from, to]), { size: (id) => (typeof id === "number" ? size(Data.entities[id].score) : 9) });
    const cut = numbers.length > kept.length ? ` (the ${kept.length} most important of ${numbers.length})` : "";
    const nodes = ids.map((id) => (typeof id === "number" ? node(id, at.get(id)) : paperNode(Number(id.slice(6)), at.get(id))));
    return { nodes, lines: [...lines, ...ties], caption: caption + cut };
  };

  const tie = (paper, entity, role) => ({ from: `paper/${paper}`, to: entity, predicate: role });
  const paperNode = (paper, [x, y]) => ({ id: `paper/${paper}`, label: Data.papers[paper].title || Data.papers[paper].label, group: "paper", size: 9, x, y });

  // Papers that name two or more of the things, those that name most first.
  const joining = (numbers, most) => {
    const count = new Map();
    for (const number of numbers) for (const { paper } of Data.entities[number].papers) count.set(paper, (count.get(paper) || 0) + 1);
    return [...count].filter(([, things]) => things > 1).sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, most).map(([paper]) => paper);
  };

  const around = (start, depth, papers) => {
    const near = (number) => {
      const found = Data.relationsOf(number).map((relation) => (relation.source === number ? relation.target : relation.source));
      // A thing without lines still has the things it shares a paper with.
      if (found.length && !papers) return found;
      return [...found, ...Data.entities[number].papers.flatMap((role) => Data.entitiesOf(role.paper).map((other) => other.entity))];
    };
    let edge = [start];
    const seen = new Set(edge);
    for (let step = 0; step < depth; step += 1) {
      const next = [];
      // Metrics are reached, not passed: half of all systems share "accuracy".
      const passed = edge.filter((number) => number === start || Data.entities[number].type !== "Metric");
      for (const number of passed) for (const other of near(number).sort((a, b) => a - b)) if (!seen.has(other) && seen.size < Data.budget) { seen.add(other); next.push(other); }
      edge = next;
    }
    return [...seen];
  };

  const part = ({ centre: start, depth }) => arranged(around(start, depth), null, `${Data.entities[start].name} and what is within ${depth} step${depth > 1 ? "s" : ""}`);

  const fold = ({ fold: number }) => {
    const found = Data.folds.find((other) => other.community === number);
    if (!found) return whole();
    const tied = Data.network.edges.filter((edge) => edge.from === `fold/${number}`).map((edge) => edge.to);
    const things = [...tied, ...found.members];
    // Most of what is folded has no line of its own: the papers show what belongs together.
    return arranged(things, null, `Inside this circle, with what it hangs on and the papers that name ${things.length > 1 ? "them" : "it"}`, joining(things.slice(0, Data.budget), 60));
  };

  const tree = (relations, arrow, caption) => {
    const ids = [...new Set(relations.flatMap((relation) => [relation.source, relation.target]))].sort((one, other) => one - other);
    const at = Place.layered(ids, relations.map(arrow));
    return { nodes: ids.map((number) => node(number, at.get(number))), lines: relations.map(line), caption };
  };

  const largest = (relations) => {
    const weight = (relation) => Data.entities[relation.source].score + Data.entities[relation.target].score;
    return [...relations].sort((one, other) => weight(other) - weight(one) || one.index - other.index).slice(0, Data.budget);
  };

  // Ancestors and descendants of a thing, or all families if none is selected.
  const lineage = ({ centre: start }) => {
    const all = Data.relations.filter((relation) => LINEAGE.includes(relation.predicate));
    const own = start === null ? [] : [...reach(start, all, "source", "target"), ...reach(start, all, "target", "source")];
    if (own.length) return tree([...new Set(own)], (relation) => [relation.source, relation.target], `What ${Data.entities[start].name} is built on (left) and what is built on it (right)`);
    const note = start === null ? "" : `Nothing is known of the lineage of ${Data.entities[start].name}. `;
    return tree(largest(all), (relation) => [relation.source, relation.target], `${note}Who is built on whom: ancestors left, descendants right; dashed: a size or version`);
  };

  const reach = (start, relations, from, to) => {
    const seen = new Set([start]);
    const found = [];
    for (const number of seen) for (const relation of relations) if (relation[from] === number) { found.push(relation); seen.add(relation[to]); }
    return found;
  };

  // Comparisons that concern a task or data set (or a system, or all): winners left of losers.
  const beats = ({ centre: start }) => {
    const all = Data.relations.filter((relation) => BEATS.includes(relation.predicate));
    const touches = (relation) => [relation.source, relation.target].includes(start)
      || relation.statements.some(({ metrics, datasets, tasks }) => [...metrics, ...datasets, ...tasks].includes(start));
    const own = start === null ? [] : all.filter(touches);
    const works = start === null ? [] : [...new Set([...own, ...about(start, all)])].sort((one, other) => one.index - other.index);
    const found = works.length ? works : largest(all);
    const name = works.length ? `, as far as ${Data.entities[start].name} is concerned` : "";
    const none = start !== null && !works.length ? `No comparison speaks of ${Data.entities[start].name}. ` : "";
    return tree(found, (relation) => [relation.target, relation.source], `${none}Who beats whom${name}: winners left, losers right; dashed: on a par`);
  };

  // Tasks and data sets with the number of comparisons that concern them, the most contested first.
  const contests = () => {
    const count = new Map();
    const wanted = (number) => ["Task", "Dataset"].includes(Data.entities[number].type);
    for (const row of Data.relations) {
      if (!BEATS.includes(row.predicate)) continue;
      const [one, other] = [row.source, row.target].map((system) => new Set(Data.relationsOf(system)
        .filter(({ predicate, source }) => source === system && ["addresses", "evaluatedOn"].includes(predicate)).map(({ target }) => target)));
      const said = row.statements.flatMap(({ datasets, tasks }) => [...datasets, ...tasks]);
      for (const number of new Set([...said, ...[...one].filter((target) => other.has(target))])) if (wanted(number)) count.set(number, (count.get(number) || 0) + 1);
    }
    return [...count].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, 200);
  };

  // Comparisons between systems that address the task or are tested on the data set.
  const about = (start, all) => {
    const systems = new Set(Data.relationsOf(start).filter(({ predicate }) => ["addresses", "evaluatedOn"].includes(predicate)).map(({ source }) => source));
    return all.filter((relation) => systems.has(relation.source) && systems.has(relation.target));
  };

  const path = ({ centre: start, end }) => {
    const from = new Map([[start, null]]);
    for (const number of from.keys()) {
      if (number === end) break;
      for (const relation of Data.relationsOf(number)) {
        const other = relation.source === number ? relation.target : relation.source;
        if (!from.has(other)) from.set(other, number);
      }
    }
    const names = `${Data.entities[start].name} to ${Data.entities[end].name}`;
    if (!from.has(end)) return arranged([start, end], null, `There is no path from ${names}`);
    const steps = [];
    for (let number = end; number !== null; number = from.get(number)) steps.unshift(number);
    const nodes = steps.map((number, place) => node(number, [place * 190, (place % 2) * 70]));
    return { nodes, lines: among(steps).map(line), caption: `The shortest path from ${names}` };
  };

  // The papers that name most of what is drawn, placed between their things.
  const withPapers = (scene) => {
    const shown = new Map(scene.nodes.map((other) => [other.id, other]));
    const papers = joining([...shown.keys()].filter((id) => typeof id === "number"), Math.ceil(Data.budget / 3)).filter((paper) => !shown.has(`paper/${paper}`));
    const ties = papers.flatMap((paper) => Data.entitiesOf(paper).filter((role) => shown.has(role.entity)).map((role) => tie(paper, role.entity, role.role)));
    const fixed = new Map([...shown].map(([id, other]) => [id, [other.x, other.y]]));
    const ids = [...shown.keys(), ...papers.map((paper) => `paper/${paper}`)];
    const at = Place.spring(ids, ties.map(({ from, to }) => [from, to]), { fixed, steps: 80, size: (id) => shown.get(id)?.size || 9 });
    const nodes = papers.map((paper) => paperNode(paper, at.get(`paper/${paper}`)));
    return { ...scene, nodes: [...scene.nodes, ...nodes], lines: [...scene.lines, ...ties] };
  };

  const views = { whole, part, fold, lineage, beats, path };
  const make = (state) => {
    const scene = (views[state.view] || whole)(state);
    return state.papers ? withPapers(scene) : scene;
  };
  return { make, contests };
})();
