"""Values that are made of others, and made again only where those are others.

A site is told and planned as a whole each time, and from one time to the next little of it differs. So
what is made for each story or article is a table by its id, made of other tables by one recipe, and
`Derived` remembers the last one: a row is made again where what it is made of is another object, and what
comes out equal is the same object as before. A table in which nothing differs is the same object too, so
whatever is made of it stands without a look. With nothing remembered the result is the same, but for
which equal values are one object. Recipes depend on what they are handed and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import compress
from operator import is_not
from typing import Any, ParamSpec, TypeVar, cast

_Made = TypeVar("_Made")
_Key = TypeVar("_Key")
_Inner = TypeVar("_Inner")
_Given = ParamSpec("_Given")

_NOTHING = object()


class Derived:
    """What was made last, by name."""

    def __init__(self) -> None:
        """Nothing was made yet."""
        self._last: dict[Hashable, tuple[Any, Any]] = {}
        self._used: set[Hashable] = set()

    def one(self, name: Hashable, recipe: Callable[_Given, _Made], *given: _Given.args, **_: _Given.kwargs) -> _Made:
        """What a recipe makes of these values; made again when one of them is not equal.

        The order of a mapping counts for nothing when two are compared: hand it over beside it where it matters.
        """
        known = self._known(name)
        if known is not None and known[0] == given:
            return cast(_Made, known[1])
        value: Any = recipe(*given)  # type: ignore[call-arg]
        if known is not None:
            value = _as_before(known[1], value)
        self._last[name] = given, value
        return cast(_Made, value)

    def each(
        self,
        name: Hashable,
        recipe: Callable[..., _Made],
        first: Mapping[_Key, Any],
        *others: Mapping[_Key, Any],
        shared: tuple[Any, ...] = (),
    ) -> Mapping[_Key, _Made]:
        """A row for each row of a table, in its order.

        Args:
            name: of the new table.
            recipe: makes a row of `shared` and of the rows of each table with its key.
            first: the table whose keys count.
            others: further tables; `None` stands for a row that one lacks.
            shared: what all rows are made of; when it is not equal, all are made again.

        Cost: 50 ns for each row of each table that is another object, where the row is not made again.
        """
        tables = (first, *others)
        known = self._known(name)
        if known is None or known[0][1] != shared:
            fresh: Iterable[_Key] = first
        else:
            fresh = set().union(*(differing(old, new) for old, new in zip(known[0][0], tables, strict=True)))
        before: Mapping[_Key, _Made] = known[1] if known is not None else {}
        made = {key: recipe(*shared, *[table.get(key) for table in tables]) for key in fresh if key in first}
        values = _renewed(before, made, first)
        self._last[name] = (tables, shared), values
        return values

    def gathered(
        self, name: Hashable, wanted: Mapping[_Key, Iterable[_Inner]], table: Mapping[_Inner, _Made]
    ) -> Mapping[_Key, tuple[_Made, ...]]:
        """For each key the rows of a table that it asks for, in that order; a row that the table lacks is left out."""
        known = self._known(name)
        if known is None:
            fresh: Iterable[_Key] = wanted
        else:
            other = differing(known[0][1], table)
            fresh = differing(known[0][0], wanted)
            if other:
                fresh.update([key for key, inner in wanted.items() if not other.isdisjoint(inner)])
        before: Mapping[_Key, tuple[_Made, ...]] = known[1] if known is not None else {}
        made = {key: tuple([table[one] for one in wanted[key] if one in table]) for key in fresh if key in wanted}
        values = _renewed(before, made, wanted)
        self._last[name] = (wanted, table), values
        return values

    def merged(self, name: Hashable, tables: Mapping[_Key, Mapping[_Inner, _Made]]) -> Mapping[_Inner, _Made]:
        """The rows of many tables as one, in no order of its own; no two of the tables have a key in common."""
        known = self._known(name)
        before: Mapping[_Inner, _Made] = known[1] if known is not None else {}
        old: Mapping[_Key, Mapping[_Inner, _Made]] = known[0] if known is not None else {}
        fresh = differing(old, tables)
        made: dict[_Inner, _Made] = {}
        for key in fresh:
            made.update(tables.get(key, {}))
        gone = [one for key in fresh for one in old.get(key, ()) if one not in made]
        values: Mapping[_Inner, _Made] = before
        changed = _unequal(before, made)
        if gone or changed:
            values = {**before, **changed}
            for one in gone:
                del values[one]
        self._last[name] = tables, values
        return values

    def forget(self) -> None:
        """Keep only what was asked for since this was called last."""
        self._last = {name: self._last[name] for name in self._used}
        self._used = set()

    def _known(self, name: Hashable) -> tuple[Any, Any] | None:
        self._used.add(name)
        return self._last.get(name)


def as_it_is(row: _Made) -> _Made:
    """The recipe of a table whose equal rows shall be the objects they were before."""
    return row


def in_order(places: Mapping[_Key, Any]) -> tuple[_Key, ...]:
    """The keys of a table, in the order of its rows."""
    return tuple(sorted(places, key=places.__getitem__))


def _as_before(before: Any, value: Any) -> Any:
    """What was made before where that is equal; of a table at least the rows that are."""
    if isinstance(before, Mapping) and isinstance(value, Mapping):
        return _renewed(before, value, value)
    return before if before == value else value


def differing(before: Mapping[_Key, Any], now: Mapping[_Key, Any]) -> set[_Key]:
    """The keys whose rows are other objects, new or gone."""
    if before is now:
        return set()
    if list(before) == list(now):  # as nearly always: the rows are compared without a step of Python
        return set(compress(now, map(is_not, now.values(), before.values())))
    found = set(compress(now, map(is_not, now.values(), map(before.get, now))))
    if before.keys() != now.keys():
        found |= before.keys() ^ now.keys()
    return found


def _renewed(before: Mapping[_Key, _Made], made: Mapping[_Key, _Made], keys: Iterable[_Key]) -> Mapping[_Key, _Made]:
    """The table before with some rows made again; itself where all are equal and the keys and their order are the same."""
    changed = _unequal(before, made)
    names = list(keys)
    if names == list(before):
        return {**before, **changed} if changed else before
    rows = {**before, **changed}
    return dict(zip(names, map(rows.__getitem__, names), strict=True))


def _unequal(before: Mapping[_Key, _Made], made: Mapping[_Key, _Made]) -> dict[_Key, _Made]:
    return {key: row for key, row in made.items() if (old := before.get(key, _NOTHING)) is not row and old != row}
