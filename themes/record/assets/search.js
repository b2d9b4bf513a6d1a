// The script of the search page, and of no other. It asks the index that lies beside the pages;
// no other host is asked. Text is only ever set as text.
const form = document.querySelector("form[data-bundle]");
const { field, status, results, note } = {
  field: form.elements.q,
  status: document.getElementById("found"),
  results: document.getElementById("results"),
  note: document.getElementById("no-script"),
};
const STEP = 20;
// letters of scripts without spaces stand apart in the index (digest/site/search.py)
const UNSPACED = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])/g;
let asked = 0;

const pagefind = await import(new URL(`${form.dataset.bundle}pagefind.js`, document.baseURI));
await pagefind.init();
offer(await pagefind.filters());
form.hidden = false;
note.hidden = true;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", search);
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) search();

// the values of each filter, years newest first; a filter with one value says nothing
function offer(filters) {
  for (const select of form.querySelectorAll("select")) {
    const values = Object.keys(filters[select.name] ?? {}).sort((a, b) => a.localeCompare(b));
    if (select.name === "year") values.reverse();
    for (const value of values) select.add(new Option(value, value));
    select.closest("p").hidden = values.length < 2;
  }
}

async function search() {
  const turn = ++asked;
  const filters = {};
  for (const select of form.querySelectorAll("select")) if (select.value) filters[select.name] = select.value;
  const text = field.value.trim().replace(UNSPACED, " $1 ");
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(field.value.trim())}` : location.pathname);
  if (!text && !Object.keys(filters).length) return show([], "");
  const found = (await pagefind.debouncedSearch(text || null, { filters }, 120))?.results;
  if (!found || turn !== asked) return;
  const shown = await Promise.all(found.slice(0, STEP).map((one) => one.data()));
  if (turn !== asked) return;
  const said = found.length ? form.dataset.found : form.dataset.none;
  show(shown, said.replace("{n}", found.length).replace("{shown}", shown.length));
}

function show(stories, said) {
  status.textContent = said;
  results.replaceChildren(...stories.map(item));
}

function item(story) {
  const line = document.createElement("li");
  line.className = "line";
  const link = document.createElement("a");
  link.href = form.dataset.root + story.raw_url.replace(/^\//, "");
  link.textContent = story.meta.title;
  if (story.meta.language) link.lang = story.meta.language;
  const facts = document.createElement("span");
  facts.className = "meta";
  facts.textContent = [story.meta.counts, story.meta.sources, story.meta.when].filter(Boolean).join(" · ");
  line.append(link, " ", facts);
  return line;
}
