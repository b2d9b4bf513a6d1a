"""What a file is, by its content, its name only breaking ties; what a stated value is, by its look."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from typing import Any

from digest.addresses import stated_address
from digest.diagnostics import Diagnostic, error
from digest.ingest.encoding import decode_head, looks_binary, tidy

_HEAD = 65_536


class FileKind(Enum):
    """What a file in the inbox can be."""

    TEXT = "plain text"
    HTML = "an HTML page"
    FEED = "a feed"
    """RSS, Atom, RDF or JSON Feed."""

    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    XML_OTHER = "XML that is no feed"
    BINARY = "a binary file"
    EMPTY = "an empty file"


_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x00asm", "a WebAssembly module"),
    (b"bplist00", "a web archive of Safari"),
)
_SPELT_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"BZh", "a bzip2 archive"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"MZ", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"PAR1", "a Parquet table"),
    (b"wOF", "a font"),
)
"""Marks that a text could begin with; they count only where the bytes are no text."""

_ZIP_NAMES = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint file"),
    (b"epub+zip", "an EPUB book"),
    (b"opendocument", "an OpenDocument file"),
)
_MHTML = re.compile(r"(?i)(?:[\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?content-type: multipart/related")
_BLOCK_TAG = re.compile(
    r"</?(?:html|head|body|title|p|div|br|span|a|h[1-6]|ul|ol|li|table|tr|td|img|script|style|meta|link|article|"
    r"section|main|header|footer|nav|figure|figcaption|blockquote|iframe|form)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_FRAGMENT = re.compile(r"<(?:[a-z][a-z0-9]*)\b", re.IGNORECASE)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
_STRING = r'"(?:[^"\\\n]|\\.){0,300}"'
_JSON_OBJECT = re.compile(rf"\{{\s*(?:\}}|{_STRING}\s*:)")
_JSON_ARRAY = re.compile(r"\[\s*\{\s*[\"}]")
_OLD_RSS = ("purl.org/rss/1.0", "my.netscape.com/rdf/simple", "purl.org/net/rss1.1", "channel.netscape.com/rdf")

_LANGUAGES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "russian": "ru", "ukrainian": "uk", "arabic": "ar", "hebrew": "he", "turkish": "tr",
    "chinese": "zh", "japanese": "ja", "korean": "ko", "polish": "pl", "greek": "el", "thai": "th", "indonesian": "id",
}  # fmt: skip
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ZONES = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6} | {
    "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "jst": 9, "kst": 9,
}  # fmt: skip
_TIME = r"(?P<h>\d{1,2}):?(?P<min>\d\d)(?::?(?P<s>\d\d))?(?:[.,]\d+)?(?: ?(?P<zone>[A-Za-z]{1,5}|[+-]\d\d(?::?\d\d)?))?"
_ISO = re.compile(
    rf"(?P<y>\d{{4}})(?P<sep>[-/.]?)(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?:(?:T|,? ){_TIME})?(?:\[[\w/]+\])?\Z", re.I
)
_DAY_FIRST = re.compile(
    rf"(?:[a-z]{{3,9}},? )?(?P<d>\d{{1,2}})[ -](?P<mon>[a-z]{{3,9}})\.?,?[ -](?P<y>\d{{4}}|\d\d)(?:,?(?: at)? {_TIME})?\Z",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"(?:[a-z]{{3,9}},? )?(?P<mon>[a-z]{{3,9}})\.? (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})(?:,?(?: at)? {_TIME})?\Z", re.I
)
_URL_NOISE = re.compile(r"[\x00-\x20\x7f-\x9f]+")


def kind_of(data: bytes, name: str) -> FileKind:
    """Say what a file is.

    Args:
        data: the whole file; only its head is looked at.
        name: its name, consulted where the content fits two kinds.
    """
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        return FileKind.EMPTY
    if binary_name(data):
        return FileKind.BINARY
    text = tidy(decode_head(data, _HEAD)).lstrip()
    if not text:
        return FileKind.EMPTY
    extension = name.lower().rpartition(".")[2]
    if text[0] == "<":
        return _markup_kind(text, extension)
    if text[0] in "{[":
        return _json_kind(text, extension)
    if extension in ("json", "jsonl", "ndjson") and _parses(text):
        return FileKind.JSON
    return FileKind.HTML if _is_marked_up(text, extension) else FileKind.TEXT


def binary_name(data: bytes) -> str:
    """What a binary file is, in words: `a PDF document`; "" for a text."""
    for mark, words in _MAGIC:
        if data.startswith(mark):
            return words
    if data.startswith(b"PK\x03\x04"):
        head = data[:_HEAD] + data[-_HEAD:]
        return next((words for mark, words in _ZIP_NAMES if mark in head), "a ZIP archive")
    if _MHTML.match(data[:4096].decode("latin-1").replace("\r", "")):
        return "a web archive (MHTML)"
    if not looks_binary(data):
        return ""
    if data[4:8] == b"ftyp":
        return "a video or a photograph"
    if data[:4] == b"RIFF":
        return "a WebP image" if data[8:12] == b"WEBP" else "a recording"
    if data[257:262] == b"ustar":
        return "a tar archive"
    return next((words for mark, words in _SPELT_MAGIC if data.startswith(mark)), "a binary file")


def objection(kind: FileKind, data: bytes, name: str) -> Diagnostic | None:
    """Why a file of this kind is left out; `None` for a kind that has a reader."""
    if kind is FileKind.EMPTY:
        return error("ingest.empty", name, "the file is empty", "save the page again, or delete the file")
    if kind is FileKind.BINARY:
        words = binary_name(data)
        fix = (
            "unpack it into the inbox" if "archive" in words and "web" not in words else "save the page as HTML or text"
        )
        return error("ingest.binary", name, f"the file is {words}, no text", fix)
    if kind is FileKind.XML_OTHER:
        root = root_of(tidy(decode_head(data, _HEAD)))
        problem = f"the file is XML with the root <{root}>, neither a feed nor a page"
        return error("ingest.other-xml", name, problem, _other_fix(root))
    return None


def holds_markup(text: str) -> bool:
    """True for a value that is HTML rather than a text: it has a tag of a page, or escaped ones."""
    return bool(_BLOCK_TAG.search(text))


def root_of(text: str) -> str:
    """The name of the root element, as written; "" where the text begins with no element."""
    found = _ROOT.match(text, _after_prolog(text))
    return found.group()[1:] if found else ""


def _other_fix(root: str) -> str:
    local = root.rpartition(":")[2].lower()
    if local in ("urlset", "sitemapindex"):
        return "a sitemap lists addresses only: save the pages themselves"
    if local == "opml":
        return "a list of feeds holds no articles: save the feeds themselves"
    return "save the articles as HTML, as text, or as an RSS or Atom feed"


def _after_prolog(text: str) -> int:
    """Where the first element begins: after declarations, comments, a document type."""
    at = 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        ends = {"<?": "?>", "<!--": "-->", "<!": ">"}
        close = next((end for start, end in ends.items() if text.startswith(start, at)), "")
        if text.startswith("<!--", at):
            close = "-->"
        stop = text.find(close, at) if close else -1
        if stop < 0:
            return at
        inner = text.find("[", at, stop)
        if close == ">" and inner >= 0:
            stop = max(stop, text.find("]>", inner) + 1)
        at = stop + len(close)


def _markup_kind(text: str, extension: str) -> FileKind:
    at = _after_prolog(text)
    if _HTML_START.search(text[:at]) or _HTML_START.match(text, at):
        return FileKind.HTML
    found = _ROOT.match(text, at)
    local = found.group(2).lower() if found else ""
    if local == "rss" or (local == "feed" and _is_feed_root(text[at : at + 2000])):
        return FileKind.FEED
    if local == "rdf":
        return FileKind.FEED if any(uri in text.lower() for uri in _OLD_RSS) else FileKind.XML_OTHER
    if text.startswith("<?xml") or (found and "xmlns" in text[at : text.find(">", at) + 1]):
        return FileKind.HTML if local == "html" else FileKind.XML_OTHER
    return FileKind.HTML if _is_marked_up(text, extension) else FileKind.TEXT


def _is_feed_root(head: str) -> bool:
    return "Atom" in head or "atom" in head or "<entry" in head or "<title" in head


def _is_marked_up(text: str, extension: str) -> bool:
    """True when tags carry the text: a document's own, or one for every few lines.

    A file that is named like a page needs two tags; one that is not needs a tag of a block for
    every 400 characters, five at least, or a document's first tag near its start.
    """
    start = _HTML_START.search(text[:2000])
    tags = len(_BLOCK_TAG.findall(text))
    if start and tags >= 2:
        return True
    if extension in ("html", "htm", "xhtml"):
        return tags >= 2
    if _FRAGMENT.match(text) and _BLOCK_TAG.match(text) and tags >= 3:
        return tags * 1500 > len(text)
    return tags >= 5 and tags * 400 > len(text)


def _json_kind(text: str, extension: str) -> FileKind:
    named = extension in ("json", "jsonl", "ndjson", "jsonlines")
    if _JSON_FEED.search(text[:4000]):
        return FileKind.FEED
    if not (named or _JSON_OBJECT.match(text) or _JSON_ARRAY.match(text) or _parses(text)):
        return FileKind.HTML if _is_marked_up(text, extension) else FileKind.TEXT
    if _is_by_line(text, extension):
        return FileKind.JSON_LINES
    return FileKind.JSON


def _is_by_line(text: str, extension: str) -> bool:
    """True for one JSON object on each line."""
    lines = (line.strip() for line in text.split("\n", 40)[:40])
    heads = [line for line in lines if line][:3]
    if len(heads) < 2:
        return extension in ("jsonl", "ndjson", "jsonlines")
    first, second = heads[:2]
    if extension in ("jsonl", "ndjson", "jsonlines") and first.startswith("{") and len(first) > 1:
        return True
    return (
        first[0] == "{" and first[-1] == "}" and second[0] == "{" and len(first) > 1 and bool(_JSON_OBJECT.match(first))
    )


def _parses(text: str) -> bool:
    """True for a short text that is JSON, whatever its shape."""
    if len(text) >= _HEAD - 1:
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


# --- what a stated value means ---------------------------------------------------------------


def http_url(text: str) -> str:
    """The address without white space and controls where it is http or https; else ""."""
    return stated_address(_URL_NOISE.sub("", text))


def language_code(text: str) -> str:
    """ISO 639 code of a language tag or an English name: `en-GB` and `English` are `en`; else ""."""
    head = re.match(r"([A-Za-z]{2,3})(?:[-_]|\Z)", text.strip())
    return head.group(1).lower() if head else _LANGUAGES.get(text.strip().lower(), "")


def stated_date(value: Any) -> str:
    """A date as JSON states it: a text, seconds or milliseconds since 1970, or an object around one."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("$date", "value", "date", "@value") if key in value), "")
    if isinstance(value, str) and re.fullmatch(r"\d{10}(?:\d{3})?", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e17:
        return iso_date(value) if isinstance(value, str) else ""
    seconds = value / 1000 if value > 1e11 else value
    if not 631_152_000 <= seconds < 4_102_444_800:  # 1990 to 2100
        return ""
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()


def iso_date(text: str) -> str:
    """A stated date in ISO 8601, with the offset it states; "" for what is no date between 1990 and 2100.

    Reads ISO 8601, RFC 822 and English dates. `18/06/2025` and the like are not read: nobody can
    tell which number is the month.
    """
    text = " ".join(text[:80].split())
    found = next((match for form in (_ISO, _DAY_FIRST, _MONTH_FIRST) if (match := form.match(text))), None)
    if not found:
        return ""
    part = found.groupdict()
    month = int(part["m"]) if "m" in part else _MONTHS.get(part["mon"][:3].lower(), 0)
    year = int(part["y"])
    year += 0 if year > 99 else 1900 if year >= 90 else 2000
    try:
        day = datetime(year, month, int(part["d"]))
        if not 1990 <= year < 2100:
            return ""
        if part["h"] is None:
            return day.date().isoformat()
        zone = (part["zone"] or "").lower()
        hour = int(part["h"]) % 12 + 12 * (zone == "pm") if zone in ("am", "pm") else int(part["h"])
        time = day.replace(hour=hour, minute=int(part["min"]), second=min(59, int(part["s"] or 0)))
        return time.replace(tzinfo=_zone(zone)).isoformat()
    except ValueError:
        return ""


def _zone(text: str) -> timezone | None:
    """The offset of a zone in lower case; `None` for a name that stands for several."""
    if text[:1] not in ("+", "-"):
        hours = _ZONES.get(text)
        return None if hours is None else timezone(timedelta(hours=hours))
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def without_tags(markup: str) -> str:
    """The bare words of a piece of markup, for counting and for titles; bodies go through `read_html`."""
    if "<" not in markup and "&" not in markup:
        return markup
    return html.unescape(re.sub(r"</?[A-Za-z!][^<>]*>", " ", markup))
