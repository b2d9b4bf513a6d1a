"""Who is in a report: the persons and bodies that it names, and whom `he`, `Kim` or `the minister` means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from digest.stories.names import FEMALE_NAMES, GIVEN_NAMES, MALE_NAMES, ORGANISATION, Found

_ROLE = (
    r"(?:minister|president|premier|mayor|governor|senator|spokesman|spokeswoman|spokesperson|chief|sheriff|officer|detective|sergeant"
    r"|prosecutor|attorney|lawyer|judge|director|manager|coach|owner|principal|superintendent|coroner|commissioner|chairman|chairwoman"
    r"|chairperson|chair|executive|analyst|economist|professor|researcher|scientist|expert|doctor|surgeon|nurse|teacher|pastor|priest"
    r"|bishop|pope|ambassador|envoy|diplomat|general|commander|soldier|secretary|chancellor|leader|adviser|advisor|aide|author|actor"
    r"|actress|singer|activist|organi[sz]er|neighbou?r|resident|witness|driver|mother|father|brother|sister|son|daughter|wife|husband"
    r"|aunt|uncle|cousin|grandmother|grandfather|friend|founder|head|captain|lieutenant|lawmaker|politician|candidate|player|farmer"
    r"|fisherman|engineer|historian|critic|survivor|victim|suspect|widow|king|queen|prince|princess|emperor|boss|defender|counsel)"
)
_NAME_ROLE = re.compile(
    rf"^,?\s(?:\d\d,\s)?(?:(?:a|an|the|its|his|her|their|then|who is|now|one of)\b)?[^,.;:!?\"\ua74e]{{0,60}}?\b({_ROLE})\b"
)
_AGED = re.compile(r"^,\s(?:aged\s)?\d\d?\b|^\s\(\d\d\)|^,\swho(?:se)?\b")


@dataclass(slots=True)
class _Met:
    """What the words around the names of a report show of them."""

    persons: set[str] = field(default_factory=set)
    male: set[str] = field(default_factory=set)
    female: set[str] = field(default_factory=set)
    roles: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Cast:
    """The names of one report, in their order.

    A name is a person where the text shows it: a title or a role stands before it, an age or a
    role behind it, or its last part stands alone later on. That is looked up when first asked for:
    most speakers are named in full.
    """

    paragraphs: Sequence[str]
    names: Sequence[Sequence[Found]]
    """Of each paragraph."""

    @cached_property
    def _met(self) -> _Met:
        met = _Met()
        alone: set[str] = set()
        for text, names in zip(self.paragraphs, self.names, strict=True):
            for name in names:
                _meet(met, text, name)
                if " " not in name.text:
                    alone.add(name.text)
        for word in alone:
            for full in self.fulls.get(word, ()):  # a last name that stands alone is a person's
                parts = full.split()
                if _last(parts) == word and parts[0] not in _PLACES and not ORGANISATION.intersection(parts):
                    met.persons.add(full)
        return met

    @property
    def persons(self) -> set[str]:
        """The full names of persons."""
        return self._met.persons

    @property
    def roles(self) -> dict[str, list[str]]:
        """The persons who hold each role."""
        return self._met.roles

    @cached_property
    def fulls(self) -> dict[str, list[str]]:
        """Full names by each of their ends."""
        found: dict[str, list[str]] = {}
        for names in self.names:
            for name in names:
                words = name.text.split()
                if len(words) < 2:
                    continue
                for end in {words[0], _last(words)}:
                    if name.text not in found.setdefault(end, []):
                        found[end].append(name.text)
        return found

    def full(self, name: str) -> str:
        """The fullest form of a name that the report has, if there is but one."""
        if " " in name:
            return name
        fulls = self.fulls.get(name, [])
        surnames = [
            full for full in fulls if _last(full.split()) == name and not ORGANISATION.intersection(full.split())
        ]
        persons = [full for full in surnames or fulls if full in self.persons or surnames]
        return persons[0] if len(persons) == 1 else name

    def is_person(self, name: str) -> bool:
        """True where the text shows that a name is a person's."""
        full = self.full(name)
        if name in self.persons or full in self.persons:
            return True
        parts = full.split()
        return 2 <= len(parts) <= 4 and parts[0] in GIVEN_NAMES and not ORGANISATION.intersection(parts)

    def fits(self, name: str, pronoun: str) -> bool:
        """Whether `he` or `she` may mean a name."""
        full = self.full(name)
        first = full.split()[0]
        met = self._met
        male = full in met.male or (first in MALE_NAMES and " " in full and full not in met.female)
        female = full in met.female or (first in FEMALE_NAMES and " " in full and full not in met.male)
        if not pronoun:
            return True
        return not female if pronoun.lower() == "he" else not male

    def in_role(self, noun: str) -> str:
        """The one person whom a report gives a role; empty when there are several or none."""
        held = self.roles.get(noun.lower(), [])
        return held[0] if len(held) == 1 else ""


_MALE_TITLES = frozenset(
    "mr sir lord spokesman chairman king prince father brother son husband congressman councilman".split()
)
_FEMALE_TITLES = frozenset(
    "mrs ms miss dame lady spokeswoman chairwoman queen mother sister daughter wife congresswoman councilwoman".split()
)
_PLACES = frozenset(
    "North South East West New San Santa Los Las Saint St. St Fort Port Mount Lake El La United Great Upper Lower".split()
)
"""Words that names of places begin with."""

_ROLES = frozenset(
    word
    for one in _ROLE[3:-1].split("|")
    for word in (
        (one.replace("[sz]", "s"), one.replace("[sz]", "z"))
        if "[sz]" in one
        else (one.replace("u?", ""), one.replace("u?", "u"))
    )
)


def _meet(met: _Met, text: str, name: Found) -> None:
    """Learn from the words around a name whose it is."""
    full = name.text
    before = text[max(0, name.start - 24) : name.start].rstrip(" ,").rpartition(" ")[2].rstrip(".").lower()
    role = before if before in _ROLES else ""
    later, aged = "", False
    if text[name.end : name.end + 1] in (",", " ") and text[name.end + 1 : name.end + 2] in (" ", "("):
        behind = text[name.end : name.end + 90]
        aged = _AGED.match(behind) is not None
        later = found[1].lower() if (found := _NAME_ROLE.match(behind)) else ""
    if not (name.titled or role or later or aged or before in _MALE_TITLES or before in _FEMALE_TITLES):
        return
    if ORGANISATION.intersection(full.split()):
        return
    met.persons.add(full)
    for noun in filter(None, (role, later)):
        held = met.roles.setdefault(noun, [])
        if full not in held and not any(_last(other.split()) == _last(full.split()) for other in held):
            held.append(full)
    if before in _MALE_TITLES:
        met.male.add(full)
    elif before in _FEMALE_TITLES:
        met.female.add(full)


def _last(words: Sequence[str]) -> str:
    """The last part of a name, `Jr.` and the like aside."""
    plain = [word for word in words if word.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    return plain[-1] if plain else words[-1]
