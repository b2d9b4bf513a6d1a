"""A session that has seen any edits shows what a new one shows, and tells every file that differs."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from conftest import TOML, project, source_file
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from digest.build.session import Session
from digest.content.bookkeeping import keep_books
from digest.content.files import read_articles

PLACES = ("Kelmar", "Ostria", "Norland", "Tannholm")
BODY = (
    "On Tuesday envoy Mira Soltan of {place} and premier Jonas Brandt spoke of the {thing} in {place}. The {thing} will"
    ' cost {cost} million euros, said Jonas Brandt.\n\n"We have waited long for the {thing}," Mira Soltan said in {place}.\n'
)
THINGS = ("ferry", "tunnel", "treaty", "harbour")
SETTINGS = TOML.replace("[site]", '[site]\nbase_url = "https://example.org/d/"\nshare_cards = 2', 1)


def text(number: int, report: int) -> str:
    """A report: stories of one place are weeks or months apart, so some continue others."""
    place, thing = PLACES[number % len(PLACES)], THINGS[number % 3]
    return source_file(
        BODY.format(place=place, thing=thing, cost=10 + number + report),
        id=f"{number:02}{report}aaaa",
        title=f"{place} {thing} is report {report} of {number}",
        date=f"2025-{1 + number % 6:02}-{10 + number + report:02}",
        source=("Sample Wire", "Example Post")[report % 2],
    )


ARTICLES = {f"{number:02}-{report}.md": text(number, report) for number in range(9) for report in range(1 + number % 2)}
NAMES = st.sampled_from(sorted(ARTICLES))


@settings(max_examples=4, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck))
class Saves(RuleBasedStateMachine):
    """Saves of every kind, each seen by the one session."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("digest.site.index.WHOLE", 3)
        self.patch.setattr("digest.site.topic_plan.FULL", 1)
        self.patch.setattr("digest.site.topic_plan.LINES", 1)
        self.patch.setattr("digest.site.feeds.ENTRIES", 4)
        self.root = project(Path(self.folder.name) / "p", ARTICLES, SETTINGS)
        entries = [(number, [f"{number:02}{report}aaaa" for report in range(1 + number % 2)]) for number in range(9)]
        (self.root / "content/stories.toml").write_text(
            "".join(
                f'[stories.{ids[0]}]\nslug = "s-{ids[0]}"\nmembers = [\n'
                + "".join(f'  "{id}",\n' for id in ids)
                + "]\n\n"
                for _, ids in entries
            )
        )
        self.session = Session(self.root)
        self.session.update()
        self.seen = self.whole(self.session)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.patch.undo()
            self.folder.cleanup()

    @staticmethod
    def whole(session: Session) -> dict[str, bytes | None]:
        return {path: session.page(path) for path in session.paths()}

    def saved(self, name: str, pattern: str, new: str) -> None:
        file = self.root / "content/articles" / name
        if file.exists():
            was = file.read_text(encoding="utf-8")
            file.write_text(re.sub(pattern, new, was, count=1), encoding="utf-8")
            self.look(name)

    def look(self, *names: str) -> None:
        update = self.session.update([f"content/articles/{name}" for name in names])
        now = self.whole(self.session)
        assert {path for path in now if now[path] != self.seen.get(path)} <= set(update.changed)
        assert self.seen.keys() - now.keys() == set(update.removed)
        self.seen = now

    @rule(name=NAMES, word=st.sampled_from(["Another title", "Ostria and Norland", "Kelmar ferry: a second look"]))
    def title(self, name: str, word: str) -> None:
        self.saved(name, r"(?m)^title: .*$", f"title: '{word}'")

    @rule(name=NAMES, day=st.sampled_from(["2025-01-12", "2025-03-20", "2025-06-30", "2025-07-02", "2024-12-31"]))
    def date(self, name: str, day: str) -> None:
        self.saved(name, r"(?m)^date: .*$", f"date: {day}")

    @rule(name=NAMES, number=st.integers(1, 3))
    def quote(self, name: str, number: int) -> None:
        self.saved(name, "We have waited", f"For {number} years we have waited")

    @rule(name=NAMES, person=st.sampled_from(["Ada Placeholder", "Cy Example"]))
    def person(self, name: str, person: str) -> None:
        self.saved(name, "Mira Soltan", person)

    @rule(name=NAMES, place=st.sampled_from(PLACES))
    def place(self, name: str, place: str) -> None:
        self.saved(name, "of [A-Z][a-z]+ and", f"of {place} and")

    @rule(name=NAMES, topics=st.sampled_from(["[]", "[ferries]"]))
    def topics(self, name: str, topics: str) -> None:
        self.saved(name, r"\n---\n", f"\ntopics: {topics}\n---\n")

    @rule(name=NAMES)
    def hide(self, name: str) -> None:
        self.saved(name, r"\n---\n", "\ndraft: true\n---\n")

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        (self.root / "content/articles" / name).unlink(missing_ok=True)
        self.look(name)

    @rule(name=NAMES)
    def restore(self, name: str) -> None:
        (self.root / "content/articles" / name).write_text(ARTICLES[name], encoding="utf-8")
        self.look(name)

    @rule(name=NAMES)
    def body(self, name: str) -> None:
        self.saved(name, r"\Z", "\nNothing else was said.\n")

    @rule(a=NAMES, b=NAMES)
    def exchange(self, a: str, b: str) -> None:
        for name, other in ((a, b), (b, a)):
            first, rest = ARTICLES[name].split("\n---\n", 1)[0], ARTICLES[other].split("\n---\n", 1)[1]
            (self.root / "content/articles" / name).write_text(f"{first}\n---\n{rest}", encoding="utf-8")
        self.look(a, b)

    @rule()
    def enter(self) -> None:
        keep_books(self.root, read_articles(self.root)[0], granularity=0.2)
        self.session.update(["content/stories.toml"])
        self.seen = self.whole(self.session)

    @rule(title=st.sampled_from(["Ferries", "Ships"]))
    def topic(self, title: str) -> None:
        toml = SETTINGS.replace("Ferries", title)
        (self.root / "digest.toml").write_text(toml)
        self.session.update(["digest.toml"])
        self.seen = self.whole(self.session)

    @invariant()
    def shows_what_a_new_session_shows(self) -> None:
        if not hasattr(self, "session"):
            return
        fresh = Session(self.root)
        found = fresh.update()
        assert self.whole(self.session) == self.whole(fresh)
        assert self.session.keys == fresh.keys
        now = self.session.update([])
        if now.whole:
            assert sorted(map(str, now.diagnostics)) == sorted(map(str, found.diagnostics))


TestSaves = Saves.TestCase
