"""Digests of values: the same in every process, and others for other values."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from digest.build.stamps import Stamper
from digest.model import Basis, Dating


@dataclass(frozen=True)
class Pair:
    one: object
    other: object = None
    way: object = field(default=None, compare=False)


VALUES = (
    *(
        "",
        "a",
        Markup("a"),
        b"a",
        0,
        1,
        True,
        None,
        1.0,
        date(2025, 6, 18),
        Basis.STATED,
        Basis.INFERRED,
        (),
        ("",),
        ((),),
    ),
    *(
        ("a", "b"),
        ("ab",),
        (("a",), "b"),
        ("a", ("b",)),
        Pair("a"),
        Pair("a", "b"),
        Pair(("a", "b")),
        ("Pair", ("a", None)),
        (b"dataclass Pair", "a", None),
        (Pair("a"), "b"),
        (Pair("a", "b"),),
    ),
    *({}, {"a": "b"}, {"b": "a"}, Pair(Pair("a")), Dating(day=date(2025, 6, 18), basis=Basis.STATED), "1", "()"),
)


def test_other_values_have_other_digests() -> None:
    digests = [Stamper().of(one) for one in VALUES]
    assert not [(one, other) for (one, a), (other, b) in combinations(zip(VALUES, digests, strict=True), 2) if a == b]


def test_equal_values_have_equal_digests_whatever_they_share_and_whatever_does_not_count() -> None:
    text = "".join(["sha", "red"])
    same = Pair(text, (text, text), way="here")
    apart = Pair("sha" + text[3:], ("".join(list(text)), "".join(list(text))), way="there")
    assert Stamper().of(same) == Stamper().of(apart)
    assert Stamper().of({"a": 1, "b": 2}) == Stamper().of({"b": 2, "a": 1})


def test_a_digest_is_the_same_in_another_process() -> None:
    code = (
        "from datetime import date; from digest.build.stamps import Stamper; from digest.model import Basis, Dating;"
        "print(Stamper().of((Dating(day=date(2025, 6, 18), basis=Basis.STATED), {'b': ('x', 1.5), 'a': None})).hex())"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1] != b""


def test_what_is_no_value_has_no_digest() -> None:
    with pytest.raises(TypeError, match="no digest of"):
        Stamper().of((1, print))


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.builds(Pair, inner, inner),
    max_leaves=6,
)


@given(NESTED, NESTED)
def test_two_values_have_one_digest_where_they_are_written_alike(one: object, other: object) -> None:
    assert (Stamper().of(one) == Stamper().of(other)) == (repr(one) == repr(other))
