"""Which topics an article and a story are about, by rules over names and terms.

Salience decides, not a mention: a group of terms counts by whether it stands in the title,
in the lead, and how densely in the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from digest.diagnostics import Diagnostic, did_you_mean, warning
from digest.model import Article, Story, Topic, TopicRules
from digest.stories.terms import plain
from digest.text import UNSPACED

TITLE = 0.5
"""What a term in the title gives to the salience of its group."""

LEAD = 0.25
"""What a term in the first 60 words gives."""

LEAD_WORDS = 60

DENSE = 1.5
"""Mentions in 100 words that are as good as the title, which gives half a point."""

FEWEST_WORDS = 150
"""Shorter texts are counted as if so long: one mention in a brief is no density."""

SALIENT = 0.5
"""Salience at which an article is about a group of terms: in its title; or in its lead and again
and again; or all through the text."""

_LEAD = re.compile(rf"(?:\s*\S+){{1,{LEAD_WORDS}}}")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_APOSTROPHES = "\u2019\u2018\u02bc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Salience:
    """How much an article is about one group of terms."""

    group: tuple[str, ...]
    title: tuple[str, ...] = ()
    """The group's words as the title has them."""

    lead: tuple[str, ...] = ()
    mentions: int = 0
    """In the body."""

    density: float = 0.0
    """Mentions in 100 words."""

    score: float = 0.0
    """At most 1.25; `SALIENT` suffices."""

    @property
    def salient(self) -> bool:
        """Whether the article is about it."""
        return self.score >= SALIENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether an article is about a topic, and what was found."""

    topic: str
    given: bool
    by_editor: bool = False
    all: tuple[Salience, ...] = ()
    any: tuple[Salience, ...] = ()
    none: tuple[Salience, ...] = ()
    """One for each term that rules the topic out."""


def article_topics(article: Article, topics: Sequence[Topic]) -> tuple[str, ...]:
    """The topics of one article: the editor's where there are any, else by the rules."""
    return tuple(found.topic for found in judge(article, topics) if found.given)


def judge(article: Article, topics: Sequence[Topic]) -> tuple[Judgement, ...]:
    """Judge an article by every topic, in their order.

    Cost: 0.1 ms for an article of 400 words, and 10 us for each topic.
    """
    if not topics:
        return ()
    searched = _Searched(article, _index(tuple(topic.rules for topic in topics)))
    found = []
    for topic in topics:
        rules = topic.rules
        every = tuple(searched.salience(group) for group in rules.all)
        some = tuple(searched.salience(group) for group in rules.any)
        against = tuple(searched.salience((term,)) for term in rules.none)
        given = _given(every, some, against)
        if article.topics is not None:
            given = topic.slug in article.topics
        by_editor = article.topics is not None
        found.append(Judgement(topic=topic.slug, given=given, by_editor=by_editor, all=every, any=some, none=against))
    return tuple(found)


def story_topics(articles: Sequence[Article], topics: Sequence[Topic]) -> tuple[str, ...]:
    """The topics of a story, from the articles that stand for its reports.

    A topic is given when at least half of the reports are about it: copies do not vote
    twice, and one report that strays does not carry the story along. Where an editor has
    named topics for an article of the story, only such articles speak, and all are heard.
    """
    edited = [article for article in articles if article.topics is not None]
    if edited:
        named = {slug for article in edited for slug in article.topics or ()}
        return tuple(topic.slug for topic in topics if topic.slug in named)
    votes = [article_topics(article, topics) for article in articles]
    return tuple(topic.slug for topic in topics if 2 * sum(topic.slug in vote for vote in votes) >= max(1, len(votes)))


def unknown_topics(articles: Sequence[Article], topics: Sequence[Topic]) -> list[Diagnostic]:
    """Warn of topics in front matter that `digest.toml` does not declare."""
    known = [topic.slug for topic in topics]
    return [
        warning(
            "article.unknown-topic",
            article.path,
            f"topic '{slug}' is not declared in digest.toml",
            did_you_mean(slug, known) if known else f"declare it: [topics.{slug}]",
        )
        for article in articles
        for slug in article.topics or ()
        if slug not in known
    ]


def idle_topics(stories: Sequence[Story], topics: Sequence[Topic], path: str = "digest.toml") -> list[Diagnostic]:
    """Warn of topics that no story has."""
    used = {slug for story in stories for slug in story.topics}
    return [
        warning("config.idle-topic", path, f"topic '{topic.slug}' has no story", "widen its terms or remove it")
        for topic in topics
        if topic.slug not in used
    ]


def _given(every: Sequence[Salience], some: Sequence[Salience], against: Sequence[Salience]) -> bool:
    if not every and not some:
        return False
    return (
        all(found.salient for found in every)
        and (not some or any(found.salient for found in some))
        and not any(found.salient for found in against)
    )


class _Searched:
    """The terms that an article uses, found once for all topics."""

    def __init__(self, article: Article, index: _Index) -> None:
        self.title = "" if article.teaser.title_derived else _straight(article.teaser.title)
        self.body = _straight(plain(article.body))
        self.lowered = self.body.lower()
        tokens = self.lowered.split()
        signs = 0 if self.lowered.isascii() else len(_UNSPACED.findall(self.lowered))
        self.length = max(FEWEST_WORDS, len(tokens) + signs // 2)
        self.lead = _end_of_lead(self.body)
        self.in_body = index.possible(set(tokens), self.lowered)
        self.in_title = index.possible(set(self.title.lower().split()), self.title.lower())

    def salience(self, group: tuple[str, ...]) -> Salience:
        named = [term for term in group if term in self.in_body]
        in_title = self._title([term for term in group if term in self.in_title])
        if not named and not in_title:
            return Salience(group=group)
        spans = _longest([span for term in named for span in _spans(term, self.body, self.lowered)])
        in_lead = [self.body[start:stop] for start, stop in spans if stop <= self.lead]
        density = 100.0 * len(spans) / self.length
        score = TITLE * bool(in_title) + LEAD * bool(in_lead) + 0.5 * min(1.0, density / DENSE)
        return Salience(
            group=group,
            title=_once(in_title),
            lead=_once(in_lead),
            mentions=len(spans),
            density=round(density, 3),
            score=round(score, 3),
        )

    def _title(self, terms: Sequence[str]) -> list[str]:
        spans = _longest([found.span() for term in terms for found in _term(term).pattern.finditer(self.title)])
        return [self.title[start:stop] for start, stop in spans]


def _straight(text: str) -> str:
    if text.isascii():
        return text
    for sign in _APOSTROPHES:
        text = text.replace(sign, "'")
    return text


def _end_of_lead(body: str) -> int:
    """Where the first 60 words end."""
    found = _LEAD.match(body)
    return found.end() if found else 0


def _spans(term: str, body: str, lowered: str) -> list[tuple[int, int]]:
    """Where a term stands in a text: looked for by its first letters, then closely."""
    known = _term(term)
    if len(lowered) != len(body):  # a letter whose lower case is two: places differ
        return [found.span() for found in known.pattern.finditer(body)]
    spans = []
    for head in known.heads:
        text = body if known.exact else lowered
        at = text.find(head)
        while at >= 0:
            found = known.pattern.match(body, at)
            if found:
                spans.append(found.span())
            at = text.find(head, found.end() if found else at + 1)
    return spans


def _longest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of spans that overlap the longer counts, the earlier of two as long."""
    taken: list[tuple[int, int]] = []
    end = 0
    for start, stop in sorted(spans, key=_longest_first):
        if start >= end:
            taken.append((start, stop))
            end = stop
    return taken


def _longest_first(span: tuple[int, int]) -> tuple[int, int]:
    return (span[0], -span[1])


def _once(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Term:
    """One term of a rule, ready to be looked for."""

    pattern: re.Pattern[str]
    heads: tuple[str, ...]
    """Every place where it may stand begins with one of these."""

    exact: bool
    """Whether capitals count."""

    first: str
    """Its first word in lower case; empty where any word may hold it."""

    opens: bool
    """Whether a word that only begins so may be its first."""


@cache
def _term(term: str) -> _Term:
    """Compile a term: whole words without case, `*` for any ending, short capitals as written.

    `US` matches `US`, `U.S.` and `US's`, but never `us`; `tariff*` matches `tariffs`; the
    spaces of `north korea` match a hyphen too. Scripts without spaces match anywhere.
    """
    term = _straight(term).strip()
    if re.fullmatch(r"[A-Z]{2,3}", term):
        dotted = r"\.".join(term) + r"\.?"
        pattern = re.compile(rf"(?<![\w.])(?:{term}|{dotted})(?!\w)")
        return _Term(pattern, (term, f"{term[0]}."), exact=True, first=term[0].lower(), opens=True)
    stem = term.removesuffix("*")
    parts = [part for part in re.split(r"[\s-]+", stem) if part]
    inner = r"[\s\-\u2010-\u2014]+".join(map(re.escape, parts))
    unspaced = re.match(f"[{UNSPACED}]", stem[:1])
    before = "" if unspaced else r"(?<!\w)"
    after = "" if re.match(f"[{UNSPACED}]", stem[-1:]) else (r"\w*" if stem != term else r"(?!\w)")
    head = parts[0].lower() if parts else ""
    word = re.match(r"[^\W_]+", head)
    first = "" if unspaced or not word else word[0]
    opens = stem != term and len(parts) == 1
    pattern = re.compile(before + inner + after, re.IGNORECASE)
    return _Term(pattern, (head,), exact=False, first=first, opens=opens)


class _Index:
    """The terms of all topics by their first words: which of them a text may hold, without searching it."""

    def __init__(self, terms: frozenset[str]) -> None:
        self.anywhere = [term for term in terms if not _term(term).first]
        self.met: set[str] = set()
        """Words that were looked at before."""

        self.words: dict[str, tuple[str, ...]] = {}
        """Those among them that begin a term, with the terms."""

        self.whole: dict[str, list[str]] = {}
        self.openings: dict[str, list[str]] = {}
        for term in terms:
            known = _term(term)
            if known.first:
                (self.openings if known.opens else self.whole).setdefault(known.first, []).append(term)
        self.sizes = sorted({len(opening) for opening in self.openings})

    def possible(self, used: set[str], lowered: str) -> set[str]:
        """The terms that a text may hold, given its distinct words."""
        for word in used - self.met:
            if terms := self._begun_by(word):
                self.words[word] = terms
        self.met |= used
        found = {term for word in used & self.words.keys() for term in self.words[word]}
        if len(self.met) > _REMEMBERED:
            self.met.clear()
        found.update(term for term in self.anywhere if _term(term).heads[0] in lowered)
        return found

    def _begun_by(self, word: str) -> tuple[str, ...]:
        found: list[str] = []
        for part in re.split(r"[\W_]+", word):
            found += self.whole.get(part, ())
            for size in self.sizes:
                found += self.openings.get(part[:size], ()) if len(part) >= size else ()
        return tuple(found)


_REMEMBERED = 500_000
"""Words that are remembered at most; a site of 10,000 articles uses fewer."""


@lru_cache(maxsize=8)
def _index(rules: tuple[TopicRules, ...]) -> _Index:
    terms = {term for one in rules for group in (*one.all, *one.any, one.none) for term in group}
    return _Index(frozenset(terms))
