"""Templates as they are filled here give what Jinja and markupsafe give, at less cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as own
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.meta import find_referenced_templates
from markupsafe import Markup, escape

from digest.diagnostics import DigestError
from digest.site.contexts import Page
from digest.site.escaping import filled, shown
from digest.site.markup import calm
from digest.site.render import Renderer, references
from digest.site.templates import environment_of
from digest.site.theme import Layer, Template, Theme

THEMES = Path(__file__).parents[2] / "themes"


@dataclass(frozen=True)
class Around:
    """As much of a frame as these templates read."""

    root: str
    title: str = ""
    words: Mapping[str, str] | None = None
    base: str = ""
    head: Markup = own(default=Markup(""))


@dataclass(frozen=True)
class Within:
    """A context that is nothing but a frame."""

    frame: Around


def rendered(frame: Around, **templates: str) -> str:
    return fill(theme_of(**templates), frame)


def theme_of(**templates: str) -> Theme:
    files = {f"{name}.html": Template(text, name) for name, text in templates.items()}
    return Theme((Layer(name="own", templates=files, assets={}),))


def fill(theme: Theme, *frames: Around) -> str:
    renderer = Renderer(theme)
    pages = [Page("page.html", "page.html", Within, (frame,)) for frame in frames]  # type: ignore[arg-type]
    return "|".join(renderer.render(page).decode() for page in pages)


@given(st.text(max_size=200))
def test_text_is_shown_calm_and_escaped(text: str) -> None:
    assert shown(text) == str(escape(calm(text)))
    assert shown(Markup(text)) == text


@given(st.text(max_size=40), st.integers())
def test_a_pattern_is_filled_as_markupsafe_fills_it(text: str, number: int) -> None:
    pattern = "<a href='{url}'>{0} {1}</a>"
    assert filled(pattern, text, number, url=text) == Markup(pattern).format(text, number, url=text)


def test_a_block_of_shared_values_follows_them_from_page_to_page() -> None:
    theme = theme_of(page="{% block nav %}<a href='{{ frame.root }}'>{{ frame.words.home }}</a>{% endblock %}")
    one, other = {"home": "Home"}, {"home": "Start"}
    frames = (Around("../", words=one), Around("", words=one), Around("../", words=other), Around("../", words=one))
    assert fill(theme, *frames) == "|".join(
        f"<a href='{frame.root}'>{frame.words['home']}</a>" for frame in frames if frame.words
    )


def test_a_block_that_reads_what_is_a_pages_own_is_filled_for_each() -> None:
    theme = theme_of(page="{% block nav %}{{ frame.root }}{{ frame.title }}{% endblock %}")
    assert fill(theme, Around("", "One"), Around("", "Two")) == "One|Two"


def test_a_macro_is_called_with_its_arguments_and_markup_is_not_escaped_twice() -> None:
    page = "{% macro bold(text, sign='!') %}<b>{{ text }}{{ sign }}</b>{% endmacro %}{{ bold(frame.root, sign='&') }}"
    assert rendered(Around("<"), page=page) == "<b>&lt;&amp;</b>"


def test_a_child_fills_a_kept_block_its_own_way() -> None:
    base = "{% block nav %}{{ frame.root }}{% endblock %}"
    page = "{% extends 'base.html' %}{% block nav %}[{{ super() }}{{ frame.title }}]{% endblock %}"
    assert fill(theme_of(base=base, page=page), Around("a", "One"), Around("a", "Two")) == "[aOne]|[aTwo]"


def test_an_unknown_field_is_an_error_in_a_kept_block_too() -> None:
    with pytest.raises(DigestError, match="section"):
        rendered(Around(""), page="{% block nav %}{{ frame.section }}{% endblock %}")


@pytest.mark.parametrize("file", sorted(THEMES.rglob("*.html")), ids=lambda file: f"{file.parts[-3]} {file.name}")
def test_the_references_of_our_templates_are_those_that_jinja_finds(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert references(text) == set(find_referenced_templates(environment_of(Theme(())).parse(text)))


@pytest.mark.parametrize(
    "tag", ["{% include name %}", '{% extends "a" if x else "b" %}', '{% include ["a", "b"] %}', '{%-include "a" ~ x%}']
)
def test_a_template_that_computes_a_name_may_reach_all(tag: str) -> None:
    assert references(tag) is None


def test_references_are_read_in_each_form_of_a_tag() -> None:
    text = """{%extends "a"%}{%- import 'b' as c -%}{% from "d" import e %}{% include "f" ignore missing %}"""
    assert references(text) == {"a", "b", "d", "f"}
