"""Small makers for the tests of stories: a test names only what it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from digest.model import Article, Dating, Teaser, Topic, TopicRules

FERRY = (
    "The ferry Morning Gull ran aground off Harrow Point on Tuesday with 212 passengers on board, the harbour office "
    "said. Lifeboats from Harrow Point brought the passengers ashore within two hours and nobody was hurt. "
    "Captain Orla Finch told Sample Wire that the steering had failed minutes before the ferry met the sandbank. "
    "Divers will look at the hull of the Morning Gull before tugs try to free the ferry at high tide."
)
FERRY_TOO = (
    "Lifeboats have brought 212 passengers to safety after the Morning Gull, a ferry, struck a sandbank near Harrow "
    "Point. The harbour office said that the ferry had lost its steering. Captain Orla Finch praised the lifeboat "
    "crews. Tugs are to free the Morning Gull at the next high tide once divers have seen the hull."
)
BUDGET = (
    "The council of Elmstead voted on Tuesday for a budget that raises the library fund by a third. Mayor Idris Vale "
    "said that the budget keeps every branch of the library open until the end of the decade. The opposition on the "
    "council called the budget reckless and asked where the money for roads would come from."
)
TALKS = (
    "Envoy Mira Soltan met Premier Jonas Brandt in the capital of Norland and spoke with him about the grain treaty. "
    "Premier Brandt and envoy Soltan praised the grain treaty and the friendship of Norland and Ostria. The two also "
    "spoke of railway cars that Norland lends to Ostria. It was the envoy's talk with the premier that both waited for."
)


def article(id: str, title: str = "", body: str = "", day: str | None = None, **named: Any) -> Article:
    """Make an article; fields of the teaser and of the article alike by name."""
    of_teaser = {
        key: named.pop(key) for key in ("source", "agency", "url", "language", "title_derived") if key in named
    }
    dating = Dating(day=date.fromisoformat(day) if day else None)
    teaser = Teaser(id=id, title=title, dating=dating, **{"language": "en", **of_teaser})
    return Article(teaser=teaser, body=body, path=f"content/articles/{id}.md", **named)


def topic(slug: str, **rules: Any) -> Topic:
    """Make a topic with rules."""
    return Topic(slug=slug, title=slug.capitalize(), rules=TopicRules(**rules))
