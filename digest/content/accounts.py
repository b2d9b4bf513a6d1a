"""Articles and stories as JSON Lines, read as evidence reads them: for scripts and scoring outside of a project."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from digest.claims import Account
from digest.content.collections import Rows, read_labels
from digest.diagnostics import Diagnostic

_BREAK = re.compile(r"\s*\n\s*")


def read_accounts(articles: Path, stories: Path) -> tuple[Mapping[str, tuple[Account, ...]], list[Diagnostic]]:
    """The reports of each story, stories and reports in the order of their articles.

    An article that the stories do not name is a story of its own. Paragraphs are what line
    breaks part, counted from 1; a text without line breaks is one paragraph.
    """
    labels, findings = read_labels(stories, ("story", "gold_story"))
    rows = Rows(articles)
    found: dict[str, list[Account]] = {}
    for row in rows:
        teaser = row.article.teaser
        story = labels.get(str(row.id), str(row.id))
        account = Account(
            id=teaser.id,
            title=teaser.title,
            paragraphs=tuple(part for part in _BREAK.split(row.article.body.strip()) if part),
            day=teaser.dating.day,
            source=teaser.source,
            agency=teaser.agency,
            language=teaser.language,
        )
        found.setdefault(story, []).append(account)
    return {story: tuple(reports) for story, reports in found.items()}, [*rows.findings, *findings]
