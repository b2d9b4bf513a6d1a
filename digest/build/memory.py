"""What was found out about texts, kept by content: a text is read once, a story told once, while nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from digest.build.inputs import Inputs
from digest.build.packing import packer, unpacker
from digest.build.state import State
from digest.build.telling import Told, tell
from digest.build.workers import spread
from digest.claims import Evidence
from digest.content.files import Found
from digest.evidence.story import story_evidence
from digest.model import Article, Report, Story, Thread, Topic
from digest.site.site import Readings, accounts_of, teasers
from digest.site.texts import Gist, gist_of
from digest.stories.ledger import Entry
from digest.stories.names import Known
from digest.stories.story import tell_story
from digest.stories.threads import profile, thread_links, thread_up
from digest.text import digest_of

if TYPE_CHECKING:
    from digest.stories.index import Index

_Value = TypeVar("_Value")


class Shelf(Generic[_Value]):
    """Values by a digest of what they were made from, some of them still as plain as a file holds them."""

    def __init__(self, kind: Callable[..., _Value], plain: MutableMapping[str, Any] | None = None) -> None:
        """Begin with what a file held; what changes is changed there."""
        self._plain: MutableMapping[str, Any] = {} if plain is None else plain
        self._live: dict[str, _Value] = {}
        self._pack = packer(kind)
        self._unpack = unpacker(kind)

    def __contains__(self, key: str) -> bool:
        return key in self._live or key in self._plain

    def __getitem__(self, key: str) -> _Value:
        if key not in self._live:
            self._live[key] = self._unpack(self._plain[key])
        return self._live[key]

    def put(self, key: str, value: _Value) -> None:
        """Keep a value."""
        self._live[key] = value

    def drop(self, key: str) -> None:
        """Forget one."""
        self._live.pop(key, None)
        self._plain.pop(key, None)

    def keep(self, keys: Iterable[str]) -> None:
        """Forget all others."""
        kept = set(keys)
        self._live = {key: value for key, value in self._live.items() if key in kept}
        self._plain = {key: value for key, value in self._plain.items() if key in kept}

    def plain(self) -> MutableMapping[str, Any]:
        """Everything as a file holds it."""
        for key, value in self._live.items():
            if key not in self._plain:
                self._plain[key] = self._pack(value)
        return self._plain


Shape = tuple[str, tuple[tuple[int, ...], ...], tuple[str, ...]]
"""What telling a story decides: headline, its articles by texts (places in the order of time), topics."""


class Memory:
    """Results by the digests of what they were made from; only what the last site used is kept."""

    def __init__(
        self,
        gists: MutableMapping[str, Any] | None = None,
        evidence: MutableMapping[str, Any] | None = None,
        shapes: MutableMapping[str, Shape] | None = None,
        profiles: MutableMapping[str, Mapping[str, float]] | None = None,
        threads: tuple[str, Any] | None = None,
        *,
        root: Path,
    ) -> None:
        """Begin with what a file held."""
        self.root = root
        self.index: Index | None = None
        """Made when the first newcomer comes."""

        self.gists = Shelf(Gist, gists)
        """By the digest of the article's file."""

        self.evidence = Shelf(Evidence, evidence)
        """By the digests of the editor's names and of the files of a story's independent reports."""

        self.shapes: MutableMapping[str, Shape] = {} if shapes is None else shapes
        """By the digests of a story's files, its entry of the ledger, and the topics."""

        self.profiles: MutableMapping[str, Mapping[str, float]] = {} if profiles is None else profiles
        """Names of stories, by the digests of the files of their independent reports."""

        key, found = threads or ("", ())
        self.threads: tuple[str, tuple[Thread, ...]] = (key, unpacker(tuple[Thread, ...])(found))
        """The threads found last, with a digest of all that they depend on."""

        self._told: list[Any] = []
        """What the threads were found in, as it is: comparing that with what is told now costs no digest."""

        self._stories: dict[str, tuple[tuple[object, ...], str, Story]] = {}
        """By their ids, with what they were told from and the digest of that."""

        self.known = 0
        self.read = 0

    def fill(self, state: State) -> None:
        """Leave everything to the next process, as a file holds it."""
        state.gists = self.gists.plain()
        state.evidence = self.evidence.plain()
        state.stories = self.shapes
        state.profiles = self.profiles
        state.threads = (self.threads[0], packer(tuple[Thread, ...])(self.threads[1]))

    def told(self, inputs: Inputs) -> Told:
        """The stories; those of which nothing changed are the same objects as before."""
        files = {one.id: one for one in inputs.files.values()}
        used: dict[str, tuple[tuple[object, ...], str, Story]] = {}
        told = tell(
            inputs.config,
            [one.head for one in files.values()],  # no text is needed that has been read before
            inputs.ledger,
            teller=partial(self._story, files, used),
            threader=partial(self._threads, files),
            index=partial(self._indexed, files),
        )
        self._stories = used
        self.shapes = {key: self.shapes[key] for _, key, _ in used.values()}
        return told

    def _indexed(self, files: Mapping[str, Found]) -> Index:
        """The index that newcomers are placed with; it reads the texts that it does not know."""
        from digest.content.kept_index import kept_index  # brings NumPy

        if self.index is None:
            self.index = kept_index(self.root)
        self.index.words.digest = lambda article: files[article.teaser.id].text.digest
        self.index.words.whole = lambda article: files[article.teaser.id].article
        return self.index

    def keep_index(self, inputs: Inputs) -> None:
        """Keep what was read to place newcomers."""
        if self.index is not None:
            from digest.content.kept_index import keep_index

            keep_index(self.root, self.index, [one.text.digest for one in inputs.files.values()])

    def _story(
        self,
        files: Mapping[str, Found],
        used: dict[str, tuple[tuple[object, ...], str, Story]],
        entry: Entry,
        articles: tuple[Article, ...],
        topics: Sequence[Topic],
        parts: Sequence[str] = (),
    ) -> Story:
        own = [files[article.teaser.id] for article in articles]
        ingredients = (entry, topics, tuple(parts), *[one.text.digest for one in own])
        known = self._stories.get(entry.id)
        if known is None or known[0] != ingredients or known[1] not in self.shapes:
            key = shape_key(entry, own, topics, parts)
            if key in self.shapes:
                story = shaped(entry, articles, self.shapes[key], parts)
            else:
                story = tell_story(entry, tuple(one.article for one in own), topics, parts)
                self.shapes[key] = shape_of(story, articles)
            known = (ingredients, key, story)
        used[entry.id] = known
        return known[2]

    def _threads(self, files: Mapping[str, Found], stories: Sequence[Story]) -> tuple[Thread, ...]:
        """The threads; while no story's names, days or language change, those that were found before."""
        keys = {story.id: reports_key(story, files) for story in stories}
        self.profiles = {
            key: self.profiles.get(key) or profile([files[one.teaser.id].article for one in story.reports])
            for story, key in zip(stories, keys.values(), strict=True)
        }
        told = [
            (one.id, self.profiles[keys[one.id]], [(at.teaser.dating.day, at.teaser.language) for at in one.reports])
            for one in sorted(stories, key=lambda one: one.id)
        ]
        if told == self._told:
            return self.threads[1]
        self._told = told
        key = digest_of(repr(told), 32)
        if key != self.threads[0]:
            links = thread_links(stories, lambda one: self.profiles[keys[one.id]])
            self.threads = (key, thread_up(links))
        return self.threads[1]

    def readings(self, inputs: Inputs, stories: Sequence[Story], jobs: int) -> Readings:
        """What the texts come to; those that are new are read by so many processes."""
        files = {one.id: one for one in inputs.files.values()}
        names = names_key(inputs.names)
        keys = {story.id: f"{names} {reports_key(story, files)}" for story in stories}
        fresh = [
            story
            for story in stories
            if keys[story.id] not in self.evidence
            or any(files[one.id].text.digest not in self.gists for one in teasers(story))
        ]
        for story, (evidence, gists) in zip(
            fresh, spread(partial(_read, files, inputs.names), fresh, jobs), strict=True
        ):
            self.evidence.put(keys[story.id], evidence)
            for digest, gist in gists.items():
                self.gists.put(digest, gist)
        self.known, self.read = len(stories) - len(fresh), len(fresh)
        shown = {id: one.text for id, one in files.items() if not one.head.draft}
        for text in shown.values():
            if text.digest not in self.gists:  # of an article in no story
                self.gists.put(text.digest, gist_of(text.body()))
        self.gists.keep(text.digest for text in shown.values())
        self.evidence.keep(keys.values())
        return Readings(
            texts=shown,
            gists={id: self.gists[text.digest] for id, text in shown.items()},
            evidence={id: self.evidence[key] for id, key in keys.items()},
        )


def shape_key(entry: Entry, own: Sequence[Found], topics: Sequence[Topic], parts: Sequence[str]) -> str:
    """A digest of all that telling one story depends on; its articles stand in the order of time."""
    return digest_of(repr((entry, [one.text.digest for one in own], topics, tuple(parts))), 32)


def reports_key(story: Story, files: Mapping[str, Found]) -> str:
    """The texts of a story's independent reports, of files by the articles' ids."""
    return " ".join([files[report.teaser.id].text.digest for report in story.reports])


def names_key(names: Sequence[Known]) -> str:
    """A digest of the editor's names."""
    return digest_of(repr(names), 16)


def _read(files: Mapping[str, Found], names: Sequence[Known], story: Story) -> tuple[Evidence, dict[str, Gist]]:
    """Read the texts of one story."""
    bodies = {teaser.id: files[teaser.id].text.body() for teaser in teasers(story)}
    gists = {files[id].text.digest: gist_of(body) for id, body in bodies.items()}
    return story_evidence(accounts_of(story, bodies), known=names), gists


def shape_of(story: Story, articles: Sequence[Article]) -> Shape:
    """What telling it decided."""
    place = {article.teaser.id: at for at, article in enumerate(articles)}
    groups = tuple(tuple(place[one.id] for one in (report.teaser, *report.copies)) for report in story.reports)
    return story.title, groups, story.topics


def shaped(entry: Entry, articles: Sequence[Article], shape: Shape, parts: Sequence[str]) -> Story:
    """The story that was told of these articles before."""
    title, groups, topics = shape
    return Story(
        id=entry.id,
        slug=entry.slug,
        title=title,
        reports=tuple(
            Report(teaser=articles[first].teaser, copies=tuple(articles[at].teaser for at in rest))
            for first, *rest in groups
        ),
        topics=topics,
        former=entry.former,
        split_into=tuple(parts),
    )
