"""The same article on two pages is one; a text at two outlets is two that know of each other."""

from __future__ import annotations

from digest.ingest.merge import merge_pages
from digest.ingest.pages import read_page

BODY = """The island's only ferry ran aground on a sandbank on Monday with 140 people on board, the coast guard said.

Nobody was hurt. Lifeboats from Sampleton took the passengers off before dark, and Captain Orla Brandt stayed with the ship.

The company said that divers would look at the hull on Tuesday. Brandt told the coast guard that the buoy had drifted."""


def merged(**pages: str):  # type: ignore[no-untyped-def]
    return merge_pages([read_page(text.encode(), f"{name}.txt") for name, text in sorted(pages.items())])


def test_one_article_on_two_pages_becomes_one_draft_that_names_both() -> None:
    found = merged(
        a=f"Ferry aground\n12 March 2025\n\n{BODY}",
        b=f"Ferry aground off Sampleton\nBy Jo Doe\n\n{BODY}\n\nShare this\n",
    )
    (draft,) = found.drafts
    assert [origin.file for origin in draft.origins] == ["a.txt", "b.txt"]
    assert (draft.byline, str(draft.dating.day)) == ("Jo Doe", "2025-03-12")


def test_the_longer_text_is_kept() -> None:
    more = "The mayor of Sampleton has asked for a second ferry, which would cost four million and be ready in two years at best."
    (draft,) = merged(a=f"Ferry aground\n\n{BODY}", b=f"Ferry aground\n\n{BODY}\n\n{more}").drafts
    assert draft.blocks[-1].text == more


def test_a_wire_text_at_two_outlets_stays_two_articles_that_are_told_as_copies() -> None:
    found = merged(
        a=f"Sample Wire\n2 hours ago\nFerry aground\n\n{BODY}",
        b=f"Example Gazette\n3 hours ago\nFerry stuck on sandbank\n\n{BODY}",
    )
    assert [draft.source for draft in found.drafts] == ["Sample Wire", "Example Gazette"]
    (copy,) = found.copies
    assert copy.share > 0.95


def test_two_reports_on_one_event_are_not_copies() -> None:
    other = """A ferry with some 140 passengers got stuck on a bank outside the harbour of Sampleton on Monday afternoon.

All were brought ashore by lifeboat. Orla Brandt, who has been the ship's captain for nine years, blamed a buoy that had moved.

The owner wants the hull looked at before the ship is pulled free at high water, which it expects on Thursday at the latest."""
    found = merged(a=f"Ferry aground\n\n{BODY}", b=f"Ferry stuck on a bank\n\n{other}")
    assert (len(found.drafts), found.copies) == (2, ())


def test_the_order_of_pages_does_not_change_what_is_found() -> None:
    pages = [
        read_page(text.encode(), name)
        for name, text in (("a.txt", f"Ferry aground\n\n{BODY}"), ("b.txt", f"Ferry aground\n\n{BODY}\n\nIt is over."))
    ]
    forth, back = merge_pages(pages), merge_pages(pages[::-1])
    assert {draft.title for draft in forth.drafts} == {draft.title for draft in back.drafts}
    assert [sorted(o.file for o in draft.origins) for draft in forth.drafts] == [
        sorted(o.file for o in draft.origins) for draft in back.drafts
    ]
