"""What an editor does to stories: merge, split, move, rename, each said in words and written at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from digest.content.ledger import LedgerFile, write_ledger
from digest.diagnostics import refuse
from digest.model import Article, Story, by_day
from digest.stories import ledger as ledgers
from digest.stories.assign import update
from digest.stories.ledger import LEDGER, Entry, Ledger
from digest.stories.story import tell_story
from digest.text import clean, counted


@dataclass(frozen=True, slots=True)
class Edit:
    """A ledger as it shall be, and what is different in it, in sentences."""

    ledger: Ledger
    said: tuple[str, ...]


class Desk:
    """A ledger and the articles it speaks of, while an editor works on it."""

    def __init__(self, root: Path, file: LedgerFile, articles: Sequence[Article]) -> None:
        """Take a sound ledger and all articles, drafts too."""
        self.root = root
        self.file = file
        self.ledger = file.ledger
        self.articles = {article.teaser.id: article for article in sorted(articles, key=by_day)}

    @cached_property
    def places(self) -> dict[str, str]:
        """For each article that a story holds, the story's id."""
        return self.ledger.story_of()

    def members(self, entry: Entry) -> tuple[Article, ...]:
        """The articles of a story that are there, in the order of time."""
        return tuple(sorted((self.articles[one] for one in entry.members if one in self.articles), key=by_day))

    def story(self, entry: Entry) -> Story | None:
        """A story as it is told; nothing while none of its articles is shown."""
        shown = tuple(article for article in self.members(entry) if not article.draft)
        return tell_story(entry, shown, ()) if shown else None

    def title(self, entry: Entry) -> str:
        """The headline of a story, by its ledger if no article tells it."""
        story = self.story(entry)
        return story.title if story else entry.title

    def merge(self, first: str, second: str) -> Edit:
        """Let one of two stories tell both; the older stays.

        Raises:
            DigestError: a name means no story, both mean one, or pins keep them apart.
        """
        kept, other = sorted((self.ledger.find(first), self.ledger.find(second)), key=self._age)
        edited = ledgers.merge(self.ledger, kept.id, other.id, title=self.title(other))
        self._check_pins(edited)
        return Edit(
            edited,
            (
                f"{other.id} is told by {kept.id} now: {self._counted(edited.entries[kept.id])}",
                f"{_address(other.slug)} leads on to {_address(kept.slug)}",
            ),
        )

    def split(self, name: str, articles: Sequence[str]) -> Edit:
        """Part a story in two; the id stays with the part that keeps more of the reports.

        Raises:
            DigestError: no story is called so, an article is not in it, or a part would be empty.
        """
        entry = self.ledger.find(name)
        titles = {article.teaser.id: article.teaser.title for article in self.members(entry)}
        edited, new = ledgers.split(self.ledger, entry.id, articles, titles=titles)
        self._check_pins(edited)
        return Edit(
            edited,
            (
                f"{entry.id} keeps {self._counted(edited.entries[entry.id])} and its address {_address(entry.slug)}",
                f"{new.id} is new: {self._counted(new)}, {_address(new.slug)}",
            ),
        )

    def apart(self, first: str, second: str) -> Edit:
        """Note that two stories are two.

        Raises:
            DigestError: a name means no story, or both mean one.
        """
        older, other = sorted((self.ledger.find(first), self.ledger.find(second)), key=self._age)
        edited = ledgers.tell_apart(self.ledger, older.id, other.id)
        return Edit(edited, (f"{older.id} and {other.id} are two stories: no merge of them is proposed",))

    def together(self, name: str, articles: Sequence[str]) -> Edit:
        """Note that articles belong to their story.

        Raises:
            DigestError: no story is called so, or an article is not in it.
        """
        entry = self.ledger.find(name)
        edited = ledgers.keep_together(self.ledger, entry.id, articles)
        said = f"{', '.join(articles)}: said to belong to {entry.id}, no split is proposed"
        return Edit(edited, (said,))

    def move(self, article: str, name: str) -> Edit:
        """Put an article into another story.

        Raises:
            DigestError: no story holds the article, no story is called so, or a pin keeps it where it is.
        """
        target = self.ledger.find(name)
        source = self.ledger.entries.get(self.places.get(article, ""))
        edited = ledgers.move(self.ledger, article, target.id, title=self.title(source) if source else "")
        self._check_pins(edited)
        said = [f"{article} is in {target.id} now, which has {self._counted(edited.entries[target.id])}"]
        if source and edited.entries[source.id].merged_into:
            said.append(f"{source.id} has no article left: {_address(source.slug)} leads on to {_address(target.slug)}")
        elif source:
            said.append(f"{source.id} keeps {self._counted(edited.entries[source.id])}")
        return Edit(edited, tuple(said))

    def rename(self, name: str, *, title: str | None, slug: str | None) -> Edit:
        """Give a story another headline, another address, or both; an empty title leaves it to the reports again.

        Raises:
            DigestError: no story is called so, the slug is no slug, or another story has or had it.
        """
        entry = self.ledger.find(name)
        if slug is not None and not ledgers.is_slug(slug):
            fix = "use words of a-z and 0-9 with - between: ferry-runs-aground"
            raise refuse("story.bad-slug", LEDGER, f"'{slug}' is no slug", fix)
        edited = ledgers.rename(self.ledger, entry.id, title=None if title is None else clean(title), slug=slug)
        new = edited.entries[entry.id]
        said = []
        if new.title != entry.title:
            said.append(f"{entry.id} is called: {new.title or self.title(new)}")
        if new.slug != entry.slug:
            said.append(f"{_address(entry.slug)} leads on to {_address(new.slug)}")
        return Edit(edited, tuple(said) or ("nothing changed",))

    def write(self, edit: Edit) -> bool:
        """Write what was edited; true when the file is another now.

        Raises:
            DigestError: somebody changed the ledger meanwhile, or the disk refuses.
        """
        return write_ledger(self.root, self.file, edit.ledger)

    def _age(self, entry: Entry) -> tuple[object, ...]:
        """The order of stories by their first report."""
        founder = self.articles.get(entry.founder)
        first = [founder] if founder else list(self.members(entry)[:1])
        return (not first, *(by_day(one) for one in first), entry.id)

    def _counted(self, entry: Entry) -> str:
        return counted(len(entry.members), "article")

    def _check_pins(self, edited: Ledger) -> None:
        """Refuse what the next ingest would undo, for the pins of editors decide.

        Raises:
            DigestError: an article's `story` says otherwise.
        """
        held = edited.story_of()
        known = [article for id, article in self.articles.items() if id in held]
        before = {one.article for one in update(self.ledger, known, granularity=1.0, whole=False).moved}
        for one in update(edited, known, granularity=1.0, whole=False).moved:
            if one.article not in before:
                article = self.articles[one.article]
                problem = f"its 'story: {one.word}' puts the article into another story"
                raise refuse("story.pinned", article.path, problem, "change or remove that line, then do it again")


def _address(slug: str) -> str:
    return f"stories/{slug}.html"
