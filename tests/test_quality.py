"""Floors of quality: a change that makes extraction worse fails here.

The corpora in `../shared` are measured where they are; the page forms and the sample inbox
of this repository always are. Floors go up when the program gets better, never down.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from measure import Figures, measure, report

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"


def figures_of(gold: Path, folder: Path) -> Figures:
    """Measure, or skip where the corpus is not."""
    if not gold.exists():
        pytest.skip(f"no {gold.name} in ../shared: this corpus is not part of the repository")
    figures = measure(gold, folder)
    print(report(folder.name, figures))
    return figures


@pytest.mark.shared
def test_the_seeds_come_out_whole_with_site_profiles_off() -> None:
    figures = figures_of(SHARED / "seeds/gold.json", SHARED / "seeds")
    assert (figures.found, figures.glued, figures.extra, figures.files_too_many) == (12, 0, 0, 0)
    assert figures.token_f1 >= 0.999
    assert (figures.dates, figures.wrong_dates, figures.wrong_agencies) == (12, 0, 0)
    assert figures.leaks == []


@pytest.mark.shared
def test_the_sample_dumps_come_out_whole() -> None:
    figures = figures_of(SHARED / "samples/dumps/gold.json", SHARED / "samples/dumps")
    assert (figures.found, figures.glued, figures.extra, figures.files_too_many) == (13, 0, 0, 0)
    assert figures.token_f1 >= 0.995
    assert figures.wrong_dates == 0
    assert figures.leaks == []


@pytest.mark.shared
def test_the_sample_html_pages_come_out_whole() -> None:
    figures = figures_of(SHARED / "samples/html/gold.json", SHARED / "samples/html")
    assert (figures.found, figures.glued, figures.extra, figures.files_too_many) == (12, 0, 0, 0)
    assert figures.shingle_f1 >= 0.985
    assert figures.titles >= 10
    assert figures.dates >= 11


def test_page_forms_of_all_kinds_are_split() -> None:
    figures = figures_of(HERE / "fixtures/pages/gold.json", HERE / "fixtures/pages")
    assert (figures.articles, figures.found, figures.glued, figures.extra) == (122, 122, 0, 0)
    assert figures.token_f1 >= 0.99
    assert figures.good >= 120
    assert figures.titles >= 108
    assert figures.wrong_dates <= 2
    assert len(figures.leaks) <= 5


def test_pages_that_were_written_before_anybody_saw_how_they_are_read_are_split() -> None:
    figures = figures_of(HERE / "fixtures/pages/unseen.json", HERE / "fixtures/pages")
    assert (figures.articles, figures.found, figures.glued, figures.extra, figures.files_too_many) == (86, 86, 0, 0, 0)
    assert figures.token_f1 >= 0.99
    assert figures.good >= 84
    assert figures.titles >= 82
    assert figures.dates >= 83
    assert (figures.wrong_dates, figures.wrong_agencies) == (0, 0)
    assert len(figures.leaks) <= 4


def test_the_sample_inbox_comes_out_whole() -> None:
    figures = figures_of(HERE / "fixtures/sample-inbox.json", HERE.parent / "content/inbox")
    assert (figures.found, figures.glued, figures.extra, figures.files_too_many) == (23, 0, 0, 0)
    assert figures.token_f1 >= 0.99
    assert (figures.dates, figures.wrong_dates, figures.wrong_agencies) == (23, 0, 0)
