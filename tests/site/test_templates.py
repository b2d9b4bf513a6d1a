"""Templates as they are compiled here give what Jinja and markupsafe give, at less cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from digest.site.escaping import filled, shown
from digest.site.markup import calm
from digest.site.templates import environment_of
from digest.site.theme import Layer, Template, Theme


@dataclass(frozen=True)
class Around:
    """As much of a frame as these templates read."""

    root: str
    title: str = ""
    words: Mapping[str, str] | None = None


def rendered(frame: Around, **templates: str) -> str:
    return fill(theme_of(**templates), frame)


def theme_of(**templates: str) -> Theme:
    files = {f"{name}.html": Template(text, name) for name, text in templates.items()}
    return Theme((Layer(name="own", templates=files, assets={}),))


def fill(theme: Theme, *frames: Around) -> str:
    template = environment_of(theme).get_template("page.html")
    return "|".join(template.render(frame=frame) for frame in frames)


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
    with pytest.raises(UndefinedError):
        rendered(Around(""), page="{% block nav %}{{ frame.section }}{% endblock %}")
