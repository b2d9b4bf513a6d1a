"""Checks of built pages without a browser: HTML, CSS, links, weight."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib
import tinycss2
from lxml import html

BASE = "/digest/"
"""Path below which the sample is served."""

PHRASING_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a", "em", "strong", "bdi", "time", "summary", "dt"}
"""Elements that may hold no block; `a` where it stands in such an element, which is where ours stand."""

BLOCKS = {
    "address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "ul",
}  # fmt: skip
PARENTS = {
    "li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "figcaption": {"figure"}, "summary": {"details"},
    "tr": {"thead", "tbody", "tfoot"}, "td": {"tr"}, "th": {"tr"}, "option": {"select", "optgroup"}, "caption": {"table"},
}  # fmt: skip
CHILDREN = {"ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}, "tr": {"td", "th"}, "select": {"option", "optgroup"}}
OBSOLETE = {"align", "bgcolor", "border", "cellpadding", "cellspacing", "valign", "width", "nowrap"}
REFERENCES = ("aria-labelledby", "aria-describedby", "for", "headers")


def html_faults(text: str) -> list[str]:
    """What a validator would find in a page."""
    found = [f"parse error: {place} {code} {data}" for place, code, data in _parse_errors(text)]
    tree = html.document_fromstring(text.encode())
    ids = Counter(tree.xpath("//@id"))
    found += [f"id {id} twice" for id, count in ids.items() if count > 1]
    found += [f"id with space: {id!r}" for id in ids if not id or re.search(r"\s", id)]
    for name in REFERENCES:
        for value in tree.xpath(f"//@{name}"):
            found += [f"{name} names {id}, which is not there" for id in value.split() if id not in ids]
    return [*found, *_outline(tree), *_model(tree)]


@cache
def _parse_errors(text: str) -> tuple[Any, ...]:
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    parser.parse(text)
    return tuple(parser.errors)


def _outline(tree: Any) -> Iterator[str]:
    """One h1, no level skipped, one main, the landmarks named where there are several."""
    levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} × h1"
    if levels and levels[0] != 1 and 1 in levels:
        yield "a heading stands before h1"
    yield from (f"h{two} follows h{one}" for one, two in pairwise(levels) if two > one + 1)
    for path in ("//main", "/html/head/title"):
        if len(tree.xpath(path)) != 1:
            yield f"{len(tree.xpath(path))} × {path}"
    for tag in ("nav", "aside"):
        marks = tree.xpath(f"//{tag}")
        names = [one.get("aria-label") or one.get("aria-labelledby") for one in marks]
        if len(marks) > 1 and len(set(names) - {None}) < len(marks):
            yield f"several {tag} without names of their own"
    yield from (
        f"empty {one.tag}" for one in tree.xpath("//h1|//h2|//h3|//h4|//title") if not one.text_content().strip()
    )


def _model(tree: Any) -> Iterator[str]:
    """Which elements may stand where, as far as these pages have them."""
    for one in tree.iter():
        if not isinstance(one.tag, str):
            continue
        parent = one.getparent()
        inside = parent.tag if parent is not None else ""
        if one.tag in PARENTS and inside not in PARENTS[one.tag]:
            yield f"{one.tag} in {inside}"
        if inside in CHILDREN and one.tag not in CHILDREN[inside] | {"script", "template"}:
            yield f"{one.tag} directly in {inside}"
        if (
            inside in PHRASING_ONLY
            and one.tag in BLOCKS
            and not (inside == "a" or (inside == "summary" and one.tag[0] == "h"))
        ):
            yield f"{one.tag} in {inside}"
        if one.tag == "a" and one.xpath("ancestor::a"):
            yield "a link in a link"
        if one.tag == "a" and not one.get("href"):
            yield "a link without an address"
        if one.tag == "img" and one.get("alt") is None:
            yield "a picture without words"
        if not one.xpath("ancestor-or-self::svg"):
            yield from (f"obsolete {name} on {one.tag}" for name in one.attrib if name in OBSOLETE)
        if one.tag == "time" and one.get("datetime") and not re.match(r"\d{4}-\d\d-\d\d\Z", one.get("datetime")):
            yield f"time is {one.get('datetime')}"
        if one.get("lang") is not None and not re.match(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", one.get("lang")):
            yield f"lang is {one.get('lang')!r}"


def css_faults(text: str) -> list[str]:
    """Tokens and rules that a browser would drop."""
    return list(_rule_faults(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)))


def _rule_faults(rules: Iterable[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "error":
            yield f"line {rule.source_line}: {rule.message}"
        elif rule.type == "qualified-rule":
            yield from _block_faults(rule.content)
        elif rule.type == "at-rule" and rule.content is not None:
            if rule.lower_at_keyword in ("media", "supports", "layer", "container"):
                yield from _rule_faults(
                    tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                )
            else:
                yield from _block_faults(rule.content)


def _block_faults(content: Any) -> Iterator[str]:
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type == "error":
            yield f"line {one.source_line}: {one.message}"
        elif one.type == "qualified-rule":
            yield from _block_faults(one.content)
        elif one.type == "declaration" and not one.name.startswith("--") and not tinycss2.serialize(one.value).strip():
            yield f"line {one.source_line}: {one.name} has no value"


def link_faults(pages: Mapping[str, str], files: set[str], base: str) -> list[str]:
    """Links and loaded files that lead nowhere under the base path, and anchors that are not there."""
    found, anchors = [], {path: set(_tree(text).xpath("//@id")) for path, text in pages.items()}
    for path, text in pages.items():
        for address in _tree(text).xpath("//*[not(self::meta)]/@href | //@src"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = posixpath.normpath(posixpath.join(base, posixpath.dirname(path), unquote(parts.path)))
            if not parts.path:
                target = base + path
            if parts.path.endswith("/") or target == base.rstrip("/"):
                target = posixpath.join(target, "index.html")
            inside = target.removeprefix(base)
            if not target.startswith(base) or inside not in files:
                found.append(f"{path}: {address} leads nowhere")
            elif parts.fragment and parts.fragment not in anchors.get(inside, set()):
                found.append(f"{path}: {address} names no element")
    return found


@cache
def _tree(text: str) -> Any:
    return html.document_fromstring(text.encode())


def scripts(text: str) -> list[str]:
    """Scripts that a browser would run, and addresses that act; data blocks are none."""
    tree = _tree(text)
    running = tree.xpath("//script[not(@type='application/ld+json')] | //@*[starts-with(name(), 'on')]")
    return [str(one) for one in running] + [
        one for one in tree.xpath("//@href") if one.lower().startswith("javascript:")
    ]
