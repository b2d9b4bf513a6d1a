"""The site as one value: everything that pages show, ordered once and given its address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from digest.claims import Account, Evidence, Mention
from digest.config import Config
from digest.derived import Derived, as_it_is, in_order
from digest.evidence.story import story_evidence
from digest.model import Article, Basis, Report, Retired, Source, Story, Teaser, Thread, Topic, by_name
from digest.site.markup import Body, read_body
from digest.site.site_paths import site_paths
from digest.site.texts import Gist, Text, gist_of, text_of

PAGED = 3
"""Stories with a name that give it a page of its own."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The stories of one day: those whose newest report is of that day."""

    day: date | None
    """`None` for the stories that nothing dates."""

    path: str
    stories: tuple[Story, ...]
    """In the order of the site."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person, place or organisation that two reports or more name."""

    name: str
    stories: tuple[str, ...]
    """Ids, in the order of the site."""

    reports: int

    @property
    def paged(self) -> bool:
        """Whether it has a page of its own. More reports never take it away."""
        return len(self.stories) >= PAGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything, ordered once."""

    config: Config
    sources: Mapping[str, Source]
    """What is known of outlets and agencies, by their names in `casefold`."""

    stories: tuple[Story, ...]
    """Newest first by the day of their newest report; undated ones last."""

    articles: Mapping[str, Article]
    """By id; drafts are not among them."""

    texts: Mapping[str, Text]
    """By the article's id."""

    gists: Mapping[str, Gist]
    """By the article's id."""

    evidence: Mapping[str, Evidence]
    """By the story's id."""

    threads: tuple[Thread, ...]
    retired: tuple[Retired, ...]

    editions: tuple[Edition, ...]
    """Newest first; the undated one last."""

    topics: Mapping[str, tuple[Story, ...]]
    """By the topic's slug, in the order of `digest.toml`; a topic without stories is there too."""

    story_of: Mapping[str, Story]
    """By the article's id."""

    by_id: Mapping[str, Story]
    """Stories by their own ids."""

    paths: Mapping[str, str]
    """Path of each page, by `story:<id>`, `article:<id>`, `topic:<slug>`, `feed:<slug>`,
    `thread:<id>`, `name:<name>`, `former:<story id>:<slug>`."""

    names: tuple[Name, ...]
    """Most reported first."""

    def path(self, kind: str, key: str) -> str:
        """Where the page of a story, an article or a topic stands."""
        return self.paths[f"{kind}:{key}"]


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read in the texts of articles; by their ids, and by those of stories."""

    texts: Mapping[str, Text]
    gists: Mapping[str, Gist]
    evidence: Mapping[str, Evidence]


def assemble(
    config: Config,
    articles: Iterable[Article],
    stories: Iterable[Story],
    *,
    threads: Iterable[Thread] = (),
    retired: Iterable[Retired] = (),
    sources: Iterable[Source] = (),
    evidence: Callable[[Sequence[Account]], Evidence] = story_evidence,
    readings: Readings | None = None,
    derived: Derived | None = None,
) -> Site:
    """Order everything once; the order in which articles and stories arrive does not matter.

    Args:
        threads: chains of these stories.
        retired: former stories whose addresses live on.
        sources: what the editor knows of outlets and agencies.
        evidence: finds what the page of a story claims, where the texts are read here.
        readings: what was read in the articles' texts; a build that remembers passes it, else all are read here.
        derived: where an earlier site was made; what is equal in both is one object.
    """
    derived = derived or Derived()
    known = derived.one("sources", by_name, tuple(sources))
    given = {article.teaser.id: article for article in articles if not article.draft}
    shown = derived.each("articles given", _under_its_name, given, shared=(known,))
    age = derived.one("articles by age", in_order, derived.each("ages of articles", _founding, shown))
    shown = derived.each("articles", as_it_is, {id: shown[id] for id in age})
    told = {story.id: story for story in stories}
    by_id = derived.each("stories given", _told_under_names, told, shared=(known,))
    order = derived.one("order of stories", in_order, derived.each("places of stories", _newest_first, by_id))
    by_id = derived.each("stories of the site", as_it_is, {id: by_id[id] for id in order})
    read = readings or read_texts(shown, tuple(by_id.values()), evidence)
    days = derived.each("days of stories", newest_day, by_id)
    mentions = derived.each("mentions", attrgetter("mentions"), {id: read.evidence[id] for id in order})
    names = derived.one("names", _names, mentions, order)
    paged = [name.name for name in names if name.paged]
    chains, former = tuple(threads), tuple(retired)
    return Site(
        config=config,
        sources=known,
        stories=tuple(by_id.values()),
        articles=shown,
        texts=read.texts,
        gists=read.gists,
        evidence=read.evidence,
        threads=chains,
        retired=former,
        names=names,
        editions=_editions(by_id, days, derived),
        topics=_topics(config.topics, by_id, derived),
        story_of=derived.merged("stories of articles", derived.each("stories by article", _by_article, by_id)),
        by_id=by_id,
        paths=site_paths(config, shown, by_id, days, chains, former, paged, derived),
    )


def _editions(by_id: Mapping[str, Story], days: Mapping[str, date | None], derived: Derived) -> tuple[Edition, ...]:
    ids = derived.one("stories of editions", _by_day, days, tuple(by_id))
    stories = derived.gathered("editions told", ids, by_id)
    return tuple(derived.each("editions", _edition, {day: day for day in ids}, stories).values())


def _by_day(days: Mapping[str, date | None], order: Sequence[str]) -> dict[date | None, list[str]]:
    found: dict[date | None, list[str]] = {}
    for id in order:
        found.setdefault(days[id], []).append(id)
    return found


def _edition(day: date | None, stories: tuple[Story, ...]) -> Edition:
    return Edition(day, f"editions/{day.isoformat() if day else 'undated'}.html", stories)


def _topics(topics: Sequence[Topic], by_id: Mapping[str, Story], derived: Derived) -> Mapping[str, tuple[Story, ...]]:
    of = derived.each("topics of stories", attrgetter("topics"), by_id)
    return derived.gathered("topics", derived.one("stories of topics", _about, topics, of, tuple(by_id)), by_id)


def _about(topics: Sequence[Topic], of: Mapping[str, tuple[str, ...]], order: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {topic.slug: [] for topic in topics}
    for id in order:
        for slug in dict.fromkeys(of[id]):
            if slug in found:
                found[slug].append(id)
    return found


def _by_article(story: Story) -> dict[str, Story]:
    return {teaser.id: story for teaser in teasers(story)}


def _under_its_name(known: Mapping[str, Source], article: Article) -> Article:
    """The article with the name that the editor gives its outlet; the same object where it has no other."""
    teaser = _named(article.teaser, known)
    return article if teaser is article.teaser else replace(article, teaser=teaser)


def _told_under_names(known: Mapping[str, Source], story: Story) -> Story:
    """The story with one name for each outlet; the same object where its reports have no other."""
    if not known or all(_named(teaser, known) is teaser for teaser in teasers(story)):
        return story
    reports = [
        Report(teaser=_named(one.teaser, known), copies=tuple(_named(copy, known) for copy in one.copies))
        for one in story.reports
    ]
    return replace(story, reports=tuple(reports))


def under_names(
    articles: dict[str, Article], stories: tuple[Story, ...], known: Mapping[str, Source]
) -> tuple[dict[str, Article], tuple[Story, ...]]:
    """Articles and stories with one name for each outlet, whatever the reports call it."""
    named = {id: _under_its_name(known, article) for id, article in articles.items()}
    return named, tuple(_told_under_names(known, story) for story in stories)


def _named(teaser: Teaser, known: Mapping[str, Source]) -> Teaser:
    """A teaser with the names that the editor gives its outlet and its agency."""
    if not known:
        return teaser
    source = known[key].name if (key := teaser.source.casefold()) in known else teaser.source
    agency = known[key].name if (key := teaser.agency.casefold()) in known else teaser.agency
    if (source, agency) == (teaser.source, teaser.agency):
        return teaser
    return replace(teaser, source=source, agency=agency)


def read_texts(
    articles: Mapping[str, Article],
    stories: Iterable[Story],
    evidence: Callable[[Sequence[Account]], Evidence] = story_evidence,
) -> Readings:
    """Read the bodies of all articles, and find what the stories' pages claim."""
    bodies = {id: read_body(article.body) for id, article in articles.items()}
    return Readings(
        texts={id: text_of(article.body) for id, article in articles.items()},
        gists={id: gist_of(body) for id, body in bodies.items()},
        evidence={story.id: evidence(accounts_of(story, bodies)) for story in stories},
    )


def accounts_of(story: Story, bodies: Mapping[str, Body]) -> tuple[Account, ...]:
    """The independent reports of a story as evidence reads them."""
    return tuple(
        Account(
            id=teaser.id,
            title=teaser.title,
            paragraphs=bodies[teaser.id].paragraphs if teaser.id in bodies else (),
            day=teaser.dating.day,
            source=teaser.source,
            agency=teaser.agency,
            language=teaser.language,
        )
        for teaser in (report.teaser for report in story.reports)
    )


def teasers(story: Story) -> tuple[Teaser, ...]:
    """Every report of a story with its copies, in their order."""
    found: list[Teaser] = []
    for report in story.reports:
        found.append(report.teaser)
        found += report.copies
    return tuple(found)


def days(reports: Iterable[Report]) -> list[date]:
    """The known days of the reports, ascending; copies do not count, they bring nothing new."""
    return sorted(report.teaser.dating.day for report in reports if report.teaser.dating.day)


def newest_day(story: Story) -> date | None:
    """The day of the newest independent report."""
    known = [day for report in story.reports if (day := report.teaser.dating.day)]
    return max(known) if known else None


def face_of(story: Story) -> Teaser:
    """The report whose headline the story bears, so headline and quote belong together."""
    heads = [report.teaser for report in story.reports]
    return next((teaser for teaser in heads if teaser.title == story.title), heads[0])


def speaking(story: Story) -> Teaser:
    """The newest report; of two reports of one day the one that states it speaks for the story."""
    heads = [report.teaser for report in story.reports]
    return max(heads, key=lambda one: (one.dating.day or date.min, one.dating.basis is Basis.STATED, one.id))


def newest_first(stories: Iterable[Story]) -> list[Story]:
    """Stories in the order of the site."""
    return sorted(stories, key=_newest_first)


def _newest_first(story: Story) -> tuple[int, int, str]:
    day = newest_day(story)
    return -(day or date.min).toordinal(), -len(story.reports), story.id


def _founding(article: Article) -> tuple[date, str]:
    """Older articles choose their address first, so a newcomer takes none away."""
    return article.teaser.dating.day or date.max, article.teaser.id


def editions_of(stories: Sequence[Story]) -> tuple[Edition, ...]:
    """The editions of these stories, which stand in the order of the site."""
    by_id = {story.id: story for story in stories}
    return _editions(by_id, {id: newest_day(story) for id, story in by_id.items()}, Derived())


def _names(mentions: Mapping[str, Sequence[Mention]], order: Sequence[str]) -> tuple[Name, ...]:
    """Names that two reports or more have, most reported first."""
    where: dict[str, list[str]] = {}
    reports: Counter[str] = Counter()
    for id in order:
        for mention in mentions[id]:
            where.setdefault(mention.name, []).append(id)
            reports[mention.name] += mention.reports
    found = [Name(name, tuple(ids), reports[name]) for name, ids in where.items() if reports[name] > 1]
    return tuple(sorted(found, key=lambda one: (-one.reports, one.name.casefold(), one.name)))
