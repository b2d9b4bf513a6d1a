"""What can be wrong with a ledger: every finding, each with its line and its fix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from digest.content.ledger_form import KEYS, LISTS, Anchor, Remarks, remarks
from digest.diagnostics import Diagnostic, did_you_mean, error
from digest.stories.ledger import LEDGER, Entry, Ledger, is_slug

_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,59}\Z")


def checked(raw: Mapping[str, Any], text: str) -> tuple[Ledger, list[Diagnostic]]:
    """A ledger from what its file says; with any finding it is empty.

    Args:
        raw: the file as TOML reads it.
        text: the file, to find the lines of what is wrong.
    """
    check = _Check(text)
    for name in raw:
        if name != "stories":
            check.say(
                "ledger.unknown-key", f"unknown table or key '{name}'", "a ledger has [stories.ID] alone", "", name
            )
    tables = raw.get("stories", {})
    if not isinstance(tables, dict):
        check.say("ledger.bad-value", "'stories' is no table", "write [stories.ID]", "", "stories")
        tables = {}
    entries = [entry for id, table in sorted(tables.items()) if (entry := check.entry(id, table)) is not None]
    check.whole({entry.id: entry for entry in entries}, set(tables))
    if check.findings:
        return Ledger(), sorted(check.findings, key=lambda one: one.location.line)
    return Ledger({entry.id: entry for entry in entries}), []


class _Check:
    """Collects what is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.findings: list[Diagnostic] = []
        self._remarks: Remarks | None = None

    def say(self, code: str, problem: str, fix: str, story: str, key: str = "", value: str = "", nth: int = 0) -> None:
        """Note a finding; its line is that of the value, else of the key, else of the story's table."""
        if self._remarks is None:
            self._remarks = remarks(self.text)
        places = [Anchor("key", story, key), Anchor("story", story)]
        if value:
            places[:0] = [Anchor("item", value=value), Anchor("item", story, key, value)]
        lines = next((found for place in places if (found := self._remarks.lines.get(place))), [0])
        self.findings.append(error(code, LEDGER, problem, fix, lines[min(nth, len(lines) - 1)]))

    def entry(self, id: str, table: Any) -> Entry | None:
        """One table; `None` where it cannot be read as a story."""
        before = len(self.findings)
        if not _ID.match(id):
            self.say("ledger.bad-value", f"'{id}' is no id", "an id has 1 to 60 of a-z, 0-9 and -", id)
        if not isinstance(table, dict):
            self.say("ledger.bad-value", f"story {id} is no table", f"write [stories.{id}]", id)
            return None
        for key, value in table.items():
            self.value(id, key, value)
        if "slug" not in table:
            self.say("ledger.bad-value", f"story {id} has no slug", 'give it one: slug = "ferry-runs-aground"', id)
        if len(self.findings) > before:
            return None
        said: dict[str, Any] = {"founder": id}
        said |= {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
        return Entry(id=id, **said)

    def value(self, id: str, key: str, value: Any) -> None:
        if key not in KEYS:
            self.say("ledger.unknown-key", f"unknown key '{key}'", did_you_mean(key, KEYS), id, key)
            return
        items = value if isinstance(value, list) else [value]
        if (key in LISTS) != isinstance(value, list) or not all(isinstance(one, str) for one in items):
            fix = f'write {key} = ["one", "two"]' if key in LISTS else f'write {key} = "..."'
            self.say(
                "ledger.bad-value", f"'{key}' is {'no list of texts' if key in LISTS else 'no text'}", fix, id, key
            )
            return
        if key == "title":
            return
        is_address = key in ("slug", "former")
        for one in items:
            if not (is_slug(one) if is_address else _ID.match(one)):
                fix = "a slug has words of a-z and 0-9, with - between" if is_address else "mend the id"
                self.say("ledger.bad-value", f"'{key}' holds '{one}'", fix, id, key, one)

    def whole(self, entries: Mapping[str, Entry], ids: set[str]) -> None:
        """What entries say of each other."""
        slugs: dict[str, str] = {}
        homes: dict[str, str] = {}
        for entry in entries.values():
            for slug in entry.slugs:
                if (other := slugs.setdefault(slug, entry.id)) != entry.id or entry.slugs.count(slug) > 1:
                    key = "slug" if slug == entry.slug and other != entry.id else "former"
                    fix = "give one of them another; readers may know the older one"
                    self.say(
                        "ledger.duplicate-slug", f"slug '{slug}' is that of story {other}", fix, entry.id, key, slug
                    )
            for key in ("members", "gone"):
                for one in getattr(entry, key):
                    if one in homes:
                        where = "this story twice" if homes[one] == entry.id else f"story {homes[one]} already"
                        fix = "take it out of one of the two lists"
                        self.say(
                            "ledger.duplicate-article", f"article '{one}' is in {where}", fix, entry.id, key, one, 1
                        )
                    homes[one] = entry.id
            self.ends(entry, ids)
        self.circles(entries)

    def ends(self, entry: Entry, ids: set[str]) -> None:
        for key, others in (
            ("merged_into", (entry.merged_into,)),
            ("split_into", entry.split_into),
            ("apart", entry.apart),
        ):
            for other in others:
                if other and other not in ids:
                    fix = did_you_mean(other, ids)
                    fix = fix if fix.startswith("did") else "name a story of this file, or take the key out"
                    self.say("ledger.unknown-story", f"there is no story '{other}'", fix, entry.id, key, other)
        if entry.merged_into and (entry.members or entry.gone):
            fix = f"run `digest story merge {entry.merged_into} {entry.id}`, or move its articles there"
            self.say("ledger.bad-value", f"story {entry.id} is merged and has articles", fix, entry.id, "merged_into")
        if not (entry.members or entry.gone or entry.merged_into or entry.split_into):
            fix = "give it members, or say merged_into; its address must lead on"
            self.say("ledger.bad-value", f"story {entry.id} has no article", fix, entry.id)

    def circles(self, entries: Mapping[str, Entry]) -> None:
        """Merges that lead back to where they began; each is told once."""
        done: set[str] = set()
        for start in entries:
            way: list[str] = []
            at = start
            while at in entries and at not in done and at not in way:
                way.append(at)
                at = entries[at].merged_into
            if at in way:
                ring = " -> ".join((*way[way.index(at) :], at))
                fix = "take merged_into out of the one that is still told, and give it its members"
                self.say("ledger.circle", f"merges lead in a circle: {ring}", fix, at, "merged_into")
            done.update(way)
