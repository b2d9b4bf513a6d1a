"""Whatever stands in a file, nothing but diagnostics comes out. `make fuzz` does the same for longer, led by coverage."""

from __future__ import annotations

import pytest
from hostile import front_matter_cases, inbox_cases, markdown_cases
from hostile.targets import TARGETS, tried
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

WORDS = (
    "---\n", "title: ", "date: 2025-06-18\n", "[site]\n", "[topics.x]\n", "any = [", "]\n", '"', "'", "“", "”", "»", "\n\n", "\n", "\t", " ", "\0",
    "\u202e", "\ud800", "é", "日本", "18 June 2025", "31/02/2025", "on Wednesday", "99:99", "5,000", "1,2,3", "at least 12 people", "killed", "said",
    "KCNA", "Kim Jong Un", "Mr ", "By ", "(Reuters) - ", "Photo: ", "http://x/", "[a](b)", "![", "](", "<p>", "</p>", "<script>", "<", ">", "&amp;",
    "<rss><channel><item>", "<title>", "{", "}", "[", ":", ",", "null", "# ", "> ", "- ", "* ", "`", "|", "\\", "[[story]]\n", 'id = "a"\n', "members = [\n",
    "a" * 70, "9" * 20, ".", "?", "—", "%", "$", "°",
)  # fmt: skip
"""Pieces of the forms that files have: a fuzzer that knows no form never comes past the first line."""

bytes_of_forms = st.lists(st.sampled_from(WORDS), max_size=60).map(
    lambda words: "".join(words).encode("utf-8", "replace")
)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.one_of(bytes_of_forms, st.binary(max_size=300)))
def test_any_bytes_come_to_a_value_or_a_diagnostic(name: str, data: bytes) -> None:
    tried(TARGETS[name], data)


@pytest.mark.parametrize("name", TARGETS)
def test_every_hostile_case_comes_to_a_value_or_a_diagnostic_everywhere(name: str) -> None:
    for case in (*markdown_cases.CASES, *front_matter_cases.CASES, *inbox_cases.CASES):
        if len(case.data) < 5_000:
            tried(TARGETS[name], case.data)
