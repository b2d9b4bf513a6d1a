"""A state that somebody wrote into `.digest/` with a right digest: values of a wrong form cost time and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.build import build_project
from digest.build.state import SEAL, State, load_state, save_state
from digest.content import keeping
from tests.build.test_body_edit import clean, contents, made, save

FOREIGN = (b"?", [1], {1: 2}, ("x", 2, None), -1.5, "?")
"""No field of what is kept is of all these kinds, and none of the first four."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("digest.build.state.YOUNG", 0)
        root = made(tmp_path_factory.mktemp("crafted") / "p")
        build_project(root)
        yield root


def places(value: Any) -> Iterator[tuple[Any, ...]]:
    """Ways to every part of a plain value."""
    yield ()
    parts: Any = enumerate(value) if isinstance(value, tuple) else value.items() if isinstance(value, dict) else ()
    for at, part in parts:
        for way in places(part):
            yield at, *way


def put(value: Any, way: tuple[Any, ...], new: Any) -> Any:
    """A plain value with another part."""
    if not way:
        return new
    at, *rest = way
    if isinstance(value, dict):
        return {**value, at: put(value[at], tuple(rest), new)}
    return (*value[:at], put(value[at], tuple(rest), new), *value[at + 1 :])


def part(value: Any, way: tuple[Any, ...]) -> Any:
    for at in way:
        value = value[at]
    return value


def spoilt(state: State, chance: Random) -> tuple[str, Any]:
    """A field of a state, with one of its values of another kind."""
    name = chance.choice([*state.tables(), "threads"])
    value = getattr(state, name)
    ways = [way for way in places(value) if len(way) >= (name != "threads")]
    way = chance.choice(ways) if ways else ()
    was = part(value, way)
    kinds = FOREIGN[:4] if isinstance(was, int | float | str | None) else FOREIGN
    return name, put(value, way, chance.choice([one for one in kinds if type(one) is not type(was)]))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(seed=st.integers(0, 10_000), edit=st.sampled_from(["a sentence at the end", "another title"]))
def test_a_state_of_a_wrong_form_changes_nothing(built: Path, seed: int, edit: str) -> None:
    root = built
    state = load_state(root)
    assert state is not None
    name, value = spoilt(state, Random(seed))
    setattr(state, name, value)
    mark = save_state(root, state)
    options, sources, site, _, report = keeping.load(root, SEAL)
    keeping.save(root, (options, sources, site, mark, report), SEAL)
    save(root, "crane.md", edit)
    done = build_project(root)
    assert done.done
    other, told = clean(root, root.with_name(f"clean {len(list(root.parent.iterdir()))}"))
    assert contents(root / "site") == other, name
    assert done.diagnostics == told.diagnostics


@pytest.mark.parametrize("spans", [(), ((0, 1),), (("x", -5, b""),), 7])
def test_an_index_of_a_wrong_form_changes_nothing(built: Path, spans: Any) -> None:
    root = built
    index, threads, settled = keeping.load(root, ".digest/build.state")
    keeping.save(root, (dict.fromkeys(index, spans), threads, settled), ".digest/build.state")
    save(root, "fog.md", "another figure")
    assert build_project(root).done
    assert contents(root / "site") == clean(root, root.with_name(f"index {spans}".replace("/", "")))[0]
