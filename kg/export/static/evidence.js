// A piece of evidence as an element: the sentence with its spans marked, the paper, the rule.
const Evidence = (() => {
  const pieces = (text, marks) => {
    const found = [];
    let end = 0;
    for (let place = 0; place < marks.length; place += 2) {
      found.push(text.slice(end, marks[place]), el("mark", {}, text.slice(marks[place], marks[place + 1])));
      end = marks[place + 1];
    }
    return [...found, text.slice(end)];
  };

  const paper = (row) => {
    const where = [row.year, row.venue, row.label].filter((part) => part !== null && part !== "").join(" · ");
    return el("span", { class: "paper" }, link(address(row), row.title || row.label), el("small", {}, ` ${where}`));
  };

  // The address a paper gives, else the one its id stands for.
  const address = (row) => {
    if (row.url) return row.url;
    const [scheme, rest] = [row.id.slice(0, row.id.indexOf(":")), row.id.slice(row.id.indexOf(":") + 1)];
    const base = { arxiv: "https://arxiv.org/abs/", doi: "https://doi.org/", acl: "https://aclanthology.org/" }[scheme];
    return base ? base + rest : "";
  };

  const one = (number) => {
    const { sentence, rule, marks } = Data.evidence[number];
    const { paper: source, text } = Data.sentences[sentence];
    return el("figure", { class: "evidence" },
      el("blockquote", {}, pieces(text, marks)),
      el("figcaption", {}, paper(Data.papers[source]), el("code", { title: "The rule that read it" }, Data.rules[rule].name)));
  };

  const all = (numbers) => [...new Set(numbers)].map(one);
  return { all, paper, address };
})();
