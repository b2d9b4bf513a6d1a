"""Captions of photos: how they are told from the text around them, and their credit."""

from __future__ import annotations

import re
from functools import lru_cache

from digest.ingest.dates import find_dates
from digest.ingest.lexicon import PHOTO_AGENCIES

_AGENCY = "|".join(sorted((re.escape(name) for name in PHOTO_AGENCIES), key=len, reverse=True))
_NAME = r"(?-i:[^\W\d_a-z])[\w.'’-]*"
_START = re.compile(
    r"^(?:file\s*(?:photo|picture|image|pic)?\s*[:–—-]|file (?:photo|picture|image)\b|photos?\s*:|images?\s*:|picture\s*:|caption\s*:|pictured\s*:"
    r"|(?:representational|representative|illustrative|undated|archive)\s+(?:photo|image|picture|handout)|illustration\s*[:(]|foto\s*:|bild\s*:|photo d['’]archives"
    r"|imagen\s*:|symbolbild|写真・図版|写真[:：は＝=]|(?:figure|fig\.|abbildung|abb\.|gráfico) \d{1,2}\s?[.:]|▲|△|사진\s*[:=]|图[:：为]|資料照|ảnh\s*:|फोटो\s*:|ภาพ\s*:|صورة|الصورة|фото\s*:)",
    re.IGNORECASE,
)
_END_CREDIT = re.compile(
    rf"(?:\((?:[^()]*\b(?:{_AGENCY})\b[^()]*|[^()]*(?:photo|image|picture|courtesy|file|handout|supplied|screengrab|screenshot|foto|bild|archiv|archivo)\b[^()]*"
    rf"|{_NAME}(?:\s{_NAME}){{0,3}}\s?/\s?[^()]{{2,40}})\)"
    rf"|\[(?:[^\[\]]*\b(?:{_AGENCY}|photo|courtesy|provided|file)\b[^\[\]]*|{_NAME}(?:\s{_NAME}){{0,3}}/[^\[\]]{{2,40}})\]"
    rf"|\s(?:{_NAME}\s){{0,3}}{_NAME}\s?/\s?(?:{_AGENCY}|file|pool|handout)\b(?:[\s/]*(?:via\s)?[\w ]{{0,30}})?"
    rf"|[\s/](?:{_AGENCY})\s?/\s?(?:{_NAME}[\s/]*){{1,4}}"
    rf"|\b(?:{_AGENCY})\s+via\s+(?:{_AGENCY})(?:/\w+ ?\w*)?"
    rf"|(?:\||[.—–-]|\s)\s*(?:photo(?:graph)?s?|image|picture|foto|bild|pic)\s*(?:credit)?\s*(?:by)?\s*[:©/]\s*\S.{{1,60}}"
    rf"|(?:photo|photograph|image|picture|illustration)s?\s+(?:by|courtesy(?: of)?)\s+{_NAME}.{{0,60}}"
    rf"|(?:courtesy(?: of)?|credits?\s*:|©|\(c\)|copyright:?)\s*(?:the\s)?{_NAME}.{{0,60}}"
    rf"|[=＝]\s?(?:{_AGENCY}|ロイター|共同|AFP時事|時事)|\.\s?/\s?[가-힣]{2, 8}(?: DB)?|/뉴스\d?|/연합뉴스|[가-힣]{{2,4}} 기자|(?:写真|撮影)[=＝:：/].{{1,20}})\s*[.)]?\s*$",
    re.IGNORECASE,
)
_BARRED = re.compile(r"[.!?)\]]\s*\|\s*(?:[A-Z][A-Z .'’/-]{2,40}|[^|]{2,30}\bvia [A-Z]{2,20})$")
"""Behind the end of a sentence a bar parts a photo's words from its credit; behind a title, a site's name."""

_SHOUTED = re.compile(
    r"[.!?»)]\s+(?:(?!PRESS|NEWS|WIRE|AGENCY)[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:\s|$)){2,4}(?:(?:POUR|PARA|PER|FOR|VIA|/)\s*[«“\"]?.{2,30})?$"
)
"""A photographer in capitals behind the sentence: `..., le 2 octobre 2024. AIMEE THIRION POUR « LE MONDE »`."""

_CAPITALS = re.compile(r"[\s.](?:[A-Z]{2,}(?: [A-Z]{2,})*)\s?/\s?[A-Z][A-Z .'’-]{2,40}(?:/[\w ]{2,20})?$")
_LOOSE_NAME = re.compile(rf"\(\s*{_NAME}(?:\s{_NAME}){{0,2}}\s?/\s?[^()]{{2,40}}\)\s*\.?$")
_PLAIN_CREDIT = re.compile(rf"\((?:{_NAME})(?:\s(?:{_NAME})){{0,3}}\)\s*$")
_SCENE = re.compile(
    r"\b(?:in this (?:undated |file |handout |recent |aerial |combined? )*(?:photo|picture|image|photograph|screengrab|still)"
    r"|(?:is|are) (?:seen|pictured|shown)|pictured (?:in|on|at|here)|\((?:L|R|C|left|right|cent(?:re|er)|not pictured|front|back|top|bottom|[\w ]{2,20}(?:left|right))\)"
    r"|, (?:left|right|cent(?:re|er)),|(?:second|third) from (?:left|right)|looks? on|poses? (?:for|with|next)|file photo|aerial view|(?:a|the) (?:general )?view of|stock image)",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:speaks?|arrives?|walks?|gestures?|waves?|attends?|stands?|sits?|shakes? hands|meets?|greets?|holds?|leaves?|watch(?:es)?|inspects?|visits?|carry|carries"
    r"|rides?|works?|addresses|delivers?|listens?|smiles?|reacts?|answers?|tours?|flies|fly|hangs?|lies|lie|passes|prepares?|takes? part|disembarks?|queues?|wades?|clears?|unloads?)\b"
)
_PAST = re.compile(r"\b(?:said|told|added|reported|announced|according to|was|were|had|would)\b")


@lru_cache(maxsize=2048)
def caption_cues(text: str) -> int:
    """How much speaks for a caption: 3 and more is enough alone, 1 or 2 needs the right place.

    A credit at the end counts 3 (2 when it is a bare name in brackets), a start such as
    `FILE PHOTO:` 3, words of a scene 2, a date at the end beside a verb in the present 1 each.
    """
    if len(text) > 700:
        return 0
    cues = 3 if _START.search(text) else 0
    tail = text[-130:]
    if _END_CREDIT.search(tail) or _LOOSE_NAME.search(tail) or _CAPITALS.search(tail) or _BARRED.search(tail):
        cues += 3
    elif _PLAIN_CREDIT.search(tail) and len(text) > 40:
        cues += 3 if find_dates(text) else 1
    elif len(text) < 300 and _SHOUTED.search(tail) and not _PAST.search(text):
        cues += 3
    if _SCENE.search(text):
        cues += 2
    if not _PAST.search(text):
        dates = find_dates(text)
        if dates and dates[-1].end >= len(text.rstrip(" .")) - 1 and len(text) > 45:
            cues += 1
        if _PRESENT.search(text):
            cues += 1
    return cues


_BARE_AGENCY = re.compile(rf"[.!?…][\"'”’»]?\s*[(（](?:{_AGENCY})[)）]\s*$", re.IGNORECASE)


def may_be_signed(text: str) -> bool:
    """True for sentences with an agency alone in brackets behind them: a photo's credit, or the sign-off of a text."""
    return bool(_BARE_AGENCY.search(text[-60:])) and not _START.search(text) and not _SCENE.search(text)


def is_file_photo(caption: str) -> bool:
    """True for a photo that the page calls an old one; its date says nothing of the article."""
    return bool(re.search(r"\bfile\b[ -]?(?:photo|picture|image|pic)?|archiv", caption, re.IGNORECASE))


_INLINE = re.compile(
    rf"^(?P<caption>(?:FILE PHOTO|FILE|Photo|PHOTO|Image)\s?[:–—-].{{20,600}}?"
    rf"(?:(?:{_AGENCY})\s?/\s?[\w .'’-]{{2,40}}?/?\s?File Photo|/\s?File Photo|/\s?Handout|/\s?Pool|\((?:[^()]*(?:{_AGENCY}|/|Photo|File)[^()]*)\)))(?=\s|$)\.?\s*",
    re.IGNORECASE,
)


def split_inline_caption(text: str) -> tuple[str, str]:
    """A caption that runs into the body in one line (`FILE PHOTO: ... /File Photo SEOUL - ...`).

    Returns the caption, empty where there is none, and the rest.
    """
    match = _INLINE.match(text)
    return (match["caption"].strip(), text[match.end() :]) if match else ("", text)
