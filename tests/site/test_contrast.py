"""The colours of the theme can be read, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[2] / "themes/record/assets"
SHEET = "".join((ASSETS / f"{name}.css").read_text(encoding="utf-8") for name in ("tokens", "record", "print"))
TOKENS = dict(re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", SHEET))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raise", "mark"])
@pytest.mark.parametrize(
    "ink",
    [
        "ink",
        "ink-2",
        "link",
        "accent",
        "topic-1",
        "topic-2",
        "topic-3",
        "ok",
        "warn",
        "code-name",
        "code-word",
        "code-text",
    ],
)
def test_text_has_enough_contrast(ink: str, ground: str, mode: int) -> None:
    found = contrast(TOKENS[ink].split(", ")[mode], TOKENS[ground].split(", ")[mode])
    assert found >= (4.5 if ground != "mark" or ink in ("ink", "link") else 4.0)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_what_marks_a_control_can_be_seen(mode: int) -> None:
    assert contrast(TOKENS["rule-2"].split(", ")[mode], TOKENS["paper"].split(", ")[mode]) >= 3


def test_colours_stand_in_tokens_only() -> None:
    outside = re.sub(r"--[\w-]+:[^;]+;", "", SHEET)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", outside)
