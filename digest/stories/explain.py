"""Say why an article is in its story and in its topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.model import Article, Topic
from digest.stories.assign import update
from digest.stories.cluster import mean_similarity
from digest.stories.folding import Fold
from digest.stories.ledger import Ledger
from digest.stories.links import FLOOR, Factors
from digest.stories.newsroom import Group, Newsroom
from digest.stories.story import tell_story
from digest.stories.topics import SALIENT, Judgement, Salience, judge

NEAREST = 5
"""Reports that an explanation names, apart from those of the article's own story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How much another report resembles the article, and why."""

    id: str
    title: str
    source: str
    same_story: bool
    similarity: float
    """Cosine x decay, halved by a veto, doubled for bare headlines; what clustering compares."""

    cosine: float
    days: int | None
    """Days between the two; `None` when not known."""

    figures: float = 0.0
    """Share of the figures of one lead that the other has too."""

    veto: str = ""
    """Why they count as reports of two events, in words; empty when nothing speaks against it."""

    terms: tuple[tuple[str, float], ...] = ()
    """Terms that carry the cosine, with the part each gives; the strongest first."""

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "same_story": self.same_story,
            "similarity": self.similarity,
            "cosine": self.cosine,
            "days": self.days,
            "figures": self.figures,
            "veto": self.veto,
            "terms": [{"term": term, "part": part} for term, part in self.terms],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A story beside the article's own, by the mean similarity to its reports."""

    id: str
    title: str
    reports: int
    mean: float

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {"id": self.id, "title": self.title, "reports": self.reports, "mean": self.mean}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an article is where it is."""

    id: str
    title: str
    story: Rival
    """Its own story; the mean is that over the other reports, 0 when it is alone."""

    slug: str
    """The story's address."""

    in_ledger: bool
    """Whether the ledger has the article; if not, it is clustered in memory."""

    granularity: float
    """The mean that joins."""

    pin: str
    """The editor's word that decided; empty when similarity did."""

    stands_for: str
    """Id of the article whose copy it is; its own when it is none."""

    copies: tuple[str, ...]
    """Ids of the other articles with the same text."""

    nearest: tuple[Nearness, ...]
    """The story's other reports and the nearest others, the most similar first."""

    next_story: Rival | None
    """The other story that it resembles most."""

    topics: tuple[Judgement, ...]
    """One for each declared topic, given or not."""

    def as_json(self) -> dict[str, object]:
        """The whole explanation for scripts."""
        return {
            "id": self.id,
            "title": self.title,
            "story": self.story.as_json(),
            "slug": self.slug,
            "in_ledger": self.in_ledger,
            "granularity": self.granularity,
            "pin": self.pin,
            "stands_for": self.stands_for,
            "copies": list(self.copies),
            "nearest": [one.as_json() for one in self.nearest],
            "next_story": self.next_story.as_json() if self.next_story else None,
            "topics": [_judgement_json(one) for one in self.topics],
        }


def explain_article(
    articles: Sequence[Article],
    topics: Sequence[Topic],
    article_id: str,
    *,
    granularity: float,
    ledger: Ledger | None = None,
) -> Explanation:
    """Say why an article is in its story and in its topics.

    Args:
        articles: those that are shown.
        topics: in the order of `digest.toml`.
        article_id: one of theirs.
        granularity: mean similarity that joins, 0 to 1.
        ledger: the site's; without one the stories are as clustering finds them.

    Raises:
        KeyError: no article has that id.
    """
    done = update(ledger or Ledger(), articles, granularity=granularity, whole=False)
    room = Newsroom(articles, granularity=granularity, bonds=done.ledger.story_of())
    number = next((at for at, article in enumerate(room.articles) if article.teaser.id == article_id), None)
    if number is None:
        raise KeyError(article_id)
    known = article_id in (ledger or Ledger()).story_of()
    return _Explainer(room, topics, number, done.ledger).explanation(in_ledger=known)


class _Explainer:
    """Looks at one article of a newsroom."""

    def __init__(self, room: Newsroom, topics: Sequence[Topic], number: int, ledger: Ledger) -> None:
        self.room = room
        self.topics = topics
        self.ledger = ledger
        self.article = room.articles[number]
        self.place = next(at for at, one in enumerate(room.folds) if number in (one.article, *one.copies))
        self.fold = room.folds[self.place]
        self.others = {self.fold.article, *self.fold.copies} - {number}
        self.groups = self._groups()
        self.group = next(group for group in self.groups if self.fold in group.folds)
        self.cosines = dict(room.space.cosines(self.place))

    def _groups(self) -> list[Group]:
        """The stories of the ledger as folds."""
        folds: dict[str, list[Fold]] = {}
        for one in self.room.folds:
            folds.setdefault(self.room.bonds[one.article], []).append(one)
        return [Group(tuple(some)) for some in folds.values()]

    def explanation(self, *, in_ledger: bool) -> Explanation:
        room, teaser = self.room, self.article.teaser
        return Explanation(
            id=teaser.id,
            title=teaser.title,
            story=self.rival(self.group),
            slug=self.ledger.entries[room.bonds[self.fold.article]].slug,
            in_ledger=in_ledger,
            granularity=room.granularity,
            pin=self.article.story,
            stands_for=room.articles[self.fold.article].teaser.id,
            copies=tuple(room.articles[number].teaser.id for number in sorted(self.others)),
            nearest=self.nearest(),
            next_story=self.next_story(),
            topics=judge(self.article, self.topics),
        )

    def factors(self, place: int) -> Factors:
        return self.room.space.factors(self.place, place)

    def similarity(self, place: int) -> float:
        return min(1.0, self.cosines.get(place, 0.0) * self.factors(place).value)

    def rival(self, group: Group) -> Rival:
        """A story and the mean similarity to its reports other than this one."""
        entry = self.ledger.entries[self.room.bonds[group.folds[0].article]]
        story = tell_story(entry, tuple(self.room.articles[number] for number in sorted(group.members)), ())
        places = [at for at, one in enumerate(self.room.folds) if one in group.folds and at != self.place]
        known = [found for at in places if (found := self.similarity(at)) >= FLOOR]
        mean = mean_similarity(known, len(places), self.room.granularity)
        return Rival(id=story.id, title=story.title, reports=len(story.reports), mean=round(mean, 4))

    def near(self, place: int) -> bool:
        """Whether a report is worth naming: alike, or alike but for time."""
        return self.similarity(place) >= FLOOR or self.cosines[place] >= self.room.granularity

    def next_story(self) -> Rival | None:
        near = {at for at in self.cosines if self.near(at)}
        groups = [
            group
            for group in self.groups
            if group is not self.group and any(self.room.folds[at] in group.folds for at in near)
        ]
        return max((self.rival(group) for group in groups), key=lambda one: (one.mean, one.id), default=None)

    def nearest(self) -> tuple[Nearness, ...]:
        ranked = sorted(self.cosines, key=lambda at: (-self.similarity(at), at))
        own = [at for at in ranked if self.room.folds[at] in self.group.folds]
        others = [at for at in ranked if at not in own and self.near(at)][:NEAREST]
        return tuple(self.nearness(at, at in own) for at in sorted(own + others, key=ranked.index))

    def nearness(self, place: int, same_story: bool) -> Nearness:
        teaser = self.room.articles[self.room.folds[place].article].teaser
        found = self.factors(place)
        return Nearness(
            id=teaser.id,
            title=teaser.title,
            source=teaser.source,
            same_story=same_story,
            similarity=round(self.similarity(place), 4),
            cosine=round(self.cosines[place], 4),
            days=found.days,
            figures=round(found.figures, 4),
            veto="the leads name other days: another event" if found.other_event else "",
            terms=tuple((term, round(part, 4)) for term, part in self.room.space.shared(self.place, place)),
        )


def _judgement_json(found: Judgement) -> dict[str, object]:
    return {
        "topic": found.topic,
        "given": found.given,
        "by_editor": found.by_editor,
        "needed": SALIENT,
        "all": [_salience_json(one) for one in found.all],
        "any": [_salience_json(one) for one in found.any],
        "none": [_salience_json(one) for one in found.none],
    }


def _salience_json(found: Salience) -> dict[str, object]:
    return {
        "terms": list(found.group),
        "title": list(found.title),
        "lead": list(found.lead),
        "mentions": found.mentions,
        "density": found.density,
        "score": found.score,
        "salient": found.salient,
    }
