"""What pages show when there is little, nothing, much, or something special to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, article, config, dating, report, story
from lxml import html

from digest.build.themes import read_theme
from digest.claims import Account, Contrast, Difference, Event, Evidence, Excerpt, Mention, Quotation
from digest.model import Article, Basis, Fate, Retired, Source, Story, Thread
from digest.site.pages import Look, plan
from digest.site.render import Renderer
from digest.site.site import assemble

THEME = read_theme(Path(__file__).parents[2], "record")
STATE = Source(name="Mock Agency", owner="Ministry of Examples", state=True)


class Pages:
    """The rendered pages of a site, each read when it is asked for."""

    def __init__(self, articles: Sequence[Article], stories: Sequence[Story], **named: Any) -> None:
        settings = named.pop("settings", None) or config("ferries", "quays")
        self.plan = {page.path: page for page in plan(assemble(settings, articles, stories, **named), Look())}
        self.renderer = Renderer(THEME)

    def __getitem__(self, path: str) -> Any:
        return html.document_fromstring(self.renderer.render(self.plan[path]).decode())

    def text(self, path: str) -> str:
        return " ".join(self[path].text_content().split())


def told(*articles: Article, evidence: Callable[[Sequence[Account]], Evidence] | None = None, **named: Any) -> Pages:
    """A site with one story of these reports."""
    one = story(*articles, id="s", slug="s", topics=("ferries",))
    given = {"evidence": evidence} if evidence else {}
    return Pages(articles, [one], **given, **named)


def many(count: int, gap: int = 1) -> Pages:
    articles = [article(f"a{n:03}", dating=dating(DAY - timedelta(n * gap))) for n in range(count)]
    return Pages(articles, [story(one, topics=("ferries",) if n % 2 else ()) for n, one in enumerate(articles)])


# --- densities ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "sections", "lines"), [(4, 0, 0), (14, 2, 0), (60, 2, 12)])
def test_a_home_page_has_the_density_of_its_stories(count: int, sections: int, lines: int) -> None:
    page = many(count)["index.html"]
    assert len(page.xpath("//h2[@class='section__title']")) == sections
    assert len(page.xpath("//li[@class='line']")) == lines
    links = page.xpath("//main//h2/a/@href | //main//h3/a/@href | //li[@class='line']/a/@href")
    told_once = [link for link in links if link.startswith("stories/")]
    assert len(set(told_once)) == len(told_once)


def test_a_long_topic_leads_on_by_months_and_nothing_is_numbered() -> None:
    pages = many(200)
    page = pages["topics/ferries.html"]
    assert len(page.xpath("//article")) == 12
    months = page.xpath("//dl[@class='calendar']//a/@href")
    assert months
    assert {href.removeprefix("../") for href in months} <= set(pages.plan)
    assert not [path for path in pages.plan if "page" in path]


def test_a_long_archive_leads_on_by_year_and_month() -> None:
    pages = many(200)
    page = pages["archive.html"]
    assert page.xpath("//dl[@class='calendar']//a/@href")
    assert len(page.xpath("//li[@class='day']")) < 60
    year, month = pages["archive/2025.html"], pages["archive/2025-05.html"]
    assert len(year.xpath("//li[@class='day']")) > 100
    assert month.xpath("//a[@rel='prev']/@href") == ["../archive/2025-04.html"]
    assert month.xpath("//a[@rel='next']/@href") == ["../archive/2025-06.html"]


def test_a_day_with_too_many_stories_for_a_page_says_where_the_others_are() -> None:
    pages = many(1100, gap=0)
    page = pages["editions/2025-06-18.html"]
    assert page.xpath("string(//p[@class='more'])").strip() == "and 100 more stories, by search or archive"
    assert len(pages.renderer.render(pages.plan["editions/2025-06-18.html"])) < 300_000


# --- empty states -------------------------------------------------------------------------------


def test_an_empty_site_says_how_to_begin() -> None:
    assert "No report yet." in Pages([], []).text("index.html")


def test_a_topic_without_news_says_since_when() -> None:
    old = article("old", dating=dating(DAY - timedelta(40)))
    new = article("new")
    pages = Pages([old, new], [story(old, topics=("ferries",)), story(new, topics=("quays",))])
    assert "No new report since 9 May 2025." in pages.text("topics/ferries.html")
    assert "No new report" not in pages.text("topics/quays.html")


def test_a_topic_without_stories_leads_to_the_latest_edition() -> None:
    page = Pages([], [])["topics/ferries.html"]
    assert page.xpath("//p[@class='empty']/a/@href") == ["../index.html"]


def test_one_report_says_so_and_has_no_table() -> None:
    pages = told(article("one"))
    assert "One report so far" in pages.text("stories/s.html")
    assert not pages["stories/s.html"].xpath("//table | //svg")


def test_where_nothing_differs_nothing_is_said_of_it() -> None:
    assert "differ" not in told(article("one"), article("two")).text("stories/s.html").lower()


def test_search_and_the_404_page_lead_on_without_script() -> None:
    pages = many(3)
    assert pages["search.html"].xpath("//main//a[@href='topics/ferries.html']")
    assert "joined with another one" in pages.text("404.html")
    assert pages["404.html"].xpath("//main//a[@href='search.html'] | //main//a[@href='archive.html']")


# --- what a story claims ------------------------------------------------------------------------


def claims(contrast: Contrast = Contrast.DIFFERS) -> Callable[[Sequence[Account]], Evidence]:
    def evidence(accounts: Sequence[Account]) -> Evidence:
        pieces = tuple(Excerpt(one.paragraphs[0], one.id, 1) for one in accounts)
        return Evidence(
            summary=pieces[:2],
            differences=(Difference(point="passengers", contrast=contrast, cells=pieces),),
            quotations=(
                Quotation(pieces=pieces[:1], speaker="Ada Sample"),
                Quotation(pieces=pieces[1:2], speaker=""),
            ),
            alone=pieces[-1:],
            events=(Event(day=date(2025, 2, 4), said=Excerpt("More.", accounts[0].id, 2)),),
            mentions=(Mention(name="Ada Sample", kind="person", reports=2, times=3),),
        )

    return evidence


def reports(count: int) -> list[Article]:
    outlets = ["Sample Wire", "Mock Agency", "Example Post", "Example Gazette", "Sample Courier", "Invented Times"]
    return [
        article(
            f"r{n}",
            f"Report {n} counts {n + 2} ferries.\n\nMore.",
            source=outlets[n],
            dating=dating(DAY - timedelta(5 - n)),
        )
        for n in range(count)
    ]


def test_where_accounts_differ_each_report_has_a_column_and_each_cell_its_paragraph() -> None:
    page = told(*reports(3), evidence=claims(), sources=(STATE,))["stories/s.html"]
    assert [one.text_content() for one in page.xpath("//thead//th")] == [
        "Point", "Sample Wire", "Mock Agencystate media", "Example Post"
    ]  # fmt: skip
    assert page.xpath("//tbody//a/@href") == [f"../articles/r{n}.html#p1" for n in range(3)]
    assert "Where accounts differ" in page.text_content()


def test_four_reports_have_columns_and_the_others_are_counted() -> None:
    pages = told(*reports(6), evidence=claims())
    assert len(pages["stories/s.html"].xpath("//thead//th")) == 5
    assert "and 2 more reports" in pages.text("stories/s.html")


@pytest.mark.parametrize(
    ("contrast", "title"),
    [(Contrast.UPDATE, "What a later report changed"), (Contrast.MORE_EXACT, "Where one report is more exact")],
)
def test_an_update_and_more_exact_words_are_not_called_a_difference(contrast: Contrast, title: str) -> None:
    pages = told(*reports(2), evidence=claims(contrast))
    assert title in pages.text("stories/s.html")
    assert "points differ" not in pages.text("index.html")
    assert "differ" not in pages.text("stories/s.html").lower().replace(title.lower(), "")


def test_the_thread_line_goes_from_the_oldest_day_to_this_story_with_gaps_in_words() -> None:
    page = told(*reports(2), evidence=claims())["stories/s.html"]
    kinds = [one.get("class").split()[-1] for one in page.xpath("//ol[@class='course']/li")]
    assert kinds == ["course__moment--event", "course__gap", "course__moment--report", "course__moment--here"]
    assert page.xpath("string(//li[@class='course__gap'])") == "4 months"


def test_a_thread_has_a_page_with_all_its_stories() -> None:
    old, new = article("old", dating=dating(DAY - timedelta(90))), article("new")
    stories = [story(old, thread="old"), story(new, thread="old")]
    pages = Pages([old, new], stories, threads=[Thread(id="old", stories=("old", "new"), parents=("", "old"))])
    assert pages["stories/headline-new.html"].xpath("//p[@class='more']/a/@href") == ["../threads/headline-old.html"]
    assert len(pages["threads/headline-old.html"].xpath("//article")) == 2


def test_state_media_are_named_where_they_are_quoted() -> None:
    pages = told(*reports(2), evidence=claims(), sources=(STATE,))
    assert "state media" in pages["stories/s.html"].xpath("string(//section[@class='reported'])")
    assert "state media" in pages.text("articles/r1.html")
    assert "state media" in pages.text("sources.html")
    assert "state media" not in pages["articles/r0.html"].xpath("string(//header[@class='opening'])")


def test_an_outlet_has_one_name_on_all_pages_however_reports_write_it() -> None:
    known = Source(name="Placeholder Post", aliases=("PLACEHOLDERPOST",))
    pages = told(article("one", source="PLACEHOLDERPOST"), article("two", agency="placeholder post"), sources=(known,))
    shown = [pages.text(path) for path in ("index.html", "stories/s.html", "articles/one.html", "sources.html")]
    assert all("Placeholder Post" in text and "PLACEHOLDERPOST" not in text for text in shown)
    assert "placeholder post" not in pages.text("articles/two.html")


def test_state_media_that_speak_are_named_by_any_of_their_names() -> None:
    def evidence(accounts: Sequence[Account]) -> Evidence:
        piece = Excerpt(accounts[0].paragraphs[0], accounts[0].id, 1)
        return Evidence(quotations=(Quotation(pieces=(piece,), speaker="MA"),))

    known = Source(name="Mock Agency", aliases=("MA",), state=True)
    page = told(article("one"), evidence=evidence, sources=(known,))["stories/s.html"]
    assert page.xpath("string(//figcaption)") == "MA, state media"


def test_a_speaker_who_is_not_known_is_not_guessed() -> None:
    found = told(*reports(2), evidence=claims())["stories/s.html"].xpath("//figcaption")
    assert [one.text_content() for one in found] == ["Ada Sample"]


def test_a_name_of_three_stories_has_a_page_and_others_have_none() -> None:
    def named(accounts: Sequence[Account]) -> Evidence:
        often = Mention(name="Ada Sample", kind="person", reports=1, times=1)
        once = Mention(name="Bruno Mock", kind="person", reports=2, times=2)
        return Evidence(mentions=(often, once) if accounts[0].id == "a0" else (often,))

    articles = [article(f"a{n}") for n in range(3)]
    pages = Pages(articles, [story(one) for one in articles], evidence=named)
    assert pages["names.html"].xpath("//main//a/@href") == ["names/ada-sample.html"]
    assert "Bruno Mock" in pages.text("names.html")
    assert len(pages["names/ada-sample.html"].xpath("//article")) == 3


def test_what_is_new_since_the_last_edition_is_marked_and_told() -> None:
    before = article("before", dating=dating(DAY - timedelta(3)))
    fresh, again, first = article("fresh"), article("again"), article("first", dating=dating(DAY - timedelta(9)))
    pages = Pages([before, fresh, again, first], [story(before), story(fresh), story(first, again)])
    text = pages.text("index.html")
    assert "New since 15 June 2025" in text
    assert "Updated since 15 June 2025" in text
    assert "Since the edition of 15 June 2025: 1 new story, 1 story with new reports." in text
    assert "New since" not in pages.text("stories/headline-before.html")


# --- former addresses ---------------------------------------------------------------------------


def test_former_addresses_lead_on_and_are_not_indexed() -> None:
    one, two = article("one"), article("two")
    stories = [story(one, former=("old-name",)), story(two)]
    retired = [
        Retired(id="m", slugs=("merged",), title="Merged", fate=Fate.MERGED, into=("one",)),
        Retired(id="p", slugs=("split",), title="Split", fate=Fate.SPLIT, into=("one", "two")),
        Retired(id="g", slugs=("gone",), title="Gone", fate=Fate.GONE),
    ]
    base = config(base_url="https://example.org/digest/")
    pages = Pages([one, two], stories, retired=retired, settings=base)
    for path in ("old-name", "merged", "split", "gone"):
        page = pages[f"stories/{path}.html"]
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for path in ("old-name", "merged"):
        page = pages[f"stories/{path}.html"]
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../stories/headline-one.html"]
        assert page.xpath("//link[@rel='canonical']/@href") == ["https://example.org/digest/stories/headline-one.html"]
        assert page.xpath("//main//a/@href") == ["../stories/headline-one.html"]
    split = pages["stories/split.html"]
    assert not split.xpath("//meta[@http-equiv='refresh']")
    assert len(split.xpath("//main//a")) == 2
    assert "reports were taken out" in pages.text("stories/gone.html")


# --- how much of a text is shown ----------------------------------------------------------------


@pytest.mark.parametrize("shown", ["full", "lead", "link"])
def test_links_to_paragraphs_work_however_much_of_a_text_is_shown(shown: str) -> None:
    articles = [
        article(f"r{n}", f"Report {n} counts {n} ferries.\n\nA second paragraph.\n\nNobody quotes the third.")
        for n in range(2)
    ]

    def evidence(accounts: Sequence[Account]) -> Evidence:
        return Evidence(summary=tuple(Excerpt(one.paragraphs[1], one.id, 2) for one in accounts))

    settings = config("ferries", text=shown, base_url="https://example.org/digest/")
    pages = told(*articles, evidence=evidence, settings=settings)
    for path in ("stories/s.html", "index.html", "topics/ferries.html"):
        for href in pages[path].xpath("//main//a[contains(@href, '#p')]/@href"):
            target, _, anchor = href.removeprefix("../").partition("#")
            assert pages[target].xpath(f"//p[@id='{anchor}']"), (path, href)
    text = pages.text("articles/r0.html")
    assert ("Nobody quotes the third" in text) == (shown == "full")
    assert "A second paragraph." in text
    assert pages["articles/r0.html"].xpath("//a[@href='https://example.org/r0']")
    canonical = pages["articles/r0.html"].xpath("//link[@rel='canonical']/@href")[0]
    assert canonical == ("https://example.org/r0" if shown == "full" else "https://example.org/digest/articles/r0.html")


def test_a_source_may_have_less_shown_than_the_site() -> None:
    one = article("one", "First.\n\nSecond words.", source="Mock Agency")
    pages = told(one, sources=(Source(name="Mock Agency", text="link"),))
    assert "Second words" not in pages.text("articles/one.html")


def test_dates_that_are_inferred_or_missing_say_so() -> None:
    inferred = article("one", dating=dating(basis=Basis.INFERRED, evidence="the text says Friday"))
    pages = Pages([inferred, article("two", dating=dating(None))], [story(inferred)])
    assert "≈ 18 June 2025, inferred" in pages.text("articles/one.html")
    assert "the text says Friday" in pages.text("articles/one.html")
    assert "date not known" in pages.text("articles/two.html")


def test_copies_are_named_and_the_strip_draws_them_as_rings() -> None:
    wire, copy = article("wire"), article("copy", source="Example Post")
    page = Pages([wire, copy], [story(report(wire, copy))])["stories/headline-wire.html"]
    assert "Also carried by" in page.text_content()
    assert page.xpath("//*[local-name()='svg']/@aria-label") == ["2 reports on 18 June 2025, 1 copy among them"]
    assert len(page.xpath("//*[contains(@class, 'strip__mark--copy')]")) == 1
