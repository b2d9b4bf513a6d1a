"""Recognise single lines: pointers and notices that pages add to articles, dates, bylines, equal lines."""

from __future__ import annotations

import re

from digest.ingest.html_tree import Run
from digest.ingest.lines import is_sign_up

_LINE = re.compile(
    r"""^\W*(?:
      (?:read|see|watch|listen)\s(?:also|more|next|now|full)\b|also\sread\b|related(?:\s\w+)?\s?:|more\son\b
    | recommended\b|advertise?ment$|anzeige$|publicidad$|publicit[eé]$|werbung$|iklan$|annonce$|reklame?$
    | lesen\ssie\s(?:auch|mehr|hier)|lesen?\s(?:auch|mehr)\b|mehr\szum\sthema|auch\sinteressant|zum\sthema\s?:
    | (?:[aà]\s)?lire\saussi|voir\saussi|[aà]\slire\b|baca\s(?:juga|selengkapnya)|lihat\sjuga
    | (?:leia|veja)\s(?:tamb[eé]m|mais)|le[ae]\stambi[eé]n|te\spuede\sinteresar|ver\stambi[eé]n|leggi\sanche
    | lees\s(?:ook|meer)
    | l[aä]s\s(?:ocks[aå]|mer)|les\sogs[aå]|l[aæ]s\sogs[aå]|lue\smy[oö]s
    | czytaj\s(?:te[zż]|tak[zż]e|wi[eę]cej)|zobacz\s(?:te[zż]|tak[zż]e)
    | читайте\s(?:також|также|ещ[её])
    | [iİ]lgili\s(?:haber|konu)|xem\sth[eê]m
    | اقرأ\sأيضا|関連記事|相关阅读|相關新聞|延伸閱讀|관련\s?기사
    | ©|\(c\)\s?\d{4}|copyright\b|all\srights\sreserved
    | alle\srechte\svorbehalten|tous\sdroits|todos\slos\sderechos
    | (?:photo|foto|image|bild|picture)(?:\s(?:credit|by))?\s?:
    | (?:share|follow\sus|subscribe|sign\sup|newsletter)\b(?!.{90})
    | (?:last\s)?(?:updated|published|posted)(?:\son|\sat)?\s?:?\s.{0,20}\d{4}(?!.{40})
    | click\shere\b|skip\s(?:past|to)\b
    )""",
    re.X | re.I,
)
_NOTICE = re.compile(
    r"무단\s?전재|재배포\s?금지|無断転載|無断複製|责任编辑|責任編輯|责编|版权所有|未经授权"
    r"|all rights reserved|tous droits réservés|alle rechte vorbehalten|may not be published, broadcast"
    r"|this material may not be",
    re.I,
)
_DATE_MARK = re.compile(
    r"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\b(?:ago|hace|vor|il y a)\b"
)
_PLACEHOLDER = re.compile(r"^(?:\$\$.*\$\$|\{\{.*\}\}|\[\[.*\]\]|%%.*%%)$")
_BYLINE = re.compile(
    r"^(?:by|words by|von|par|por|di|door|av|af|oleh|reporting by|text|autor|auteur|author)\b:?\s(?-i:[^\W\d_a-z])",
    re.I,
)


def is_line(run: Run) -> bool:
    """Whether this is a line that pages add to articles: pointers, notices, bylines."""
    text = run.text
    if not any(c.isalnum() for c in text) or _PLACEHOLDER.match(text):
        return True
    if run.size < 250 and (_LINE.search(text) or _NOTICE.search(text)):
        return True
    if run.size < 250 and run.linked > 0 and is_sign_up(text):
        return True
    signed = _BYLINE.match(text)
    return bool(signed) and run.size < 70 and not run.heading and text[-1] not in ".!?"


def is_dated(text: str) -> bool:
    """Whether a line holds a date, a clock time or "ago": in a short one, that is what it is for."""
    return _DATE_MARK.search(text) is not None


def same(a: str, b: str) -> bool:
    """Whether two lines are equal to a reader: letters and digits only."""
    return bool(b) and letters(a) == letters(b)


def alike(a: str, b: str) -> bool:
    """Whether one of two lines begins with the other, or nearly all of it."""
    x, y = letters(a), letters(b)
    short = min(len(x), len(y))
    return short >= 20 and (x[:short] == y[:short] or x[: int(short * 0.8)] == y[: int(short * 0.8)])


def letters(text: str) -> str:
    """Return the letters and digits of a line without case: what two ways of writing it share."""
    return "".join(c for c in text.casefold() if c.isalnum())
