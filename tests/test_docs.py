"""The documentation says what the program is: nothing missing, nothing made up, nothing broken."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import click
import pytest

from digest import config, settings
from digest.build.themes import _KEYS as THEME_KEYS
from digest.cli import cli
from digest.config import parse_config
from digest.content.names import SETTINGS as NAME_SETTINGS
from digest.content.names import parse_names
from digest.content.schema import FIELDS, parse_article
from digest.content.sources import SETTINGS as SOURCE_SETTINGS
from digest.content.sources import parse_sources
from digest.ingest.lines import Kind
from digest.ingest.profiles import _KEYS as PROFILE_KEYS
from digest.ingest.profiles import parse_profile
from digest.publish.schemas import schemas

ROOT = Path(__file__).parents[1]
SCHEMAS = schemas()
GUIDES = ("README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))))
PAPERS = (*GUIDES, "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, title: str) -> str:
    """The text below a heading, up to the next of its rank or a higher one."""
    text = text_of(name)
    found = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert found, f"{name} has no section '{title}'"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", FENCE.sub(lambda block: " " * len(block[0]), rest), re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str) -> list[list[str]]:
    """The cells of every table row, head and rule left out."""
    found = []
    lines = text.splitlines()
    for at, line in enumerate(lines):
        is_rule = re.fullmatch(r"\|(?: *:?-+:? *\|)+", line)
        is_head = at + 1 < len(lines) and lines[at + 1].startswith("| ---")
        if line.startswith("|") and not is_rule and not is_head:
            found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def first_words(text: str) -> list[str]:
    """The code spans that stand alone in the first cells of a section's tables."""
    return [cells[0].strip("`") for cells in rows(text) if re.fullmatch(r"`[^`]+`", cells[0])]


# --- the command line ---------------------------------------------------------------------------


def options(command: click.Command) -> Iterator[click.Option]:
    """The options of a command and of the commands below it."""
    yield from (one for one in command.params if isinstance(one, click.Option))
    if isinstance(command, click.Group) and command is not cli:
        for below in command.commands.values():
            yield from options(below)


def known_options() -> set[str]:
    found = {name for command in (cli, *cli.commands.values()) for one in options(command) for name in one.opts}
    return found | {"-h", "--help"}


def test_every_command_has_its_row() -> None:
    said = {cells[0].split()[1].strip("`") for cells in rows(section("README.md", "Commands")) if "digest " in cells[0]}
    assert said == set(cli.commands)


@pytest.mark.parametrize("name", GUIDES)
def test_no_table_says_a_thing_twice(name: str) -> None:
    tables = re.split(r"\n\n", text_of(name))
    for table in tables:
        firsts = [cells[0] for cells in rows(table)]
        if table.startswith(("| command", "| option", "| file", "| code", "| setting")):
            assert len(firsts) == len(set(firsts)), [one for one in firsts if firsts.count(one) > 1]


def test_every_guide_is_named_in_the_readme() -> None:
    assert [name for name in GUIDES if name.startswith("docs/") and f"({name})" not in text_of("README.md")] == []


def test_every_option_has_its_row_with_its_commands() -> None:
    said: dict[str, set[str]] = {}
    for cells in rows(section("README.md", "Commands")):
        if cells[0].startswith("`-"):
            for span in re.findall(r"`(-[^`]*)`", cells[0]):
                said[span.split()[0]] = set(re.findall(r"[a-z]+", cells[1]))
    assert set(said) == known_options()
    for name, command in cli.commands.items():
        for option in options(command):
            for opt in option.opts:
                assert said[opt] & {name, "all"}, f"{opt} of {name}"


def test_no_guide_names_an_option_or_a_command_that_is_not_there() -> None:
    for name in GUIDES:
        text = text_of(name)
        spans = [
            *re.findall(r"`([^`\n]+)`", text),
            *(line for block in FENCE.finditer(text) for line in block["text"].splitlines()),
        ]
        for span in spans:
            if re.match(r"digest\s", span):
                words = span.split("#")[0].split()[1:]
                assert {word for word in words if word.startswith("-")} <= known_options(), f"{name}: {span}"
                assert words[0].startswith("-") or words[0] in cli.commands, f"{name}: {span}"
            elif re.match(r"--?[a-zA-Z]", span):
                assert span.split()[0] in known_options(), f"{name}: {span}"


# --- settings, profiles, themes -----------------------------------------------------------------


def generated(text: str) -> str:
    """A page of the manual with its tables of settings made anew."""
    block = re.compile(r"(<!-- settings: (\w+) -->\n\n).*?(\n<!-- end -->)", re.DOTALL)
    return block.sub(lambda found: found[1] + settings.rows(found[2]) + found[3], text)


def test_the_manual_has_a_row_for_every_setting(request: pytest.FixtureRequest) -> None:
    page = text_of("docs/settings.md")
    if request.config.getoption("--golden"):
        (ROOT / "docs/settings.md").write_text(generated(page), encoding="utf-8")
        page = text_of("docs/settings.md")
    assert re.findall(r"<!-- settings: (\w+) -->", page) == list(settings.TABLES)
    assert page == generated(page), "run pytest --golden tests/test_docs.py"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schemas_are_those_of_the_program(name: str, request: pytest.FixtureRequest) -> None:
    text = json.dumps(SCHEMAS[name], indent=2, ensure_ascii=False) + "\n"
    path = ROOT / "docs/schemas" / name
    if request.config.getoption("--golden"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run pytest --golden tests/test_docs.py"


def test_no_table_of_settings_is_left_out() -> None:
    told = set(re.findall(r"^## `\[(\w+)", text_of("docs/settings.md"), re.MULTILINE))
    known = set(settings.TABLES)
    assert told == known
    _, findings = parse_config("".join(f"[{name}]\n" for name in known))
    assert findings == []


def test_the_defaults_are_those_of_the_code() -> None:
    plain = config.SiteConfig()
    for setting in settings.settings_of("site"):
        assert getattr(plain, setting.key) == setting.default, setting.key
    assert len(fields(plain)) == len(settings.settings_of("site"))
    words = section("docs/settings.md", "`[stories]`")
    assert all(f"{value:.2f} (`{word}`)" in words for word, value in settings.GRANULARITY.items())
    assert config.Config().granularity == settings.GRANULARITY["default"]


def test_every_key_of_a_profile_has_its_row() -> None:
    said = [
        tuple(cell.strip("`[]") for cell in cells[:2]) for cells in rows(section("docs/settings.md", "Site profiles"))
    ]
    assert said == [(table, key) for table, keys in PROFILE_KEYS.items() for key in keys]


def test_every_key_of_a_theme_has_its_row() -> None:
    assert first_words(section("docs/settings.md", "Themes")) == list(THEME_KEYS)


def test_every_key_of_a_source_has_its_row() -> None:
    table = section("docs/evidence.md", "`sources.toml`")
    assert first_words(table) == [one.key for one in SOURCE_SETTINGS]
    (example,) = FENCE.finditer(table)
    assert parse_sources(example["text"])[1] == []


def test_every_key_of_a_name_has_its_row() -> None:
    table = section("docs/evidence.md", "`names.toml`")
    assert first_words(table) == [one.key for one in NAME_SETTINGS]
    (example,) = FENCE.finditer(table)
    assert parse_names(example["text"])[1] == []


def test_the_examples_of_settings_are_sound() -> None:
    for block in FENCE.finditer(section("docs/settings.md", "Site profiles")):
        parse_profile(block["text"], "example.toml")
    text = text_of("docs/settings.md").partition("## Site profiles")[0]
    blocks = [block["text"] for block in FENCE.finditer(text) if block["info"] == "toml"]
    assert len(blocks) == 5
    for block in blocks:
        assert parse_config(block)[1] == []


# --- articles -----------------------------------------------------------------------------------


def test_every_field_has_its_row_in_the_order_of_the_files() -> None:
    assert first_words(section("docs/articles.md", "Fields")) == list(FIELDS)


def test_the_examples_of_articles_are_sound() -> None:
    blocks = [block["text"] for block in FENCE.finditer(text_of("docs/articles.md")) if block["info"] == "yaml"]
    assert len(blocks) == 2
    for block in blocks:
        body = "" if block.rstrip().endswith("Thursday.") else "\nSome text.\n"
        assert parse_article(block + body, "content/articles/example.md").teaser.title


def test_what_becomes_of_a_file_is_explained() -> None:
    from digest.content.ingest import Action

    assert first_words(section("docs/articles.md", "How edits are kept")) == [action.value for action in Action]


# --- diagnostics --------------------------------------------------------------------------------

CODE = re.compile(r"[a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*\Z")
FILE_ENDINGS = ("html", "js", "xml", "toml", "txt", "svg", "lock", "css", "md")
REPORTERS = {"error": "error", "refuse": "error", "bad": "error", "_summed_up": "error", "warning": "warning"}


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "digest").rglob("*.py")))


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function that reports a finding, with its name."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in REPORTERS:
                    yield name, node


def is_code(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(CODE.match(node.value))


def reported() -> dict[str, set[str]]:
    """Severities of every code that stands anywhere in the program."""
    found: dict[str, set[str]] = {}
    for name, call in calls():
        for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
            if is_code(argument) and argument.value.rpartition(".")[2] not in FILE_ENDINGS:  # type: ignore[attr-defined]
                found.setdefault(argument.value, set()).add(REPORTERS[name])  # type: ignore[attr-defined]
    nouns = {code.partition(".")[0] for code in found}
    for tree in trees():
        for node in ast.walk(tree):  # codes that are chosen first and reported later
            if is_code(node):
                noun, _, rest = node.value.partition(".")  # type: ignore[attr-defined]
                if noun in nouns and rest not in FILE_ENDINGS:
                    found.setdefault(f"{noun}.{rest}", {"error"})
    return found


def test_every_code_has_its_row_with_its_severity() -> None:
    said = {cells[0].strip("`"): set(cells[1].split(", ")) for cells in rows(text_of("docs/diagnostics.md"))}
    assert said == reported()


def test_the_rows_of_codes_are_sorted_and_say_cause_and_fix() -> None:
    for part in re.split(r"^## ", text_of("docs/diagnostics.md"), flags=re.MULTILINE)[1:]:
        codes = [cells[0] for cells in rows(part)]
        assert codes == sorted(codes)
        assert all(cells[2] and cells[3] for cells in rows(part))


# --- what is cut --------------------------------------------------------------------------------


def reasons() -> set[str]:
    """Every word that a cut can have as its reason."""
    written = {
        keyword.value.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Cut"
        for keyword in node.keywords
        if keyword.arg == "why" and isinstance(keyword.value, ast.Constant)
    }
    # paragraphs, headings and items that belong to no article are called teasers
    return written | {kind.value for kind in Kind if kind not in (Kind.PROSE, Kind.HEADING, Kind.ITEM)} | {"teaser"}


def test_every_reason_of_a_cut_has_its_row() -> None:
    assert first_words(section("docs/ingest.md", "What is cut and why")) == sorted(reasons())


# --- links and files ----------------------------------------------------------------------------


def anchors(name: str) -> set[str]:
    """The anchors of a file's headings, as GitHub makes them."""
    bare = FENCE.sub("", text_of(name))
    heads = re.findall(r"^#+ (.+)$", bare, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", PAPERS)
def test_links_within_the_repository_lead_somewhere(name: str) -> None:
    bare = FENCE.sub("", text_of(name))
    for target in re.findall(r"\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$", bare, re.MULTILINE):
        path, _, anchor = "".join(target).partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), f"{name}: {path}"
        if anchor:
            assert anchor in anchors(file.resolve().relative_to(ROOT).as_posix()) | {"unreleased"}, f"{name}: #{anchor}"


def test_every_picture_is_small_and_used() -> None:
    for path in (ROOT / "docs/images").iterdir():
        assert path.stat().st_size < 250_000, path.name
        assert f"docs/images/{path.name}" in text_of("README.md")


def test_every_module_that_the_architecture_names_is_there() -> None:
    text = FENCE.sub("", text_of("ARCHITECTURE.md"))
    for path in re.findall(r"`((?:\w+/)+\w*\.?\w*)`", text):
        places = (ROOT / path, ROOT / "digest" / path, ROOT / "tests" / path)
        assert "NAME" in path or any(place.exists() for place in places), path


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_machines_folder_or_a_package_index() -> None:
    folders = "|".join(("home", "root", "Users", "work", "private", "opt/[a-z]+", "tmp/[a-z]+"))
    folder = re.compile(rf"(?<![\w.:/~<-])/(?:{folders})/")
    index = re.compile(rf"\b(?:{'|'.join(('pypi', 'pythonhosted', 'npmjs', 'artifactory'))})\.(?:org|com|io)\b")
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        # tests of what must not come out name such folders on purpose
        for forbidden in (index,) if path.suffix == ".py" and "tests" in path.parts else (index, folder):
            found = forbidden.search(text)
            assert found is None, f"{path.relative_to(ROOT)}: {found[0] if found else ''}"


# --- the first digest ---------------------------------------------------------------------------


def test_the_five_steps_of_the_readme_work(tmp_path: Path) -> None:
    steps = section("README.md", "Your first digest in five steps")
    assert re.findall(r"^\*\*(\d)\.", steps, re.MULTILINE) == list("12345")
    folder = tmp_path
    outputs: list[str] = []
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for block in FENCE.finditer(steps):
        language, _, name = block["info"].partition(" ")
        if name == "steps":
            script = f"set -e\n{block['text']}\npwd >&3"
            done = subprocess.run(
                ["bash", "-c", f"exec 3>{tmp_path}/where\n{script}"],
                cwd=folder,
                env={**os.environ, "PATH": path},
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, "")
            outputs.append(done.stdout)
            folder = Path((tmp_path / "where").read_text().strip())
        elif name == "output":
            assert outputs[-1] == block["text"]
        elif name:
            assert f"`{name}`" in steps[: block.start()].rpartition("\n\n**")[2], "the step names the file"
            (folder / name).write_text(block["text"], encoding="utf-8")
        else:
            assert language == "sh", "only the ways to install are not run"
    home = (folder / "site/index.html").read_text(encoding="utf-8")
    assert "Night ferry to Sampleton cancelled for a second day" in home
    assert 'href="topics/harbours.html"' in home
    assert len(list((folder / "content/articles").iterdir())) == 2


def test_the_install_commands_name_files_that_are_there() -> None:
    steps = section("README.md", "Your first digest in five steps")
    assert "requirements.lock" in steps
    assert (ROOT / "requirements.lock").exists()
    for target in re.findall(r"(?:`|^)make ([a-z]+)", text_of("README.md") + text_of("CONTRIBUTING.md"), re.MULTILINE):
        assert re.search(rf"^{target}:", text_of("Makefile"), re.MULTILINE), target
