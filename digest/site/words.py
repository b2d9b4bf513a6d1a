"""The words of the pages: interface strings, counts and dates, by language.

Each language is a file in `strings/`. A language without a file gets English words, and its
pages say that they are English; the articles keep the language that they are in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from digest.model import Basis, Dating, Story, Teaser
from digest.site.parts import Tongue, When
from digest.text import counted as counted

STRINGS = Path(__file__).parent / "strings"
FALLBACK = "en"

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "ha-arab", "he", "iw", "ku-arab", "ps", "sd", "ug", "ur", "yi"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*\Z")
_YEAR, _MONTH, _WEEK = 365, 30, 7
"""Days of the units in which a gap is told."""


_MOST = 20_000
"""Sayings that are kept."""

_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of the interface in one language."""

    language: str
    texts: Mapping[str, str]
    counts: Mapping[str, Mapping[str, str]]
    """Patterns by what is counted and by the plural category of the number."""

    months: tuple[str, ...]
    dates: Mapping[str, str]
    """Patterns of `day`, `month`, `short` (a day without its year), and the `group` sign of numbers."""

    plural: Mapping[str, str]
    """Rules of the plural categories in the notation of CLDR, but for `other`."""

    _said: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Days, dates and counts that were said before: a site says the same few thousand on all of its pages."""

    def say(self, key: str, /, **values: object) -> str:
        """A text with its gaps filled."""
        return self.texts[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """A number with its noun: `1 story`, `1,200 stories`."""
        if values:
            return self._counted(key, number).format(n=self.number(number), **values)
        said: str | None = self._said.get((key, number))
        return said or self._keep((key, number), self._counted(key, number).format(n=self.number(number)))

    def _counted(self, key: str, number: int) -> str:
        patterns = self.counts[key]
        return patterns.get(_category(self, number)) or patterns["other"]

    def _keep(self, key: object, said: _Said) -> _Said:
        if len(self._said) >= _MOST:
            self._said.clear()
        self._said[key] = said
        return said

    def number(self, number: int) -> str:
        """A number with its groups: `1,200`."""
        return f"{number:,}".replace(",", self.dates["group"]) if number > 999 else str(number)

    def day(self, day: date) -> str:
        """`17 June 2025`."""
        said: str | None = self._said.get(day)
        return said or self._keep(
            day, self.dates["day"].format(d=day.day, month=self.months[day.month - 1], y=day.year)
        )

    def short_day(self, day: date) -> str:
        """`17 June`."""
        return self.dates["short"].format(d=day.day, month=self.months[day.month - 1])

    def month(self, day: date) -> str:
        """`June 2025`."""
        return self.dates["month"].format(month=self.months[day.month - 1], y=day.year)

    def when(self, dating: Dating) -> When:
        """A date with its basis; an inferred one says so in its words."""
        inferred = dating.basis is Basis.INFERRED
        key = (dating.day, inferred, dating.evidence)
        said: When | None = self._said.get(key)
        return said or self._keep(key, self._when(dating.day, dating.evidence, inferred=inferred))

    def _when(self, day: date | None, evidence: str, *, inferred: bool) -> When:
        if day is None:
            return When(words=self.texts["date_unknown"], evidence=evidence)
        words = self.day(day)
        return When(
            iso=day.isoformat(),
            words=f"≈ {words}" if inferred else words,
            basis="inferred" if inferred else "stated",
            note=self.texts["inferred" if inferred else "stated"],
            evidence=evidence,
        )

    def gap(self, days: int) -> str:
        """A span of time in its largest whole unit: `4 months`; nothing below a week."""
        for unit, length in (("years", _YEAR), ("months", _MONTH), ("weeks", _WEEK)):
            if days >= length:
                return self.count(unit, days // length)
        return ""

    def some(self, names: Sequence[str], limit: int = 3) -> str:
        """The first names, each once, and how many more there are."""
        once = list(dict.fromkeys(name for name in names if name))
        told = self.texts["comma"].join(once[:limit])
        return self.say("and_more", names=told, n=len(once) - limit) if len(once) > limit else told

    def reports(self, story: Story) -> str:
        """How many reports, and how many of them are independent."""
        independent = len(story.reports)
        total = sum(1 + len(report.copies) for report in story.reports)
        if total == 1:
            return self.texts["one_report"]
        if total == independent:
            return self.count("independent_reports", total)
        return self.say("some_independent", reports=self.count("reports", total), n=independent)

    def source(self, teaser: Teaser) -> str:
        """Who wrote it and who printed it, as far as that is known."""
        if teaser.agency and teaser.source and teaser.agency != teaser.source:
            return self.say("via", agency=teaser.agency, source=teaser.source)
        return teaser.agency or teaser.source or self.texts["source_unknown"]


def parse_words(text: str, language: str) -> Words:
    """The words that a file of strings holds."""
    raw = tomllib.loads(text)
    return Words(
        language=language,
        texts=raw["text"],
        counts=raw["count"],
        months=tuple(raw["dates"].pop("months")),
        dates=raw["dates"],
        plural=raw.get("plural", {}),
    )


@cache
def words_of(language: str) -> Words:
    """The words of a language, `pt-BR` before `pt`; English where there is no file."""
    for name in (language, language.partition("-")[0], FALLBACK):
        file = STRINGS / f"{name}.toml"
        if _LANGUAGE.match(name.lower()) and file.is_file():
            spoken = language if name != FALLBACK or language.startswith(FALLBACK) else FALLBACK
            return parse_words(file.read_text(encoding="utf-8"), spoken)
    raise FileNotFoundError(STRINGS / f"{FALLBACK}.toml")


def _category(words: Words, number: int) -> str:
    if not words.plural:
        return "other"
    return _plural_rule(tuple(sorted(words.plural.items())))(number)


@cache
def _plural_rule(rules: tuple[tuple[str, str], ...]) -> Callable[[int], str]:
    if rules == (("one", "n is 1"),):  # most languages with a file need no more, and no import
        return lambda number: "one" if number == 1 else "other"
    from babel.plural import PluralRule

    return PluralRule(dict(rules))


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    lower = language.lower()
    return "rtl" if lower in _RIGHT_TO_LEFT or lower.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@cache
def _tongue(language: str, page: str) -> Tongue:
    if not _LANGUAGE.match(language):
        return Tongue(dir="auto")
    lang = "" if language == page.lower() else language
    dir = "" if direction(language) == direction(page) else direction(language)
    return Tongue(lang, dir)


def tongue(language: str, page: str) -> Tongue:
    """How a text in a language stands on a page in another: only the difference is said."""
    return _tongue(language, page) if len(language) < 36 else Tongue(dir="auto")


def source_of(teaser: Teaser, words: Words | None = None) -> str:
    """Who wrote it and who printed it; in English where no words are given."""
    return (words or words_of(FALLBACK)).source(teaser)


def day_words(day: date) -> str:
    """`17 June 2025`."""
    return words_of(FALLBACK).day(day)


def newest_of(days: Iterable[date | None]) -> date | None:
    """The newest of days that are known."""
    return max((day for day in days if day), default=None)
