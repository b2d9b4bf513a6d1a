"""Who says what stands between quotation marks, as far as the text makes it clear.

A quotation is looked at in its sentence: what stands behind it, what stands before it, then
what stands in the sentence before. The first of these that names a speaker decides; a
quotation that none of them explains has no speaker, for a wrong one is worse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.evidence.antecedents import Antecedents, Blanked, Turn
from digest.evidence.cast import Cast
from digest.evidence.cues import OUTLET, TOLD, before, behind, reported
from digest.evidence.marks import Piece
from digest.evidence.speech import BLANK, VERB


@dataclass
class Hearing:
    """One report, its quotations blanked out and looked at one after the other."""

    paragraphs: Sequence[str]
    quotes: Sequence[tuple[Piece, ...]]
    cast: Cast
    turns: list[Turn] = field(default_factory=list)
    report: Blanked = field(init=False)
    meant: Antecedents = field(init=False)

    def __post_init__(self) -> None:
        """Blank the quotations out."""
        self.report = Blanked(self.paragraphs, self.quotes)
        self.meant = Antecedents(self.report, self.cast, self.turns)

    def hear(self) -> list[Turn]:
        """Every quotation with its speaker, split ones put together."""
        for pieces in self.quotes:
            turn = self._turn(pieces)
            if turn is not None:
                self.turns.append(turn)
        return self.turns

    def _turn(self, pieces: tuple[Piece, ...]) -> Turn | None:
        """A quotation with its speaker; `None` where it is joined to the one before, or is none."""
        first, last = pieces[0], pieces[-1]
        earlier = self._last_turn(first.paragraph)
        start = self._start(first)
        lead = self.report.text(first.paragraph)[start : first.left]
        if earlier is not None and earlier.pieces[-1].left >= start and self._goes_on(earlier, first):
            earlier.pieces += pieces
            return None
        turn = Turn(pieces)
        follower = self._tail(last)
        who, reach = behind(follower)
        if who and OUTLET.search(follower) and TOLD.search(lead) and (told := before(lead)):
            who, reach = told, 0  # an outlet reports what somebody else said
        place = last.right
        if not who and lead.strip():
            who, reach = before(lead), 0
            place = start + max(0, lead.rfind(who)) if who else start
        if who:
            turn.speaker = self.meant.resolved(who, last.paragraph if reach else first.paragraph, place)
            turn.said_at = last.right + reach if reach else 0
        elif earlier is not None and not lead.strip(" ,") and self._says_more(earlier, start):
            earlier.pieces += pieces
            return None
        elif not lead.strip(f" ,{BLANK}") and not follower.strip():
            turn.speaker = self._from_before(first, start)
        return turn

    def _last_turn(self, paragraph: int) -> Turn | None:
        if self.turns and self.turns[-1].pieces[-1].paragraph == paragraph:
            return self.turns[-1]
        return None

    def _start(self, piece: Piece) -> int:
        """Where the sentence of a quotation begins."""
        begins = [start for start, _ in self.report.sentences(piece.paragraph) if start <= piece.left]
        return begins[-1] if begins else 0

    def _tail(self, piece: Piece) -> str:
        """What stands behind a quotation in its sentence, up to the next one."""
        text = self.report.text(piece.paragraph)
        if text[piece.right - 1] == ".":
            return ""
        end = next((end for _, end in self.report.sentences(piece.paragraph) if end >= piece.right), len(text))
        return text[piece.right : end].partition(BLANK)[0]

    def _goes_on(self, turn: Turn, piece: Piece) -> bool:
        """Whether a quotation only broke off for its speaker: `"We go," Sample said, "and stay."`"""
        between = self.report.text(piece.paragraph)[turn.pieces[-1].right : piece.left]
        one = len(VERB.findall(between)) == 1 or "according to" in between
        return bool(
            turn.speaker and turn.said_at and one and re.search(r"[,;:\u2013\u2014-]\s*(?:that|and|but)?\s*$", between)
        )

    def _says_more(self, turn: Turn, start: int) -> bool:
        """Whether nothing stands between a quotation's sentence and this one: `"We go," Sample said. "We stay."`"""
        text = self.report.text(turn.pieces[-1].paragraph)
        between = text[turn.pieces[-1].right : start]
        sentences = [
            end
            for begin, end in self.report.sentences(turn.pieces[-1].paragraph)
            if turn.pieces[-1].right < end <= start
        ]
        return bool(turn.speaker) and (not between.strip() or (turn.said_at > 0 and len(sentences) <= 1))

    def _from_before(self, piece: Piece, start: int) -> str:
        """The speaker of the sentence before, in the same paragraph or at the end of the one before."""
        paragraph = piece.paragraph
        sentences = [span for span in self.report.sentences(paragraph) if span[1] <= start]
        if not sentences:
            if paragraph == 0 or not self._is_all_quoted(paragraph):
                return ""
            paragraph -= 1
            sentences = self.report.sentences(paragraph)
            if not sentences:
                return ""
        begin, end = sentences[-1]
        sentence = self.report.text(paragraph)[begin:end]
        if sentence.endswith(":") and (who := before(f"{sentence} ")):
            return self.meant.resolved(who, paragraph, begin)
        turn = next((one for one in reversed(self.turns) if one.pieces[-1].paragraph == paragraph), None)
        if turn is not None and turn.pieces[-1].right > begin:
            return turn.speaker
        who = reported(sentence)
        if turn is not None and paragraph == piece.paragraph:
            return ""  # somebody else has spoken since, and either may go on
        return self.meant.resolved(who, paragraph, begin) if who else ""

    def _is_all_quoted(self, paragraph: int) -> bool:
        return not self.report.text(paragraph).strip(f"{BLANK}., ")
