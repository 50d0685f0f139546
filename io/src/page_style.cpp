#include "page_parts.h"

namespace rawan::io {

std::string_view page_style() {
  // Colors of text are at least 4.5 : 1 on their ground. A test computes it from here.
  return R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; }
body { margin: 0; color: #222222; background-color: #ffffff;
  font-family: "DejaVu Sans", Verdana, "Segoe UI", Roboto, sans-serif; line-height: 1.45; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
.skip { position: absolute; left: -999rem; color: #ffffff; background-color: #0b4f9e;
  padding: 0.5rem; }
.skip:focus { left: 0; top: 0; z-index: 2; }
.label { display: inline-block; margin: 0.75rem 0 0; padding: 0.2rem 0.6rem; font-weight: bold;
  color: #ffffff; background-color: #8a1c1c; }
.sheet > .label { display: none; }
h1 { font-size: 1.6rem; margin: 0.6rem 0; }
h2 { font-size: 1.3rem; margin: 1.6rem 0 0.5rem; border-bottom: 2px solid #0b4f9e; }
h3 { font-size: 1.1rem; margin: 1.2rem 0 0.4rem; }
h4, h5 { font-size: 1rem; margin: 1rem 0 0.3rem; }
h1, h2, h3, h4, h5, p, li, dd, dt { overflow-wrap: anywhere; }
a { color: #0b4f9e; background-color: #ffffff; }
a:focus-visible, button:focus-visible, select:focus-visible, svg:focus-visible,
.scroll:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px; }
.note { padding: 0.5rem 0.75rem; border-left: 0.3rem solid #0b4f9e;
  color: #222222; background-color: #eef3f9; }
.warning { padding: 0.5rem 0.75rem; border-left: 0.3rem solid #8a1c1c;
  color: #5c1010; background-color: #fdf0ee; }
.scroll { overflow-x: auto; margin: 0.75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; font-weight: bold; padding: 0.3rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.5rem; border: 1px solid #999999;
  min-width: 4rem; }
tbody th { position: sticky; left: 0; background-color: #ffffff; max-width: 45vw; }
thead th { color: #222222; background-color: #e4e9ef; }
tbody th { font-weight: normal; }
td, th { overflow-wrap: normal; }
.number { text-align: right; white-space: nowrap; }
.interval svg { display: block; width: 8.75rem; height: 1rem; }
.below { font-size: 0.85rem; color: #444444; background-color: #ffffff; margin: 0.2rem 0; }
dl { display: grid; grid-template-columns: minmax(7rem, 1fr) 2fr; gap: 0.15rem 0.75rem;
  margin: 0.5rem 0; }
dt { color: #444444; background-color: #ffffff; }
dd { margin: 0; }
figure { margin: 1rem 0; }
figure > svg { display: block; width: 100%; max-width: 46rem; height: auto;
  border: 1px solid #999999; }
figure.zoomed > svg { touch-action: none; }
figcaption { font-weight: bold; margin: 0.4rem 0; }
.legend { list-style: none; padding: 0; margin: 0.4rem 0; display: flex; flex-wrap: wrap;
  gap: 0.2rem 1rem; }
.legend svg { width: 1.4rem; height: 1rem; vertical-align: middle; margin-right: 0.3rem; }
.tools { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0.4rem 0; }
button, select { font: inherit; color: #222222; background-color: #eef3f9;
  border: 1px solid #555555;
  border-radius: 0.2rem; padding: 0.35rem 0.7rem; min-height: 2.75rem; max-width: 100%; }
.told { min-height: 1.5rem; margin: 0.2rem 0; }
.dim { opacity: 0.15; }
.covered { visibility: hidden; }
nav ul { padding-left: 1.2rem; }
nav li { margin: 0.3rem 0; }
.card { border: 1px solid #555555; padding: 0.6rem; margin: 0.75rem 0; display: grid;
  grid-template-columns: 1fr 7rem; gap: 0.3rem 0.8rem; }
.card > .head, .card > .boxes { grid-column: 1 / -1; margin: 0; }
.card ul { margin: 0.3rem 0; padding-left: 1.2rem; }
.place { display: inline-block; min-width: 1.8rem; padding: 0 0.4rem; margin-right: 0.3rem;
  text-align: center; color: #ffffff; background-color: #0b4f9e; }
.code { font-size: 0.75rem; text-align: center; }
.code svg { width: 100%; height: auto; }
.code p { margin: 0; }
.links a { display: inline-block; padding: 0.35rem 0.6rem 0.35rem 0; }
.boxes { display: grid; grid-template-columns: 3fr repeat(auto-fit, minmax(5rem, 1fr));
  gap: 0.4rem; }
.box { border: 1px solid #555555; min-height: 3.2rem; padding: 0.15rem 0.4rem; font-size: 0.75rem;
  color: #444444; background-color: #ffffff; }
footer { margin-top: 2rem; padding-bottom: 1rem; font-size: 0.85rem; color: #444444;
  background-color: #ffffff; }
@media (max-width: 30rem) {
  header, main, footer { padding: 0 0.6rem; }
  dl { grid-template-columns: 1fr; }
  dt { font-size: 0.85rem; margin-top: 0.3rem; }
  .map > svg text { font-size: 17px; }
}
@page { size: A4; margin: 18mm 15mm 18mm 15mm; }
@media print {
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  .skip, .tools, .told, nav { display: none; }
  .sheet { break-before: page; }
  .sheet:first-child { break-before: auto; }
  .sheet > .label { display: inline-block; margin: 0; }
  .scroll { overflow: visible; }
  td, th { overflow-wrap: anywhere; }
  tbody th { position: static; }
  h1, h2, h3, h4, h5 { break-after: avoid; }
  figure, .card, tr { break-inside: avoid; }
  figure > svg { max-height: 170mm; }
  .label, .place, thead th, .note, .warning { -webkit-print-color-adjust: exact;
    print-color-adjust: exact; }
}
)css";
}

std::string_view page_script() {
  return R"js(
"use strict";
(function () {
  const words = document.body.dataset;
  const ns = "http://www.w3.org/2000/svg";
  function make(parent, name, text) {
    const element = document.createElement(name);
    if (text) { element.textContent = text; }
    parent.appendChild(element);
    return element;
  }
  function box(svg) { return svg.getAttribute("viewBox").split(" ").map(Number); }
  const maps = [];
  for (const figure of document.querySelectorAll("figure.map")) {
    const frame = figure.querySelector("svg.frame");
    if (frame) { maps.push(prepare(figure, figure.querySelector("svg"), frame)); }
  }
  function prepare(figure, picture, frame) {
    const whole = box(frame);
    const told = document.createElement("p");
    const tools = document.createElement("div");
    const marks = Array.from(frame.querySelectorAll("circle, text"));
    let view = whole.slice();
    let from = null;
    // Letters and discs keep their size on the screen; names make room for what was there before.
    function letter() {
      const unit = picture.getBoundingClientRect().width / box(picture)[2];
      if (!(unit > 0)) { return; }
      const high = Math.max(12.5, 11 * unit) * view[2] / (unit * whole[2]);
      // All are measured before any is changed: each change would have styles worked out anew.
      const sizes = marks.map(function (mark) {
        return mark.nodeName === "text" ? parseFloat(getComputedStyle(mark).fontSize) : 11;
      });
      marks.forEach(function (mark, i) {
        // A number stands 4 below the middle of its disc.
        const x = Number(mark.getAttribute(mark.nodeName === "text" ? "x" : "cx"));
        const y = mark.nodeName === "text" ?
          mark.getAttribute("y") - (is_number(mark) ? 4 : 0) : Number(mark.getAttribute("cy"));
        const share = high / sizes[i];
        mark.setAttribute("transform", "translate(" + x + " " + y + ") scale(" +
          share.toFixed(4) + ") translate(" + -x + " " + -y + ")");
      });
      const sheet = picture.getBoundingClientRect();
      const edges = marks.map(function (mark) { return mark.getBoundingClientRect(); });
      const taken = edges.filter(function (_, i) { return marks[i].nodeName !== "text"; });
      marks.forEach(function (mark, i) {
        if (mark.nodeName !== "text" || is_number(mark)) { return; }
        const own = edges[i];
        const covered = own.left < sheet.left || own.right > sheet.right ||
          taken.some(function (b) { return own.left < b.right && b.left < own.right &&
            own.top < b.bottom && b.top < own.bottom; });
        mark.classList.toggle("covered", covered);
        if (!covered) { taken.push(own); }
      });
    }
    function is_number(text) { return text.getAttribute("font-weight") === "bold"; }
    function show() {
      const wide = Math.min(Math.max(view[2], whole[2] / 12), whole[2]);
      const share = wide / whole[2];
      view[2] = wide;
      view[3] = whole[3] * share;
      view[0] = Math.min(Math.max(view[0], whole[0]), whole[0] + whole[2] - view[2]);
      view[1] = Math.min(Math.max(view[1], whole[1]), whole[1] + whole[3] - view[3]);
      frame.setAttribute("viewBox", view.map(function (v) { return v.toFixed(2); }).join(" "));
      figure.classList.toggle("zoomed", share < 0.999);
      letter();
    }
    function zoom(factor) {
      const wide = view[2] * factor;
      const high = view[3] * factor;
      view = [view[0] + (view[2] - wide) / 2, view[1] + (view[3] - high) / 2, wide, high];
      show();
    }
    function reset() { view = whole.slice(); show(); }
    function move(x, y) { view[0] += x * view[2]; view[1] += y * view[3]; show(); }
    function see(target) {
      const title = target && target.querySelector ? target.querySelector(":scope > title") : null;
      told.textContent = title && frame.contains(target) ? title.textContent : "";
    }
    function near(group) {
      let left = Infinity, top = Infinity, right = -Infinity, low = -Infinity;
      for (const mark of frame.querySelectorAll("[data-group]")) {
        if (mark.dataset.group !== group) { continue; }
        const b = mark.getBBox();
        left = Math.min(left, b.x); right = Math.max(right, b.x + b.width);
        top = Math.min(top, b.y); low = Math.max(low, b.y + b.height);
      }
      if (right < left) { return; }
      const wide = 1.2 * Math.max(right - left, (low - top) * whole[2] / whole[3], 1);
      view = [(left + right - wide) / 2, (top + low - wide * whole[3] / whole[2]) / 2, wide, 0];
      show();
    }
    told.className = "told";
    told.setAttribute("aria-live", "polite");
    tools.className = "tools";
    const actions = [[words.larger, function () { zoom(1 / 1.6); }],
      [words.smaller, function () { zoom(1.6); }], [words.whole, reset]];
    for (const action of actions) {
      const button = make(tools, "button", action[0]);
      button.type = "button";
      button.addEventListener("click", action[1]);
    }
    picture.after(tools, told);
    picture.setAttribute("tabindex", "0");
    picture.addEventListener("keydown", function (event) {
      const keys = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0],
        ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] };
      if (event.key === "+") { zoom(1 / 1.6); }
      else if (event.key === "-") { zoom(1.6); }
      else if (event.key === "0") { reset(); }
      else if (keys[event.key] && view[2] < whole[2]) {
        move(keys[event.key][0], keys[event.key][1]); }
      else { return; }
      event.preventDefault();
    });
    picture.addEventListener("pointerdown", function (event) {
      from = [event.clientX, event.clientY];
      see(event.target);
    });
    picture.addEventListener("pointermove", function (event) {
      if (!from || event.buttons === 0) { from = null; see(event.target); return; }
      const size = picture.getBoundingClientRect();
      move((from[0] - event.clientX) / size.width, (from[1] - event.clientY) / size.height);
      from = [event.clientX, event.clientY];
    });
    letter();
    window.addEventListener("resize", letter);
    return { frame: frame, near: near, reset: reset };
  }
  const grouped = document.querySelectorAll("[data-group]");
  const names = Array.from(new Set(Array.from(grouped, function (e) { return e.dataset.group; })));
  if (names.length < 2) { return; }
  names.sort(function (a, b) { return a.localeCompare(b, document.documentElement.lang); });
  const tools = document.createElement("p");
  tools.className = "tools";
  const label = make(tools, "label", words.group + " ");
  const choice = make(label, "select");
  for (const name of [""].concat(names)) { make(choice, "option", name || words.all).value = name; }
  document.getElementById("content").prepend(tools);
  choice.addEventListener("change", function () {
    for (const element of grouped) {
      const other = choice.value !== "" && element.dataset.group !== choice.value;
      if (element.namespaceURI === ns) { element.classList.toggle("dim", other); }
      else { element.hidden = other; }
    }
    for (const map of maps) { if (choice.value) { map.near(choice.value); } else { map.reset(); } }
  });
}());
)js";
}

}  // namespace rawan::io
