"""Front matter: what is written is read again, and what is wrong is told with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.content.schema import is_as_ingested, parse_article, write_article
from digest.diagnostics import DigestError
from digest.model import Article, Basis, Cut, Dating, Origin, Teaser
from digest.text import clean

LINE = st.text(max_size=60).map(clean)
TITLE = LINE.filter(bool)
CUTS = st.builds(Cut, first=st.integers(1, 50), last=st.integers(51, 99), why=st.sampled_from(["advert", "navigation"]))
ORIGINS = st.builds(
    Origin,
    file=TITLE,
    first=st.integers(1, 9),
    last=st.integers(10, 99),
    hash=st.just("ab12"),
    cut=st.lists(CUTS, max_size=2).map(tuple),
)
DATINGS = st.one_of(
    st.builds(Dating, evidence=LINE),
    st.builds(
        Dating,
        day=st.dates(date(1990, 1, 1), date(2100, 12, 31)),
        published=st.none()
        | st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)).map(
            lambda when: when.replace(microsecond=0, tzinfo=UTC)
        ),
        basis=st.sampled_from([Basis.STATED, Basis.INFERRED]),
        evidence=LINE,
    ),
)
ARTICLES = st.builds(
    Article,
    teaser=st.builds(
        Teaser,
        id=st.just("0123456789ab"),
        title=TITLE,
        title_derived=st.booleans(),
        url=st.sampled_from(["", "https://example.org/a?b=c"]),
        source=LINE,
        agency=LINE,
        dating=DATINGS,
        language=st.sampled_from(["", "en", "ja"]),
    ),
    byline=LINE,
    dateline=LINE,
    captions=st.lists(TITLE, max_size=3).map(tuple),
    origins=st.lists(ORIGINS, max_size=3).map(tuple),
    body=st.lists(TITLE, min_size=1, max_size=4).map("\n\n".join),
    story=LINE,
    topics=st.none() | st.lists(st.sampled_from(["japan", "ferries"]), max_size=2).map(tuple),
    draft=st.booleans(),
)


@given(ARTICLES)
def test_what_is_written_is_read_again(article: Article) -> None:
    text = write_article(article)
    again = parse_article(text, "a.md")
    assert is_as_ingested(again)
    plain = replace(again, body=again.body.strip(), path="", body_line=0, mark="")
    assert plain == replace(article, body=article.body.strip())


def test_another_line_end_or_quoting_style_is_no_edit() -> None:
    text = write_article(Article(teaser=Teaser(id="0123456789ab", title="Ferry: aground"), body="One.\n\nTwo."))

    def untouched(file: str) -> bool:
        return is_as_ingested(parse_article(file, "a.md"))

    assert untouched(text)
    assert untouched(text.replace("\n", "\r\n"))
    assert untouched(text.replace("'Ferry: aground'", '"Ferry: aground"'))
    assert not untouched(text.replace("Two", "Three"))
    assert not untouched(text.replace("source:", "draft: true\nsource:"))
    assert not untouched("---\ntitle: Made by hand\n---\n\nText.\n")


@pytest.mark.parametrize(
    ("head", "code", "line"),
    [
        ("titel: x", "article.unknown-field", 2),
        ("title: x\ndate: 21/11/26", "article.bad-date", 3),
        ("title: x\ndate: 3026-01-01", "article.bad-date", 3),
        ("title: x\nurl: javascript:alert(1)", "article.bad-url", 3),
        ("title: x\ndraft: perhaps", "article.bad-value", 3),
        ("title: x\ntitle: y", "article.duplicate-field", 3),
        ("title: &a x\nsource: *a", "article.bad-front-matter", 2),
        ("title: !!python/object:os.system x", "article.bad-front-matter", 2),
        ("title: 'x", "article.bad-front-matter", 3),
        ("title: [x, y]", "article.bad-value", 2),
        ("source: x", "article.no-title", 1),
        ("title: " + "x" * 21_000, "article.long-front-matter", 2),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_a_fix(head: str, code: str, line: int) -> None:
    with pytest.raises(DigestError) as caught:
        parse_article(f"---\n{head}\n---\n\nText.\n", "content/articles/a.md")
    assert (code, line) in [(one.code, one.location.line) for one in caught.value.diagnostics]
    assert all(one.fix for one in caught.value.diagnostics)


def test_an_unknown_field_says_what_may_have_been_meant() -> None:
    with pytest.raises(DigestError, match="did you mean 'title'"):
        parse_article("---\ntitel: x\n---\n\nText.\n", "a.md")


def test_a_value_that_yaml_would_turn_into_something_else_stays_text() -> None:
    article = parse_article("---\ntitle: NO\nsource: 1_000\nbyline: on\n---\n\nText.\n", "a.md")
    assert (article.teaser.title, article.teaser.source, article.byline) == ("NO", "1_000", "on")


def test_a_file_made_by_hand_keeps_its_name_as_its_identity() -> None:
    one, two = (parse_article("---\ntitle: x\n---\n\nText.\n", f"content/articles/{name}.md") for name in ("a", "b"))
    assert one.teaser.id != two.teaser.id


def test_everything_that_is_wrong_with_a_file_is_told_at_once() -> None:
    text = "---\ntitel: x\ndate: 2025-02-30\nurl: javascript:1\ndraft: maybe\n---\n\n"
    with pytest.raises(DigestError) as refused:
        parse_article(text, "content/articles/x.md")
    found = [(one.location.line, one.code) for one in refused.value.diagnostics]
    assert found == [
        (1, "article.no-title"),
        (2, "article.unknown-field"),
        (3, "article.bad-date"),
        (4, "article.bad-url"),
        (5, "article.bad-value"),
        (9, "article.no-body"),
    ]
