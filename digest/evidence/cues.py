"""The words around a quotation that name its speaker: `Sample said`, `said Sample`, `according to Sample`."""

from __future__ import annotations

import re
from functools import lru_cache

from digest.evidence.marks import Piece
from digest.evidence.phrases import inverted_subject, subject
from digest.evidence.speech import BLANK, PLAIN, VERB
from digest.stories.names import NAME

_SPEAKS = re.compile(
    rf"\s+(?:{NAME.pattern}|[Tt]he\s[\w\s]{{1,30}}?)(?:,[^,.]{{1,60}},)?\s(?:\w+ly\s)?(?:said|says|asked|told|added|wrote|writes|shouted|cried|replied|recalled|yelled)\b"
)
_ONLY_SPEAKS = re.compile(rf"\s+{NAME.pattern}\s(?:said|says|added|explained)\s*(?:\.|$)")
_AS_SAYING = re.compile(
    r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))\s(?P<who>[^.;:]{2,90}?)\sas\s(?:saying|telling|having|describing|calling|warning|stating|writing)"
)
_WAS_QUOTED = re.compile(
    r"\s(?:was|were|is|are|has been)\s(?:also\s)?(?:quoted|cited)\b(?:\s(?:by\s[^,.;:]{2,50}\s)?as\s(?:saying|telling))?"
)
_ACCORDING = re.compile(r"(?:^|[\s,;(])(?:[Aa]ccording to|in the words of|as told by)\s")
_SAYING = re.compile(
    r"\b(?:saying|adding|telling|calling|describing|writing|warning|noting|arguing|claiming|insisting|stating|explaining|declaring)\b"
)
_COLON = re.compile(rf"^\W*(?P<name>{NAME.pattern})(?:,[^:\"]{{1,100}}|\s\([^:\"]{{1,100}}\))?\)?:\s*$")
_INVERTED = re.compile(r"^\W*(?:Said|Says|Added|Adds|Wrote|Asked|Explained|Replied)\s")
_ISSUED = re.compile(
    r"\b(?:issued|released|sent(?: out)?|shared|gave|posted|published|made|put out)\s(?:[a-z]+\s){0,4}?"
    r"(?:statements?|tweets?|messages?|posts?|comments?|thoughts|explanation|replies|reply|answers?|responses?|notes?|letter)\b[^:]{0,80}:\s*$"
)
_READING = re.compile(
    r"\bread(?:s|ing)?\s(?:out\s)?(?:a|the)[^:]{0,40}?\b(?:statement|letter|message|note)s?\s(?:from|by)\s(?P<who>[^:]{2,80}):?\s*$"
)
_SIGNED = re.compile(rf"{NAME.pattern}(?=\s*(?:,|$|\())")
TOLD = re.compile(r"\b(?:said|says|told|wrote|added|warned|tells|writes)\b")
OUTLET = re.compile(r"\breport(?:ed|s)\b|^[\s,]*according to\b")
_LATE = 10
"""Words that may stand behind a speaker at the end of a sentence: `, Sample said at a meeting on Monday`."""

_SHORT = 60
"""Characters behind a quotation that may stand behind others too, such as ` she said.`; what is found there is kept."""

_FAR = 25
"""Words between a verb of speaking and a quotation that it still speaks."""


def reported(sentence: str) -> str:
    """Who speaks in a sentence of reported speech with one verb of speaking."""
    verbs = [verb for verb in VERB.finditer(sentence) if verb[0] in PLAIN]
    if not verbs or (len(verbs) > 1 and not _is_phrase(sentence[: verbs[0].start()])):
        return ""
    verb = verbs[0]
    left = sentence[: verb.start()]
    return subject(left) or (inverted_subject(sentence[verb.end() :]) if left.rstrip().endswith(",") else "")


def ending(text: str, piece: Piece) -> str:
    """How a blanked quotation ends: with its comma or its full stop, where the sentence ends with it."""
    inner = text[piece.start : piece.end].rstrip("\u2019'\u201d\")\u00bb")
    sign = inner[-1:]
    behind = text[piece.right :]
    if sign in (".", "!", "?", "\u2026", "\u2014", "-", "\u2013"):
        if re.match(r"\s*[,a-z\u2014\u2013]", behind):
            return ","
        speaks = _SPEAKS if sign != "." else _ONLY_SPEAKS
        return "," if speaks.match(behind) else "."
    return "," if sign == "," else BLANK


def behind(tail: str) -> tuple[str, int]:
    """The speaker whom the words behind a quotation name, and where those end."""
    return _known_behind(tail) if len(tail) <= _SHORT else _behind(tail)


def _behind(tail: str) -> tuple[str, int]:
    bare = tail.lstrip(" ,\u2013\u2014-")
    offset = len(tail) - len(bare)
    if not bare:
        return "", 0
    if (according := _ACCORDING.match(bare)) is not None:
        return inverted_subject(bare[according.end() :]), len(tail)
    if (saying := _AS_SAYING.search(bare)) is not None:
        return inverted_subject(saying["who"]), len(tail)
    if (was := _WAS_QUOTED.search(bare)) is not None:
        return subject(bare[: was.start()]), len(tail)
    if re.match(r"\s*(?:--|[\u2014\u2013-])\s*[A-Z]", tail) and (signed := _SIGNED.match(bare)) is not None:
        return inverted_subject(signed[0]), len(tail)
    verb = VERB.match(bare)
    if verb is not None:
        return inverted_subject(bare[verb.end() :]), len(tail)
    first = True
    for verb in VERB.finditer(bare):
        left = bare[: verb.start()]
        if first and _is_phrase(left):
            if (who := subject(left)) or verb[0] != "accused":
                return who, offset + verb.end()
            continue  # the accused
        first = False
        late = re.search(r",\s(?=[^,]*$|[^,]*,[^,]*,\s*$)", left)
        if late and len(bare[verb.end() :].split()) <= _LATE:
            return subject(left[late.end() :]), len(tail)
    if (according := _ACCORDING.search(bare)) is not None:
        return inverted_subject(bare[according.end() :]), len(tail)
    return "", 0


_known_behind = lru_cache(maxsize=4096)(_behind)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Where a pattern matches last."""
    found = None
    for one in pattern.finditer(text):
        found = one
    return found


def _is_phrase(left: str) -> bool:
    """Whether words are a subject alone: a few of them up to the first comma, and no clause."""
    head = left.split(",")[0].strip()
    return (
        0 < len(head.split()) <= 12
        and len(left.split()) <= _FAR
        and not re.match(r"(?:[a-z]+ing\b|and|but|or|as|when|while|which|that|to|for|in|on|at|is|was)\b", head)
    )


def before(lead: str) -> str:
    """The speaker whom the words before a quotation name."""
    if (colon := _COLON.match(lead)) is not None:
        return colon["name"]
    if (reading := _READING.search(lead)) is not None:
        return inverted_subject(reading["who"])
    if (inverted := _INVERTED.match(lead)) is not None:
        return inverted_subject(lead[inverted.end() :])
    if (issued := _ISSUED.search(lead)) is not None:
        return subject(lead[: issued.start()])
    quoted = _last(_AS_SAYING, lead)
    if quoted is not None:
        return inverted_subject(quoted["who"])
    if (was := _WAS_QUOTED.search(lead)) is not None and was[0].rstrip().endswith(("saying", "telling")):
        return subject(lead[: was.start()])
    verb = _last(VERB, lead)
    saying = _last(_SAYING, lead)
    if saying is not None and (verb is None or saying.start() > verb.start()):
        return _main_subject(lead[: saying.start()]) if len(lead[saying.end() :].split()) <= _FAR else ""
    if verb is not None and len(lead[verb.end() :].split()) <= _FAR:
        return subject(lead[: verb.start()])
    if (according := _ACCORDING.search(lead)) is not None:
        return inverted_subject(lead[according.end() :])
    return ""


def _main_subject(clause: str) -> str:
    """The subject of a sentence that goes on with `saying`, if its beginning shows it."""
    verb = _last(VERB, clause)
    if verb is not None:
        return subject(clause[: verb.start()])
    return subject(f"{clause.rstrip(' ,')} and")
