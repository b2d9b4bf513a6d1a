"""Whatever was edited before, a build makes what a clean one would make, and no more than it must."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import TOML, project, source_file
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from digest.build import BuildReport, build_project, workers
from digest.build.session import Session
from digest.build.stale import Key, stale

FERRY = "content/articles/ferry.md"
ARTICLES = {
    "ferry.md": source_file(
        "The Blueline ferry left Sampleton harbour late.\n\nIt came back.\n", title="Ferry late in fog", id="aaaa"
    ),
    "wire.md": source_file(
        "The Blueline ferry left late on Tuesday.\n\nNobody was hurt.\n",
        title="Ferry is late",
        id="bbbb",
        date="2025-06-19",
    ),
    "train.md": source_file(
        "The night train to Testburg has new beds.\n", title="New beds on the night train", id="cccc"
    ),
}
LEDGER = '[stories.aaaa]\nslug = "ferry-aaaa"\nmembers = [\n  "aaaa",\n  "bbbb",\n]\n\n[stories.cccc]\nslug = "train-cccc"\nmembers = [\n  "cccc",\n]\n'
BASE = "https://example.org/digest/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path / "p", ARTICLES, TOML)
    (root / "content/stories.toml").write_text(LEDGER)
    return root


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def clean(root: Path) -> dict[str, bytes]:
    """The site that a build without any memory makes of the same sources."""
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "p"
        shutil.copytree(root, other, ignore=shutil.ignore_patterns("site", ".digest"))
        build_project(other, base_url=BASE)
        return contents(other / "site") if (other / "site").exists() else {}


def build(root: Path) -> BuildReport:
    return build_project(root, base_url=BASE)


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def made(root: Path) -> set[str]:
    """What the next build makes, apart from what machines read of all stories."""
    return {path for path, _ in build(root).why if path.endswith(".html")}


def test_the_second_build_makes_nothing_and_the_third_does_not_even_read(root: Path) -> None:
    first = build(root)
    for _ in range(2):
        again = build(root)
        assert (again.rendered, again.written, again.removed, again.unchanged) == (0, 0, 0, first.written)
        assert again.diagnostics == first.diagnostics


def test_a_body_edit_makes_the_page_of_its_article(root: Path) -> None:
    build(root)
    edit(root, FERRY, "It came back.", "It stayed away.")
    assert made(root) == {"articles/ferry.html"}
    edit(root, FERRY, "left Sampleton harbour late", "left Sampleton harbour early")
    assert {"articles/ferry.html", "stories/ferry-aaaa.html"} <= made(root)


def test_a_file_that_was_touched_makes_nothing(root: Path) -> None:
    build(root)
    (root / FERRY).touch()
    assert build(root).rendered == 0


def test_a_title_reaches_its_lists_and_no_other_article(root: Path) -> None:
    build(root)
    edit(root, "content/articles/train.md", "New beds", "Old beds")
    done = made(root)
    assert {"articles/train.html", "stories/train-cccc.html", "index.html"} <= done
    assert not {"articles/ferry.html", "articles/wire.html"} & done


def test_a_template_reaches_the_pages_that_are_made_with_it(root: Path) -> None:
    theme = root / "themes/mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "record"')
    (theme / "templates/part.html").write_text("one")
    (theme / "templates/article.html").write_text('{% include "part.html" %} {{ title }}')
    edit(root, "digest.toml", "[site]", '[site]\ntheme = "mine"')
    build(root)
    (theme / "templates/part.html").write_text("two")
    done = build(root)
    assert {path for path, _ in done.why} == {f"articles/{name}.html" for name in ("ferry", "train", "wire")}
    assert {why for _, why in done.why} == {"changed: template"}


def test_a_page_that_somebody_removed_or_changed_is_made_again(root: Path) -> None:
    build(root)
    (root / "site/index.html").unlink()
    (root / "site/about.html").write_text("spoilt")
    assert {path for path, _ in build(root).why} == {"index.html", "about.html"}
    assert contents(root / "site") == clean(root)


@pytest.mark.parametrize("damage", [b"", b"x", b"digest state 1\n" + b"\0" * 200])
def test_a_spoilt_memory_is_as_good_as_none(root: Path, damage: bytes) -> None:
    build(root)
    for name in ("build.state", "build.seal"):
        whole = (root / ".digest" / name).read_bytes() if (root / ".digest" / name).exists() else b"x" * 300
        (root / ".digest" / name).write_bytes(damage or whole[: len(whole) // 2])
    assert build(root).done
    assert contents(root / "site") == clean(root)


def test_several_processes_make_the_same_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEW", 1)
    monkeypatch.setattr("digest.build.project.FEW", 1)
    assert build_project(root, base_url=BASE, jobs=3).done
    assert contents(root / "site") == clean(root)


def test_a_worker_that_fails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEW", 1)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        workers.spread(lambda item: 1 // item, [1, 1, 0], 2)
    assert workers.spread(lambda item: item * 2, [1, 2, 3, 4, 5], 2) == [2, 4, 6, 8, 10]


def test_the_first_of_each_kind_is_done_before_the_processes_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEW", 1)
    done: list[str] = []

    def work(item: str) -> tuple[str, ...]:
        done.append(item)
        return tuple(done)

    found = workers.spread(work, ["a1", "a2", "b1", "a3", "b2"], 2, kind=lambda item: item[0])
    assert [one[-1] for one in found] == ["a1", "a2", "b1", "a3", "b2"]
    assert all(one[:2] == ("a1", "b1") for one in found if len(one) > 1)


@pytest.mark.parametrize(
    ("before", "after", "standing", "why"),
    [
        ({}, {"a": Key("t", "r", (1,))}, None, {"a": "new"}),
        ({"a": Key("t", "r", (1,))}, {"a": Key("t", "r", (1,))}, None, {}),
        ({"a": Key("t", "r", (1,))}, {}, None, {}),
        ({"a": Key("t", "r", (1,))}, {"a": Key("u", "r", (1,))}, None, {"a": "changed: template"}),
        ({"a": Key("t", "r", (1,))}, {"a": Key("t", "s", (1,))}, None, {"a": "changed: recipe"}),
        ({"a": Key("t", "r", (1, 2))}, {"a": Key("t", "r", (1, 3), ("x", "told"))}, None, {"a": "changed: told"}),
        ({"a": Key("t", "r", (1,))}, {"a": Key("t", "r", (1,))}, set(), {"a": "the file is missing or was changed"}),
    ],
)
def test_what_is_stale_and_why(
    before: dict[str, Key], after: dict[str, Key], standing: set[str] | None, why: dict[str, str]
) -> None:
    assert stale(before, after, standing) == why


HEAVY = (
    "numpy",
    "scipy",
    "trafilatura",
    "lxml",
    "babel",
    "PIL",
    "pygments",
    "starlette",
    "uvicorn",
    "watchdog",
    "rich",
)
"""What a build loads only where it is needed: for newcomers, copies, share cards, code in a body, the preview."""


def test_a_build_without_newcomers_loads_nothing_heavy(root: Path) -> None:
    (root / "digest.toml").write_text(TOML.replace("[site]", "[site]\nshare_cards = 0", 1))
    (root / "content/articles/wire.md").unlink()  # so short a text beside another is compared with it, word by word
    code = "import sys; from pathlib import Path; from digest.build import build_project; "
    code += f"print(build_project(Path({str(root)!r})).done, sorted({{name.split('.')[0] for name in sys.modules}}))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True).stdout
    assert told.startswith("True")
    assert [name for name in HEAVY if f"'{name}'" in told] == []


NAMES = st.sampled_from(["ferry", "wire", "train", "new-one", "other"])
SENTENCES = st.sampled_from(
    [
        "The ferry left.",
        "Nobody was hurt.",
        "It cost 5 million euros.",
        "“We wait,” Mr. Sample said.",
        "# Head",
        "*Star*",
    ]
)
BODIES = st.lists(SENTENCES, min_size=1, max_size=4).map("\n\n".join)
HEADS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Ferry late", "Night train", "Another title"]),
        "date": st.sampled_from(["2025-06-17", "2025-06-18", "2025-07-01", "soon"]),
        "source": st.sampled_from(["Sample Wire", "Example Post"]),
        "topics": st.sampled_from(["[]", "[ferries]"]),
        "story": st.sampled_from(["pin", "ferry-aaaa"]),
        "draft": st.sampled_from(["true"]),
    },
)
SETTINGS = st.sampled_from(
    [
        TOML,
        TOML.replace("Ferries", "Ships"),
        TOML.replace('["ferry"]', '["train"]'),
        TOML.replace("[site]", '[site]\ntheme = "mine"'),
        TOML.split("[topics")[0],
        "= broken",
    ]
)


@settings(max_examples=4, stateful_step_count=8, suppress_health_check=list(HealthCheck))
class Edits(RuleBasedStateMachine):
    """Edits of any kind in any order, to one project that is built after each, and seen by one session."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("digest.build.state.YOUNG", 0)  # a build lies between two edits: no two have one time
        self.root = project(Path(self.folder.name) / "p", ARTICLES, TOML)
        (self.root / "content/stories.toml").write_text(LEDGER)
        theme = self.root / "themes/mine"
        (theme / "templates").mkdir(parents=True)
        (theme / "assets").mkdir()
        (theme / "theme.toml").write_text('extends = "record"\nstylesheets = ["own.css"]')
        (theme / "assets/own.css").write_text("a{}")
        self.session = Session(self.root, base_url=BASE)
        self.session.update()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()
            self.patch.undo()

    @rule(name=NAMES, fields=HEADS, body=BODIES)
    def write(self, name: str, fields: dict[str, str], body: str) -> None:
        (self.root / f"content/articles/{name}.md").write_text(source_file(body, **fields), encoding="utf-8")

    @rule(name=NAMES, sentence=SENTENCES)
    def add(self, name: str, sentence: str) -> None:
        file = self.root / f"content/articles/{name}.md"
        if file.exists():
            file.write_text(f"{file.read_text(encoding='utf-8')}\n\n{sentence}\n", encoding="utf-8")

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        (self.root / f"content/articles/{name}.md").unlink(missing_ok=True)

    @rule(name=NAMES, other=NAMES)
    def rename(self, name: str, other: str) -> None:
        file = self.root / f"content/articles/{name}.md"
        if file.exists():
            file.replace(self.root / f"content/articles/{other}.md")

    @rule(toml=SETTINGS)
    def set(self, toml: str) -> None:
        (self.root / "digest.toml").write_text(toml)

    @rule(
        text=st.sampled_from(
            [LEDGER, LEDGER.replace("ferry-aaaa", "boat-aaaa"), LEDGER.replace('  "bbbb",\n', ""), "= x"]
        )
    )
    def enter(self, text: str) -> None:
        (self.root / "content/stories.toml").write_text(text)

    @rule(
        text=st.sampled_from(
            ["{{ title }} one", "{{ title }} two", "{{ nothing }}", '{% extends "@record/article.html" %}']
        )
    )
    def template(self, text: str) -> None:
        (self.root / "themes/mine/templates/article.html").write_text(text)

    @rule(text=st.sampled_from(["a{}", "b{}"]))
    def style(self, text: str) -> None:
        (self.root / "themes/mine/assets/own.css").write_text(text)

    @rule(state=st.booleans())
    def name_source(self, state: bool) -> None:
        (self.root / "content/sources.toml").write_text(f'["Sample Wire"]\nstate = {str(state).lower()}\n')

    @invariant()
    def incremental_equals_clean(self) -> None:
        if not hasattr(self, "root"):
            return
        before = contents(self.root / "site") if (self.root / "site").exists() else {}
        report = build(self.root)
        wanted = clean(self.root)
        assert contents(self.root / "site") == (wanted or before) if wanted or before else True
        again = build(self.root)
        assert (again.written, again.removed) == (0, 0)
        self.session.update()
        if report.done and not any(one.severity.value == "error" for one in report.diagnostics):
            # share cards and the search index are made when they are asked for
            told = {path: data for path, data in wanted.items() if path in self.session.paths()}
            assert {path: self.session.page(path) for path in self.session.paths()} == told
            assert all(self.session.page(path) == data for path, data in wanted.items() if path.endswith(".png"))


TestEdits = Edits.TestCase
