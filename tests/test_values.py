"""Dataclasses made quickly behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from digest.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """All that a field may be."""

    name: str
    count: int = 0
    parts: dict[str, int] = dataclasses.field(default_factory=dict)
    aside: str = dataclasses.field(default="", compare=False)
    length: int = dataclasses.field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """A field that follows from another."""
        object.__setattr__(self, "length", len(self.name))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """The same by the standard library."""

    name: str
    count: int = 0
    parts: dict[str, int] = dataclasses.field(default_factory=dict)
    aside: str = dataclasses.field(default="", compare=False)
    length: int = dataclasses.field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """A field that follows from another."""
        object.__setattr__(self, "length", len(self.name))


@dataclass(frozen=True, slots=True)
class Pair:
    """By position."""

    left: int
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """Equal to itself alone."""

    name: str


BOTH: tuple[Any, ...] = (Quick, Usual)


@pytest.mark.parametrize("kind", BOTH)
def test_values_are_compared_shown_and_copied_by_their_fields(kind: Any) -> None:
    one = kind(name="a", count=2)
    assert one == kind(name="a", count=2, aside="other")
    assert one != kind(name="a")
    assert one != Pair(1)
    assert repr(one) == f"{kind.__qualname__}(name='a', count=2, parts={{}}, aside='')"
    assert one.length == 1
    assert dataclasses.replace(one, name="abc").length == 3
    assert dataclasses.asdict(one) == {"name": "a", "count": 2, "parts": {}, "aside": "", "length": 1}
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one, protocol=5))):
        assert again == one
        assert again.length == 1
    assert kind(name="b").parts is not kind(name="b").parts


@pytest.mark.parametrize("kind", BOTH)
def test_values_are_set_once_and_have_no_other_fields(kind: Any) -> None:
    one = kind(name="a")
    for name in ("name", "other"):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            setattr(one, name, "b")
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.name
    assert not hasattr(one, "__dict__")
    for wrong in ({}, {"name": "a", "other": 1}):
        with pytest.raises(TypeError):
            kind(**wrong)
    with pytest.raises(TypeError):
        kind("a")


def test_fields_by_position_match_and_hash() -> None:
    match Pair(1, (2,)):
        case Pair(left, right):
            assert (left, right) == (1, (2,))
    assert {Pair(1): "one"}[Pair(1, ())] == "one"
    assert len({Own("a"), Own("a")}) == 2
    assert Own("a") != Own("a")
