"""Articles out of JSON and JSON Lines, whatever the keys are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from digest.diagnostics import Diagnostic, did_you_mean, error, warning
from digest.ingest.encoding import decode_text, tidy
from digest.ingest.limits import TEASER_WORDS, JsonScan, Located, plain, scan_json
from digest.ingest.sniff import FileKind, holds_markup, http_url, kind_of, language_code, stated_date, without_tags
from digest.text import clean, word_count

_TITLE = "title headline webtitle heading name".split()
_TEXT = "text fulltext articlebody maintext bodytext body content articletext fullcontent contenttext article story plaintext paragraphs".split()
_HTML = "contenthtml bodyhtml html htmlbody rawhtml".split()
_TEASER = "description summary abstract excerpt standfirst lead snippet trailtext".split()
_MAY_HOLD_TEXT = frozenset((*_TEXT, *_HTML, *_TEASER))
_URL = "canonicalurl url link permalink weburl articleurl externalurl href uri mainentityofpage guid id".split()
_DATE = (
    "datepublished datepublish publishedat published pubdate publicationdate publishdate publisheddate publishedon"
    " webpublicationdate firstpublished firstpublicationdate date datetime createdat created timestamp time seendate"
).split()
_SOURCE = (
    "publisher outlet sitename sourcename publication newspaper source provider domain sourcedomain website".split()
)
_BYLINE = "byline authors author creator writer reporter".split()
_LANGUAGE = "language lang inlanguage languagecode locale".split()
_AGENCY = "agency newsagency wire wireservice".split()
_CAPTIONS = "captions caption imagecaption imagecaptions images image photos media".split()
_NAMES = ("name", "title", "label", "fullname", "rendered", "text", "value")
_INSIDE = ("_source", "fields", "attributes", "article", "document", "_value")
"""Objects inside a record that hold its fields: Elasticsearch, the Guardian's API, JSON:API."""

_SAID_MOST = 20  # findings of one kind per file; the rest is counted
_KEY = re.compile(r"[^a-z0-9_]|(?<=.)_")
_CHARS_MORE = re.compile(r"\s*(?:\u2026|\.\.\.)?\s*\[\+\d+ chars\]\s*\Z")
_HOST = re.compile(r"(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article as a JSON file tells it; any field but the text may be empty."""

    title: str = ""
    text: str = ""
    """Plain text, paragraphs parted by line breaks; empty when `html` holds the article."""

    html: str = ""
    """Markup, untrusted: to be read for its text."""

    url: str = ""
    """http or https."""

    published: str = ""
    """ISO 8601 as stated: a day, a local time, or a time with its offset."""

    source: str = ""
    byline: str = ""
    language: str = ""
    agency: str = ""
    captions: tuple[str, ...] = ()
    teaser: bool = False
    """True when the file holds the start or a summary only."""

    line: int = 0
    """Line of the file that the record begins on."""


def read_records(data: bytes, name: str) -> tuple[list[Record], list[Diagnostic]]:
    """Read every article of a JSON or JSON Lines file.

    A file that breaks off keeps the records before that place; a bad line of JSON Lines costs that
    line.

    Raises:
        DigestError: the bytes are no text in any encoding.
    """
    decoded = decode_text(data, name)
    guess = decoded.finding(name)
    by_line = kind_of(data, name) is FileKind.JSON_LINES
    found, findings = _by_line(decoded.text, name) if by_line else _from_document(decoded.text, name)
    records, refused = _records(found, name)
    return records, ([guess] if guess else []) + findings + refused


def _by_line(text: str, name: str) -> tuple[list[Located], list[Diagnostic]]:
    found: list[Located] = []
    findings: list[Diagnostic] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        scan = scan_json(line)
        if scan.broken:
            findings.append(_bad_json(name, number, f"this line is not JSON: {scan.broken}"))
            continue
        findings += odd_numbers(scan, name, number)
        found += [Located(plain(value), number) for value in scan.values]
    return found, _summed_up(findings, name, "ingest.bad-json")


def _from_document(text: str, name: str) -> tuple[list[Located], list[Diagnostic]]:
    scan = scan_json(text)
    findings = odd_numbers(scan, name)
    found = [record for value in scan.values for record in _find_records(value)]
    if scan.broken:
        kept = f"; what stands before it is kept ({len(found)})" if found else ""
        findings.append(_bad_json(name, scan.broken_line, f"the JSON breaks here: {scan.broken}{kept}"))
    elif not scan.values:
        findings.append(error("ingest.empty", name, "the file is empty", "save it again, or delete it"))
    elif not found:
        findings.append(_other_shape(scan.values[0], name))
    return found, findings


def _bad_json(name: str, line: int, problem: str) -> Diagnostic:
    return error("ingest.bad-json", name, problem, "mend it there, or export the file again", line)


def odd_numbers(scan: JsonScan, name: str, line: int = 0) -> list[Diagnostic]:
    """A warning for values that JSON does not know; they were read as empty, or as text."""
    if not scan.odd_line:
        return []
    problem = "NaN, Infinity or a number of more than 18 digits: read as no number"
    return [warning("ingest.odd-number", name, problem, "write null, or quote the number", line or scan.odd_line)]


def _summed_up(findings: list[Diagnostic], name: str, code: str, count: int = 0) -> list[Diagnostic]:
    """The first findings, and how many more there are: of `count`, where not all of them are given."""
    more = (count or len(findings)) - _SAID_MOST
    if more <= 0:
        return findings
    rest = error(
        code, name, f"{more} more of these", "mend the ones above and run it again", findings[_SAID_MOST].location.line
    )
    return [*findings[:_SAID_MOST], rest]


def _other_shape(value: Located, name: str) -> Diagnostic:
    inner = plain(value)
    shape = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(
        type(inner), "a number"
    )
    if isinstance(inner, list):
        if not inner:
            return error("ingest.empty", name, "the list is empty", "export it again, or delete the file", value.line)
        shape += f" of {_plural(inner[0])}"
    elif isinstance(inner, dict):
        shape += f" with the keys {', '.join(repr(key) for key in list(inner)[:8])}" if inner else " without keys"
    fix = 'write a list of objects: [{"title": "...", "text": "...", "url": "...", "date": "..."}]'
    return error("ingest.other-json", name, f"the JSON is {shape}, and no article is found in it", fix, value.line)


def _plural(value: Any) -> str:
    return {dict: "objects", list: "lists", str: "texts", bool: "true or false"}.get(type(value), "numbers")


# --- where the records are -------------------------------------------------------------------


def _find_records(top: Located) -> list[Located]:
    """The records of one value: its elements, those of the list inside it that fits best, or itself."""
    if isinstance(top.value, list):
        items = [Located(plain(item), item.line) for item in top.value]
        return items if any(isinstance(item.value, dict) for item in items) else []
    if not isinstance(top.value, dict):
        return []
    itself = Located(plain(top), top.line)
    if _says_its_text(_fields(itself.value)):
        return [itself]
    best = max(_lists(top), key=_fitness, default=[])
    if best and (_fitness(best) > _worth(itself.value) or not _worth(itself.value)):
        return best if _fitness(best) else []
    return [itself] if _worth(itself.value) else []


def _says_its_text(fields: Mapping[str, Any]) -> bool:
    """True when an object holds a text of its own, not a list that may be one of articles."""
    return any(isinstance(fields.get(key), str) and fields[key].strip() for key in (*_TEXT, *_HTML))


def _lists(top: Located) -> Iterator[list[Located]]:
    """Every list of objects inside an object, and the objects themselves where they look like records."""
    if not isinstance(top.value, dict):
        return
    members = [Located(plain(item), item.line) for item in top.value.values() if isinstance(item, Located)]
    alike = [member for member in members if isinstance(member.value, dict) and _worth(member.value) >= 3]
    if alike:
        yield alike
    for item in top.value.values():
        if isinstance(item, Located) and isinstance(item.value, list):
            yield item.value
        elif isinstance(item, Located):
            yield from _lists(item)


def _fitness(elements: list[Located]) -> int:
    return sum(_worth(item.value) for item in elements[:1000])


def _worth(value: Any) -> int:
    """How much an object looks like an article: 3 for a text, 1 for a title or an address."""
    if not isinstance(value, dict):
        return 0
    fields = _fields(value)
    text = any(map(_paragraphs, _given(fields, (*_TEXT, *_HTML))))
    named = bool(_first(fields, (*_TITLE[:3], *_URL[:4])))
    return 3 * text + named


# --- one record ------------------------------------------------------------------------------


def _records(found: Iterable[Located], name: str) -> tuple[list[Record], list[Diagnostic]]:
    records: list[Record] = []
    refused: list[Located] = []
    for item in found:
        fields = _fields(item.value) if isinstance(item.value, dict) else {}
        record = _record(fields, item.line) if not _MAY_HOLD_TEXT.isdisjoint(fields) else None
        if record is not None and (record.text or record.html):
            records.append(record)
        else:
            refused.append(item)
    # a file may hold a hundred thousand: what is not told need not be worded
    told = [_refusal(item, name) for item in refused[: _SAID_MOST + 1]]
    return records, _summed_up(told, name, "ingest.no-text", len(refused))


def _refusal(item: Located, name: str) -> Diagnostic:
    """Why something in a list is no article."""
    if isinstance(item.value, dict):
        return _no_text(item.value, name, item.line)
    problem = f"this is one of {_plural(item.value)} where an article is expected"
    return error("ingest.other-json", name, problem, "write an object with title and text", item.line)


def _no_text(value: Mapping[str, Any], name: str, line: int) -> Diagnostic:
    keys = [tidy(str(key))[:40] for key in list(value)[:12]]
    near = [hint for key in keys if key.lower() not in _TEXT and (hint := _hint(key)).startswith("did you mean")]
    title = _first(_fields(value), _TITLE)
    what = f"'{title[:60]}' has no text" if title else "the record has no text"
    problem = f"{what}; its keys are {', '.join(repr(key) for key in keys) or 'none'}"
    fix = near[0] if near else "give its text as 'text', 'body', 'content' or 'articleBody'"
    return error("ingest.no-text", name, problem, fix, line)


def _hint(key: str) -> str:
    return did_you_mean(key.lower(), ("text", "fulltext", "articleBody", "maintext", "body", "content"))


def _fields(value: Mapping[str, Any]) -> dict[str, Any]:
    """The fields under plain names: lower case, without `-`, `_` and spaces; also those one level inside."""
    fields: dict[str, Any] = {}
    for key in _INSIDE:
        inner = value.get(key)
        if isinstance(inner, dict):
            fields |= {_KEY.sub("", name.lower()): item for name, item in inner.items()}
    outer = {_KEY.sub("", str(name).lower()): item for name, item in value.items()}
    return fields | {
        name: item
        for name, item in outer.items()
        if item not in (None, "") and not (name in fields and isinstance(item, dict))
    }


def _record(fields: Mapping[str, Any], line: int) -> Record:
    text, markup = _content(fields)
    summary = next((found for value in _given(fields, _TEASER) if (found := _paragraphs(value))), "")
    cut = _CHARS_MORE.search(text)
    teaser = bool(cut) or not (text or markup) or word_count(without_tags(text or markup)) < TEASER_WORDS
    text = _CHARS_MORE.sub("", text)
    if not text and not markup:
        text = without_tags(summary) if holds_markup(summary) else summary
    return Record(
        title=clean(without_tags(_first(fields, _TITLE))),
        text=text,
        html=markup,
        url=next(
            (url for value in _given(fields, _URL) if (url := http_url(_name(value, ("@id", "url", "href"))))), ""
        ),
        published=next((day for value in _given(fields, _DATE) if (day := stated_date(value))), ""),
        source=_source(fields),
        byline=next((names for value in _given(fields, _BYLINE) if (names := _people(value))), ""),
        language=language_code(_first(fields, _LANGUAGE)),
        agency=_first(fields, _AGENCY),
        captions=tuple(_captions(fields)),
        teaser=teaser,
        line=line,
    )


def _given(fields: Mapping[str, Any], keys: Iterable[str]) -> Iterator[Any]:
    """The values of those keys that a record has, in the order of the keys."""
    return (fields[key] for key in keys if key in fields)


def _content(fields: Mapping[str, Any]) -> tuple[str, str]:
    """The text or else the markup of a record; plain text wins where both are there."""
    for value in _given(fields, _TEXT):
        found = _paragraphs(value)
        if found and not holds_markup(found):
            return found, ""
        if found:
            return "", found
    return "", next((found for value in _given(fields, _HTML) if (found := _paragraphs(value))), "")


def _paragraphs(value: Any) -> str:
    """A text, or a list of its paragraphs; "" for anything else."""
    if isinstance(value, str):
        return tidy(value).strip()
    if isinstance(value, dict):
        return next(
            (
                tidy(inner).strip()
                for key in ("text", "html", "rendered", "value")
                if isinstance(inner := value.get(key), str)
            ),
            "",
        )
    if isinstance(value, list):
        return "\n\n".join(part for item in value if not isinstance(item, list) and (part := _paragraphs(item)))
    return ""


def _name(value: Any, keys: Iterable[str] = _NAMES) -> str:
    """A text, or the name inside an object; "" for anything else."""
    if isinstance(value, dict):
        value = next((value[key] for key in keys if isinstance(value.get(key), str)), "")
    return clean(tidy(value)) if isinstance(value, str) else ""


def _first(fields: Mapping[str, Any], keys: Iterable[str]) -> str:
    return next((found for value in _given(fields, keys) if (found := _name(_only(value)))), "")


def _only(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _source(fields: Mapping[str, Any]) -> str:
    """The publication's name; the host where only an address stands."""
    found = _first(fields, _SOURCE)
    host = _HOST.match((urlsplit(found).hostname or "") if http_url(found) else found.lower())
    return host.group(1) if host else found


def _people(value: Any) -> str:
    people = value if isinstance(value, list) else [value]
    names = [name for person in people[:20] if (name := _name(person)) and not http_url(name)]
    return ", ".join(dict.fromkeys(names))


def _captions(fields: Mapping[str, Any]) -> Iterator[str]:
    for key in _CAPTIONS:
        value = fields.get(key)
        for item in value[:50] if isinstance(value, list) else [value]:
            plain_text = isinstance(item, str) and "caption" in key
            found = _name(item, ("caption",)) if isinstance(item, dict) else _name(item) if plain_text else ""
            if found and not http_url(found):
                yield found
