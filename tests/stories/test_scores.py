"""Scores of stories against labelled ones."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.stories.scores import scores

TOOL = Path(__file__).parents[3] / "shared/tools/score_stories.py"
LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30)


def test_equal_groupings_score_one_whatever_their_labels() -> None:
    found = scores("aabbc", [5, 5, "x", "x", 0])
    assert (found.b_cubed.f1, found.pairs.f1, found.ari) == (1.0, 1.0, 1.0)
    assert (found.articles, found.gold_stories, found.stories) == (5, 3, 3)


def test_one_heap_has_full_recall_and_no_agreement_beyond_chance() -> None:
    found = scores("aabb", "xxxx")
    assert (found.b_cubed.recall, found.b_cubed.precision, found.ari) == (1.0, 0.5, 0.0)


def test_nothing_can_be_scored_without_articles() -> None:
    with pytest.raises(ValueError, match="0 and 0"):
        scores([], [])


@pytest.mark.shared
@pytest.mark.skipif(not TOOL.exists(), reason="../shared is not here")
@given(LABELS)
def test_scores_are_those_of_an_independent_scorer(pairs: list[tuple[int, int]]) -> None:
    spec = importlib.util.spec_from_file_location("score_stories", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    gold, made = [one for one, _ in pairs], [one for _, one in pairs]
    theirs, ours = module.scores(gold, made, False), scores(gold, made)
    mine = (ours.b_cubed.precision, ours.b_cubed.recall, ours.b_cubed.f1, ours.pairs.precision, ours.pairs.recall)
    assert mine == pytest.approx([theirs[name] for name in ("b3_p", "b3_r", "b3_f1", "pair_p", "pair_r")], abs=1e-5)
    assert (ours.pairs.f1, ours.ari) == pytest.approx((theirs["pair_f1"], theirs["ari"]), abs=1e-5)
    assert (ours.gold_stories, ours.stories) == (theirs["gold_clusters"], theirs["pred_clusters"])
