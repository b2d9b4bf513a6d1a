"""Say how two articles compare, and how a story hangs together: with figures, reasons and vetoes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from digest.model import Article, Topic
from digest.stories.assign import update
from digest.stories.cluster import mean_similarity
from digest.stories.days import lead_days
from digest.stories.folding import Fold
from digest.stories.ledger import Entry, Ledger
from digest.stories.links import FLOOR, Factors
from digest.stories.newsroom import Newsroom
from digest.stories.story import tell, tell_story
from digest.stories.threads import names_shared, profile, thread_links
from digest.stories.topics import article_topics

NEAREST_STORIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two articles that are compared."""

    id: str
    title: str
    source: str
    day: str
    """Of its publication, as ISO; empty when not known."""

    named: tuple[str, ...]
    """Days that its lead names: `2025-06-17`, or `06-17` without a year."""

    story: str
    """Id of its story."""

    pin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How much two articles resemble each other, and what made it more or less."""

    first: Side
    second: Side
    similarity: float
    """Cosine times all factors; what clustering compares with `granularity`."""

    cosine: float
    granularity: float
    days: int | None
    """Days between them; `None` when not known."""

    decay: float
    """What the days make of the cosine."""

    figures: float
    """Share of the figures of one lead that the other has too."""

    other_days: bool
    """Whether the leads name other days, which speaks for two events."""

    same_text: bool
    """Whether one is a copy of the other."""

    same_language: bool
    terms: tuple[tuple[str, float], ...]
    """What carries the cosine, with the part that each gives; the strongest first."""

    stories: float
    """Mean similarity between the reports of their two stories; of their one story, within it."""

    why: tuple[str, ...]
    """The same in sentences."""

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return asdict(self) | {"terms": [{"term": term, "part": part} for term, part in self.terms]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One report of a story that is explained."""

    id: str
    title: str
    source: str
    day: str
    copies: tuple[str, ...]
    mean: float
    """Similarity to the other reports; 0 when it is alone."""

    topics: tuple[str, ...]
    gives_headline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NearStory:
    """Another story, by its mean similarity to the one that is explained."""

    id: str
    title: str
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """A story of the same thread that comes before or after."""

    id: str
    title: str
    similarity: float
    """Cosine of the names."""

    names: tuple[str, ...]
    """Names that both have, the strongest first."""

    earlier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryExplanation:
    """What the ledger has of a story, how it hangs together, and what is near."""

    id: str
    slug: str
    former: tuple[str, ...]
    founder: str
    title: str
    title_by_editor: bool
    gone: tuple[str, ...]
    merged_into: str
    split_into: tuple[str, ...]
    granularity: float
    members: tuple[Member, ...]
    topics: tuple[str, ...]
    near: tuple[NearStory, ...]
    thread: tuple[Continuation, ...]

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return asdict(self)


class Archive:
    """The articles of a site as the ledger groups them, for questions about them."""

    def __init__(
        self, articles: Sequence[Article], topics: Sequence[Topic], *, granularity: float, ledger: Ledger
    ) -> None:
        """Take in articles that are shown; those that the ledger does not know are clustered."""
        self.topics = topics
        self.granularity = granularity
        self.ledger = update(ledger, articles, granularity=granularity, whole=False).ledger
        self.room = Newsroom(articles, granularity=granularity, bonds=self.ledger.story_of())
        self.number = {article.teaser.id: at for at, article in enumerate(self.room.articles)}
        self.place = {number: at for at, one in enumerate(self.room.folds) for number in (one.article, *one.copies)}

    def article(self, id: str) -> Article:
        """The article of an id."""
        return self.room.articles[self.number[id]]

    def places(self, entry: Entry) -> list[int]:
        """Where the reports of a story are in the room."""
        return sorted({self.place[self.number[one]] for one in entry.members if one in self.number})

    def similarity(self, a: int, b: int) -> float:
        """What clustering makes of two reports; 0 for those of two languages."""
        cosine = dict(self.room.space.cosines(a)).get(b)
        return 0.0 if cosine is None else min(1.0, cosine * self.room.space.factors(a, b).value)

    def between(self, first: Sequence[int], second: Sequence[int]) -> float:
        """The mean similarity of the pairs of two groups, or within one."""
        pairs = {(min(a, b), max(a, b)) for a in first for b in second if a != b}
        known = [found for a, b in sorted(pairs) if (found := self.similarity(a, b)) >= FLOOR]
        return round(mean_similarity(known, len(pairs), self.granularity), 4)

    def compare(self, first: str, second: str) -> Comparison:
        """Compare two articles by their ids.

        Raises:
            KeyError: no article has one of them.
        """
        a, b = self.place[self.number[first]], self.place[self.number[second]]
        space = self.room.space
        same_language = space.items[a].language == space.items[b].language
        cosine = 1.0 if a == b else dict(space.cosines(a)).get(b, 0.0)
        factors = space.factors(a, b) if same_language else Factors(None, False, False)
        sides = self._side(first), self._side(second)
        groups = [self.places(self.ledger.entries[side.story]) for side in sides]
        draft = Comparison(
            first=sides[0],
            second=sides[1],
            similarity=1.0 if a == b else round(min(1.0, cosine * factors.value), 4) if same_language else 0.0,
            cosine=round(cosine, 4),
            granularity=self.granularity,
            days=factors.days,
            decay=round(factors.decay, 4),
            figures=round(factors.figures, 4),
            other_days=factors.other_event,
            same_text=a == b,
            same_language=same_language,
            terms=tuple((term, round(part, 4)) for term, part in space.shared(a, b, 12)) if a != b else (),
            stories=self.between(groups[0], groups[1]),
            why=(),
        )
        return _with_reasons(draft)

    def _side(self, id: str) -> Side:
        article = self.article(id)
        named = sorted(lead_days(article))
        day = article.teaser.dating.day
        return Side(
            id=id,
            title=article.teaser.title,
            source=article.teaser.source,
            day=day.isoformat() if day else "",
            named=tuple(f"{one.year:04}-{one.month:02}-{one.day:02}".removeprefix("0000-") for one in named),
            story=self.room.bonds[self.number[id]],
            pin=article.story,
        )

    def explain(self, entry: Entry) -> StoryExplanation:
        """Explain a story of the ledger, told now or not."""
        own = self.places(entry)
        shown = tuple(article for article in self.room.articles if article.teaser.id in set(entry.members))
        story = tell_story(entry, shown, self.topics) if shown else None
        return StoryExplanation(
            id=entry.id,
            slug=entry.slug,
            former=entry.former,
            founder=entry.founder,
            title=story.title if story else entry.title,
            title_by_editor=bool(entry.title and story),
            gone=tuple(one for one in (*entry.members, *entry.gone) if one not in self.number),
            merged_into=entry.merged_into,
            split_into=entry.split_into,
            granularity=self.granularity,
            members=tuple(self._member(at, own, story.title if story else "") for at in own),
            topics=story.topics if story else (),
            near=self._near(entry, own),
            thread=self._thread(entry) if story else (),
        )

    def _member(self, at: int, own: Sequence[int], title: str) -> Member:
        fold: Fold = self.room.folds[at]
        article = self.room.articles[fold.article]
        day = article.teaser.dating.day
        return Member(
            id=article.teaser.id,
            title=article.teaser.title,
            source=article.teaser.source,
            day=day.isoformat() if day else "",
            copies=tuple(self.room.articles[number].teaser.id for number in fold.copies),
            mean=self.between([at], [one for one in own if one != at]),
            topics=article_topics(article, self.topics),
            gives_headline=article.teaser.title == title,
        )

    def _near(self, entry: Entry, own: Sequence[int]) -> tuple[NearStory, ...]:
        """The stories that share the most with this one; those whose reports resemble none of its are left out."""
        near: set[str] = set()
        for at in own:
            ranked = sorted(self.room.space.cosines(at), key=lambda one: (-one[1], one[0]))[: 4 * NEAREST_STORIES]
            near |= {self.room.bonds[self.room.folds[other].article] for other, _ in ranked}
        found = [
            NearStory(id=id, title=self._title(id), mean=self.between(own, self.places(self.ledger.entries[id])))
            for id in sorted(near - {entry.id})
        ]
        ranked_stories = sorted(found, key=lambda one: (-one.mean, one.id))
        return tuple(one for one in ranked_stories if one.mean > 0)[:NEAREST_STORIES]

    def _title(self, id: str) -> str:
        entry = self.ledger.entries[id]
        shown = tuple(self.article(one) for one in entry.members if one in self.number)
        return tell_story(entry, tuple(sorted(shown, key=lambda one: self.number[one.teaser.id])), ()).title

    def _thread(self, entry: Entry) -> tuple[Continuation, ...]:
        """The stories right before and right after it in its thread."""
        stories = {story.id: story for story in tell(self.ledger, self.room.articles, ()).stories}
        profiles = {
            id: profile([self.article(report.teaser.id) for report in story.reports]) for id, story in stories.items()
        }
        links = thread_links(stories.values(), lambda story: profiles[story.id])
        return tuple(
            Continuation(
                id=other,
                title=stories[other].title,
                similarity=link.similarity,
                names=names_shared(profiles[entry.id], profiles[other]),
                earlier=link.story == entry.id,
            )
            for link in links
            if entry.id in (link.story, link.parent)
            for other in (link.parent if link.story == entry.id else link.story,)
        )


def _with_reasons(found: Comparison) -> Comparison:
    return replace(found, why=tuple(_reasons(found)))


def _reasons(found: Comparison) -> list[str]:
    """What decided, in sentences."""
    one_story = found.first.story == found.second.story
    said = []
    if found.same_text:
        said.append("one is a copy of the other, so they are one report")
    elif not found.same_language:
        said.append("they are in two languages, which are never joined")
    elif found.similarity >= found.granularity:
        said.append(
            f"alike enough to be one story: {found.similarity:.2f}, and {found.granularity:.2f} joins two reports"
        )
    else:
        said.append(
            f"not alike enough for one story: {found.similarity:.2f}, and {found.granularity:.2f} joins two reports"
        )
    if found.other_days:
        said.append("their leads name other days, which speaks for two events")
    if found.days and found.decay < 0.75:
        said.append(f"{found.days} days between them leave {found.decay:.0%} of the cosine")
    if found.first.pin or found.second.pin:
        said.append("an editor's pin decided")
    if one_story and found.similarity < found.granularity and not found.same_text:
        said.append(
            f"they are one story all the same: its reports have a mean of {found.stories:.2f}, or the ledger has it so"
        )
    if not one_story and found.similarity >= found.granularity:
        said.append(
            f"they are two stories all the same: the mean between these is {found.stories:.2f}, or the ledger has it so"
        )
    return said
