// Keeps a page of the preview up to date. Only `digest serve` adds it; no built site has it.
"use strict";
(() => {
  const own = document.getElementById("digest-preview");
  let build = own.dataset.build;
  let version = own.dataset.version;
  let base = own.dataset.base;
  let busy = false;
  let again = false;

  // --- news -------------------------------------------------------------------------------------

  // Browsers allow six connections to one server. So one tab listens for all of them, and when it
  // closes, another takes its place.
  const channel = new BroadcastChannel("digest-preview");
  let latest = null;

  function listen() {
    const source = new EventSource("/__digest/events");
    source.onmessage = (event) => {
      latest = JSON.parse(event.data);
      channel.postMessage(latest);
      take(latest);
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    };
  }

  channel.onmessage = (event) => {
    if (event.data !== "what is new?") take(event.data);
    else if (latest) channel.postMessage({ ...latest, pages: null, sheets: [], go: "" });
  };
  if (navigator.locks) navigator.locks.request("digest-preview", () => new Promise(listen));
  else listen();
  channel.postMessage("what is new?");
  addEventListener("pageshow", (event) => {
    if (event.persisted) channel.postMessage("what is new?");
  });

  function pagePath() {
    const path = decodeURIComponent(location.pathname);
    if (!path.startsWith(base)) return null;
    return path.slice(base.length).replace(/(^|\/)$/, "$1index.html");
  }

  function take(news) {
    show(news.problems);
    if (news.build === build) return;
    const missed = news.pages === null || news.before !== build;
    build = news.build;
    if (news.base !== base) {
      const path = pagePath() ?? "";
      base = news.base;
      location.href = base + path.split("/").map(encodeURIComponent).join("/");
    } else if (news.go && news.go !== pagePath()) {
      location.href = base + news.go.split("/").map(encodeURIComponent).join("/");
    } else if (missed || news.pages.includes(pagePath())) {
      preload(news.sheets);
      refresh();
    }
  }

  // --- the page ---------------------------------------------------------------------------------

  // A new sheet comes beside the page that names it. The page has no such link, so it goes with the old head.
  function preload(sheets) {
    for (const path of sheets) {
      const link = document.createElement("link");
      link.rel = "preload";
      link.as = "style";
      link.href = base + path;
      document.head.append(link);
    }
  }

  async function refresh() {
    again = busy;
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      const mark = next.getElementById("digest-preview");
      if (!mark) location.reload();
      else if (mark.dataset.version !== version) {
        version = mark.dataset.version;
        if (needsReload(next)) location.reload();
        else await become(next);
      }
    } catch {
      // the server has gone; when it is back, its first word is a build that we do not know
      build = "";
    }
    busy = false;
    if (again) refresh();
  }

  const policy = (page) => page.querySelector("meta[http-equiv='content-security-policy' i]")?.content ?? "";
  const runs = (page) =>
    [...page.scripts].some((script) => script.id !== "digest-preview" && !/json/.test(script.type));

  function needsReload(next) {
    return runs(document) || runs(next) || policy(document) !== policy(next);
  }

  async function become(next) {
    next.getElementById("digest-preview").remove();
    const outworn = await loadSheets(next);
    becomeHead(next.head);
    outworn.forEach((sheet) => sheet.remove());
    attributes(document.documentElement, next.documentElement);
    const { scrollX, scrollY } = window;
    morph(document.body, next.body);
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  }

  // New sheets are loaded beside the old ones; these are taken away only then, so nothing flashes.
  async function loadSheets(next) {
    const old = [...document.querySelectorAll("link[rel=stylesheet]")];
    const wanted = [...next.querySelectorAll("link[rel=stylesheet]")].map((sheet) => sheet.getAttribute("href"));
    const have = new Set(old.map((sheet) => sheet.getAttribute("href")));
    let after = old.at(-1) ?? document.head.lastElementChild;
    const loading = [];
    for (const href of wanted.filter((href) => !have.has(href))) {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      loading.push(new Promise((done) => (sheet.onload = sheet.onerror = done)));
      sheet.href = href;
      after.after(sheet);
      after = sheet;
    }
    await Promise.all(loading);
    return old.filter((sheet) => !wanted.includes(sheet.getAttribute("href")));
  }

  function becomeHead(next) {
    const kept = (node) => node.matches("link[rel=stylesheet], #digest-preview");
    const old = [...document.head.children].filter((node) => !kept(node));
    for (const node of [...next.children].filter((node) => !kept(node))) {
      const at = old.findIndex((other) => other.isEqualNode(node));
      if (at >= 0) old.splice(at, 1);
      else document.head.append(node);
    }
    old.forEach((node) => node.remove());
  }

  // What is equal stays the same node, so that scroll positions, selections and open parts stay.
  function morph(node, next) {
    if (node.isEqualNode(next)) return;
    if (node.nodeName !== next.nodeName) {
      node.replaceWith(next);
    } else if (node.nodeType !== Node.ELEMENT_NODE) {
      node.data = next.data;
    } else {
      attributes(node, next);
      children(node, [...node.childNodes], [...next.childNodes]);
    }
  }

  function attributes(node, next) {
    const users = node.nodeName === "DETAILS" || node.nodeName === "DIALOG" ? ["open"] : [];
    for (const { name } of [...node.attributes]) {
      if (!next.hasAttribute(name) && !users.includes(name)) node.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    }
  }

  function children(parent, old, next) {
    while (old.length && next.length && old[0].isEqualNode(next[0])) {
      old.shift();
      next.shift();
    }
    let tail = null;
    while (old.length && next.length && old.at(-1).isEqualNode(next.at(-1))) {
      tail = old.pop();
      next.pop();
    }
    const both = Math.min(old.length, next.length);
    next.slice(both).forEach((node) => parent.insertBefore(node, old.length > both ? old[both] : tail));
    old.slice(both).forEach((node) => node.remove());
    for (let at = 0; at < both; at++) morph(old[at], next[at]);
  }

  // --- the overlay ------------------------------------------------------------------------------

  const STYLE = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0; max-height: 60vh; overflow: auto; z-index: 2147483647; box-sizing: border-box;
      padding: 1rem 1.25rem 1.25rem; background: #221514; color: #f6ebe6; border-top: 3px solid #f0998c;
      font: 15px/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    h2 { margin: 0 0 .75rem; font: 600 16px/1.4 system-ui, sans-serif; }
    ol { margin: 0; padding: 0; list-style: none; }
    li + li { margin-top: 1rem; }
    p { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
    .place { color: #f0998c; font-weight: 600; }
    .fix, .used { color: #cdbfb8; }
    button { float: right; font: inherit; color: inherit; background: none; border: 1px solid currentColor;
      border-radius: 4px; padding: .1rem .6rem; cursor: pointer; }
    button:focus-visible { outline: 2px solid #f0998c; outline-offset: 2px; }
    @media print { :host { display: none; } }
  `;
  let overlay = null;
  let shown = "";

  function make(tag, text, name) {
    const node = document.createElement(tag);
    node.textContent = text;
    if (name) node.className = name;
    return node;
  }

  function show(problems) {
    const now = JSON.stringify(problems);
    if (now === shown) return;
    shown = now;
    overlay?.remove();
    overlay = null;
    if (!problems.length) return;
    overlay = document.createElement("digest-problems");
    const root = overlay.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const box = make("section", "");
    box.setAttribute("role", "alert");
    const hide = make("button", "Hide");
    hide.onclick = () => overlay.remove();
    const count = problems.length === 1 ? "1 error" : `${problems.length} errors`;
    box.append(hide, make("h2", `${count}; the page below is the last good one`), list(problems));
    root.append(box);
    document.documentElement.append(overlay);
  }

  function list(problems) {
    const all = document.createElement("ol");
    for (const one of problems.slice(0, 20)) {
      const item = document.createElement("li");
      item.append(make("p", one.place, "place"), make("p", `${one.problem} [${one.code}]`));
      item.append(...one.trace.map((place) => make("p", `used by ${place}`, "used")));
      item.append(make("p", `fix: ${one.fix}`, "fix"));
      all.append(item);
    }
    return all;
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") overlay?.remove();
  });
})();
