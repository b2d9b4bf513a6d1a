"""What is made of others is as if it were made anew, and what did not change is the same object."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from digest.derived import Derived, in_order

PACKAGE = Path(__file__).parents[1] / "digest"
ROWS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3).map(lambda number: ("row", number)))
WANTED = st.dictionaries(st.sampled_from("xyz"), st.lists(st.sampled_from("abcdef")).map(tuple))
PARTS = st.lists(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 2))), max_size=3)


def told(first: Mapping[str, object], second: Mapping[str, object], shared: int) -> list[tuple[str, object]]:
    return [(key, (shared, row, second.get(key))) for key, row in first.items()]


@given(st.lists(st.tuples(ROWS, ROWS, st.integers(0, 1)), min_size=1, max_size=6))
def test_a_table_is_what_its_recipe_makes_of_each_row_in_their_order(rounds: list[tuple[dict, dict, int]]) -> None:  # type: ignore[type-arg]
    derived = Derived()
    for first, second, shared in rounds:
        made = derived.each("pairs", lambda *row: row, first, second, shared=(shared,))
        assert list(made.items()) == told(first, second, shared)
        derived.forget()


@given(st.lists(st.tuples(WANTED, ROWS), min_size=1, max_size=6))
def test_gathered_rows_are_those_that_are_asked_for(rounds: list[tuple[dict, dict]]) -> None:  # type: ignore[type-arg]
    derived = Derived()
    for wanted, table in rounds:
        made = derived.gathered("gathered", wanted, table)
        plain = {key: tuple(table[one] for one in asked if one in table) for key, asked in wanted.items()}
        assert list(made.items()) == list(plain.items())


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_merged_tables_hold_the_rows_of_all(rounds: list[list[list[tuple[str, int]]]]) -> None:
    derived = Derived()
    for parts in rounds:
        taken: set[str] = set()
        tables: dict[int, dict[str, tuple[int]]] = {}
        for at, part in enumerate(parts):  # no key is in two tables
            tables[at] = {key: (number,) for key, number in part if key not in taken}
            taken |= tables[at].keys()
        assert derived.merged("all", tables) == {key: row for one in tables.values() for key, row in one.items()}


def test_nothing_is_made_again_of_the_same_and_what_is_equal_stays_the_same_object() -> None:
    derived = Derived()
    made: list[tuple[int, int]] = []

    def recipe(row: tuple[int, int]) -> tuple[int]:
        made.append(row)
        return (row[0],)

    first = {"a": (1, 1), "b": (2, 1)}
    before = derived.each("firsts", recipe, first)
    assert derived.each("firsts", recipe, {"a": (1, 2), "b": first["b"]}) is before
    assert made == [(1, 1), (2, 1), (1, 2)]
    after = derived.each("firsts", recipe, {"a": (3, 1), "b": first["b"]})
    assert (after, after["b"] is before["b"]) == ({"a": (3,), "b": (2,)}, True)
    order = derived.one("order", in_order, after)
    assert order == ("b", "a")
    assert derived.one("order", in_order, dict(after)) is order


def test_a_table_whose_rows_are_equal_in_another_order_is_another() -> None:
    derived = Derived()
    first = derived.one("table", lambda *_: {"a": (1,), "b": (2,)}, "one")
    assert derived.one("table", lambda *_: {"b": (2,), "a": (1,)}, "two") is not first


def test_what_is_not_asked_for_is_forgotten() -> None:
    derived = Derived()
    made: list[int] = []
    for _ in range(2):
        derived.one("kept", made.append, 1)
        derived.forget()
    assert made == [1]
    derived.forget()
    derived.one("kept", made.append, 1)
    assert made == [1, 1]


def test_no_two_places_use_one_name() -> None:
    names: Counter[str] = Counter()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("one", "each", "gathered", "merged")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                names[str(node.args[0].value)] += 1
    assert len(names) > 50
    assert [name for name, times in names.items() if times > 1] == []
