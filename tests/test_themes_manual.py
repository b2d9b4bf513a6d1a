"""The manual of themes has every context with its fields, and every block and macro of the record."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs/themes.md"
TEMPLATES = ROOT / "themes/record/templates"


def tables() -> str:
    """A table for each context and each part, made of the declarations and their docstrings."""
    found = []
    for module in ("contexts", "parts"):
        tree = ast.parse((ROOT / f"digest/site/{module}.py").read_text(encoding="utf-8"))
        found += [table(node) for node in tree.body if isinstance(node, ast.ClassDef) and node.name != "Page"]
    return "\n".join(found)


def table(node: ast.ClassDef) -> str:
    rows = "".join(f"| `{name}` | `{kind.replace('|', 'or')}` | {said} |\n" for name, kind, said in fields(node))
    said = " ".join((ast.get_docstring(node) or "").split())
    return f"### {node.name}\n\n{said}\n\n| field | type | meaning |\n| --- | --- | --- |\n{rows}"


def fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    for at, one in enumerate(node.body):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            below = node.body[at + 1] if at + 1 < len(node.body) else None
            text = ""
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                text = " ".join(str(below.value.value).split()).replace("|", "/")
            yield one.target.id, ast.unparse(one.annotation), text


def test_every_context_and_part_has_its_table(request: pytest.FixtureRequest) -> None:
    page = MANUAL.read_text(encoding="utf-8")
    block = re.compile(r"(<!-- contexts -->\n\n).*?(<!-- end -->)", re.DOTALL)
    made = block.sub(lambda found: f"{found[1]}{tables()}\n{found[2]}", page)
    if request.config.getoption("--golden"):
        MANUAL.write_text(made, encoding="utf-8")
        page = MANUAL.read_text(encoding="utf-8")
    assert page == made, "run pytest --golden tests/test_themes_manual.py"


def test_every_block_and_macro_of_the_record_is_told() -> None:
    page = MANUAL.read_text(encoding="utf-8")
    for path in TEMPLATES.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        rows = [line for line in page.splitlines() if line.startswith(f"| `{path.name}`")]
        for name in re.findall(r"{% block (\w+)", text):
            own = path.name == "layout.html" or f"block {name}" not in (TEMPLATES / "layout.html").read_text("utf-8")
            assert not own or any(f"`{name}`" in row for row in rows), (path.name, name)
        if path.name == "parts.html":
            assert all(f"`{name}`" in page for name in re.findall(r"{% macro (\w+)", text))


def test_every_template_names_a_context_that_is_there() -> None:
    declared = (ROOT / "digest/site/contexts.py").read_text(encoding="utf-8")
    for path in TEMPLATES.glob("*.html"):
        head = path.read_text(encoding="utf-8").partition("\n")[0]
        named = re.search(r"Context: (\w+)", head)
        assert path.name in ("layout.html", "parts.html") or (named and f"class {named[1]}" in declared), path.name
