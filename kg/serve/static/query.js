// The query page: an editor, named questions with their parameters, a table of the answer, and downloads.
"use strict";

const THINGS = document.getElementById("ask").dataset.things;
const SHOWN = 1000;
const at = (id) => document.getElementById(id);
const [form, text, colours, named, params, help, state, answer] =
  ["ask", "text", "colours", "named", "params", "help", "state", "answer"].map(at);
const downloads = { csv: at("csv"), json: at("json") };
let queries = new Map();
let last = null;

function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = content;
  Object.assign(made, attributes);
  return made;
}

function paint() {
  colours.replaceChildren(colour(text.value));
  colours.scrollTop = text.scrollTop;
  colours.scrollLeft = text.scrollLeft;
}

function say(message, wrong = false) {
  state.textContent = message;
  state.className = wrong ? "wrong" : "";
}

function choose() {
  const query = queries.get(named.value);
  params.replaceChildren();
  help.textContent = query ? query.help : "";
  if (!query) return;
  text.value = query.text;
  paint();
  for (const param of query.params) {
    const label = element("label", `${param.name} (${param.type})${param.required ? "" : ", optional"}`);
    const input = element("input", "", { name: param.name, required: param.required, placeholder: query.example[param.name] || "" });
    input.dataset.param = param.name;
    label.append(input);
    params.append(label);
  }
}

// What the button and the downloads send: a named question by its name as long as its text is as it was.
function asked() {
  const query = queries.get(named.value);
  if (query && query.text === text.value) {
    const given = new URLSearchParams();
    for (const input of params.querySelectorAll("input")) {
      if (input.value) given.set(input.dataset.param, input.value);
    }
    return { url: (end) => `/queries/${encodeURIComponent(query.name)}.${end}?${given}`, options: () => ({}) };
  }
  const accept = { csv: "text/csv, text/turtle;q=0.5", json: "application/sparql-results+json, application/n-triples;q=0.5" };
  return {
    url: () => "/sparql",
    options: (end) => ({ method: "POST", body: text.value, headers: { "Content-Type": "application/sparql-query", Accept: accept[end] } }),
  };
}

async function run(event) {
  event.preventDefault();
  last = asked();
  say("running …");
  answer.replaceChildren();
  Object.values(downloads).forEach((button) => { button.disabled = true; });
  const began = performance.now();
  try {
    const response = await fetch(last.url("json"), last.options("json"));
    const body = await response.text();
    if (!response.ok) return say(body.trim(), true);
    const rows = show(response.headers.get("Content-Type") || "", body);
    say(`${rows} in ${((performance.now() - began) / 1000).toFixed(2)} s`);
    Object.values(downloads).forEach((button) => { button.disabled = false; });
  } catch (error) {
    say(`no answer: ${error.message}`, true);
  }
}

function show(type, body) {
  if (!type.includes("json")) {
    answer.append(element("pre", body.slice(0, 200000)));
    return `${body.trim() ? body.trim().split("\n").length : 0} triples`;
  }
  const found = JSON.parse(body);
  if ("boolean" in found) {
    answer.append(element("p", found.boolean ? "yes" : "no"));
    return "answered";
  }
  const columns = found.head.vars;
  const rows = found.results.bindings.map((row) => columns.map((name) => row[name] || null));
  answer.append(table(columns, rows.slice(0, SHOWN)));
  return rows.length > SHOWN ? `${rows.length} rows (the first ${SHOWN} shown)` : `${rows.length} row${rows.length === 1 ? "" : "s"}`;
}

function table(columns, rows) {
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  columns.forEach((name) => head.append(element("th", name)));
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((cell) => { line.insertCell().append(cell ? shown(cell) : ""); });
  }
  return made;
}

// Things of ours link to their page here; other addresses are followed only where a browser opens them harmlessly.
function shown(cell) {
  if (cell.type === "uri" && cell.value.startsWith(THINGS)) {
    const path = cell.value.slice(THINGS.length);
    return element("a", decode(path), { href: `/id/${path}` });
  }
  if (cell.type === "uri" && /^https?:\/\//.test(cell.value)) {
    return element("a", cell.value, { href: cell.value, rel: "noreferrer" });
  }
  return cell.value;
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function download(end) {
  const response = await fetch(last.url(end), last.options(end));
  if (!response.ok) return say((await response.text()).trim(), true);
  const link = element("a", "", { href: URL.createObjectURL(await response.blob()), download: `answer.${end}` });
  link.click();
  return setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

form.addEventListener("submit", run);
named.addEventListener("change", choose);
text.addEventListener("input", paint);
text.addEventListener("scroll", paint);
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
for (const end of Object.keys(downloads)) downloads[end].addEventListener("click", () => download(end));
paint();
fetch("/queries").then((response) => response.json()).then((found) => {
  queries = new Map(found.queries.map((query) => [query.name, query]));
  const given = new URLSearchParams(location.search);
  if (queries.has(given.get("name"))) named.value = given.get("name");
  choose();
  // An address with values is a question with its answer: /query?name=leaderboard&dataset=ImageNet.
  const inputs = [...params.querySelectorAll("input")];
  for (const input of inputs) input.value = given.get(input.dataset.param) || "";
  if (inputs.some((input) => input.value) && form.checkValidity()) form.requestSubmit();
});
