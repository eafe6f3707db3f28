// Places for parts of the graph that were not laid out beforehand. No chance is involved: the same part looks the same.
const Place = (() => {
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));
  const GAP = 100;
  const COLUMN = 240;      // room for a name of 34 letters between two layers
  const ROW = 62;

  const sunflower = (ids, gap = GAP * 0.7) => new Map(ids.map((id, number) => {
    const reach = gap * Math.sqrt(number + 0.5);
    return [id, [reach * Math.cos(number * GOLDEN), reach * Math.sin(number * GOLDEN)]];
  }));

  // Nodes repel each other and lines pull; those in `fixed` (id → place) stay where they are.
  const spring = (ids, pairs, { fixed = new Map(), steps = 180, size = () => 14 } = {}) => {
    const start = sunflower(ids);
    const at = ids.map((id) => [...(fixed.get(id) || start.get(id))]);
    const stays = ids.map((id) => fixed.has(id));
    const place = new Map(ids.map((id, number) => [id, number]));
    const links = pairs.map(([one, other]) => [place.get(one), place.get(other)])
      .filter(([one, other]) => one !== undefined && other !== undefined && one !== other);
    for (let step = 0; step < steps; step += 1) relax(at, links, stays, GAP * (1 - step / steps) + 1, fixed.size ? 0.3 : 1.4);
    separate(at, ids.map(size), stays);
    return new Map(ids.map((id, number) => [id, [Math.round(at[number][0] * (fixed.size ? 1 : 1.3)), Math.round(at[number][1])]]));
  };

  const relax = (at, links, stays, heat, strength) => {
    // Against this push a pull of this strength gives about 100 by 100 pixels for each node, however many there are.
    const force = at.map(([x, y]) => [-3 * strength * x, -3 * strength * y]);
    for (let one = 0; one < at.length; one += 1) {
      for (let other = one + 1; other < at.length; other += 1) {
        const dx = at[one][0] - at[other][0];
        const dy = at[one][1] - at[other][1];
        const push = (GAP * GAP * strength) / (dx * dx + dy * dy + 25);
        force[one][0] += dx * push; force[one][1] += dy * push;
        force[other][0] -= dx * push; force[other][1] -= dy * push;
      }
    }
    for (const [one, other] of links) {
      const dx = at[one][0] - at[other][0];
      const dy = at[one][1] - at[other][1];
      const pull = Math.hypot(dx, dy) / GAP;
      force[one][0] -= dx * pull; force[one][1] -= dy * pull;
      force[other][0] += dx * pull; force[other][1] += dy * pull;
    }
    at.forEach((spot, number) => {
      if (stays[number]) return;
      const length = Math.hypot(...force[number]) || 1;
      const share = Math.min(length, heat) / length;
      spot[0] += force[number][0] * share;
      spot[1] += force[number][1] * share;
    });
  };

  const separate = (at, sizes, stays) => {
    for (let round = 0; round < 30; round += 1) {
      for (let one = 0; one < at.length; one += 1) {
        for (let other = one + 1; other < at.length; other += 1) {
          const dx = at[one][0] - at[other][0] || 0.01;
          const dy = at[one][1] - at[other][1];
          const distance = Math.hypot(dx, dy);
          const lack = sizes[one] + sizes[other] + 16 - distance;
          if (lack <= 0) continue;
          const share = (lack / distance) * 0.5;
          if (!stays[one]) { at[one][0] += dx * share; at[one][1] += dy * share; }
          if (!stays[other]) { at[other][0] -= dx * share; at[other][1] -= dy * share; }
        }
      }
    }
  };

  // Layers from left to right: every arrow [from, to] goes from a later layer to an earlier one; cycles are cut.
  const layers = (ids, arrows) => {
    const up = new Map(ids.map((id) => [id, []]));
    for (const [from, to] of arrows) if (up.has(from) && up.has(to) && from !== to) up.get(from).push(to);
    const level = new Map();
    const height = (id, path) => {
      if (level.has(id)) return level.get(id);
      const above = up.get(id).filter((other) => !path.has(other));
      const found = above.length ? 1 + Math.max(...above.map((other) => height(other, new Set([...path, id])))) : 0;
      level.set(id, found);
      return found;
    };
    ids.forEach((id) => height(id, new Set()));
    return level;
  };

  // Trees family by family: those that hang together are one box, and the boxes stand on shelves, the highest first.
  const layered = (ids, arrows) => {
    const found = new Map();
    const boxes = components(ids, arrows).map((part) => {
      const rows = family(part, arrows, found, 0);
      // After the last layer is room for names.
      return { part, high: rows * ROW + ROW * 0.6, wide: COLUMN * (0.75 + Math.max(...part.map((id) => found.get(id)[0])) / COLUMN) };
    });
    boxes.sort((one, other) => other.high - one.high || other.wide - one.wide);
    const area = boxes.reduce((sum, box) => sum + box.wide * box.high, 0);
    const limit = Math.max(Math.sqrt(area * 1.5), ...boxes.map((box) => box.wide));
    let [left, top, high] = [0, 0, 0];
    for (const box of boxes) {
      if (left && left + box.wide > limit) { top += high; left = 0; high = 0; }
      for (const id of box.part) { const [x, y] = found.get(id); found.set(id, [x + left, y + top]); }
      left += box.wide;
      high = Math.max(high, box.high);
    }
    return found;
  };

  const family = (part, arrows, found, top) => {
    const level = layers(part, arrows);
    const columns = [];
    for (const id of part) (columns[level.get(id)] ||= []).push(id);
    const rows = Math.max(...columns.map((column) => column.length));
    columns.forEach((column, depth) => {
      const middle = (id) => {
        const ends = arrows.filter(([from, to]) => from === id && found.has(to)).map(([, to]) => found.get(to)[1]);
        return ends.length ? ends.reduce((sum, y) => sum + y, 0) / ends.length : 0;
      };
      const order = depth ? column.map((id) => [middle(id), id]).sort((a, b) => a[0] - b[0] || (a[1] > b[1] ? 1 : -1)).map(([, id]) => id) : column;
      const gap = Math.max(1, rows / order.length);
      order.forEach((id, row) => found.set(id, [depth * COLUMN, top + (row + 0.5) * gap * ROW]));
    });
    return rows;
  };

  const components = (ids, arrows) => {
    const near = new Map(ids.map((id) => [id, []]));
    for (const [from, to] of arrows) { near.get(from)?.push(to); near.get(to)?.push(from); }
    const seen = new Set();
    return ids.filter((id) => !seen.has(id)).map((id) => {
      if (seen.has(id)) return [];
      const part = [id];
      seen.add(id);
      for (const one of part) for (const other of near.get(one)) if (near.has(other) && !seen.has(other)) { seen.add(other); part.push(other); }
      return part;
    }).filter((part) => part.length);
  };

  return { spring, layered };
})();
