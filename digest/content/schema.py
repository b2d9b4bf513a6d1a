"""The fields of an article's file: their names, their types, and how they are written.

Front matter is read as text and typed here, so every finding can name its line. What a
person may leave out is empty; what a person writes wrong is told with the fix.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from digest import frontmatter
from digest.addresses import is_web_address
from digest.diagnostics import Diagnostic, DigestError, did_you_mean, error
from digest.frontmatter import Parsed, Value
from digest.model import YEARS, Article, Basis, Cut, Dating, Origin, Teaser
from digest.text import clean, digest_of, sentences, shorten

FIELDS = (
    "id",
    "title",
    "title_derived",
    "source",
    "agency",
    "byline",
    "dateline",
    "date",
    "published",
    "date_basis",
    "date_evidence",
    "url",
    "language",
    "captions",
    "story",
    "topics",
    "draft",
    "origin",
    "seen_on",
    "ingested",
)
"""Every field, in the order in which ingest writes them."""

SUMMARY = 300
"""Characters of a teaser's summary."""

_MARKUP = re.compile(
    r"\\([!-/:-@\[-`{-~])|!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)|[*`]{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)"
)
_SIGN = re.compile(r"[\\\[*`_]")
"""Without one of these a text has no `_MARKUP`."""

_BLOCK_MARK = re.compile(r"(?m)^\s{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])\s+")


class _Fields:
    """The fields of one file, each read as what it must be."""

    def __init__(self, parsed: Parsed, path: str) -> None:
        self.values = parsed.fields
        self.lines = parsed.lines
        self.path = path
        self.findings: list[Diagnostic] = []

    def bad(self, name: str, problem: str, fix: str, code: str = "article.bad-value") -> None:
        """Note what is wrong with a field; reading goes on, so that a person is told of all at once."""
        self.findings.append(error(code, self.path, problem, fix, self.lines.get(name, 1)))

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        if isinstance(value, str):
            return clean(value)
        self.bad(name, f"'{name}' is not text", f"write `{name}: some text` on one line")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name, "")
        if isinstance(value, str):
            return (clean(value),) if value.strip() else ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(clean(str(item)) for item in value)
        self.bad(name, f"'{name}' is not a list of texts", f"write `{name}: [one, two]`")
        return ()

    def flag(self, name: str) -> bool:
        value = str(self.values.get(name, "")).lower()
        if value in ("", "false", "no"):
            return False
        if value in ("true", "yes"):
            return True
        self.bad(name, f"'{name}' is neither true nor false: '{value}'", "write true or false")
        return False

    def day(self, name: str) -> date | None:
        value = self.text(name)
        if not value:
            return None
        try:
            day = date.fromisoformat(value[:10]) if re.match(r"\d{4}-\d\d-\d\d([T ]|$)", value) else None
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            fix = "write it as 2025-06-18, or leave it empty"
            self.bad(name, f"'{name}' is not a date: '{value}'", fix, "article.bad-date")
            return None
        return day

    def instant(self, name: str) -> datetime | None:
        value = self.text(name)
        if not value:
            return None
        try:
            when = datetime.fromisoformat(value)
            if when.tzinfo is None or when.astimezone(UTC).year not in YEARS:
                raise ValueError
            return when.astimezone(UTC)
        except (ValueError, OverflowError):
            fix = "write it with its zone, as 2025-06-18T08:00:00Z, or leave it empty"
            self.bad(name, f"'{name}' is not a time: '{value}'", fix, "article.bad-date")
            return None

    def link(self, name: str) -> str:
        value = self.text(name)
        if not value or is_web_address(value):
            return value
        fix = "write an http or https address, or leave it empty"
        self.bad(name, f"'{name}' is no web address: '{value}'", fix, "article.bad-url")
        return ""


def parse_article(text: str, path: str) -> Article:
    """Read one article's file.

    Raises:
        DigestError: with everything that is wrong with it, each with its line and its fix.
    """
    parsed = frontmatter.parse(text, path)
    fields = _Fields(parsed, path)
    for name in parsed.fields:
        if name not in FIELDS:
            fields.bad(name, f"unknown field '{name}'", did_you_mean(name, FIELDS), "article.unknown-field")
    article = _article(fields, parsed, path)
    if not article.teaser.title and not isinstance(parsed.fields.get("title"), list | dict):
        fields.bad("title", "the article has no title", "give it one: `title: ...`", "article.no-title")
    if not parsed.body.strip():
        fix = "write the text below the second `---`"
        fields.findings.append(error("article.no-body", path, "the article has no text", fix, parsed.body_line))
    if fields.findings:
        raise DigestError(*sorted(fields.findings, key=lambda one: one.location.line))
    return article


def _article(fields: _Fields, parsed: Parsed, path: str) -> Article:
    teaser = Teaser(
        id=_id(fields, path),
        title=fields.text("title"),
        title_derived=fields.flag("title_derived"),
        url=fields.link("url"),
        source=fields.text("source"),
        agency=fields.text("agency"),
        dating=_dating(fields),
        language=fields.text("language").lower(),
        summary=summary(parsed.body),
    )
    return Article(
        teaser=teaser,
        byline=fields.text("byline"),
        dateline=fields.text("dateline"),
        captions=fields.texts("captions"),
        origins=_origins(fields),
        body=parsed.body,
        path=path,
        body_line=parsed.body_line,
        story=fields.text("story"),
        topics=fields.texts("topics") if "topics" in parsed.fields else None,
        draft=fields.flag("draft"),
        mark=fields.text("ingested"),
    )


def _id(fields: _Fields, path: str) -> str:
    value = fields.text("id")
    if not value:
        # a file written by hand: its name stays its identity
        return digest_of(path.rpartition("/")[2], 12)
    if not re.fullmatch(r"[0-9a-z][0-9a-z-]{3,39}", value):
        fix = "leave the field out, or use 4 to 40 of a-z, 0-9 and -"
        fields.bad("id", f"'id' is '{value}'", fix)
    return value


def _dating(fields: _Fields) -> Dating:
    day = fields.day("date")
    published = fields.instant("published")
    basis = fields.text("date_basis") or ("stated" if day else "unknown")
    if basis not in {known.value for known in Basis}:
        fix = "write stated, inferred or unknown"
        fields.bad("date_basis", f"'date_basis' is '{basis}'", fix)
        basis = "unknown"
    if day is None:
        day = published.date() if published else None
    if day is None:
        return Dating(evidence=fields.text("date_evidence"))
    known_as = Basis(basis) if basis != "unknown" else Basis.STATED
    return Dating(day=day, published=published, basis=known_as, evidence=fields.text("date_evidence"))


def _origins(fields: _Fields) -> tuple[Origin, ...]:
    first = fields.values.get("origin", {})
    others = fields.values.get("seen_on", [])
    found = [first] if first else []
    found += others if isinstance(others, list) else [others] if others else []
    return tuple(_origin(fields, value) for value in found)


def _origin(fields: _Fields, value: Value) -> Origin:
    if isinstance(value, str):
        return Origin(file=clean(value))
    if not isinstance(value, dict):
        fields.bad("origin", "'origin' is not a mapping", "write `file:`, `lines:` and `hash:` below it")
        return Origin(file="")
    first, last = _span(str(value.get("lines", "")))
    cuts = value.get("cut", [])
    found = []
    for cut in cuts if isinstance(cuts, list) else []:
        if isinstance(cut, dict):
            begin, end = _span(str(cut.get("lines", "")))
            found.append(Cut(first=begin, last=end, why=clean(str(cut.get("why", "")))))
    file = clean(str(value.get("file", "")))
    return Origin(file=file, first=first, last=last, hash=clean(str(value.get("hash", ""))), cut=tuple(found))


def _span(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"\s*(\d{1,9})(?:\s*-\s*(\d{1,9}))?\s*", text)
    if not found:
        return 0, 0
    return int(found.group(1)), int(found.group(2) or found.group(1))


def summary(body: str) -> str:
    """The first sentences of a Markdown body as plain text, for lists and feeds."""
    taken = ""
    for paragraph in body[: 40 * SUMMARY].split("\n\n"):
        if paragraph.lstrip().startswith(("#", "```", "    ", "|")):
            continue
        for sentence in sentences(plain_text(paragraph)):
            if taken and len(taken) + len(sentence) > SUMMARY - 60:
                return shorten(taken, SUMMARY)
            taken = f"{taken} {sentence}".strip()
    return shorten(taken, SUMMARY)


def plain_text(markdown: str) -> str:
    """A paragraph of Markdown without its marks."""
    bare = _BLOCK_MARK.sub("", markdown) if "\n" in markdown or _BLOCK_MARK.match(markdown) else markdown
    if _SIGN.search(bare):
        bare = _MARKUP.sub(lambda mark: mark.group(1) or mark.group(2) or "", bare)
    return clean(bare)


def article_fields(article: Article) -> dict[str, Any]:
    """The front matter of an article as ingest writes it; empty fields stand there, empty."""
    teaser = article.teaser
    fields: dict[str, Any] = {"id": teaser.id, "title": teaser.title}
    if teaser.title_derived:
        fields["title_derived"] = True
    fields |= {
        "source": teaser.source,
        "agency": teaser.agency,
        "byline": article.byline,
        "dateline": article.dateline,
        "date": teaser.dating.day,
    }
    if teaser.dating.published:
        fields["published"] = teaser.dating.published.strftime("%Y-%m-%dT%H:%M:%SZ")
    fields |= {
        "date_basis": teaser.dating.basis.value,
        "date_evidence": teaser.dating.evidence,
        "url": teaser.url,
        "language": teaser.language,
    }
    if article.captions:
        fields["captions"] = list(article.captions)
    if article.story:
        fields["story"] = article.story
    if article.topics is not None:
        fields["topics"] = list(article.topics)
    if article.draft:
        fields["draft"] = True
    if article.origins:
        fields["origin"] = _origin_fields(article.origins[0])
    if article.origins[1:]:
        fields["seen_on"] = [_origin_fields(origin) for origin in article.origins[1:]]
    return fields


def _origin_fields(origin: Origin) -> dict[str, Any]:
    fields: dict[str, Any] = {"file": origin.file}
    if origin.first:
        fields["lines"] = _written_span(origin.first, origin.last)
    if origin.hash:
        fields["hash"] = origin.hash
    if origin.cut:
        fields["cut"] = [{"lines": _written_span(cut.first, cut.last), "why": cut.why} for cut in origin.cut]
    return fields


def _written_span(first: int, last: int) -> str:
    return f"{first}-{last}" if last > first else str(first)


def write_article(article: Article) -> str:
    """The file of an article, ending with the mark by which an edit is recognised."""
    return frontmatter.dump({**article_fields(article), "ingested": mark_of(article)}, article.body)


def is_as_ingested(article: Article) -> bool:
    """True while a file says what ingest wrote into it: nobody has edited it.

    Values are compared, not bytes, so another line end or quoting style is no edit.
    """
    return article.mark != "" and article.mark == mark_of(article)


def mark_of(article: Article) -> str:
    """A digest of all that an article's file says.

    Provenance is left out: the same text seen on one more page is no edit and no change
    of the source.
    """
    said = {name: _said(value) for name, value in article_fields(article).items() if name not in ("origin", "seen_on")}
    return digest_of(repr((said, article.body.strip())), 12)


def _said(value: Any) -> Any:
    """A value as the file has it, whatever its type."""
    if isinstance(value, list):
        return [_said(one) for one in value]
    return "" if value is None else str(value)


def plain_body(body: str) -> str:
    """A Markdown body as plain text, a line a block, without marks of headings and items."""
    return "\n".join(filter(None, map(plain_text, body.split("\n"))))
