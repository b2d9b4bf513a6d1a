"""Fuzzing led by coverage, with atheris: `python -m hostile.fuzz TARGET SECONDS` from the folder of the tests.

atheris is no requirement of the project: install it beside it (`pip install atheris`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Fuzz one target, beginning with the hostile cases."""
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["digest"]):
        from hostile import front_matter_cases, inbox_cases, markdown_cases
        from hostile.targets import TARGETS, tried
    name, seconds = sys.argv[1], sys.argv[2]
    corpus = Path(tempfile.mkdtemp(prefix="digest-fuzz-"))
    for number, case in enumerate((*markdown_cases.CASES, *front_matter_cases.CASES, *inbox_cases.CASES)):
        if len(case.data) < 5_000:
            (corpus / str(number)).write_bytes(case.data)
    found = Path(tempfile.mkdtemp(prefix="digest-fuzz-found-"))
    options = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={seconds}",
        "-max_len=4096",
        "-timeout=20",
        "-verbosity=0",
        f"-artifact_prefix={found}/",
    ]
    atheris.Setup(options, lambda data: tried(TARGETS[name], data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
