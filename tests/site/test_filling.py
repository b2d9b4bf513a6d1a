"""Pages filled by functions have the bytes that Jinja gives, and what no function is made of is left to Jinja."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import TemplateError
from markupsafe import Markup

from digest.site.chains import UnreadyError
from digest.site.filling import Filler
from digest.site.templates import environment_of
from digest.site.theme import Layer, Template, Theme

REPO = Path(__file__).parents[2]


@dataclass(frozen=True)
class Thing:
    """What a template may show."""

    name: object
    words: object
    many: object = ()


def both(templates: dict[str, str], **names: Any) -> tuple[str | None, str | None]:
    """What a function gives, if there is one and it ends well, and what Jinja gives."""
    files = {f"{name}.html": Template(text, name) for name, text in templates.items()}
    environment = environment_of(Theme((Layer(name="own", templates=files, assets={}),)))
    context = type("Context", (), names)()
    frame = names.get("frame")
    try:
        ours: str | None = Filler(environment).filling("page.html", list(names))(context, frame)
    except (UnreadyError, TemplateError, TypeError, ValueError, AttributeError, LookupError):
        ours = None
    try:
        theirs: str | None = environment.get_template("page.html").render(names)
    except (TemplateError, TypeError, ValueError, AttributeError, LookupError):
        theirs = None
    return ours, theirs


BASE = (
    "<{% block a %}{{ x.name }}{% block b %}!{% endblock %}{% endblock %}{% block c %}{{ frame.root }}{% endblock %}>"
)
WORDS = {"one": "a < b", "keys": "k"}
X = Thing("<i>", WORDS, (Thing(Markup("<b>"), "w"), Thing(None, "v"), Thing(7, "", ("p", "q"))))


@pytest.mark.parametrize(
    "page",
    [
        "{{ x.name }}{{ x.words.one }}{{ x.words['one'] }}{{ n }}{{ none }}{{ html }}{{ 'a<b' }}{{ 3 }}",
        "{% for one in x.many %}{{ loop.index }}{{ loop.index0 }}{{ one.name }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% for one in x.many %}{% for two in one.many %}{{ loop.first }}{{ two }}{% else %}-{% endfor %}{{ loop.length }}{% endfor %}",
        "{% for one in x.many %}{{ one.name if loop.last or loop.nextitem.words != 'v' else n }}{% endfor %}",
        "{% for a, b in (('p', 1), (html, 2)) %}{{ a }}{{ b }}{{ x.words['o' ~ 'ne'] }}{% endfor %}{% for a in n %}{% endfor %}",
        "{% for x in x.many %}{{ x.name }}{% endfor %}{{ x.name }}{% for frame in x.many %}{{ frame.name }}{% endfor %}",
        "{% if n > 2 and none is none %}a{% endif %}{% if n == 3 and not none %}{{ n }}{% elif html %}b{% else %}c{% endif %}",
        "{% if none %}a{% elif n in (1, 3) %}{% for one in x.many %}{{ one.words }}{% endfor %}{% else %}b{% endif %}",
        "{% macro m(a, b='<') %}{{ a }}{{ b }}{% if a %}{{ k(a) }}{% endif %}{% endmacro %}{% macro k(a) %}({{ a }}){% endmacro %}{{ m(html) }}{{ m(x.name, b=n) }}",
        "{% extends 'base.html' %}{% block a %}[{{ super() }}]{% for x in x.many %}{{ x.words }}{% endfor %}{% endblock %}",
        "{% extends 'base.html' %}{% from 'parts.html' import bold as b %}{% block b %}{{ b(x.name) }}{% endblock %}ignored",
        "{% extends 'base.html' %}{% block c %}{{ frame.root }}{{ frame.site }}{% endblock %}",
        "{{ x.many | length }}{{ x.name | replace('i', '<') }}{{ x.words.one.format(a=1) }}{{ html | upper }}",
    ],
)
def test_what_functions_know_is_filled_as_by_jinja(page: str) -> None:
    frame = type("Frame", (), {"root": "../", "site": "S&S"})()
    parts = "{% macro bold(text) %}<b>{{ text }}</b>{{ again(text) }}{% endmacro %}{% macro again(t) %}{{ t }}{% endmacro %}"
    templates = {"page": page, "base": BASE, "parts": parts}
    ours, theirs = both(templates, x=X, n=3, none=None, html=Markup("<u>"), frame=frame)
    if " is none" in page or "in n %" in page:
        assert ours is None  # left to Jinja, which knows tests and says what is wrong
    else:
        assert theirs is not None
        assert ours == theirs


@pytest.mark.parametrize(
    "page",
    [
        "{% include 'parts.html' %}",
        "{% set a = 1 %}{{ a }}",
        "{% import 'parts.html' as parts %}{{ parts.bold(x.name) }}",
        "{% from 'parts.html' import bold with context %}{{ bold(x.name) }}",
        "{% extends 'ba' ~ 'se.html' %}",
        "{% for one in x.many if one.name %}{{ one.words }}{% endfor %}",
        "{{ x.name.upper() }}",
        "{{ 'a' if x.many }}",
        "{% call bold() %}a{% endcall %}",
        "{% block a scoped %}{% endblock %}",
        "{{ unknown }}",
        "{{ x.__class__ }}",
        "{% autoescape false %}{{ x.name }}{% endautoescape %}",
        "{{ loop.index }}",
        "{% for a in x.many %}{% block c %}{{ a.words }}{% endblock %}{% endfor %}",
        "before{% extends 'base.html' %}",
        "{% macro m(a) %}{{ caller() }}{% endmacro %}{{ m(1) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}{{ m(1, 2) }}",
        "{% if %}",
        "{% extends 'page.html' %}",
        "{% extends 'missing.html' %}",
        "{{ x.name | nothing }}",
    ],
)
def test_what_functions_do_not_know_is_left_to_jinja(page: str) -> None:
    files = {"page": page, "base": BASE, "parts": "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}"}
    templates = {f"{name}.html": Template(text, name) for name, text in files.items()}
    environment = environment_of(Theme((Layer(name="own", templates=templates, assets={}),)))
    with pytest.raises((UnreadyError, TemplateError)):
        Filler(environment).filling("page.html", ["x", "frame"])


NAMES = st.sampled_from(["x", "n", "html", "none", "many", "frame"])
VALUES = st.one_of(
    NAMES,
    st.builds("{}.name".format, NAMES),
    st.builds("{}.words.one".format, NAMES),
    st.builds("({} or {})".format, NAMES, NAMES),
    st.builds("({} if {} == {} else 'a&')".format, NAMES, NAMES, NAMES),
    st.sampled_from(["loop.index", "loop.last", "'<'", "one", "one.name", "x.many[0].name"]),
)
SAID = st.one_of(
    st.text("<&a {}", max_size=4).map(lambda text: text.replace("{", "(")), st.builds("{{{{ {} }}}}".format, VALUES)
)
BODIES = st.recursive(
    SAID,
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, VALUES, inner, inner),
        st.builds("{{% for one in {} %}}{}{{% endfor %}}".format, st.sampled_from(["many", "x.many", "n"]), inner),
        st.builds("{{% for one in many %}}{}{{% else %}}{}{{% endfor %}}".format, inner, inner),
    ),
    max_leaves=8,
)


@given(body=BODIES, text=st.text(max_size=12), html=st.text(max_size=12))
@example(body="{{ x.name }}{{ html }}", text="<b>", html="<b>")
def test_where_a_function_ends_well_it_gives_what_jinja_gives(body: str, text: str, html: str) -> None:
    x = replace(X, name=text, words={"one": text})
    ours, theirs = both({"page": body}, x=x, n=3, none=None, html=Markup(html), many=(x, text, Markup(html)), frame=x)
    assert ours is None or ours == theirs
