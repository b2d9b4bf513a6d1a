"""Whom a report means by `he`, `it`, `Kim` or `the minister` where somebody speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.evidence.cast import Cast
from digest.evidence.cues import ending, reported
from digest.evidence.marks import Piece
from digest.evidence.speech import BLANK
from digest.stories.names import DEMONYMS, ORGANISATION, Found
from digest.text import sentence_spans

_DOES = re.compile(
    r"\s(?:smiled|laughed|nodded|shrugged|sighed|cried|wept|lives|lived|knew|remembers|remembered|recalled|thought|believes|works|worked|said|says)\b"
)
_MANY = re.compile(r"(?i)(?:s|police|people|media|women|men)$")


def _is_many(who: str) -> bool:
    """Whether a speaker is `they` rather than `it`."""
    return bool(_MANY.search(re.split(r"\s(?:of|for|in|at|from)\s", who)[0])) and not who.isupper()


_RELATIONS = frozenset(
    "friend mother father brother sister son daughter wife husband widow aunt uncle cousin grandmother grandfather neighbor neighbour resident"
    " witness victim suspect survivor driver expert analyst official officer teacher doctor nurse player".split()
)
"""Roles that several people of a report may have, though one alone is named with it."""

_ARTICLES = ("the", "a", "an", "one", "another")
_BODIES = re.compile(
    r"(?i)\b(?:police|officials?|authorities|prosecutors|media|investigators|officers|deputies|council|agency|company)$"
)
_HUMAN = re.compile(
    r"\b(?:man|woman|boy|girl|teenager|student|employee|customer|resident|neighbou?r|witness|official|officer|source|spokes(?:man|woman|person)"
    r"|mother|father|brother|sister|son|daughter|wife|husband|aunt|uncle|cousin|grandmother|grandfather|friend|owner|driver|teacher|worker"
    r"|lawyer|doctor|nurse|minister|mayor|analyst|expert)\b(?!['\u2019])"
)


@dataclass(slots=True)
class Turn:
    """A quotation on its way to a speaker."""

    pieces: tuple[Piece, ...]
    speaker: str = ""
    said_at: int = 0
    """Where the words that name the speaker end, in the paragraph of the last piece; 0 when they stand before."""


@dataclass
class Blanked:
    """The paragraphs of a report, its quotations blanked out so that only the report itself speaks."""

    paragraphs: Sequence[str]
    quotes: Sequence[tuple[Piece, ...]]
    masked: dict[int, str] = field(default_factory=dict)
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Blank them out."""
        by_paragraph: dict[int, list[Piece]] = {}
        for pieces in self.quotes:
            for piece in pieces:
                by_paragraph.setdefault(piece.paragraph, []).append(piece)
        for number, inside in by_paragraph.items():
            self.masked[number] = self._blank(self.paragraphs[number], inside)

    def _blank(self, text: str, pieces: Sequence[Piece]) -> str:
        parts: list[str] = []
        place = 0
        for piece in pieces:
            parts += [text[place : piece.left], BLANK * (piece.right - piece.left - 1), ending(text, piece)]
            place = piece.right
        return "".join([*parts, text[place:]])

    def sentences(self, paragraph: int) -> list[tuple[int, int]]:
        """Where the sentences of a paragraph begin and end."""
        if paragraph not in self.spans:
            self.spans[paragraph] = sentence_spans(self.text(paragraph))
        return self.spans[paragraph]

    def text(self, paragraph: int) -> str:
        """A paragraph with its quotations blanked out."""
        return self.masked.get(paragraph, self.paragraphs[paragraph])


@dataclass
class Antecedents:
    """Finds the fullest name of a speaker."""

    report: Blanked
    cast: Cast
    turns: list[Turn]
    """Who has spoken so far."""

    def resolved(self, who: str, paragraph: int, place: int) -> str:
        """The fullest name of a speaker; empty where a pronoun or a role may mean several."""
        lower = who.lower()
        if lower in ("i", "we", "you"):
            return ""
        if lower in ("he", "she"):
            return self._person(who, paragraph, place)
        if lower in ("it", "they"):
            return self._body(lower, paragraph, place)
        if (kind := re.fullmatch(r"[Tt]he\s(\d\d-year-old|[A-Z][a-z]+)", who)) and (
            kind[1] in DEMONYMS or "-" in kind[1]
        ):
            return self._person("", paragraph, place)
        if who[0].isupper() and lower.split()[0] not in ("the", "a", "an"):
            return self.cast.full(who)
        if lower.startswith("the "):
            return self._in_role(who)
        return who

    def _in_role(self, who: str) -> str:
        head = re.split(r"\s(?:of|for|in|at|from)\s", who)[0].split()[-1]
        if head.lower() in _RELATIONS:
            return who
        held = self.cast.roles.get(head.lower(), [])
        return self.cast.in_role(head) if held else who

    def _body(self, pronoun: str, paragraph: int, place: int) -> str:
        """What `it` or `they` means: the speaker of the sentence before, if that is no person."""
        if (who := self._body_before(paragraph, place)) != "":
            return who if _is_many(who) == (pronoun == "they") else ""
        turn = self.turns[-1] if self.turns else None
        if turn is None or paragraph - turn.pieces[-1].paragraph > 1 or self.cast.is_person(turn.speaker):
            return ""
        return turn.speaker if _is_many(turn.speaker) == (pronoun == "they") else ""

    def _body_before(self, paragraph: int, place: int) -> str:
        """The body that speaks in the sentence before, in this paragraph or at the end of the last one."""
        spans = [(paragraph, span) for span in self.report.sentences(paragraph) if span[1] <= place]
        if not spans and paragraph:
            spans = [(paragraph - 1, span) for span in self.report.sentences(paragraph - 1)[-1:]]
        if not spans:
            return ""
        number, (begin, end) = spans[-1]
        who = reported(self.report.text(number)[begin:end])
        if not who or who.lower() in ("he", "she", "it", "they", "i", "we") or self.cast.is_person(who):
            return ""
        return "" if _HUMAN.search(who) else who

    def _person(self, pronoun: str, paragraph: int, place: int) -> str:
        """Whom `he` or `she` means: who was named last, if that is but one."""
        turn = self.turns[-1] if self.turns else None
        speaker = turn.speaker if turn and self._may_be_person(turn.speaker) else ""
        for number in (paragraph, paragraph - 1, paragraph - 2):
            if number < 0:
                break
            reach = place if number == paragraph else len(self.report.text(number))
            for begin, end in reversed(self.report.sentences(number)):
                if begin >= reach and number == paragraph:
                    continue
                if pronoun and re.match(
                    rf"\W*(?:But |And |Then )?{pronoun}\b", self.report.text(number)[begin : begin + 12], re.IGNORECASE
                ):
                    continue  # whoever else is named there is somebody else
                named = self._named(number, begin, min(end, reach), pronoun)
                spoke = turn is not None and turn.pieces[-1].paragraph == number and begin <= turn.pieces[-1].left < end
                if (named_as := self._spoke(number, begin, min(end, reach), pronoun)) != "":
                    return named_as
                if spoke and speaker and self.cast.fits(speaker, pronoun):
                    return speaker
                if named:
                    return self._chosen(named, number, begin, speaker)
        return (
            speaker
            if speaker and self.cast.fits(speaker, pronoun) and turn and paragraph - turn.pieces[-1].paragraph <= 2
            else ""
        )

    def _may_be_person(self, name: str) -> bool:
        """Whether a speaker is a person, or could be one: somebody spoke under this name."""
        if self.cast.is_person(name):
            return True
        return (
            name[:1].isupper()
            and not ORGANISATION.intersection(name.split())
            and not _BODIES.search(name)
            and name.split()[0].lower() not in _ARTICLES
        )

    def _spoke(self, paragraph: int, begin: int, end: int, pronoun: str) -> str:
        """The one who speaks in a sentence, if a pronoun may mean them."""
        who = reported(self.report.text(paragraph)[begin:end])
        if not who or who.lower() in ("he", "she", "it", "they", "i", "we"):
            return ""
        if who[0].isupper() and who.split()[0].lower() not in _ARTICLES:
            full = self.cast.full(who)
            return full if self._may_be_person(full) and self.cast.fits(full, pronoun) else ""
        return who if _HUMAN.search(who) else ""

    def _named(self, paragraph: int, begin: int, end: int, pronoun: str) -> list[str]:
        """The persons named in a sentence that a pronoun may mean, in their order."""
        text = self.report.text(paragraph)
        found: list[str] = []
        for name in self.cast.names[paragraph]:
            if begin <= name.start < end and text[name.start] != BLANK and self._acts(name, text):
                if text[name.end : name.end + 1] in ("'", "\u2019"):
                    continue  # Sample's mother is not Sample
                full = self.cast.full(name.text)
                if full not in found and self.cast.fits(full, pronoun):
                    found.append(full)
        return found

    def _acts(self, name: Found, text: str) -> bool:
        """Whether a name is a person's, or does what persons do."""
        if self.cast.is_person(name.text):
            return True
        return not ORGANISATION.intersection(name.text.split()) and bool(_DOES.match(text, name.end))

    def _chosen(self, named: list[str], paragraph: int, begin: int, speaker: str) -> str:
        if len(named) == 1:
            return named[0]
        text = self.report.text(paragraph)[begin : begin + 60]
        if re.search(rf"{re.escape(named[0].split()[-1])}\s(?:met|and|with)\s", text):
            return ""  # either may be meant
        if speaker in named and speaker.split()[-1] in text:
            return speaker
        return (
            named[0]
            if named[0].split()[-1] in text and re.match(r"(?:\w+\s){0,4}" + re.escape(named[0].split()[0]), text)
            else ""
        )
