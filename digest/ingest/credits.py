"""Whose text is it: publisher, wire agency, byline. Empty rather than guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.ingest.datelines import agency_named
from digest.ingest.heads import Head
from digest.ingest.lexicon import AGENCIES, GLOBAL_WIRES, MONTHS, WEEKDAYS
from digest.ingest.stamps import is_person_like

_OUTLET = re.compile(
    r"\b(?:times|post|news|gazette|herald|wire|daily|press|journal|agency|tribune|guardian|today|standard|mail|telegraph|review|observer|chronicle|star|sun"
    r"|report|reporter|radio|tv|online|media|network|broadcasting|magazine|weekly|monitor|bulletin|dispatch|courier|examiner|echo|argus|record|express|globe|world|channel|digest"
    r"|zeitung|nachrichten|rundschau|spiegel|anzeiger|kurier|blatt|presse|journal|monde|figaro|libération|país|mundo|diario|gaceta|folha|estado|globo|jornal|corriere|repubblica|stampa"
    r"|insider|independent|citizen|leader|advocate|sentinel|mirror|inquirer|ledger|bureau|information|outlet|blog)\b|\.(?:com|org|net|co|de|fr|jp)\b|新聞|新闻|日報|日报|通信|テレビ|放送|뉴스|일보|신문|방송|صحيفة|وكالة|قناة",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\)|copyright)?\s*(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?,?\s*(?:by\s+)?(?P<name>(?-i:[^\W\d_a-z])[^.|©,;:]{2,45}?)(?:\.|,|\||;|$|\s+all rights|\s+-\s)",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"(?:\s+(?:all rights.*|inc|ltd|limited|llc|plc|gmbh|pte|pty|co|company|corp|corporation|holdings?|group|s\.?a|ag|bv|kg))+\.?$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"\baccording to (?:the )?(?P<agency>AFP|Reuters|AP|Associated Press|Bloomberg|dpa|EFE|UPI)\b(?!['’])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """Whose text an article is."""

    source: str = ""
    agency: str = ""
    byline: str = ""


def read_credits(head: Head, body: str, dateline_agency: str, sign_off: str, tail: Sequence[str]) -> Credits:
    """Read the credits of an article from its head, its ends and its text.

    A photo's credit says nothing of the text, so captions are not asked.
    """
    source, persons = _source(head)
    credited = AGENCIES.get(source.lower(), "") if source in head.credits else ""
    if credited:
        source = ""  # `Quelle: dpa` says whose text it is, not who published it
    byline, byline_agency = _byline([*head.bylines, *persons])
    wire = dateline_agency or sign_off
    if source and wire and agency_named(source) == wire and not any(line.stamp for line in head.stamps):
        source = ""  # the agency's own credit line names no publisher
    agency = dateline_agency or sign_off or _agency_of_tail(tail) or byline_agency or credited or _agency_in_text(body)
    return Credits(source=source, agency=agency, byline=byline)


def _source(head: Head) -> tuple[str, list[str]]:
    """The publisher among the names of a head; the others are persons, or nothing that can be known.

    What stands beside a relative time is a publisher on an aggregator's page. What remains
    of a date line is one only when it looks like one: a section or a label stands there too.
    """
    persons: list[str] = []
    relative = {line.name.strip(_EDGES) for line in head.stamps if line.stamp == "relative"}
    alone = any(line.stamp == "relative" and not line.name for line in head.stamps)
    for name in head.names:
        plain = name.strip(_EDGES)
        if not _may_be_name(plain) or _is_role_name(plain):
            continue
        beside = plain in relative or (alone and not _is_person(head, plain))
        if looks_like_outlet(plain) or beside:
            return plain, persons
        if is_person_like(plain):
            persons.append(plain)
    for name in head.credits:
        if _may_be_name(name) and name.casefold() not in _GENERIC:
            return name, persons
    return "", persons


_NO_OUTLET = re.compile(
    r"(?:world|breaking|top|latest|local|national|us|uk|business|political|more|live|sports?|international|recent)\s+news|reading time|[A-Z]{2,4}T(?:[A-Z]\w+)?",
    re.IGNORECASE,
)
"""Sections and time zones, which have the form of a publication's name."""

_GENERIC = frozenset(
    "headlines news politics world sport sports business opinion culture local national home video author".split()
)


def _is_person(head: Head, name: str) -> bool:
    """A person's name below a date line; a publisher of that form stands above it or is said again."""
    return is_person_like(name) and not head.echoed and head.names.count(name) < 2 and name in head.below


_EDGES = " .|·•-–—="


def _may_be_name(text: str) -> bool:
    """No figures, brackets or arrows, more than one letter, a capital unless its script has none."""
    if text.casefold() in MONTHS or _NO_OUTLET.fullmatch(text):
        return False
    if (
        len(text) < 2
        or (len(text) == 2 and text.lower() not in AGENCIES)
        or len(text.split()) > 6
        or re.search(r"[\d()\[\]{}|/\\<>★☆=:@#]", text)
    ):
        return False
    return not text[0].islower() and text.casefold() not in WEEKDAYS and text.casefold() not in _LABELS


_LABELS = frozenset(
    "giriş güncelleme staff newsroom redaktion redacción admin editor desk agencies agency wire reporter breaking live summary paid".split()
)


def _is_role_name(name: str) -> bool:
    return bool(re.match(r"(?:by|von|par|por)\s", name, re.IGNORECASE))


def looks_like_outlet(name: str) -> bool:
    """True for a name with a word that newspapers and agencies carry, or in capitals, or of an agency."""
    return bool(_OUTLET.search(name)) or (name.isupper() and len(name) > 1) or name.lower() in AGENCIES


def is_outlet_line(text: str) -> bool:
    """True for a short line that is a publication's name: capitals throughout, its kind of word at an end."""
    words = text.split()
    if _NO_OUTLET.fullmatch(text):
        return False
    if len(words) > 6 or (re.search(r"[.!?:,;|]", text.rstrip(".")) and not re.search(r"\.(?:com|org|net)\b", text)):
        return False
    small = {"of", "the", "and", "de", "la", "le", "el", "du", "der", "die", "das", "&"}
    if not all(word[0].isupper() or not word[0].isalpha() or word.lower() in small for word in words) or len(words) < 2:
        return False
    return bool(_OUTLET.fullmatch(words[-1])) or (
        bool(_OUTLET.search(words[0])) and len(words) > 2 and words[1] in ("of", "de", "du")
    )


def _byline(names: Iterable[str]) -> tuple[str, str]:
    """The persons of a byline, and the agency when it names one."""
    persons, agency = [], ""
    for name in names:
        known = AGENCIES.get(name.lower().strip(" ."))
        if known:
            agency = agency or known
            continue
        for part in re.split(r"\s*[|/,]\s*|\s+[-–—]\s+|\s+(?:of|for)\s+", name):
            agency = agency or AGENCIES.get(part.lower().strip(" ."), "")
        persons.append(re.sub(r"^(?:by|von|par|por|di|door)\s+", "", name, flags=re.IGNORECASE))
    return "; ".join(dict.fromkeys(persons)), agency


_INITIALS = re.compile(r"(?:[a-z]{2,4}/){1,4}(?P<agency>[A-Za-z]{2,8})")
"""How German desks sign: `ane/AFP`."""


def _agency_of_tail(tail: Sequence[str]) -> str:
    """An agency that signs on a line of its own below the text: `REUTERS`, `— AFP`, `(SAMPLE PRESS)`."""
    for text in tail[:2]:
        plain = text.strip(" -–—()[].*/")
        if plain.lower() in AGENCIES and (plain.isupper() or len(plain) > 2):
            return AGENCIES[plain.lower()]
        if re.fullmatch(r"[A-Z]{2,}(?: [A-Z]{2,}){0,2}", plain) and re.search(r"PRESS|WIRE|AGENCY|NEWS", plain):
            return agency_named(plain)
        signed = _INITIALS.fullmatch(plain)
        if signed and signed["agency"].lower() in AGENCIES:
            return AGENCIES[signed["agency"].lower()]
        match = re.match(
            r"\(?(?:source|agenc(?:y|ies)|wire)\s*[:：]\s*(?P<name>[\w .&-]{2,30})\)?$", text, re.IGNORECASE
        )
        if match and match["name"].lower().strip() in AGENCIES:
            return AGENCIES[match["name"].lower().strip()]
    return ""


def _agency_in_text(body: str) -> str:
    """The one global wire that the text is said to be `according to`."""
    named = {agency_named(match["agency"]) for match in _ACCORDING.finditer(body)} & GLOBAL_WIRES
    return named.pop() if len(named) == 1 else ""


def page_publisher(lines: Iterable[str]) -> str:
    """The publisher that a page's copyright line names, empty when none or several do."""
    found = set()
    for text in lines:
        match = _COPYRIGHT.search(text)
        # a name behind a bare sign may be a photographer's; a year or its rights make it the site's
        if match and re.search(
            r"\b(?:19|20)\d\d\b|\brights\b|\breserved\b|vorbehalten|réservés|reservados",
            text[match.start() :],
            re.IGNORECASE,
        ):
            name = _COMPANY.sub("", match["name"]).strip()
            if (
                name
                and not re.search(r"\d", name)
                and not re.match(r"(?:all|alle|todos|tous|tutti)\b", name, re.IGNORECASE)
                and len(name.split()) <= 6
            ):
                found.add(name)
    return found.pop() if len(found) == 1 else ""
