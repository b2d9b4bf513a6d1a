"""From the ledger to the telling: each entry becomes a story with reports, headline and topics, or a former one."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from digest.derived import Derived, in_order
from digest.model import Article, Fate, Report, Retired, Story, Telling, Thread, Topic, by_day
from digest.stories.assign import update
from digest.stories.headline import headline
from digest.stories.ledger import Entry, Ledger
from digest.stories.threads import Profile, profile, thread_links, thread_up
from digest.stories.topics import story_topics
from digest.text import clean

Profiler = Callable[[Sequence[Article]], Profile]
"""Makes the names of one story's reports; see `profile`."""

Teller = Callable[[Entry, tuple[Article, ...], Sequence[Topic], Sequence[str]], Story]
"""Makes one story; see `tell_story`."""

_Member = TypeVar("_Member")


def tell_stories(articles: Sequence[Article], topics: Sequence[Topic], *, granularity: float) -> tuple[Story, ...]:
    """Group articles into stories as if they were the first: the newest first, those without any date last.

    The same articles in any order give the same stories. Drafts are left out.

    Args:
        articles: N articles with ids that differ.
        topics: in the order of `digest.toml`; a story's topics keep it.
        granularity: mean similarity at which stories stop growing together, 0 to 1.

    Cost: that of clustering, see `update`.
    """
    done = update(Ledger(), articles, granularity=granularity)
    return tell(done.ledger, articles, topics).stories


def tell(
    ledger: Ledger,
    articles: Sequence[Article],
    topics: Sequence[Topic],
    *,
    profiler: Profiler = profile,
) -> Telling:
    """Tell the stories of a ledger; nothing is clustered.

    A story without an article that is shown is told no more: its addresses are kept as those
    of a former one. Articles that no story holds are left out, so bring the ledger up to date.

    Args:
        ledger: sound.
        articles: all articles there are; drafts are left out here.
        topics: in the order of `digest.toml`.
        profiler: the names of a story's reports.

    Cost: 0.3 ms an article, of which topics and names take most.
    """
    shown = {article.teaser.id: article for article in articles if not article.draft}
    derived = Derived()
    stories = {
        id: tell_story(ledger.entries[id], tuple(sorted(own, key=by_day)), topics, parts_of(ledger, ledger.entries[id]))
        for id, own in members_shown(ledger, shown, derived).items()
    }
    links = thread_links(stories.values(), lambda one: profiler([shown[at.teaser.id] for at in one.reports]))
    return threaded(ledger, stories, thread_up(links), derived)


def members_shown(ledger: Ledger, shown: Mapping[str, _Member], derived: Derived) -> Mapping[str, tuple[_Member, ...]]:
    """For each story that is told its members that are shown, by their ids.

    Args:
        ledger: sound.
        shown: articles by their ids, as whatever holds them.
        derived: where this was made before.
    """
    ids = derived.each("members of entries", _members, ledger.entries)
    found = derived.gathered("members shown", ids, shown)
    return derived.one("members of stories", _told, found)


def _members(entry: Entry) -> tuple[str, ...]:
    return entry.members


def _told(members: Mapping[str, tuple[_Member, ...]]) -> dict[str, tuple[_Member, ...]]:
    return {id: own for id, own in members.items() if own}


def parts_of(ledger: Ledger, entry: Entry) -> tuple[str, ...]:
    """Ids of the stories that tell what was split off from a story."""
    return tuple(part for one in entry.split_into for part in ledger.final(one))


def threaded(ledger: Ledger, stories: Mapping[str, Story], threads: tuple[Thread, ...], derived: Derived) -> Telling:
    """The telling of these stories, each in its thread, with what became of the others of the ledger."""
    thread_of = {id: thread.id for thread in threads for id in thread.stories}
    told = derived.each("stories in threads", _in_thread, stories, thread_of)
    order = derived.one("order of telling", in_order, derived.each("places in telling", _newest_first, told))
    quiet = [entry for id, entry in ledger.entries.items() if id not in told]
    return Telling(
        stories=tuple([told[id] for id in order]),
        threads=threads,
        retired=tuple([_retired(entry, ledger, told) for entry in quiet]),
    )


def _in_thread(story: Story, thread: str | None) -> Story:
    return replace(story, thread=thread) if thread else story


def tell_story(
    entry: Entry, articles: tuple[Article, ...], topics: Sequence[Topic], parts: Sequence[str] = ()
) -> Story:
    """One story of its entry and its articles, and of nothing else.

    Args:
        entry: what the ledger says of it.
        articles: those of its members that are shown, at least one, in the order of time.
        topics: all topics of the site.
        parts: ids of the stories that tell what was split off.
    """
    groups = folded(articles)
    standing = [group[0] for group in groups]
    copies = [article for group in groups for article in group[1:]]
    speaking = [article for article in copies if article.topics is not None] + standing
    return Story(
        id=entry.id,
        slug=entry.slug,
        title=clean(entry.title) or headline([article.teaser for article in standing]),
        reports=tuple(
            Report(teaser=group[0].teaser, copies=tuple(article.teaser for article in group[1:])) for group in groups
        ),
        topics=story_topics(speaking, topics),
        former=entry.former,
        split_into=tuple(parts),
    )


def folded(articles: Sequence[Article]) -> list[tuple[Article, ...]]:
    """The articles of one story by their texts: the one that stands for a text first, then its copies.

    Args:
        articles: in the order of time; so are the texts.

    Cost: 20 us an article where no two of them share half of their words.
    """
    if not _may_hold_copies(articles):
        return [(article,) for article in articles]
    from digest.stories.folding import fold  # brings NumPy, which most builds do not need
    from digest.stories.links import item

    folds = sorted(fold([item(article) for article in articles]), key=lambda one: one.article)
    return [tuple(articles[number] for number in (one.article, *one.copies)) for one in folds]


_LIKE = 0.45
"""Share of the sampled runs of words of one text that stand in another, below which they cannot be
copies: these share 0.6 of all runs."""

_LONG = 7
"""Letters of the words at which runs are sampled: a fifth of all words have so many."""

_FEW = 12
"""Texts with fewer such runs are always looked at closely."""


def _may_hold_copies(articles: Sequence[Article]) -> bool:
    """Whether two of the texts share so many runs of words that a close look is worth its time."""
    if len(articles) < 2:
        return False
    if not all(one.body for one in articles):
        return True
    runs = [_runs(one.body.split()) for one in articles]
    return any(_alike(runs[a], second) for b, second in enumerate(runs) for a in range(b))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """The runs of four words that begin with a long one."""
    runs = zip(words, words[1:], words[2:], words[3:], strict=False)
    return {run for run in runs if len(run[0]) >= _LONG}


def _alike(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> bool:
    small = min(len(a), len(b))
    return small < _FEW or len(a & b) >= _LIKE * small


def _newest_first(story: Story) -> tuple[bool, int, str]:
    newest = max((day.toordinal() for report in story.reports if (day := report.teaser.dating.day)), default=0)
    return (newest == 0, -newest, story.id)


def _retired(entry: Entry, ledger: Ledger, told: Container[str]) -> Retired:
    into = tuple(id for id in ledger.final(entry.id) if id in told)
    fate = Fate.GONE
    if into:
        fate = Fate.MERGED if entry.merged_into else Fate.SPLIT
    elif entry.split_into:
        into = tuple(id for one in entry.split_into for id in ledger.final(one) if id in told)
        fate = Fate.SPLIT if into else Fate.GONE
    return Retired(id=entry.id, slugs=entry.slugs, title=clean(entry.title) or _title_of(entry), fate=fate, into=into)


def _title_of(entry: Entry) -> str:
    """A name for a story whose reports are gone: its slug in words."""
    words = entry.slug.removesuffix(f"-{entry.id[:6]}").replace("-", " ").strip()
    return words[:1].upper() + words[1:] or entry.id
