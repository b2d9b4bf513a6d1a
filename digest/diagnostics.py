"""Say what is wrong, where, and how to fix it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    """Something was left out; the exit status is not 0."""

    WARNING = "warning"
    """Nothing was left out; only `--strict` fails."""


def printable(text: str) -> str:
    """Escape control and direction characters, so that a name cannot steer a terminal."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def shown_name(path: str) -> str:
    """A file's name as text: bytes that are no UTF-8 are escaped, all else is as it is."""
    return path.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a source file, written as editors understand it."""

    path: str
    line: int = 0
    """Counted from 1; 0 means the file as a whole."""

    def __str__(self) -> str:
        path = printable(self.path)
        return f"{path}:{self.line}" if self.line else path


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about one place, in words for the person who can mend it."""

    severity: Severity
    code: str
    """Stable and searchable, `<noun>.<problem>`: `article.bad-date`."""

    location: Location
    problem: str
    fix: str
    trace: tuple[Location, ...] = ()
    """For a template: from where the place was used, the innermost first."""

    def __str__(self) -> str:
        head = f"{self.location}: {self.severity.value}: {printable(self.problem)} [{self.code}]"
        used = "".join(f"\n    used by: {place}" for place in self.trace)
        return f"{head}{used}\n    fix: {printable(self.fix)}"

    def as_json(self) -> dict[str, object]:
        """The same finding for scripts."""
        return {
            "severity": self.severity.value,
            "code": self.code,
            "file": self.location.path,
            "line": self.location.line,
            "problem": self.problem,
            "fix": self.fix,
            "trace": [str(place) for place in self.trace],
        }


class DigestError(Exception):
    """Carries what is wrong with one item out of a function: one diagnostic, or all of them."""

    def __init__(self, diagnostic: Diagnostic, *more: Diagnostic) -> None:
        super().__init__("\n".join(map(str, (diagnostic, *more))))
        self.diagnostics = (diagnostic, *more)

    @property
    def diagnostic(self) -> Diagnostic:
        """The first."""
        return self.diagnostics[0]


def error(code: str, path: str, problem: str, fix: str, line: int = 0, trace: tuple[Location, ...] = ()) -> Diagnostic:
    """A finding that leaves something out."""
    return Diagnostic(Severity.ERROR, code, Location(path, line), problem, fix, trace)


def warning(code: str, path: str, problem: str, fix: str, line: int = 0) -> Diagnostic:
    """A finding that leaves nothing out."""
    return Diagnostic(Severity.WARNING, code, Location(path, line), problem, fix)


def refuse(code: str, path: str, problem: str, fix: str, line: int = 0) -> DigestError:
    """The exception for one refused item, to be raised."""
    return DigestError(error(code, path, problem, fix, line))


def collect(stage: Callable[[T], U], items: Iterable[T]) -> tuple[list[U], list[Diagnostic]]:
    """Apply a one-item stage to many items; set aside those that it refuses.

    Only `DigestError` is caught: any other exception is a bug in `digest` and keeps
    its traceback.
    """
    done: list[U] = []
    refused: list[Diagnostic] = []
    for item in items:
        try:
            done.append(stage(item))
        except DigestError as problem:
            refused += problem.diagnostics
    return done, refused


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint for a misspelt word: the nearest known one, else all of them."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(choices)}"
