"""Which language a text is in: told by its script where that suffices, else by py3langid, offline."""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any

_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
)
SAMPLE = 700
"""Characters of a text that are looked at."""


def language_of(text: str) -> str:
    """ISO 639-1 code of a text, lower case; empty for a text too short to tell.

    Cost: about 0.3 ms a text after a model load of one second.
    """
    sample = text[:SAMPLE]
    letters = sum(1 for sign in sample if sign.isalpha())
    if letters < 20:
        return ""
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) >= 0.15 * letters:
            return code
    code, _ = _model().classify(sample)
    return str(code)[:2] if len(str(code)) == 2 else str(code)


@cache
def _model() -> Any:
    logging.getLogger("py3langid").setLevel(logging.ERROR)
    import py3langid

    return py3langid
