"""Site profiles: what no rule can know of a single site, as small data files.

A profile may name the publisher that a page never names, lines and pieces that are the
site's own, the ending of its titles and the line with which an item begins. The rules
must do without them: a profile only adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from digest.diagnostics import did_you_mean, refuse
from digest.ingest.drafts import Find
from digest.tables import parse_toml

_KEYS = {
    "match": ("hosts", "lines", "text", "repeated_captions"),
    "set": ("publisher", "single"),
    "drop": ("lines", "inline"),
    "titles": ("suffixes",),
    "items": ("start",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of one site."""

    name: str
    hosts: tuple[str, ...] = ()
    """The page's address lies on one of these hosts or below it."""

    marker_lines: tuple[str, ...] = ()
    """Each of these stands on the page as a whole line."""

    marker_text: tuple[str, ...] = ()
    """Each of these stands somewhere on the page."""

    repeated_captions: bool = False
    """The page also says a long line twice in a row, as galleries do."""

    publisher: str = ""
    single: bool = False
    """Name the publisher only where no item of the page names one."""

    drop_lines: tuple[re.Pattern[str], ...] = ()
    drop_inline: tuple[re.Pattern[str], ...] = ()
    title_suffixes: tuple[str, ...] = ()
    item_start: re.Pattern[str] | None = None


def parse_profile(text: str, path: str) -> Profile:
    """Read one profile.

    Raises:
        DigestError: no TOML, an unknown key, a broken pattern, nothing to match by.
    """
    raw = parse_toml(text, path, "profile.bad-toml")
    for table, values in raw.items():
        _check_keys(path, table, values)
    match, setting, drop = raw.get("match", {}), raw.get("set", {}), raw.get("drop", {})
    profile = Profile(
        name=path.rpartition("/")[2].removesuffix(".toml"),
        hosts=_texts(path, "hosts", match.get("hosts", [])),
        marker_lines=_texts(path, "lines", match.get("lines", [])),
        marker_text=_texts(path, "text", match.get("text", [])),
        repeated_captions=bool(match.get("repeated_captions", False)),
        publisher=str(setting.get("publisher", "")),
        single=bool(setting.get("single", False)),
        drop_lines=_patterns(path, _texts(path, "lines", drop.get("lines", []))),
        drop_inline=_patterns(path, _texts(path, "inline", drop.get("inline", []))),
        title_suffixes=_texts(path, "suffixes", raw.get("titles", {}).get("suffixes", [])),
        item_start=next(iter(_patterns(path, [raw["items"]["start"]])), None)
        if "start" in raw.get("items", {})
        else None,
    )
    if not (profile.hosts or profile.marker_lines or profile.marker_text):
        raise refuse("profile.no-match", path, "the profile matches no page", "give [match] hosts, lines or text")
    return profile


def _check_keys(path: str, table: str, values: Any) -> None:
    if table not in _KEYS or not isinstance(values, dict):
        raise refuse("profile.unknown-key", path, f"unknown table '{table}'", did_you_mean(table, _KEYS))
    for key in values:
        if key not in _KEYS[table]:
            raise refuse(
                "profile.unknown-key", path, f"unknown key '{key}' in [{table}]", did_you_mean(key, _KEYS[table])
            )


def _texts(path: str, key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
        return tuple(value)
    raise refuse("profile.bad-value", path, f"'{key}' is not a list of texts", f'write {key} = ["..."]')


def _patterns(path: str, forms: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(form) for form in forms)
    except (re.error, TypeError) as problem:
        fix = "write it as Python's re module reads it; put `\\\\` before `.`, `(` and the like"
        raise refuse("profile.bad-pattern", path, f"not a pattern: {problem}", fix) from None


@cache
def built_in() -> tuple[Profile, ...]:
    """The profiles that come with `digest`, by name."""
    folder = resources.files("digest.ingest") / "sites"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(parse_profile(file.read_text(encoding="utf-8"), file.name) for file in files)


def matching(profiles: Sequence[Profile], text: str, url: str = "") -> list[Profile]:
    """The profiles whose every mark stands on a page."""
    if not profiles:
        return []
    lines = [line.strip() for line in text.split("\n")]
    known = set(lines)
    host = urlsplit(url).hostname or "" if url else ""
    return [profile for profile in profiles if _matches(profile, text, lines, known, host)]


def _matches(profile: Profile, text: str, lines: Sequence[str], known: set[str], host: str) -> bool:
    if profile.hosts and not any(host == name or host.endswith("." + name) for name in profile.hosts):
        return False
    if not all(marker in known for marker in profile.marker_lines):
        return False
    if not all(marker in text for marker in profile.marker_text):
        return False
    return not profile.repeated_captions or any(
        len(line) > 60 and line == following for line, following in pairwise(lines)
    )


def drop(text: str, profiles: Sequence[Profile]) -> str:
    """A page without what its profiles call the site's own; lines keep their numbers."""
    patterns = [pattern for profile in profiles for pattern in profile.drop_lines]
    pieces = [pattern for profile in profiles for pattern in profile.drop_inline]
    if not patterns and not pieces:
        return text
    kept = []
    for line in text.split("\n"):
        bare = "" if any(pattern.fullmatch(line.strip()) for pattern in patterns) else line
        for piece in pieces:
            bare = piece.sub(" ", bare)
        kept.append(bare)
    return "\n".join(kept)


def add_known(finds: Sequence[Find], profiles: Sequence[Profile]) -> list[Find]:
    """The articles of a page with what its profiles know: publisher and the ending of titles."""
    named = any(find.draft.source for find in finds)
    found = list(finds)
    for profile in profiles:
        for place, find in enumerate(found):
            draft = find.draft
            for suffix in profile.title_suffixes:
                if draft.title.endswith(suffix) and len(draft.title) > len(suffix):
                    draft = replace(draft, title=draft.title.removesuffix(suffix).rstrip(" -–—|"))
            if profile.publisher and not draft.source and not (profile.single and named):
                draft = replace(draft, source=profile.publisher)
            found[place] = replace(find, draft=draft)
    return found
