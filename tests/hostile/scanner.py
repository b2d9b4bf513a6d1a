"""A scanner over a built site that trusts nothing of the program: what a browser would run, load or follow.

It knows an allow list of elements and attributes and nothing of how pages are made.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import html5lib

ELEMENTS = frozenset(
    "html head body title meta link main article section header footer nav aside div span p a h1 h2 h3 h4 h5 h6 ul ol li dl dt dd "
    "blockquote q cite em strong b i u s small sub sup code pre kbd samp var mark abbr bdi bdo time data br wbr hr table caption "
    "thead tbody tfoot tr th td colgroup col figure figcaption details summary svg g path circle rect line text desc style "
    "form label input button ruby rt rp del ins address search menu template".split()
) - {"style", "template"}
ATTRIBUTES = frozenset(
    "id class lang dir href rel title datetime role tabindex hidden open content name property charset media type sizes color "
    "colspan rowspan scope start value reversed cite width height viewbox preserveaspectratio d cx cy r x x1 x2 y y1 y2 rx ry points "
    "fill stroke transform http-equiv translate for action method src integrity crossorigin itemprop itemscope itemtype abbr "
    "placeholder autocomplete required minlength maxlength spellcheck enterkeyhint inputmode span headers xmlns referrerpolicy as "
    "defer async".split()
)
SCHEMES = {"", "http", "https", "mailto"}
SCRIPT_PAGES = {"search.html"}
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PILE = re.compile(r"[\u0300-\u036f]{5}")


def scan(site: Path) -> Iterator[str]:
    """Everything on a site that should not be there, with its file."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_symlink():
            yield f"{name}: a link"
        elif path.suffix == ".html":
            yield from (f"{name}: {problem}" for problem in page_problems(path.read_bytes(), name))
        elif path.suffix == ".xml":
            yield from (f"{name}: {problem}" for problem in xml_problems(path.read_bytes()))
        elif path.suffix == ".json":
            yield from (f"{name}: {problem}" for problem in json_problems(path.read_bytes()))


def page_problems(raw: bytes, name: str = "") -> Iterator[str]:
    """What a page would run or load, and whether its policy forbids it."""
    tree = html5lib.parse(raw, treebuilder="etree", namespaceHTMLElements=False, transport_encoding="utf-8")
    policy = ""
    seen_address = False
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2].lower()
        if tag == "script":
            yield from _script(element, name)
            continue
        if tag not in ELEMENTS:
            yield f"element <{tag}>"
        if tag == "meta" and (element.get("http-equiv") or "").lower() == "content-security-policy":
            if seen_address:
                yield "the policy comes after something that loads"
            policy = policy or element.get("content") or ""
        seen_address = seen_address or (tag == "link" and "stylesheet" in (element.get("rel") or ""))
        for key, value in element.attrib.items():
            yield from _attribute(tag, str(key).rpartition("}")[2].lower(), value, name)
    yield from _policy(policy, name)
    text = raw.decode("utf-8")
    for what, form in (("a sign that steers", _STEERING), ("a pile of marks", _PILE)):
        if found := form.search(text):
            yield f"{what}: {text[max(0, found.start() - 40) : found.end()]!r}"


def _script(element: ElementTree.Element, name: str) -> Iterator[str]:
    if element.get("type") == "application/ld+json":
        try:
            json.loads(element.text or "")
        except ValueError:
            yield "JSON-LD that is no JSON"
        return
    source = element.get("src") or ""
    if name not in SCRIPT_PAGES or not source or urlsplit(source).netloc or (element.text or "").strip():
        yield "a script"


def _attribute(tag: str, key: str, value: str, name: str = "") -> Iterator[str]:
    if key.startswith(("aria-", "data-")):
        return
    if key == "style" and name.endswith(".email.html"):
        # mail programs know no stylesheet; what stands there is ours and loads nothing
        if re.search(r"url|expression|import|behavior|@|\\\\", value, re.IGNORECASE):
            yield f"a style on <{tag}> that may load"
        return
    if key not in ATTRIBUTES:
        yield f"attribute {key} on <{tag}>"
    if key in ("href", "src", "action", "cite"):
        yield from _address(tag, key, value)
    if key == "http-equiv" and value.lower() not in ("content-security-policy", "refresh"):
        yield f"http-equiv {value}"


def _address(tag: str, key: str, value: str) -> Iterator[str]:
    bare = _CONTROL.sub("", value).replace("\\", "/")
    scheme = bare.partition(":")[0].lower() if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", bare) else ""
    if scheme not in SCHEMES:
        yield f"<{tag} {key}> with the scheme {scheme}"
    if bare.startswith("//"):
        yield f"<{tag} {key}> that leaves for {bare[:40]}"
    if key == "src" and scheme:
        yield f"<{tag}> loads from another host: {bare[:40]}"
    if "@" in bare.partition("?")[0] and scheme in ("http", "https") and urlsplit(bare).username is not None:
        yield f"<{tag} {key}> with a user in its address"


def _policy(policy: str, name: str) -> Iterator[str]:
    rules = {parts[0]: parts[1:] for rule in policy.split(";") if (parts := rule.split())}
    if rules.get("default-src") not in (["'none'"], ["'self'"]):
        yield "no policy that begins with default-src 'none' or 'self'"
    scripts = rules.get("script-src", rules.get("default-src", []))
    if "'unsafe-inline'" in scripts or "*" in scripts or (name not in SCRIPT_PAGES and scripts != ["'none'"]):
        yield f"a policy that lets scripts run: {scripts}"
    for needed in ("base-uri", "form-action"):
        if needed not in rules:
            yield f"a policy without {needed}"


def xml_problems(raw: bytes) -> Iterator[str]:
    """A feed that is no XML, has markup of strangers in it, or names an address that runs."""
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        yield "a document type"
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError as problem:
        yield f"not XML: {problem}"
        return
    for element in root.iter():
        if "script" in str(element.tag).lower():
            yield "a script element"
        for key, value in element.attrib.items():
            if key == "href" and not value.startswith(("http://", "https://")):
                yield f"an address {value[:40]}"
        if element.get("type") in ("html", "xhtml"):
            yield from _fragment(element.text or "")


def _fragment(html: str) -> Iterator[str]:
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        tag = str(element.tag).lower()
        if tag not in ELEMENTS | {"document_fragment"}:
            yield f"element <{tag}> in a feed"
        for key, value in element.attrib.items():
            yield from _attribute(tag, str(key), value)


def json_problems(raw: bytes) -> Iterator[str]:
    """JSON that is none, or whose addresses run."""
    try:
        value = json.loads(raw)
    except ValueError as problem:
        yield f"not JSON: {problem}"
        return
    yield from _values(value, "")


def _values(value: object, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, key)
    elif isinstance(value, str) and (key.endswith("url") or key in ("href", "path", "external_url")):
        if re.match(r"\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", value, re.IGNORECASE):
            yield f"an address {value[:40]}"
    elif isinstance(value, str) and key == "content_html":
        yield from _fragment(value)
