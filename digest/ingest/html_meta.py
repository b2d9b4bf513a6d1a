"""Read what an HTML page states about itself: JSON-LD, meta elements, links. Nothing is guessed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from digest.addresses import stated_address
from digest.ingest.html_lines import letters, same
from digest.ingest.html_tree import fold

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|Review|NewsStory|Posting)$")
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|\]\]>|/\*\]\]>\*/)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_RAW_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SITE_SEPARATOR = re.compile(r"\s*(?:\s[|\-–—•·:»]\s|\s?[|｜]\s?|\s::\s|\s-{2,}\s|--|\s/\s)\s*")
_LOCALE = re.compile(r"^([a-z]{2,3})(?:[-_]|$)", re.I)


@dataclass(frozen=True, slots=True)
class Statements:
    """All the page says about itself, before anything is chosen."""

    root: Any
    meta: Mapping[str, str]
    """First content by name or property, names in lower case."""

    node: Mapping[str, Any]
    """The JSON-LD node of the page's article; empty when there is none."""

    nodes: Sequence[Mapping[str, Any]] = field(default=())

    @property
    def body(self) -> str:
        """The article as JSON-LD states it, markup taken out; "" when it does not."""
        return plain(_text(self.node.get("articleBody")))

    @property
    def description(self) -> str:
        return plain(
            self.meta.get("og:description") or self.meta.get("description") or _text(self.node.get("description"))
        )

    @property
    def live(self) -> bool:
        """Whether the page calls itself a live blog."""
        return "LiveBlogPosting" in types_of(self.node)


def statements(root: Any) -> Statements:
    """Gather the statements of a page."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        content = str(element.get("content") or "").strip()
        for name in ("property", "name", "itemprop", "http-equiv"):
            if content and element.get(name):
                for key in str(element.get(name)).lower().split():
                    meta.setdefault(key, content)
    nodes = [n for s in root.iter("script") if "ld+json" in str(s.get("type") or "").lower() for n in _nodes(s.text)]
    return Statements(root, meta, _main_node(nodes, meta), nodes)


def plain(text: str) -> str:
    """Return a field as plain text: entities resolved (twice, as pages do), tags taken out, space folded."""
    text = html.unescape(html.unescape(text)) if "&" in text else text
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,2000}>", lambda m: "\n" if m[0][1:3] in ("p>", "/p", "br") else "", text)
    return "\n".join(line for line in map(fold, text.split("\n")) if line)


def _nodes(script: str | None) -> Iterator[Mapping[str, Any]]:
    """Yield every object of one JSON-LD block, outer ones first; nothing when it is broken beyond repair."""
    stack = [_json(script or "")]
    seen = 0
    while stack and seen < 5000:
        value = stack.pop(0)
        seen += 1
        if isinstance(value, dict):
            yield value
            stack += [v for k, v in value.items() if isinstance(v, dict | list) and k not in ("comment", "review")]
        elif isinstance(value, list):
            stack = value[:500] + stack


def _json(text: str) -> Any:
    text = _RAW_CONTROL.sub(" ", _COMMENT.sub("", _COMMENT.sub("", text.strip()))).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def types_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the schema.org types of a JSON-LD node."""
    value = node.get("@type")
    return tuple(str(t) for t in (value if isinstance(value, list) else [value]) if t)


def _main_node(nodes: Sequence[Mapping[str, Any]], meta: Mapping[str, str]) -> Mapping[str, Any]:
    """Choose the article node that is about this page: by headline, else the first."""
    articles = [n for n in nodes if any(_ARTICLE_TYPE.search(t) for t in types_of(n)) and _text(n.get("headline"))]
    if not articles:
        articles = [n for n in nodes if any(_ARTICLE_TYPE.search(t) for t in types_of(n))]
    if not articles:
        articles = [n for n in nodes if n.get("datePublished") and (n.get("headline") or n.get("articleBody"))]
    wanted = letters(meta.get("og:title", ""))
    if len(articles) > 1 and wanted:
        fitting = [n for n in articles if letters(_text(n.get("headline")))[:30] == wanted[:30]]
        articles = fitting or articles
    return articles[0] if articles else {}


def _text(value: Any) -> str:
    """Return the text of a JSON-LD value, which may be a list or an object with a name."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(_text(v) for v in value[:200] if isinstance(v, str)) or (_text(value[0]) if value else "")
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value") or value.get("@id") or value.get("url"))
    return ""


def title_of(page: Statements) -> str:
    """Return the headline: the visible one where the statements agree with it, else the first stated."""
    h1s = [fold(e.text_content()) for e in page.root.iter("h1")][:5]
    h1s = [h for h in h1s if h and not same(h, publisher_of(page))]
    stated = fold(plain(_text(page.node.get("headline"))))
    social = fold(plain(page.meta.get("og:title") or page.meta.get("twitter:title") or ""))
    tab = fold(" ".join(e.text_content() for e in list(page.root.iter("title"))[:1]))
    site = publisher_of(page)
    for candidate in (stated, social):
        for h1 in h1s:
            if candidate and (same(h1, candidate) or _truncated(candidate, h1)):
                return h1
    return (
        stated
        or without_site(social, site, h1s)
        or (h1s[0] if h1s else "")
        or without_site(tab, site, h1s or _said(page, tab))
    )


def _said(page: Statements, tab: str) -> list[str]:
    """Lines of the page with which the title of its tab begins, up to a separator: headlines that are not marked as such."""
    parts = list(_SITE_SEPARATOR.finditer(tab)) + list(re.finditer(r":\s+", tab))
    ends = {tab[: part.start()] for part in parts} | {tab[part.end() :] for part in parts}
    heads = {one for one in ends if len(one) > 15}
    if not heads:
        return []
    texts = {fold(element.text) for element in page.root.iter("div", "span", "b", "font", "td", "p") if element.text}
    return sorted(heads & texts, key=len)


def _truncated(short: str, whole: str) -> bool:
    """Whether a headline was cut off ("Parliament votes on ...")."""
    cut = letters(re.sub(r"\s*(?:…|\.\.\.)\s*$", "", short))
    ends = short.rstrip().endswith(("…", "..."))
    return ends and len(cut) >= 20 and letters(whole).startswith(cut)


def without_site(title: str, site: str, headlines: Sequence[str] = ()) -> str:
    """Take the name of the site off a title: "Rates fall - Sample Wire" becomes "Rates fall"."""
    for headline in headlines:
        if len(headline) > 15 and title.endswith(f": {headline}"):
            return headline
        rest = title[len(headline) :] if len(headline) > 15 and title.startswith(headline) else ""
        if rest and _SITE_SEPARATOR.match(rest):
            return headline
    if not site:
        return title
    parts = _SITE_SEPARATOR.split(title)
    if len(parts) > 1 and letters(parts[-1]) and _is_site(parts[-1], site):
        return title[: title.rindex(parts[-1])].rstrip(" |-–—•·:»/｜ㅣ：")
    return title


def _is_site(part: str, site: str) -> bool:
    a, b = letters(part), letters(site)
    return a == b or (len(a) > 3 and len(b) > 3 and (a in b or b in a) and len(part) < 50)


def url_of(page: Statements, file_url: str) -> str:
    """Return the page's own address; only http and https count."""
    links = [e.get("href") for e in page.root.iter("link") if "canonical" in str(e.get("rel") or "").lower().split()]
    entity = page.node.get("mainEntityOfPage")
    entity = entity.get("@id") or entity.get("url") if isinstance(entity, dict) else entity
    base = page.meta.get("og:url") or file_url
    candidates = [
        *links,
        page.meta.get("og:url"),
        page.node.get("url"),
        entity,
        page.meta.get("twitter:url"),
        file_url,
    ]
    for candidate in candidates:
        url = _web_url(candidate, base)
        if url and urlsplit(url).path not in ("", "/"):
            return url
    return next((u for u in (_web_url(c, base) for c in candidates) if u), "")


def _web_url(value: Any, base: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 2000:
        return ""
    try:
        url = urljoin(base or "", html.unescape(value.strip()))
    except ValueError:
        return ""
    return "" if re.search(r"\s|[<>\"]", url) else stated_address(url)


def publisher_of(page: Statements) -> str:
    """Return the name of the publication."""
    site = page.meta.get("og:site_name") or _text(page.node.get("publisher")) or page.meta.get("application-name") or ""
    if not site:
        site = next((_text(n.get("publisher")) for n in page.nodes if isinstance(n.get("publisher"), dict)), "")
    name = fold(plain(site))
    return "" if name.startswith(("http://", "https://")) else name


def byline_of(page: Statements) -> str:
    """Return the authors as stated, separated by commas."""
    stated = page.node.get("author")
    names = [fold(plain(_text(a))) for a in (stated if isinstance(stated, list) else [stated])]
    if not any(names):
        names = [
            fold(plain(page.meta.get(k, ""))) for k in ("author", "article:author", "parsely-author", "dc.creator")
        ]
        names = [n for n in names if n][:1]
    return ", ".join(dict.fromkeys(n for n in names if n and not n.startswith(("http:", "https:", "/", "@"))))


def language_of(page: Statements) -> str:
    """Return the two-letter language the page states, "" for none."""
    node = page.node.get("inLanguage")
    html_lang = page.root.get("lang") or page.root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    for value in (html_lang, page.meta.get("content-language"), page.meta.get("og:locale"), _text(node)):
        found = _LOCALE.match(str(value or "").strip())
        if found and len(found[1]) == 2:
            return found[1].lower()
    return ""
