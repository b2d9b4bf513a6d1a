"""Which topics an article and a story are about, by rules over names and terms.

Salience decides, not a mention: a group of terms counts by whether it stands in the title,
in the lead, and how densely in the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from digest.diagnostics import Diagnostic, did_you_mean, warning
from digest.model import Article, Story, Topic
from digest.stories.terms import plain
from digest.text import UNSPACED, word_count

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

_WORD = re.compile(r"\S+")
_APOSTROPHE = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})


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
    """Judge an article by every topic, in their order."""
    if not topics:
        return ()
    title, lead, body = _parts(article)
    length = max(FEWEST_WORDS, word_count(body))

    def weighed(groups: Sequence[tuple[str, ...]]) -> tuple[Salience, ...]:
        return tuple(_salience(group, title, lead, body, length) for group in groups)

    found = []
    for topic in topics:
        rules = topic.rules
        every, some = weighed(rules.all), weighed(rules.any)
        against = weighed([(term,) for term in rules.none])
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


def _parts(article: Article) -> tuple[str, str, str]:
    """Title, lead and body as they are searched; a title cut from the body is no title."""
    body = plain(article.body).translate(_APOSTROPHE)
    title = "" if article.teaser.title_derived else article.teaser.title.translate(_APOSTROPHE)
    end = 0
    for count, word in enumerate(_WORD.finditer(body)):
        if count == LEAD_WORDS:
            break
        end = word.end()
    return title, body[:end], body


def _salience(group: tuple[str, ...], title: str, lead: str, body: str, length: int) -> Salience:
    patterns = [_pattern(term) for term in group]
    in_title, in_lead, in_body = (_found(patterns, text) for text in (title, lead, body))
    density = 100.0 * len(in_body) / length
    score = TITLE * bool(in_title) + LEAD * bool(in_lead) + 0.5 * min(1.0, density / DENSE)
    return Salience(
        group=group,
        title=_once(in_title),
        lead=_once(in_lead),
        mentions=len(in_body),
        density=round(density, 3),
        score=round(score, 3),
    )


def _found(patterns: Sequence[re.Pattern[str]], text: str) -> list[str]:
    """What the patterns match; of two that overlap the longer counts, the earlier of two as long."""
    spans = sorted((match.span() for pattern in patterns for match in pattern.finditer(text)), key=_longest_first)
    taken: list[tuple[int, int]] = []
    end = 0
    for start, stop in spans:
        if start >= end:
            taken.append((start, stop))
            end = stop
    return [text[start:stop] for start, stop in taken]


def _longest_first(span: tuple[int, int]) -> tuple[int, int]:
    return (span[0], -span[1])


def _once(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


@cache
def _pattern(term: str) -> re.Pattern[str]:
    """Compile a term: whole words without case, `*` for any ending, short capitals as written.

    `US` matches `US`, `U.S.` and `US's`, but never `us`; `tariff*` matches `tariffs`; the
    spaces of `north korea` match a hyphen too. Scripts without spaces match anywhere.
    """
    term = term.translate(_APOSTROPHE).strip()
    if re.fullmatch(r"[A-Z]{2,3}", term):
        dotted = r"\.".join(term) + r"\.?"
        return re.compile(rf"(?<![\w.])(?:{term}|{dotted})(?!\w)")
    stem = term.removesuffix("*")
    inner = r"[\s\-\u2010-\u2014]+".join(re.escape(part) for part in re.split(r"[\s-]+", stem) if part)
    before = "" if re.match(f"[{UNSPACED}]", stem[:1]) else r"(?<!\w)"
    after = "" if re.match(f"[{UNSPACED}]", stem[-1:]) else (r"\w*" if stem != term else r"(?!\w)")
    return re.compile(before + inner + after, re.IGNORECASE)
