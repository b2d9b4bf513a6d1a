"""The plan: which pages a site has, and what each is made of."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from conftest import article, config, dating, report, story

from digest.model import Article, Basis, Story
from digest.site.contexts import ArticleContext, HomeContext, StoryContext, TopicContext
from digest.site.pages import Look, plan
from digest.site.site import Site, assemble


def planned(site: Site) -> dict[str, Any]:
    return {page.path: page.context() for page in plan(site, Look())}


def some(count: int) -> tuple[list[Article], list[Story]]:
    """Stories of one report each, on consecutive days, every second one about ferries."""
    articles = [article(f"a{n:03}", dating=dating(date.fromordinal(739_000 + n))) for n in range(count)]
    stories = [story(one, topics=("ferries",) if n % 2 else ()) for n, one in enumerate(articles)]
    return articles, stories


def test_every_story_article_topic_and_day_has_a_page() -> None:
    articles, stories = some(3)
    paths = set(planned(assemble(config("ferries"), articles, stories)))
    assert paths == {
        "index.html", "archive.html", "about.html", "404.html", "topics/ferries.html", "names.html", "sources.html",
        "search.html", *(f"archive/{date.fromordinal(739_000):%Y}{end}.html" for end in ("", "-04")),
        *(f"stories/headline-a00{n}.html" for n in range(3)), *(f"articles/a00{n}.html" for n in range(3)),
        *(f"editions/{date.fromordinal(739_000 + n)}.html" for n in range(3)),
    }  # fmt: skip


def test_the_order_of_articles_and_stories_does_not_matter() -> None:
    articles, stories = some(12)
    before = plan(assemble(config("ferries"), articles, stories), Look())
    random.Random(1).shuffle(articles)
    random.Random(2).shuffle(stories)
    assert plan(assemble(config("ferries"), articles, stories), Look()) == before


def test_a_body_edit_changes_one_page_unless_its_first_sentences_change() -> None:
    articles, stories = some(8)
    before = planned(assemble(config("ferries"), articles, stories))
    edited = [
        *articles[:-1],
        article("a007", "The ferry left on time.\n\nSomebody was late.", dating=articles[7].teaser.dating),
    ]
    after = planned(assemble(config("ferries"), edited, stories))
    assert [path for path in after if after[path] != before[path]] == ["articles/a007.html"]


def test_two_stories_of_one_headline_have_two_addresses() -> None:
    one, two = article("one", title="Same"), article("two", title="Same")
    paths = planned(assemble(config(), [one, two], [story(one), story(two)]))
    assert {path for path in paths if path.startswith("stories/")} == {"stories/same.html", "stories/same-two.html"}


def test_names_that_no_disk_should_hold_become_plain_ones() -> None:
    names = ["con", "../../etc/passwd", "☃", "A" * 300, "index"]
    articles = [article(f"id{n}", path=f"content/articles/{name}.md") for n, name in enumerate(names)]
    paths = [path for path in planned(assemble(config(), articles, [])) if path.startswith("articles/")]
    assert len(paths) == 5
    assert all(".." not in path and path.count("/") == 1 and len(path) < 110 for path in paths)
    assert "articles/con.html" not in paths


def test_undated_stories_come_last_on_a_page_of_their_own() -> None:
    old, undated = article("old"), article("undated", dating=dating(None))
    site = assemble(config(), [undated, old], [story(undated), story(old)])
    assert [one.id for one in site.stories] == ["old", "undated"]
    assert "editions/undated.html" in planned(site)


def test_drafts_are_left_out() -> None:
    shown, draft = article("shown"), article("draft", draft=True)
    paths = planned(assemble(config(), [shown, draft], [story(shown)]))
    assert "articles/draft.html" not in paths


def test_a_home_page_shows_each_story_once_whatever_their_number() -> None:
    for count in (1, 4, 14, 60):
        context: HomeContext = planned(assemble(config("ferries"), *some(count)))["index.html"]
        assert context.lead
        beside = [card for section in context.beside for card in section.cards]
        shown = [context.lead, *beside, *context.below, *(c for s in context.sections for c in (*s.cards, *s.lines))]
        assert len({card.path for card in shown}) == len(shown) <= 30
        assert count > 20 or len(shown) == count
        assert context.density == {1: "few", 4: "few", 14: "some", 60: "many"}[count]


def test_an_empty_site_still_has_a_home_page() -> None:
    context: HomeContext = planned(assemble(config("ferries"), [], []))["index.html"]
    assert context.lead is None
    topic: TopicContext = planned(assemble(config("ferries"), [], []))["topics/ferries.html"]
    assert topic.months == ()


def test_the_lead_is_the_story_of_the_day_with_most_independent_reports() -> None:
    one, two, three = article("one"), article("two"), article("three")
    site = assemble(config(), [one, two, three], [story(one), story(two, three)])
    assert planned(site)["index.html"].lead.title == "Headline two"


def test_copies_count_once_and_are_named() -> None:
    wire, copy, own = (
        article("wire", agency="SW"),
        article("copy", source="Example Post"),
        article("own", source="Inland"),
    )
    told = story(report(wire, copy), own)
    pages = planned(assemble(config(), [wire, copy, own], [told]))
    context: StoryContext = pages["stories/headline-wire.html"]
    assert context.counts == "3 reports, 2 independent"
    assert [one.source for one in context.reports[0].copies] == ["Example Post"]
    page: ArticleContext = pages["articles/copy.html"]
    assert [one.title for one in page.same] == ["Headline wire"]
    assert page.later
    assert page.later.title == "Headline own"


def test_every_quote_stands_verbatim_in_the_paragraph_that_it_links_to() -> None:
    body = "# Head\n\nMr. Sample *said* it was 3.5 km. “Quite far,” he added. Then he left!\n\nMore."
    one = article("one", body)
    site = assemble(config(), [one], [story(one)])
    quote = planned(site)["stories/headline-one.html"].summary[0]
    assert quote.path == "articles/one.html#p1"
    assert quote.text in site.texts["one"].body().paragraphs[quote.paragraph - 1]
    assert quote.text == "Mr. Sample said it was 3.5 km."


def test_an_inferred_date_says_so() -> None:
    one = article("one", dating=dating(basis=Basis.INFERRED, evidence="the text says Friday"))
    context: StoryContext = planned(assemble(config(), [one], [story(one)]))["stories/headline-one.html"]
    assert context.when.words == "≈ 18 June 2025"
    assert context.reports[0].when.evidence == "the text says Friday"


def test_earlier_and_later_follow_time_within_a_topic() -> None:
    articles, stories = some(6)
    context: StoryContext = planned(assemble(config("ferries"), articles, stories))["stories/headline-a003.html"]
    (place,) = context.around
    assert place.earlier
    assert place.later
    assert (place.earlier.title, place.later.title) == ("Headline a001", "Headline a005")


def test_a_story_of_an_unknown_topic_has_none() -> None:
    one = article("one")
    context = planned(assemble(config(), [one], [story(one, topics=("gone",))]))["stories/headline-one.html"]
    assert context.topics == ()


def test_pages_name_no_way_into_the_authors_machine() -> None:
    from digest.model import Origin

    one = article("one", origins=(Origin(file="/home/somebody/inbox/page.txt", first=3, last=9),))
    context: ArticleContext = planned(assemble(config(), [one], []))["articles/one.html"]
    assert (context.places[0].file, context.places[0].lines) == ("page.txt", "lines 3–9")
