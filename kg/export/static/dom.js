// Elements made from values. Text only ever becomes text: there is no way from here to markup.
const Dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  const filled = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false) continue;
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return element;
  };

  const el = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);
  const button = (label, action, attributes) => el("button", { type: "button", onclick: action, ...attributes }, label);

  // A link if the address is http(s), else the text alone: "javascript:…" is never followed.
  const link = (address, label) => {
    let url = null;
    try { url = new URL(address); } catch { /* no address */ }
    if (!url || !["http:", "https:"].includes(url.protocol)) return el("span", {}, label);
    return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, label);
  };

  const shape = (type) => {
    const { colour = "#8A8F98", shape: form = "dot" } = Data.styles[type] || {};
    const paths = {
      dot: "M8 2a6 6 0 1 0 .01 0z", square: "M2.5 2.5h11v11h-11z", triangle: "M8 2l6.5 11.5h-13z", star: "M8 1l2 5h5l-4 3.5 1.5 5.5L8 12l-4.5 3L5 9.5 1 6h5z",
      triangleDown: "M8 14l6.5-11.5h-13z", diamond: "M8 1l6 7-6 7-6-7z", hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z",
    };
    return svg("svg", { class: "shape", viewBox: "0 0 16 16", "aria-hidden": "true" },
      svg("path", { d: paths[form] || paths.dot, fill: colour }));
  };

  const $ = (id) => document.getElementById(id);
  return { el, svg, button, link, shape, $ };
})();
const { el, svg, button, link, shape, $ } = Dom;
