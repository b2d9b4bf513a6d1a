"""What was found out about texts, kept by content: a text is read once, a story told once, while nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from functools import partial
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from digest.build.inputs import Inputs
from digest.build.packing import packer, unpacker
from digest.build.state import State
from digest.build.telling import Told, books
from digest.build.workers import spread
from digest.claims import Evidence
from digest.content.files import Found
from digest.derived import Derived, as_it_is
from digest.evidence.story import story_evidence
from digest.model import Article, Report, Story, Thread, Topic, by_day
from digest.site.site import Readings, accounts_of, teasers
from digest.site.texts import Gist, Text, gist_of
from digest.stories.ledger import Entry, Ledger
from digest.stories.names import Known
from digest.stories.story import members_shown, parts_of, tell_story, threaded
from digest.stories.threads import Links, Profile, Span, profile, span_of, thread_up
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

    def lacking(self, keys: Mapping[str, str]) -> list[str]:
        """The names of those keys that nothing is kept for."""
        return [name for name, key in keys.items() if key not in self._live and key not in self._plain]

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
        for held in (self._live, self._plain):
            for key in held.keys() - kept:
                del held[key]

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

        self.derived = Derived()
        """What was told, planned and found out last, with what it was made of."""

        self._links = Links()
        self._woven: tuple[Mapping[str, Span], Mapping[str, Profile]] | None = None
        """What the threads were found in."""

        self.known = 0
        self.read = 0

    def fill(self, state: State) -> None:
        """Leave everything to the next process, as a file holds it."""
        state.gists = self.gists.plain()
        state.evidence = self.evidence.plain()
        state.stories = self.shapes
        state.profiles = self.profiles
        key = _woven_key(*self._woven) if self._woven else self.threads[0]
        state.threads = (key, packer(tuple[Thread, ...])(self.threads[1]))

    def told(self, inputs: Inputs) -> Told:
        """The stories; those of which nothing changed are the same objects as before."""
        derived, files = self.derived, self._files(inputs)
        found = books(inputs.config, files, inputs.ledger, derived, index=partial(self._indexed, files))
        own = members_shown(found.ledger, derived.one("files shown", _shown, files), derived)
        entries = {id: found.ledger.entries[id] for id in own}
        parts = derived.one("parts of entries", _parts, found.ledger)
        retold = derived.each("telling", self._retold, entries, own, parts, shared=(inputs.config.topics,))
        self.shapes = {key: shape for key, shape, _ in retold.values()}
        stories = derived.each("stories", itemgetter(2), retold)
        telling = threaded(
            found.ledger, stories, self._threads(stories, self._reports(stories, files, "to thread")), derived
        )
        return Told(telling=telling, findings=found.findings, notes=found.notes)

    def _files(self, inputs: Inputs) -> Mapping[str, Found]:
        return self.derived.one("files", _by_id, inputs.files)

    def _reports(
        self, stories: Mapping[str, Story], files: Mapping[str, Found], use: str
    ) -> Mapping[str, tuple[Found, ...]]:
        """The files of each story's independent reports."""
        ids = self.derived.each(f"ids of reports {use}", _report_ids, stories)
        return self.derived.gathered(f"reports {use}", ids, files)

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

    def _retold(
        self, topics: Sequence[Topic], entry: Entry, own: tuple[Found, ...], parts: tuple[str, ...] | None
    ) -> tuple[str, Shape, Story]:
        """A story, with its shape and the key of that."""
        members = sorted(own, key=lambda one: by_day(one.head))
        key = shape_key(entry, members, topics, parts or ())
        if key in self.shapes:
            shape = self.shapes[key]
            return key, shape, shaped(entry, [one.head for one in members], shape, parts or ())
        articles = tuple(one.article for one in members)
        story = tell_story(entry, articles, topics, parts or ())
        return key, shape_of(story, articles), story

    def _threads(self, stories: Mapping[str, Story], reports: Mapping[str, tuple[Found, ...]]) -> tuple[Thread, ...]:
        """The threads; while no story's names, days or language change, those that were found before."""
        derived = self.derived
        keys = derived.each("keys of reports", _reports_key, reports)
        profiles = derived.each("profiles", self._profile, keys, reports)
        self.profiles = {key: profiles[id] for id, key in keys.items()}
        spans = derived.one("spans", _dated, derived.each("spans of stories", span_of, stories))
        if self._woven is None and self.threads[0] and self.threads[0] == _woven_key(spans, profiles):
            self._woven = (spans, profiles)
        if self._woven is None or self._woven[0] is not spans or self._woven[1] is not profiles:
            found = {one.id: one for one in thread_up(self._links.of(spans, profiles))}
            self._woven = (spans, profiles)
            self.threads = ("", tuple(derived.each("threads", as_it_is, found).values()))
        return self.threads[1]

    def _profile(self, key: str, reports: tuple[Found, ...]) -> Profile:
        return self.profiles.get(key) or profile([one.article for one in reports])

    def readings(self, inputs: Inputs, stories: Sequence[Story], jobs: int) -> Readings:
        """What the texts come to; those that are new are read by so many processes."""
        derived, files = self.derived, self._files(inputs)
        by_id = derived.each("stories to read", as_it_is, {story.id: story for story in stories})
        reports = derived.each("keys of reports read", _reports_key, self._reports(by_id, files, "to read"))
        keys = derived.each("keys of evidence", _evidence_key, reports, shared=(names_key(inputs.names),))
        texts = derived.one("texts", _texts, files)
        unread = set(self.gists.lacking(derived.each("digests of texts", attrgetter("digest"), texts)))
        unknown = set(self.evidence.lacking(keys))
        ids = derived.each("texts of stories", _text_ids, by_id)
        fresh = [story for id, story in by_id.items() if id in unknown or not unread.isdisjoint(ids[id])]
        for story, (evidence, gists) in zip(
            fresh, spread(partial(_read, files, inputs.names), fresh, jobs), strict=True
        ):
            self.evidence.put(keys[story.id], evidence)
            for digest, gist in gists.items():
                self.gists.put(digest, gist)
        self.known, self.read = len(stories) - len(fresh), len(fresh)
        for id in unread:
            text = texts[id]
            if text.digest not in self.gists:  # of an article in no story
                self.gists.put(text.digest, gist_of(text.body()))
        self.gists.keep(text.digest for text in texts.values())
        self.evidence.keep(keys.values())
        return Readings(
            texts=texts,
            gists=derived.each("gists", lambda text: self.gists[text.digest], texts),
            evidence=derived.each("evidence", self.evidence.__getitem__, keys),
        )


def _by_id(files: Mapping[str, Found]) -> dict[str, Found]:
    return {one.head.teaser.id: one for one in files.values()}


def _shown(files: Mapping[str, Found]) -> dict[str, Found]:
    return {id: one for id, one in files.items() if not one.head.draft}


def _texts(files: Mapping[str, Found]) -> dict[str, Text]:
    return {id: one.text for id, one in files.items() if not one.head.draft}


def _parts(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    return {id: parts_of(ledger, entry) for id, entry in ledger.entries.items() if entry.split_into}


def _report_ids(story: Story) -> tuple[str, ...]:
    return tuple([report.teaser.id for report in story.reports])


def _text_ids(story: Story) -> tuple[str, ...]:
    return tuple([teaser.id for teaser in teasers(story)])


def _dated(spans: Mapping[str, Span | None]) -> dict[str, Span]:
    return {id: span for id, span in spans.items() if span is not None}


def _woven_key(spans: Mapping[str, Span], profiles: Mapping[str, Profile]) -> str:
    """A digest of all that the threads depend on: tables by the stories' ids."""
    return digest_of(repr((sorted(spans.items(), key=itemgetter(0)), sorted(profiles.items(), key=itemgetter(0)))), 32)


def _evidence_key(names: str, reports: str) -> str:
    return f"{names} {reports}"


def shape_key(entry: Entry, own: Sequence[Found], topics: Sequence[Topic], parts: Sequence[str]) -> str:
    """A digest of all that telling one story depends on; its articles stand in the order of time."""
    return digest_of(repr((entry, [one.text.digest for one in own], topics, tuple(parts))), 32)


def reports_key(story: Story, files: Mapping[str, Found]) -> str:
    """The texts of a story's independent reports, of files by the articles' ids."""
    return _reports_key([files[report.teaser.id] for report in story.reports])


def _reports_key(reports: Sequence[Found]) -> str:
    return " ".join([one.text.digest for one in reports])


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
