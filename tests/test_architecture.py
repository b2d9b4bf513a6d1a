"""What may import what, and who may touch the world."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "digest"
GROUND = (
    "diagnostics",
    "addresses",
    "text",
    "model",
    "claims",
    "frontmatter",
    "settings",
    "tables",
    "config",
    "copies",
    "derived",
)
"""The ground floor, each module building on those to its left."""

FLOORS = (
    ("ingest", "stories"),
    ("evidence",),
    ("site",),
    ("content",),
    ("build",),
    ("preview", "publish"),
    ("explain_report", "ledger_report"),
    ("report",),
    ("commands",),
    ("cli",),
)
"""Rooms by floor: data walks upwards, and rooms of one floor do not know each other."""

ORDER = {name: place for place, name in enumerate(GROUND)}
ORDER |= {name: len(GROUND) + place for place, floor in enumerate(FLOORS) for name in floor}
PURE = {*GROUND, "ingest", "stories", "evidence", "site"}
EFFECTS = {
    "os",
    "random",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "watchdog",
    "multiprocessing",
}
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE or path.stem[:2] != "__"]
LONGEST = 60
"""Lines of a function; most have fewer than 15."""


def imports(tree: ast.AST) -> set[str]:
    """Full names of everything that a module imports, also inside functions, type hints aside."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_what_lies_below_it(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    used = imports(ast.parse(source))
    rooms = {name.split(".")[1] for name in used if name.startswith("digest.")} - {room, "__version__"}
    assert {other for other in rooms if ORDER[other] >= ORDER[room]} == set()  # KeyError: place the new room
    if room in PURE:
        assert EFFECTS & {name.split(".")[0] for name in used} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_fit_their_size(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 400
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST, node.name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_public_thing_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_names_of_no_meaning_are_not_used() -> None:
    empty = ("util", "helper", "manager", "handler", "common", "misc")
    assert [path.name for path in MODULES if any(word in path.stem for word in empty)] == []
