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

  const knows = (number) => !on || Data.entities[number].whole;

  // Whether the thing's details have come; asks once for each thing.
  const details = (number) => {
    const { id } = Data.entities[number];
    if (knows(number)) return Promise.resolve(false);
    if (!asked.has(id)) {
      asked.set(id, ask("entity", "key", id).then((found) => { if (found) Data.merge(found, id); return found !== null; }));
    }
    return asked.get(id);
  };

  const search = async (text) => ((await ask("search", "q", text)) || []).map(Data.add);
  return { on, knows, details, search };
})();
