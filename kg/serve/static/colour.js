// Colours SPARQL: splits text into pieces and gives each its own element. Nothing is ever set as HTML.
"use strict";

const PIECES = new RegExp([
  /(?<c>#[^\n]*)/,
  /(?<s>'''[\s\S]*?'''|"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>)/,
  /(?<v>[?$]\w+)/,
  /(?<k>\b(?:SELECT|DISTINCT|REDUCED|ASK|CONSTRUCT|DESCRIBE|WHERE|FROM|NAMED|PREFIX|BASE|OPTIONAL|UNION|MINUS|GRAPH|FILTER|BIND|VALUES|UNDEF|EXISTS|NOT|IN|AS|ORDER|GROUP|BY|HAVING|LIMIT|OFFSET|ASC|DESC|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|SEPARATOR|COALESCE|IF|STR|LANG|DATATYPE|BOUND|REGEX|CONTAINS|STRSTARTS|LCASE|UCASE|a)\b(?!:))/,
  /(?<n>\b\d+(?:\.\d+)?\b)/,
  /(?<p>[\w-]*:[\w./-]*|\w+)/,
].map((piece) => piece.source).join("|"), "giu");

function colour(text) {
  const shown = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(PIECES)) {
    shown.append(text.slice(at, found.index));
    const kind = Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
    if (kind === "p") {
      shown.append(found[0]);
    } else {
      const piece = document.createElement("span");
      piece.className = kind;
      piece.textContent = found[0];
      shown.append(piece);
    }
    at = found.index + found[0].length;
  }
  shown.append(text.slice(at) + "\n");
  return shown;
}
