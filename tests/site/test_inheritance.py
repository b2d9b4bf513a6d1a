"""Themes build on each other: a child overrides a block, a token or a file, and copies nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import article, config, story

from digest.build.themes import read_theme
from digest.diagnostics import DigestError
from digest.site.pages import Look, plan
from digest.site.render import Renderer
from digest.site.site import assemble
from digest.site.theme import Layer, Template, Theme

REPO = Path(__file__).parents[2]
RECORD = read_theme(REPO, "record")
PLAIN = read_theme(REPO, "plain")


def pages(theme: Theme) -> dict[str, str]:
    one = article("one")
    site = assemble(config("ferries"), [one], [story(one, topics=("ferries",))])
    renderer = Renderer(theme)
    return {page.path: renderer.render(page).decode() for page in plan(site, Look(theme.stylesheets()))}


def layer(name: str, assets: dict[str, bytes] | None = None, **templates: str) -> Layer:
    files = {f"{key}.html": Template(text, f"{name}/{key}.html") for key, text in templates.items()}
    return Layer(name=name, templates=files, assets=assets or {}, stylesheets=tuple(assets or ()))


def test_plain_extends_the_record_with_a_few_files() -> None:
    assert [one.name for one in PLAIN.layers] == ["plain", "record"]
    assert len(PLAIN.layers[0].templates) < len(RECORD.layers[0].templates) / 4
    assert set(pages(PLAIN)) == set(pages(RECORD))
    (sheet,) = PLAIN.stylesheets()
    data = PLAIN.assets()[sheet]
    assert b"--paper" in data  # the tokens of the record
    assert b".front__beside" not in data  # but not its looks, which an empty sheet of that name hides


@pytest.mark.parametrize("theme", [RECORD, PLAIN], ids=["record", "plain"])
def test_every_template_of_a_theme_is_used_or_shared(theme: Theme) -> None:
    used = {page.template for page in plan(assemble(config("ferries"), [], []), Look())}
    shared = {"layout.html", "parts.html", "story.html", "article.html", "edition.html", "list.html", "moved.html"}
    assert set(theme.layers[0].templates) <= used | shared


def test_one_block_is_overridden_and_the_rest_of_the_page_stays() -> None:
    child = layer("mine", story='{% extends "@base/story.html" %}{% block alone %}MINE{% endblock %}')
    page = pages(Theme((child, *RECORD.layers)))["stories/headline-one.html"]
    assert "MINE" in page
    assert "What is reported" in page


def test_base_is_the_theme_below_the_one_that_asks() -> None:
    parent = layer("parent", layout='{% extends "@base/layout.html" %}{% block footer %}PARENT{% endblock %}')
    child = layer("child", layout='{% extends "@base/layout.html" %}{% block nav %}CHILD{% endblock %}')
    page = pages(Theme((child, parent, *RECORD.layers)))["about.html"]
    assert "PARENT" in page
    assert "CHILD" in page


def test_base_below_the_last_theme_is_a_template_that_is_missing() -> None:
    alone = layer("alone", **{"404": '{% extends "@base/404.html" %}'})
    with pytest.raises(DigestError, match=re.escape("'@base/404.html below 404.html'")):
        pages(Theme((alone,)))


def test_a_token_is_overridden_in_a_sheet_that_comes_later() -> None:
    sheet = b"@layer tokens { :root { --accent: #006400; } }"
    theme = Theme((layer("mine", {"mine.css": sheet}), *RECORD.layers))
    (path,) = theme.stylesheets()
    data = theme.assets()[path]
    assert data.index(b"--accent: light-dark") < data.index(b"--accent: #006400")
    assert path.startswith("assets/mine.")


def test_a_lean_sheet_keeps_its_strings() -> None:
    sheet = b'a::before { content: "/* no  comment */ ; }" ; }  /* gone */\n\n b  >  c { d : e }'
    theme = Theme((layer("mine", {"mine.css": sheet}),))
    (path,) = theme.stylesheets()
    assert theme.assets()[path] == b'a::before{content: "/* no  comment */ ; }";}b > c{d : e}'
