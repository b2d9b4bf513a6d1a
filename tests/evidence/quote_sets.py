"""Hand-checked quotations: articles of invented sentences with who says what in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from digest.claims import Account, Quotation
from digest.evidence.quotes import quotations
from digest.stories.names import find_names

FOLDER = Path(__file__).parents[1] / "fixtures" / "quotes"
NOBODY, NO_QUOTE = "-", "!"


@dataclass(frozen=True)
class Case:
    """One article and what is said in it."""

    name: str
    paragraphs: tuple[str, ...]
    said: tuple[tuple[str, str], ...]
    """Speaker and words; `-` where nobody may be named, `!` where there is no quotation."""


def read_cases(name: str) -> list[Case]:
    """The articles of one file."""
    cases = []
    for part in re.split(r"^=== ", (FOLDER / name).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        text, _, said = rest.partition("\n---")
        pairs = [line.split(" | ", 1) for line in said.strip().split("\n") if line.strip()]
        paragraphs = tuple(" ".join(one.split()) for one in text.strip().split("\n\n"))
        cases.append(Case(title, paragraphs, tuple((a.strip(), b.strip()) for a, b in pairs)))
    return cases


def found_in(case: Case) -> tuple[Quotation, ...]:
    """The quotations that the program finds."""
    account = Account(id="a", title=case.name, paragraphs=case.paragraphs)
    return quotations(account, [find_names(text) for text in case.paragraphs])


def words_of(quotation: Quotation) -> str:
    """A quotation as the files write it."""
    return " … ".join(piece.text for piece in quotation.pieces)


@dataclass(frozen=True)
class Score:
    """How well quotations with speakers were found."""

    right: int
    claimed: int
    wanted: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Share of the claimed pairs that are right."""
        return self.right / max(1, self.claimed)

    @property
    def recall(self) -> float:
        """Share of the wanted pairs that were found."""
        return self.right / max(1, self.wanted)


def score(cases: list[Case]) -> Score:
    """Compare pairs of speaker and words; both must be as written."""
    right = claimed = wanted = 0
    wrong = []
    for case in cases:
        want = {(words, who) for who, words in case.said if who not in (NOBODY, NO_QUOTE)}
        have = {(words_of(one), one.speaker) for one in found_in(case) if one.speaker}
        right += len(want & have)
        claimed += len(have)
        wanted += len(want)
        wrong += [f"{case.name}: {who} | {words}" for words, who in sorted(have - want)]
        wrong += [f"{case.name}: MISSED {who} | {words}" for words, who in sorted(want - have)]
        none = {words for who, words in case.said if who == NO_QUOTE}
        wrong += [f"{case.name}: NO QUOTE {words_of(one)}" for one in found_in(case) if words_of(one) in none]
    return Score(right, claimed, wanted, tuple(wrong))
