"""Rendered pages: golden, valid, inert, and a template error is told with its line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import html5lib
import pytest
from conftest import article, config, dating, report, story, topic
from lxml import html

from digest.build.session import Session
from digest.build.themes import read_theme
from digest.config import Config
from digest.diagnostics import DigestError
from digest.model import Basis, Cut, Origin
from digest.site.filling import Fill, Filler
from digest.site.metadata import framed
from digest.site.pages import Look, plan
from digest.site.render import Renderer
from digest.site.site import Site, assemble
from digest.site.templates import environment_of
from digest.site.theme import Layer, Template, Theme

REPO = Path(__file__).parents[2]
THEME = read_theme(REPO, "record")
LOOK = Look(("assets/record.css",), "assets/icon.svg")
EVIL = '"><script>alert(1)</script></title><img src=x onerror=alert(1)>\u202e{{ 7*7 }}'


def rendered(site: Site) -> dict[str, str]:
    renderer = Renderer(THEME)
    return {page.path: renderer.render(page).decode() for page in plan(site, LOOK)}


def rich() -> Site:
    """A site with everything that a template can show."""
    origin = Origin(file="content/inbox/page.txt", first=4, last=30, cut=(Cut(first=9, last=12, why="advert"),))
    wire = article(
        "wire",
        "# Quay\n\nThe quay opens. It took a year.\n\n> Well.\n\n- a\n- b\n\n[m](https://example.org) `x`\n\na|b\n-|-\n1|2\n",
        agency="SW",
        byline="R. Sample",
        dateline="TESTBURG",
        captions=("A crane.",),
        origins=(origin, origin),
        dating=dating(basis=Basis.INFERRED, evidence="the text says Friday"),
    )
    copy = article("copy", "The quay opens.", source="Example Post", title_derived=True)
    arabic = article("arabic", "يفتح الرصيف.", language="ar", title="الرصيف", source="")
    alone = article("alone", "- only a list\n", dating=dating(None))
    stories = [
        story(report(wire, copy), arabic, topics=("ferries", "quays")),
        story(alone, topics=("ferries",)),
        *(story(one, topics=("quays",)) for one in (article(f"q{n}") for n in range(3))),
    ]
    return assemble(
        config("ferries", "quays", base_url="https://example.org/digest/"),
        [wire, copy, arabic, alone, *(article(f"q{n}") for n in range(3))],
        stories,
    )


def hostile() -> Site:
    one = article(
        "evil",
        f"{EVIL}\n\n[x](javascript:alert(1))",
        title=EVIL,
        source=EVIL,
        agency=EVIL,
        url="javascript:alert(1)",
        language='en" onload="alert(1)',
        byline=EVIL,
        dateline=EVIL,
        captions=(EVIL,),
        origins=(Origin(file=EVIL, first=1, last=2, cut=(Cut(first=1, last=1, why=EVIL),)),),
        dating=dating(evidence=EVIL),
    )
    settings = Config(site=config(title=EVIL, description=EVIL).site, topics=(topic("evil", EVIL),))
    return assemble(settings, [one], [story(one, topics=("evil",))])


SITES: dict[str, Callable[[], Site]] = {
    "rich": rich,
    "hostile": hostile,
    "empty": lambda: assemble(config("ferries"), [], []),
}


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_valid_html(name: str) -> None:
    for path, text in rendered(SITES[name]()).items():
        html5lib.HTMLParser(strict=True).parse(text)
        tree = html.document_fromstring(text)
        ids = [one.get("id") for one in tree.iter() if one.get("id")]
        assert len(ids) == len(set(ids)), path
        assert len(list(tree.iter("h1"))) == 1 or name == "empty" or path.startswith("articles/"), path
        levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4")]
        assert levels[0] in (1, 2), path
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (path, levels)


@pytest.mark.parametrize("name", SITES)
def test_every_page_has_what_browsers_and_search_engines_ask_for(name: str) -> None:
    for path, text in rendered(SITES[name]()).items():
        tree = html.document_fromstring(text)
        assert tree.get("lang") == "en"
        metas = {one.get("name") or one.get("http-equiv") for one in tree.iter("meta")}
        assert {"viewport", "description", "referrer", "Content-Security-Policy"} <= metas
        assert tree.findtext(".//title")
        assert tree.xpath("//meta[@name='description']/@content")[0], path
        canonical = tree.xpath("//link[@rel='canonical']/@href")
        assert bool(canonical) == (name == "rich" and path != "404.html")


@pytest.mark.parametrize("name", SITES)
def test_no_page_holds_anything_that_acts_or_asks_another_host(name: str) -> None:
    for path, text in rendered(SITES[name]()).items():
        if path == "search.html":
            continue  # the one page with a script of its own
        tree = html.document_fromstring(text)
        data = tree.xpath("//script[@type='application/ld+json' and not(@src)]")  # no browser runs it
        tags = {one.tag for one in tree.iter() if isinstance(one.tag, str) and one not in data}
        assert not tags & {"script", "iframe", "object", "embed", "form", "base", "style", "img", "video", "audio"}
        for one in tree.iter():
            assert not [attribute for attribute in one.attrib if attribute.startswith("on") or attribute == "style"]
            assert not re.match(r"\s*(javascript|data|vbscript|feed):", one.get("href", ""), re.I)
        loaded = tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href") + tree.xpath("//@src")
        assert not [address for address in loaded if "//" in address]
        policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert policy.startswith("default-src 'none'")
        assert "script" not in policy
        assert "unsafe" not in policy
        assert "\u202e" not in text
        assert "49" not in tree.xpath("string(//title)")


def test_a_page_in_another_language_says_so() -> None:
    (path,) = [path for path in rendered(rich()) if "arabic" in path]
    tree = html.document_fromstring(rendered(rich())[path])
    assert tree.xpath("//h1/@dir") == ["rtl"]
    assert tree.xpath("//div[@class='body']/@lang") == ["ar"]


def test_links_of_the_404_page_begin_at_the_base_path() -> None:
    tree = html.document_fromstring(rendered(rich())["404.html"])
    internal = [link for link in tree.xpath("//a/@href | //link/@href") if not link.startswith("#")]
    assert all(link.startswith("/digest/") for link in internal)


@pytest.mark.parametrize("path", ["stories/headline-wire.html", "articles/wire.html"])
def test_a_page_is_as_reviewed(path: str, golden: Callable[[str, str], None]) -> None:
    golden(path.replace("/", "-"), rendered(rich())[path])


def broken(**templates: str) -> Renderer:
    files = {f"{name}.html": Template(text, f"themes/mine/templates/{name}.html") for name, text in templates.items()}
    return Renderer(Theme((Layer(name="mine", templates=files, assets={}),)))


@pytest.mark.parametrize(
    ("templates", "code", "line"),
    [
        ({"404": "a\n{{ stroy }}"}, "template.undefined", 2),
        ({"404": "a\n{{ frame.nothing }}"}, "template.undefined", 2),
        ({"404": "\n\n{% if %}"}, "template.syntax", 3),
        ({"404": "\n{% include 'gone.html' %}"}, "template.missing", 2),
        ({"404": "\n{{ frame.site + 1 }}"}, "template.error", 2),
        ({"404": "{% extends 'up.html' %}", "up": "\n\n\n{{ nothing }}"}, "template.undefined", 4),
        ({}, "template.missing", 0),
    ],
)
def test_a_template_error_names_its_file_and_line(templates: dict[str, str], code: str, line: int) -> None:
    (page,) = [page for page in plan(assemble(config(), [], []), LOOK) if page.path == "404.html"]
    with pytest.raises(DigestError) as refused:
        broken(**templates).render(page)
    found = refused.value.diagnostic
    assert (found.code, found.location.line) == (code, line)
    assert found.location.path.endswith(".html")


def test_a_template_error_says_from_where_its_place_was_used() -> None:
    (page,) = [page for page in plan(assemble(config(), [], []), LOOK) if page.path == "404.html"]
    parts = {
        "404": "{% extends 'up.html' %}\n{% block main %}\n{% include 'part.html' %}{% endblock %}",
        "up": "\n\n\n{% block main %}{% endblock %}",
        "part": "\n{{ nothing }}",
    }
    with pytest.raises(DigestError) as refused:
        broken(**parts).render(page)
    found = refused.value.diagnostic
    names = [str(place).rpartition("/")[2] for place in (found.location, *found.trace)]
    assert names == ["part.html:2", "404.html:3", "up.html:4", "404.html:1"]
    assert "used by: themes/mine/templates/up.html:4" in str(found)
    assert found.as_json()["trace"] == [str(place) for place in found.trace]


def test_a_template_sees_the_fields_of_its_context_and_nothing_else() -> None:
    (page,) = [page for page in plan(assemble(config(), [], []), LOOK) if page.path == "404.html"]
    for name in ("range", "lipsum", "cycler", "namespace", "config", "story"):
        with pytest.raises(DigestError, match="undefined"):
            broken(**{"404": f"{{{{ {name} }}}}"}).render(page)


def test_every_template_names_its_context_first() -> None:
    for path in (REPO / "themes/record/templates").glob("*.html"):
        assert path.read_text(encoding="utf-8").startswith("{# "), path
        assert "|safe" not in path.read_text(encoding="utf-8").replace(" ", ""), path


def test_a_child_theme_may_extend_the_template_that_it_hides() -> None:
    child = Layer(
        name="child",
        templates={"404.html": Template('{% extends "@record/404.html" %}{% block title %}Gone{% endblock %}', "404")},
        assets={"child.css": b"a{}"},
        stylesheets=("child.css",),
    )
    theme = Theme((child, *THEME.layers))
    (page,) = [page for page in plan(assemble(config(), [], []), LOOK) if page.path == "404.html"]
    assert b"<title>Gone</title>" in Renderer(theme).render(page)
    (sheet,) = theme.stylesheets()
    assert sheet.startswith("assets/child.")
    assert theme.assets()[sheet].endswith(b"a{}")
    assert b"--paper" in theme.assets()[sheet]


def test_a_stylesheet_is_named_by_its_content() -> None:
    one = Theme((Layer(name="t", templates={}, assets={"a.css": b"1"}, stylesheets=("a.css",)),))
    two = Theme((Layer(name="t", templates={}, assets={"a.css": b"2"}, stylesheets=("a.css",)),))
    assert one.stylesheets() != two.stylesheets()
    assert set(one.assets()) == set(one.stylesheets())


def test_only_the_search_page_has_a_script_and_only_from_the_site() -> None:
    look = Look(("assets/record.css",), "assets/icon.svg", "assets/search.js")
    renderer = Renderer(THEME)
    found = {page.path: html.document_fromstring(renderer.render(page)) for page in plan(rich(), look)}
    running = {path: tree.xpath("//script[not(@type='application/ld+json')]") for path, tree in found.items()}
    assert {path for path, scripts in running.items() if scripts} == {"search.html"}
    (script,) = running["search.html"]
    assert (script.get("src"), script.text) == ("assets/search.js", None)
    policy = found["search.html"].xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy
    off = replace(rich().config.site, search=False)
    without = replace(rich(), config=replace(rich().config, site=off))
    (page,) = (page for page in plan(without, look) if page.path == "search.html")
    assert "<script" not in renderer.render(page).decode().replace('<script type="application/ld+json"', "")


def sample() -> Site:
    session = Session(REPO)
    session.update()
    assert session.site is not None
    return session.site


@pytest.mark.parametrize("theme", ["record", "plain"])
@pytest.mark.parametrize("site", [rich, hostile, sample])
def test_every_page_of_our_themes_is_filled_by_a_function_and_has_the_bytes_of_jinja(
    site: Callable[[], Site], theme: str
) -> None:
    environment = environment_of(read_theme(REPO, theme))
    filler = Filler(environment)
    fills: dict[tuple[str, type], Fill] = {}
    for page in plan(site(), replace(LOOK, search="assets/search.js")):
        context = page.context()
        kind = page.template, type(context)
        names = {one.name: getattr(context, one.name) for one in fields(context)} | {"frame": framed(context)}
        if kind not in fills:
            fills[kind] = filler.filling(page.template, list(names))
        assert fills[kind](context, names["frame"]) == environment.get_template(page.template).render(names)


def test_a_page_that_jinja_must_fill_is_filled() -> None:
    part = "{% include 'part.html' %}"
    own = {"article.html": Template(part, "a"), "part.html": Template("<p>{{ title }}</p>", "p")}
    renderer = Renderer(Theme((Layer(name="own", templates=own, assets={}), *THEME.layers)))
    pages = [page for page in plan(rich(), LOOK) if page.path == "articles/wire.html"]
    assert [renderer.render(page) for page in pages] == [b"<p>Headline wire</p>"]
