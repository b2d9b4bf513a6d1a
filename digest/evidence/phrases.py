"""Who speaks, by the phrase that stands before a verb of speaking or behind it.

A phrase is looked for from the verb outwards. Everything that does not look like a name, a
pronoun or a noun phrase whose head can speak names nobody.
"""

from __future__ import annotations

import re

from digest.evidence.speech import ADVERB, BLANK, CLAUSE, COLLECTIVE, DETERMINER, IRREGULAR, LINK, PLURAL, speaks
from digest.stories.names import DEMONYMS, NAME, NOT_NAMES, ORGANISATION, TITLES, trimmed

_TRAILING = re.compile(rf"(?:^|\s)(?:{ADVERB})\s*$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|am|been|being|be|get|got|gets|getting)\s*$", re.IGNORECASE)
_NOT = re.compile(
    r"(?:\b(?:not|never|to|would|could|should|might|may|can|cannot|must|did|does|do|if|when|as|than|nor|and be|a|the|an|of|for|with|by|any|who have|what|let)"
    r"|n['\u2019]t)\s*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",?\s+(?:who|which)\s*$")
_PRONOUN = re.compile(r"(?:^|[\s,;:\u2014\u2013(-])(he|she|it|they|I|we|He|She|It|They|We)\s*$")
_MONTHS = ("May", "April", "June", "August", "March")
"""Months that people are called by."""
_LINK_BEFORE = re.compile(
    r"\b(of|for|from|at|in|with|on|by|to|near|under|against|between|into|over)\s(?:the\s|The\s)?$"
)
_NOUN_BEFORE = re.compile(
    rf"(?:^|[\s,;(])({DETERMINER}\s(?:[\w\u2019'.-]+\s){{0,6}}|(?:[A-Z][\w.\u2019'-]*\s)+(?:[\w\u2019'-]+\s){{0,3}}|[a-z]\w+\s)$"
)
_DATE = re.compile(
    r"^(?:[Oo]n\s|[Ii]n\s|[Ll]ast\s|[Ll]ate\s|[Ee]arly\s)?(?:[A-Z][a-z]+day|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b.*)$"
)
_APPOSITIVE = re.compile(
    r"^(?:an?|the|one|who|whose|which|his|her|its|their|now|then|also|formerly|himself|herself|speaking|in|on|at|for|from|during|after|while|when"
    r"|with|as|aged|age|\d+|[a-z][\w-]*|(?:Jr|Sr)\.?|[IVX]+|MP|CEO|R-\w+\.?|D-\w+\.?|[\w.]+['\u2019]s)(?:\b|\s|$)"
)


def subject(left: str) -> str:
    """Who speaks, by what stands before a verb of speaking; empty when that names nobody.

    Args:
        left: the sentence up to the verb, with `BLANK` where quotations stand.
    """
    left = left.rstrip()
    while (cut := _TRAILING.search(left)) is not None and cut.start() < len(left):
        left = left[: cut.start()].rstrip()
    if _PASSIVE.search(left) or _NOT.search(left):
        return ""
    if (relative := _RELATIVE.search(left)) is not None:
        return _phrase_at_end(_clause(left[: relative.start()]))
    if (pronoun := _PRONOUN.search(left)) is not None:
        return pronoun[1]
    if not left or re.search(r"(?:^|[\s,])(?:and|but|or|then)$", left):
        return _first_phrase(re.sub(r"(?:^|[\s,])(?:and|but|or|then)$", "", left))
    if left.endswith((",", "\u2014", "\u2013", "-", ")")):
        return _before_aside(left)
    last = _clause(left)
    named = _named_before(left, last)
    if named:
        return named
    if re.match(rf"{LINK}\s", last) and left[: len(left) - len(last)].rstrip().endswith(","):
        return _before_aside(f"{left},")
    return _phrase_at_end(last)


def _named_before(left: str, last: str) -> str:
    """The name that a part explains: `Ada Sample, a spokeswoman for the line said`."""
    head = left[: len(left) - len(last)].rstrip()
    if not head.endswith(","):
        return ""
    part = _clause(head[:-1])
    if last.partition(" ")[0] in TITLES and " " in last:
        return _whole_name(part) if _whole_name(last) == "" else ""
    return _whole_name(part) if re.match(r"(?:an?|the)\s", last) and _noun_at_end(last) == last else ""


def _before_aside(left: str) -> str:
    """Who speaks where something is put in between: `Ada Sample, a spokeswoman for the line, said`."""
    if left.endswith(")"):
        return _phrase_at_end(_clause(left[: left.rfind("(")].rstrip()))
    mark = left[-1]
    parts = left[:-1].rstrip().split(f" {mark}" if mark in "\u2014\u2013-" else mark)
    for back in range(1, min(4, len(parts)) + 1):
        part = parts[-back].strip()
        if _PARTY.match(part) or (back < len(parts) and part.rpartition(" ")[2] in TITLES):
            continue
        if back == 1 and (name := _whole_name(part)):
            return name
        if back > 1 and (found := _phrase_at_end(_clause(part))):
            return found
        if not _APPOSITIVE.match(part) and back > 1:
            return ""
    return ""


_OWNER = re.compile(r"(?:^|\s)((?:[A-Z][\w.]*\s)*[A-Z][\w.]*['\u2019]s?\s)$")
_PARTY = re.compile(r"[A-Z]{1,3}-\s?[A-Z][\w. ]*$")
"""A lawmaker's party and place: `R-Texas`."""


def _clause(left: str) -> str:
    """The end of a sentence behind its last comma, semicolon, dash or bracket."""
    return re.split(rf"[,;:(\u2014\u2013{BLANK}]|\s-\s|\.\.\.|\u2026", left)[-1].strip()


def _last_name(part: str) -> re.Match[str] | None:
    """The last run of capitalised words."""
    found = None
    for one in NAME.finditer(part):
        found = one
    return found


def _whole_name(part: str) -> str:
    """A part that is a name and nothing else, a lower-case role before it aside."""
    run = _last_name(part)
    if run is None or run.end() != len(part):
        return ""
    name = trimmed(run[0])
    before = part[: run.start()].strip()
    return name.text if name and (not before or _is_role(before)) else ""


def _is_role(words: str) -> bool:
    """Whether lower-case words are a role before a name: no link and no verb among them."""
    return (
        bool(re.fullmatch(r"(?:[a-z][\w-]*\s?){1,4}", words))
        and not re.search(rf"\b{LINK}\b", words)
        and not CLAUSE.search(words)
    )


def _phrase_at_end(part: str) -> str:
    """The name or noun phrase that ends a part of a sentence."""
    if not part:
        return ""
    if (pronoun := _PRONOUN.search(part)) is not None:
        return pronoun[1]
    run = _last_name(part)
    if run is not None and run.end() == len(part):
        return _name_at_end(part, run)
    if (noun := _noun_at_end(part)) != "":
        return noun
    group = COLLECTIVE.search(part)
    return _trim_opening(group[1]) if group and not re.search(rf"\b{DETERMINER}\s$", part[: group.start(1)]) else ""


def _name_at_end(part: str, run: re.Match[str]) -> str:
    if part.endswith(("'s", "\u2019s")) or _DATE.match(part):
        return ""
    before = part[: run.start()]
    link = _LINK_BEFORE.search(before)
    if link is not None:
        head = before[: link.start()]
        noun = _NOUN_BEFORE.search(head)
        if noun is None:
            return ""
        start = noun.start(1)
        if head[start:].split()[0][0].islower():
            return _noun_at_end(part)
        owner = trimmed(head[start:].strip())
        if owner and " " in owner.text and not ORGANISATION.intersection(owner.text.split()):
            return owner.text
        return _trim_opening(part[start:])
    if re.search(r"\band\s$", before):
        return ""
    holder = _OWNER.search(before)
    if holder is not None and run[0] in ORGANISATION:
        return _trim_opening(part[holder.start(1) :])
    name = trimmed(run[0])
    if name is None and run[0] in _MONTHS:
        return run[0]
    if name is None:
        title = run[0].split()[-1]
        return (
            f"{before[-4:] if before.lower().endswith('the ') else ''}{run[0]}"
            if title in TITLES | ORGANISATION
            else ""
        )
    return name.text


def _noun_at_end(part: str) -> str:
    """A noun phrase with its determiner, links of `of` and the like included, that ends a part."""
    starts = [one.start(1) for one in re.finditer(rf"(?:^|\s)({DETERMINER})\s", part)]
    for start in reversed(starts):
        phrase = part[start:]
        if len(phrase.split()) > 14 or CLAUSE.search(phrase.partition(" ")[2]) or not speaks(phrase):
            return ""
        if re.search(rf"\b{LINK}\s$", part[:start]) and start != starts[0]:
            continue
        if re.search(rf"\b{LINK}\s$", part[:start]):
            possible = re.search(r"(?:^|\s)((?:[a-z][\w-]*\s){1,2})" + rf"{LINK}\s$", part[:start])
            return part[possible.start(1) :] if possible and possible.start(1) == 0 else ""
        return phrase
    possessive = re.search(
        r"(?:^|\s)((?:[A-Z][\w.-]*\s)*[A-Z][\w.-]*['\u2019]s?\s(?:[\w\u2019'-]+\s){0,4}[a-z][\w-]*)$", part
    )
    if possessive and not CLAUSE.search(possessive[1]) and speaks(possessive[1]):
        return _trim_opening(possessive[1])
    return ""


def _trim_opening(phrase: str) -> str:
    """A phrase without a word that only begins its sentence."""
    first, _, rest = phrase.partition(" ")
    return rest if rest and first in NOT_NAMES and first.lower() not in ("police", "officials") else phrase


def _first_phrase(left: str) -> str:
    """The subject of the sentence, for a second verb: `Sample left the quay and said`."""
    text = re.sub(r"^\W*(?:But|And|Then|Later|Earlier|Still|Meanwhile),?\s", "", left).lstrip()
    pronoun = re.match(r"(He|She|They|It)\b", text)
    if pronoun:
        return pronoun[1]
    run = NAME.match(text)
    if run is None or (run[0].split()[0] in NOT_NAMES and len(run[0].split()) == 1):
        return ""
    name = trimmed(run[0])
    behind = text[run.end() :]
    if (
        name is None
        or not re.match(
            rf"(?:,\s[^,]{{3,60}},)?\s(?:[a-z]+ly\s)?(?:[a-z]+(?:ed|[^'s]s)\b(?!['\u2019])|{IRREGULAR})", behind
        )
        or re.search(r",\s*(?:and|but|while)?\s*[A-Z]", behind)
    ):
        return ""
    return name.text


_STOP = re.compile(
    rf"[,.;:(){BLANK}\u2014\u2013]|\s-\s|\s(?:(?<!familiar\s)with|(?<!close\s)to)\b|\s(?:who|beside|behind|near|during|after|before|as|when|while|following|told|in|on|at|that|because|if|by|through|via"
    r"|this|last|and|adding|about|from|referring|speaking|citing|over|outside|inside|later|earlier|yesterday|today|here|upon"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_INVERTED = re.compile(r"^(?:[a-z]+ly\s|also\s|then\s|later\s)*")


def inverted_subject(rest: str) -> str:
    """Who speaks, by what stands behind a verb that comes first: `said Ada Sample of the line`."""
    rest = _INVERTED.sub("", rest, count=1).lstrip()
    pronoun = re.match(r"(he|she|it|they|I|we)\b", rest)
    if pronoun:
        return pronoun[1]
    run = NAME.match(rest)
    if (
        run is not None
        and not rest[run.end() :].startswith(("'s", "\u2019s"))
        and not run[0].endswith(("'s", "\u2019s", "'", "\u2019"))
    ):
        return _name_at_start(rest, run)
    stop = _STOP.search(rest)
    phrase = rest[: stop.start()] if stop else rest
    if stop and stop[0].strip() in ("from", "at", "in", "with") and re.match(rf"{DETERMINER}\s", rest):
        longer = _STOP.search(rest, stop.end())
        phrase = rest[: longer.start()] if longer else rest
    if stop and stop[0] == "," and (name := _next_name(rest[stop.end() :])):
        return name
    return _noun_at_start(phrase.strip())


def _name_at_start(rest: str, run: re.Match[str]) -> str:
    if run[0] in _MONTHS:
        return run[0]
    name = trimmed(run[0])
    if name is not None:
        role = re.match(r"\s((?:[a-z][\w-]+\s){1,4})(?=[A-Z])", rest[run.end() :])
        if role and _is_role(role[1].strip()) and (later := NAME.match(rest, run.end() + role.end())):
            person = trimmed(later[0])
            return person.text if person else ""
        group = re.match(rf"\s{PLURAL}\b", rest[run.end() :])
        follower = NAME.match(rest, run.end() + group.end() + 1) if group else None
        if group and follower and (person := trimmed(follower[0])):
            return person.text
        if group and name.text == run[0]:
            return f"{run[0]}{group[0]}"
        return name.text
    if (group := re.match(rf"(?:{re.escape(run[0])}\s)?(?i:{PLURAL})\b", rest)) is not None:
        return group[0]
    if run[0].split()[-1] in TITLES | ORGANISATION:
        return run[0]
    if run[0] in DEMONYMS and (noun := re.match(rf"{run[0]}\s(?:[a-z]+\s)?{PLURAL}\b", rest)):
        return noun[0]
    role = re.match(r"\s((?:[a-z][\w-]+\s){1,4})(?=[A-Z])", rest[run.end() :])
    if role and _is_role(role[1].strip()) and (later := NAME.match(rest, run.end() + role.end())):
        person = trimmed(later[0])
        return person.text if person else ""
    return ""


def _next_name(rest: str) -> str:
    """A name that stands alone between two commas: `said his mother, Ada Sample, on Monday`."""
    run = NAME.match(rest.lstrip())
    if run is None or not re.match(r"\s*(?:[,.;]|$|who\b|of\b|in\b|on\b)", rest.lstrip()[run.end() :]):
        return ""
    name = trimmed(run[0])
    return name.text if name else ""


def _noun_at_start(phrase: str) -> str:
    if not phrase or len(phrase.split()) > 14:
        return ""
    run = NAME.search(phrase)
    if run is not None and run.start() > 0 and not run[0].endswith(("'s", "\u2019s", "'", "\u2019")):
        before, behind = phrase[: run.start()], phrase[run.end() :]
        role = re.sub(rf"^{DETERMINER}\s", "", before).strip()
        name = trimmed(run[0])
        if (
            name
            and (not role or _is_role(role))
            and not re.match(r"\s(?!of\b|for\b|at\b|in\b|from\b|with\b)[a-z]", behind)
        ):
            if role or not re.match(r"(?:the|The)\s$", before):
                return name.text
            return name.text if not behind else phrase
    if not speaks(phrase):
        return ""
    if re.match(rf"(?:{DETERMINER})\s", phrase) or re.match(rf"(?:[a-z]+\s){{0,2}}{PLURAL}\b", phrase):
        return phrase if not re.match(r"(?:that|this|these|those|it)\b", phrase) else ""
    if re.match(r"[A-Z][\w.\u2019' -]*['\u2019]s?\s[a-z]", phrase):
        return phrase
    return ""
