"""The newest site that could be made, and what tabs are told of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import TOML, project, source_file

from digest.build.session import Session
from digest.diagnostics import DigestError
from digest.preview.live import Live, News

FERRY = "content/articles/ferry.md"
PAGE = "articles/ferry.html"


@pytest.fixture
def live(tmp_path: Path) -> Live:
    articles = {
        "ferry.md": source_file("The ferry left late.\n\nIt came back.\n", title="Ferry late"),
        "train.md": source_file("The night train has new beds.\n", title="New beds on the night train"),
    }
    live = Live(Session(project(tmp_path, articles)))
    live.update()
    return live


def edit(live: Live, path: str, text: str) -> None:
    file = live.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_only_pages_that_a_tab_has_seen_and_that_differ_are_told(live: Live) -> None:
    live.read(PAGE)
    live.read("articles/train.html")
    edit(live, FERRY, source_file("The ferry left late.\n\nIt stayed away.\n", title="Ferry late"))
    live.update([FERRY])
    assert live.news.pages == (PAGE,)
    assert b"It stayed away." in (live.read(PAGE) or b"")
    edit(live, FERRY, source_file("The ferry left late.\n\nIt sank.\n", title="Ferry late"))
    live.update([FERRY])
    assert live.news.pages == (PAGE,)


def test_a_new_stylesheet_is_told_with_the_pages_that_name_it(live: Live) -> None:
    live.read(PAGE)
    edit(live, "themes/mine/theme.toml", 'extends = "record"\nstylesheets = ["mine.css"]\n')
    edit(live, "themes/mine/assets/mine.css", "a { top: 0 }")
    edit(live, "digest.toml", TOML.replace("[site]", '[site]\ntheme = "mine"'))
    live.update()
    edit(live, "themes/mine/assets/mine.css", "a { top: 1px }")
    live.update(["themes/mine/assets/mine.css"])
    (sheet,) = live.news.sheets
    assert live.news.pages == (PAGE,)
    assert sheet.rpartition("/")[2].encode() in (live.read(PAGE) or b"")
    edit(live, FERRY, source_file("The ferry left late.\n", title="Ferry late"))
    live.update([FERRY])
    assert live.news.sheets == ()


def test_a_change_that_alters_no_output_reloads_nothing(live: Live) -> None:
    for path in ("index.html", PAGE):
        live.read(path)
    (live.root / FERRY).touch()
    edit(live, "digest.toml", f"# a comment\n{TOML}")
    built = live.update([FERRY, "digest.toml"])
    assert (live.news.pages, built.pages) == ((), 0)


def test_a_page_that_comes_is_told_to_tabs_that_waited_for_it(live: Live) -> None:
    assert live.read("articles/new.html") is None
    edit(live, "content/articles/new.md", source_file("It is new.\n", title="New"))
    live.update(["content/articles/new.md"])
    assert live.news.pages == ("articles/new.html",)


def test_a_page_that_goes_is_told(live: Live) -> None:
    live.read(PAGE)
    (live.root / FERRY).unlink()
    live.update([FERRY])
    assert PAGE in (live.news.pages or ())
    assert live.read(PAGE) is None


def test_a_broken_article_keeps_its_page_and_is_a_problem_until_mended(live: Live) -> None:
    before = live.read(PAGE)
    edit(live, FERRY, "no front matter")
    built = live.update([FERRY])
    assert (live.news.pages, live.read(PAGE)) == ((), before)
    assert [one.location.path for one in live.news.problems] == [FERRY]
    assert built.new == built.diagnostics == live.news.problems
    assert live.update(["content/articles/train.md"]).new == ()
    assert live.news.problems
    edit(live, FERRY, source_file("The ferry left late.\n\nIt came back.\n", title="Ferry late"))
    assert live.update([FERRY]).mended
    assert (live.news.problems, live.news.pages) == ((), ())


def only_one_page_breaks(live: Live) -> str:
    """Break a template for one page, and not for the one that a session tries; the path of that page."""
    edit(live, "digest.toml", TOML.replace("[site]", '[site]\ntheme = "mine"'))
    edit(live, "themes/mine/theme.toml", 'extends = "record"')
    for word, page in (("Ferry", PAGE), ("beds", "articles/train.html")):
        bad = f'{{{{ 1 / 0 if "{word}" in title else "sound" }}}}'
        text = f'{{% extends "@record/article.html" %}}{{% block main %}}{bad}{{% endblock %}}'
        edit(live, "themes/mine/templates/article.html", text)
        if live.update().pages:
            return page
    raise AssertionError("both pages were tried")


def test_a_page_whose_template_breaks_only_there_keeps_its_last_good_form(live: Live) -> None:
    before = {path: live.read(path) for path in (PAGE, "articles/train.html")}
    page = only_one_page_breaks(live)
    assert page not in (live.news.pages or ())
    assert live.read(page) == before[page]
    assert [one.code for one in live.news.problems] == ["template.error"]
    edit(live, "themes/mine/templates/article.html", '{% extends "@record/article.html" %}')
    assert live.update(["themes"]).mended


def test_a_page_that_never_was_sound_is_refused(live: Live) -> None:
    heard: list[News] = []
    page = only_one_page_breaks(live)
    live.listen(heard.append)
    with pytest.raises(DigestError):
        live.read(page)
    assert [one.code for news in heard for one in news.problems] == ["template.error"]
    edit(live, "themes/mine/templates/article.html", '{% extends "@record/article.html" %}')
    assert live.update(["themes"]).mended
    assert live.news.pages == (page,)


def test_broken_settings_at_the_start_show_nothing_until_they_are_mended(tmp_path: Path) -> None:
    root = project(tmp_path, {"one.md": source_file()}, "[site")
    live = Live(Session(root))
    assert [one.code for one in live.update().diagnostics] == ["config.bad-toml"]
    assert live.read("index.html") is None
    (root / "digest.toml").write_text(TOML)
    assert live.update(["digest.toml"]).diagnostics == ()
    assert b"The Sample Digest" in (live.read("index.html") or b"")
    assert live.news.pages == ("index.html",)


def test_the_base_path_follows_the_settings(live: Live) -> None:
    assert live.news.base == "/"
    edit(live, "digest.toml", TOML.replace("[site]", '[site]\nbase_url = "https://example.org/a/b/"'))
    live.update(["digest.toml"])
    assert live.news.base == "/a/b/"


def test_a_tab_that_comes_must_see_for_itself_and_goes_nowhere(live: Live) -> None:
    live.update([FERRY])
    greeting = live.greeting()
    assert (greeting.build, greeting.pages, greeting.go) == (live.news.build, None, "")


def test_each_build_and_each_start_has_an_id_and_names_the_one_before(live: Live) -> None:
    first = live.news
    live.update([FERRY])
    assert live.news.before == first.build != live.news.build
    assert Live(Session(live.root)).news.build != Live(Session(live.root)).news.build


@pytest.mark.parametrize(
    ("saved", "page"),
    [
        ({FERRY: source_file("Other text.\n", title="Other title")}, PAGE),
        ({"content/articles/train.md": source_file("Other.\n")}, "articles/train.html"),
        ({"digest.toml": TOML.replace("The Sample", "Another")}, "articles/ferry.html"),
        ({"content/articles/broken.md": "broken"}, ""),
    ],
)
def test_navigating_goes_to_the_page_of_the_file_that_was_saved(live: Live, saved: dict[str, str], page: str) -> None:
    going = Live(Session(live.root), navigate=True)
    going.update()
    for path, text in saved.items():
        edit(live, path, text)
    going.update(saved)
    assert going.news.go == page


def test_listeners_hear_each_build_and_read_one_line_of_json(live: Live) -> None:
    heard: list[News] = []
    live.listen(heard.append)
    edit(live, FERRY, "bro\u2028ken")
    live.update([FERRY])
    assert heard == [live.news]
    text = heard[0].as_json()
    assert "\n" not in text
    assert json.loads(text)["problems"][0]["place"].startswith(FERRY)


def test_a_file_that_goes_while_it_is_read_ends_nothing(live: Live) -> None:
    theme = live.root / "themes/mine"
    edit(live, "digest.toml", '[site]\ntheme = "mine"\n')
    edit(live, "themes/mine/theme.toml", 'extends = "record"')
    (theme / "templates").mkdir()
    (theme / "templates/story.html").symlink_to("nowhere")
    assert live.update().diagnostics == ()
    (theme / "templates/story.html").unlink()
    (theme / "templates/story.html").mkdir()
    live.update(["themes"])
    assert live.read("index.html") is not None
