"""Bytes to text: which encoding a file has, how that is known, and lines as editors count them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from digest.diagnostics import Diagnostic, DigestError, refuse, warning

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FREQUENT: Mapping[str, str] = {
    "cp1252": "éèàáíóúñüöäßçãõêôâîûëïåøæÉÖÜÄÅØ’‘“”–—…€«»°·£§\xa0•œ¿¡®©",
    "cp1250": "ąćęłńóśźżěščřžýáíéůúďťňőűăâîşţöüäŁŚŻČŘŠŽ„”–’\xa0»«",
    "cp1254": "ışğüöçİŞĞÜÖÇâî’‘“”–…\xa0",
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэіїєґўПСВНРОК«»–—\xa0№“”",
    "koi8-r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэПСВНРОК",
    "cp1253": "αοιετσνηυρπκμλςωδγάόίέήύώθχφβΟΤΑΗΕΠΚΜΣ«»–’",
    "cp1255": "יוהלאמרשתבנםדקפחעכטגסזןצךףץ־",
    "cp1256": "اليمنوترهبةدعسقفكحجشصضطغخذزثظءآأؤإئى،؟پچژگ",
    "cp874": "านรกเงอมยลวดทสตะปบคหแพชขใจไโผซ่้ีิัา์ู็ุึื",
    "cp932": "のにはをたがでてとしれさいるなかすらもことあり、。・「」ーンストルラリイアクシ日本人国大会年月一",
    "euc_jp": "のにはをたがでてとしれさいるなかすらもことあり、。・「」ーンストルラリイアクシ日本人国大会年月一",
    "gb18030": "的一是在了不和有大这中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年发成部民可出能方进同行面说种，。、“”《》",
    "big5": "的一是在了不和有大這中人上為們地個用工時要動國產以我到他會作來分生對於學下級就年發成部民可出能方進同行面說種，。、「」《》",
    "cp949": "이다는을에의가고하한를로은지기대사서어자도시정인나전국일해스장부제라리있했들과원수상",
}
"""For each encoding that is guessed, the characters that make up most of what it is used for."""

_COMMON_LEAD: Mapping[str, tuple[range, ...]] = {
    "gb18030": (range(0xA1, 0xA4), range(0xB0, 0xD8)),
    "big5": (range(0xA1, 0xC7),),
    "cp949": (range(0xA1, 0xA4), range(0xB0, 0xC9)),
    "cp932": (range(0x81, 0x84), range(0x88, 0x98)),
    "euc_jp": (range(0xA1, 0xA6), range(0xB0, 0xD0)),
}
"""First bytes of punctuation, kana and the everyday half of each character set; rare ones lie elsewhere."""

_LEGACY = frozenset(
    "ascii cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp932 cp949 cp866 tis-620"
    " iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10"
    " iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic big5 big5hkscs"
    " gb2312 gbk gb18030 shift_jis euc_jp iso2022_jp euc_kr utf-8 utf-8-sig".split()
)
"""Codecs that a file may ask for by name; UTF-7 and Python's own text transforms are not among them."""

_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"} | {
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-8-sig": "utf-8",
}
_SAMPLE = 200_000
_GUESSED_FROM = 40_000
_NOISE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
_RAW_NOISE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
_HIGH = re.compile(rb"[\x80-\xff]")
_NO_LINE_BREAK = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_REMOVED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as text."""

    text: str
    """Lines end in `\\n`; no control characters besides tab, no lone surrogates, no BOM."""

    encoding: str
    guessed: bool = False
    """True when nothing but the look of the bytes speaks for the encoding."""

    def finding(self, name: str) -> Diagnostic | None:
        """A warning that the encoding was guessed; `None` when it is known."""
        if not self.guessed:
            return None
        problem = f"the file is not sound UTF-8; it was read as {self.encoding}, by the look of its bytes"
        return warning("ingest.guessed-encoding", name, problem, "check its accents and quotes; save it as UTF-8")


def decode_text(data: bytes, name: str = "", declared: str = "") -> Decoded:
    """Decode a file.

    The first that holds: a byte order mark; the pattern of zero bytes of UTF-16 and UTF-32; the
    encoding that the file declares; UTF-8; else a guess by which characters come out most often.

    Args:
        data: the file.
        name: its path, for messages.
        declared: what an XML declaration or a meta element says; unknown names are passed over.

    Raises:
        DigestError: what comes out is no text in any encoding.
    """
    text, encoding, guessed = _decode(data, declared)
    if _noise(text) > 0.1:
        raise _refusal(data, name)
    return Decoded(tidy(text), encoding, guessed)


def tidy(text: str) -> str:
    """End lines in `\\n` only, and drop what is no text: controls, lone surrogates, byte order marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _REMOVED.sub("", _NO_LINE_BREAK.sub(" ", text)))


def decode_head(data: bytes, size: int) -> str:
    """The text of the first bytes, in the likely encoding, undisturbed by where they were cut."""
    return _decode(data[:size], "")[0].removesuffix("\ufffd") if data else ""


def looks_binary(data: bytes) -> bool:
    """True when the first bytes are no text in any encoding that `decode_text` knows."""
    return _noise(decode_head(data, 8192)) > 0.1


def _decode(data: bytes, declared: str) -> tuple[str, str, bool]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding, False
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return data.decode(wide, "replace"), wide, False
    stated = _known_codec(declared)
    for encoding in (stated, "utf-8") if stated else ("utf-8",):
        try:
            return data.decode(encoding), encoding, False
        except UnicodeDecodeError:
            continue
    return _guess(data)


def _known_codec(declared: str) -> str:
    """Python's name for a declared encoding; "" when it is unknown or must not be used."""
    try:
        name = codecs.lookup(declared.strip()).name if declared.isascii() else ""
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name) if name in _LEGACY else ""


def _wide_encoding(data: bytes) -> str:
    """The kind of UTF-16 or UTF-32 without a mark: control bytes that stand at every second place."""
    if len(data) < 4 or len(_RAW_NOISE.findall(data)) < len(data) * 0.01:
        return ""
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        whole = data[: len(data) // width * width]
        high = whole[1::2] if encoding.endswith("le") else whole[::2]
        low = whole[::2] if encoding.endswith("le") else whole[1::2]
        if high.count(0) <= 4 * low.count(0) and width == 2:
            continue
        if _is_prose(whole.decode(encoding, "replace")):
            return encoding
    return ""


def _is_prose(text: str) -> bool:
    """True for text that holds spaces or ends of sentences and next to no noise."""
    marks = sum(text.count(mark) for mark in " \n。、，<{,.")
    return _noise(text) < 0.01 and marks * 200 > len(text)


def _noise(text: str) -> float:
    """Share of characters that no text holds, in [0, 1]."""
    return len(_NOISE.findall(text)) / max(1, len(text))


def _guess(data: bytes) -> tuple[str, str, bool]:
    """Decode what is no UTF-8: damaged UTF-8 if that explains nearly all of it, else the likeliest encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text[:_SAMPLE] if char > "\x7f" and char != "\ufffd")
    if good >= 10 * text[:_SAMPLE].count("\ufffd") and (good or (bad == 1 and text.endswith("\ufffd"))):
        return text, "utf-8", True
    encoding = _likeliest(data[:_SAMPLE])
    return data.decode(encoding, "replace"), encoding, True


def _likeliest(data: bytes) -> str:
    """The encoding whose frequent characters come out most; cp1252 unless another is clearly better."""
    found = _HIGH.search(data)
    start = found.start() if found else 0
    sample = data[start : start + _GUESSED_FROM]
    scores = {encoding: _score(sample, encoding) for encoding in _FREQUENT}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= max(0.3, scores["cp1252"] + 0.15) else "cp1252"


def _score(data: bytes, encoding: str) -> float:
    """Share of the characters beyond ASCII that are frequent in the languages of an encoding.

    Bytes that cannot be decoded count against it, twice. Han and Hangul have too many characters
    for a list of the frequent ones to catch most, so nine in ten from the everyday half add 0.4.
    """
    text = data.decode(encoding, "replace")
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return 0.0
    frequent = frozenset(_FREQUENT[encoding])
    hits = sum(1 for char in foreign if char in frequent)
    wrong = 2 * text.count("\ufffd") + sum(1 for char in foreign if "\x80" <= char <= "\x9f" or char >= "\ue000")
    common = _COMMON_LEAD.get(encoding, ())
    everyday = sum(1 for char in foreign if any(char.encode(encoding, "replace")[0] in leads for leads in common))
    return (hits - wrong) / len(foreign) + (0.4 if everyday >= 0.9 * len(foreign) else 0.0)


def _refusal(data: bytes, name: str) -> DigestError:
    found = _RAW_NOISE.search(data)
    at = found.start() if found else 0
    line = data.count(b"\n", 0, at) + 1
    problem = f"the file is no text in any encoding known here; the first stray byte is 0x{data[at]:02x}"
    return refuse("ingest.bad-encoding", name, problem, "save it as UTF-8 text, or take it out of the inbox", line)
