// Places for parts of the graph that were not laid out beforehand. No chance is involved: the same part looks the same.
const Place = (() => {
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));
  const GAP = 100;
  const COLUMN = 240;      // room for a name of 34 letters between two layers

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

  // A tree family by family: the parts that hang together come one below the other, the largest first.
  const layered = (ids, arrows) => {
    const found = new Map();
    let top = 0;
    // Families with as many generations share a column of the page.
    const deep = new Map();
    const parts = components(ids, arrows);
    for (const part of parts) deep.set(part, Math.max(...layers(part, arrows).values()));
    parts.sort((one, other) => deep.get(other) - deep.get(one) || other.length - one.length);
    for (const part of parts) {
      const rows = family(part, arrows, found, top);
      top += rows * 62 + 40;
    }
    return wrapped(found, parts, top);
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
      order.forEach((id, row) => found.set(id, [depth * COLUMN, top + (row + 0.5) * gap * 62]));
    });
    return rows;
  };

  // Many small families side by side instead of one long strip.
  const wrapped = (found, parts, total) => {
    const width = (part) => COLUMN * (1 + Math.max(...part.map((id) => found.get(id)[0] / COLUMN)));
    const area = parts.reduce((sum, part) => sum + width(part) * (height(found, part) + 100), 0);
    const limit = Math.max(Math.sqrt(area / 0.9), ...parts.map((part) => height(found, part) + 100));
    if (total <= limit) return found;
    let left = 0; let top = 0; let widest = 0;
    for (const part of parts) {
      const tall = height(found, part) + 100;
      if (top > 0 && top + tall > limit) { left += widest + COLUMN * 0.5; top = 0; widest = 0; }
      const start = Math.min(...part.map((id) => found.get(id)[1]));
      for (const id of part) { const [x, y] = found.get(id); found.set(id, [x + left, y - start + top]); }
      top += tall;
      widest = Math.max(widest, COLUMN + Math.max(...part.map((id) => found.get(id)[0] - left)));
    }
    return found;
  };

  const height = (found, part) => {
    const ys = part.map((id) => found.get(id)[1]);
    return Math.max(...ys) - Math.min(...ys);
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
