"""`digest new`: a project that works at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from textwrap import wrap

from digest.diagnostics import refuse
from digest.publish.schemas import schemas
from digest.settings import TABLES, settings_of

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_FILLED = ("digest.toml", "README.md", "requirements.txt")
_HIDDEN = {"gitignore": ".gitignore", "github": ".github"}
"""Names that begin with a dot in a project, and without one in the package, where tools would take them for its own."""

_SHOWN = ("title", "description", "base_url", "theme")
"""Settings of `[site]` that the new file sets; all others are told with their defaults."""


def skeleton(*, title: str, base_url: str, requirement: str) -> dict[str, str]:
    """Every file of a new project by its path.

    Args:
        title: name of the site.
        base_url: where it will stand; empty while that is not known.
        requirement: what the workflow installs, as pip reads it: `news-digest==0.1.0`.
    """
    names = {
        "title": json.dumps(title, ensure_ascii=False),
        "heading": title,
        "base_url": json.dumps(base_url),
        "requirement": requirement,
        "site": "".join(_defaults("site")).rstrip("\n"),
        "tables": "".join(_other_tables()).strip("\n"),
    }
    files = {}
    for path, text in _walk(resources.files("digest.publish") / "skeleton"):
        files[path] = Template(text).substitute(names) if path in _FILLED else text
    return files | {f"schemas/{name}": json.dumps(schema, indent=2) + "\n" for name, schema in schemas().items()}


def create_project(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write a new project into a folder, all of it or nothing.

    Returns:
        The paths that were written, in their order.

    Raises:
        DigestError: one of the files is there already, or the folder is none.
        OSError: the disk refused; what was written of it is removed again.
    """
    _refuse_what_is_there(folder, files)
    made: list[Path] = []
    try:
        for path in sorted(files):
            target = folder / path
            for parent in reversed([target.parent, *target.parent.parents]):
                if not parent.exists():
                    parent.mkdir()
                    made.append(parent)
            with target.open("x", encoding="utf-8", newline="\n") as stream:
                made.append(target)
                stream.write(files[path])
    except OSError:
        for entry in reversed(made):
            with suppress(OSError):
                entry.rmdir() if entry.is_dir() else entry.unlink()
        raise
    return tuple(sorted(files))


def _refuse_what_is_there(folder: Path, files: Mapping[str, str]) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise refuse("project.no-folder", folder.name, "this is no folder", "name a new folder, or an empty one")
    there = sorted(path for path in files if (folder / path).exists() or (folder / path).is_symlink())
    if there:
        problem = f"the folder holds {there[0]} already" + (f" and {len(there) - 1} more" if there[1:] else "")
        raise refuse("project.exists", folder.name or ".", problem, "name a new folder, or an empty one")


def _walk(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        path = prefix + _HIDDEN.get(entry.name, entry.name)
        if entry.is_dir():
            yield from _walk(entry, f"{path}/")
        else:
            yield path, entry.read_text(encoding="utf-8")


def _defaults(table: str) -> Iterator[str]:
    """The settings of a table that the file leaves alone: what each means, and its default behind a `#`."""
    for one in settings_of(table):
        if table != "site" or one.key not in _SHOWN:
            meaning = _LINK.sub(r"\1", one.meaning)
            yield from (f"# {line}\n" for line in wrap(meaning, 106))
            yield f"#{one.key} = {json.dumps(one.default, ensure_ascii=False)}\n"


def _other_tables() -> Iterator[str]:
    for table in TABLES:
        if table not in ("site", "topics"):
            yield f"\n[{table}]\n" + "".join(_defaults(table))
