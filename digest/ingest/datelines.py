"""Datelines and sign-offs: what a wire agency puts before and after its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from digest.ingest.lexicon import AGENCIES, MONTHS

_AGENCY_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_MONTH = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
_DATE = (
    rf"(?:(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?:{_MONTH})\.?"
    r"|\d{1,2}\.\s?\d{1,2}\.?)(?:,?\s+(?:de\s+)?\d{4})?"
)
_WEEKDAY = r"(?:,?\s*\(?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\)?,?)?"
_UPPER = r"(?-i:[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶŁĽĻŃŇŅŌŐŒŘŚŞŠŤŪŮŰŲŹŻŽА-ЯЁ]{2}[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ.'’-]*|[A-Z]\.(?:[A-Z]\.)+|[A-ZÀ-Þ]['’][A-ZÀ-Þ]+)"
_UPPER_PLACE = rf"{_UPPER}(?:[ /-]+(?:{_UPPER}|(?-i:DE|DEL|LA|EL|AL|OF|ON|SUR|AM)\b)){{0,4}}"
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ])[\w'’.-]*"
_TITLE_PLACE = rf"{_CAPITAL}(?:[ /-]{{1,3}}(?:{_CAPITAL}|de|del|la|al|am|sur|of|upon)){{0,3}}"
_REGION = r"(?:,\s*(?-i:[A-ZÀ-Þ])[\w.'’ -]{1,24}?){0,2}"
_ANY_AGENCY = r"(?:(?-i:[A-Z0-9À-ÖØ-ÞА-ЯЁ])[\w./’' &-]{1,30}?|(?:dpa|epd|sda|afp)(?:/[a-z.-]{2,12}){0,2})"
_DASH = r"(?:\s*(?:--|[—–―]|\.\s?[-–—])\s*|\s+[-‐‑]\s+)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # AFP, MANILA -- The ... ; AFP, MANILA The
        rf"^(?P<agency>{_AGENCY_NAMES})\s*[,/|]\s*(?P<place>{_UPPER_PLACE})(?:{_DASH}|\s+)(?=\S)",
        # МОСКВА, 17 июня - РИА Новости.
        rf"^(?P<place>{_UPPER_PLACE}),\s+(?P<date>{_DATE})\s*[-–—.]+\s*(?P<agency>(?:{_AGENCY_NAMES}))\.?\s+(?=\S)",
        # SEOUL, South Korea, June 17 (Reuters) - ; MEXICO CITY (AP) -- ; SEOUL/TOKYO -
        rf"^(?P<place>{_UPPER_PLACE}{_REGION}){_WEEKDAY}(?:,?\s+(?P<date>{_DATE}))?\s*(?:\((?P<agency>{_ANY_AGENCY})\)|/(?P<agency2>{_ANY_AGENCY})/)?\s*{_DASH}(?=\S)",
        # Berlin (dpa) - ; Madrid, 17 jun (EFE).- ; Paris, June 17, 2025 (AFP) -
        rf"^(?P<place>{_TITLE_PLACE}{_REGION})(?:,?\s+(?P<date>{_DATE}))?\s*(?:\((?P<agency>{_ANY_AGENCY})\)|/(?P<agency2>{_ANY_AGENCY})/)\s*\.?{_DASH}(?=\S)",
        # Taipei, Nov. 17 (CNA) The ... ; MOSCOW, June 17. /TASS/. The ...
        rf"^(?P<place>(?:{_UPPER_PLACE}|{_TITLE_PLACE}){_REGION}),?\s+(?P<date>{_DATE})\.?\s*(?:\((?P<agency>{_ANY_AGENCY})\)|/(?P<agency2>{_ANY_AGENCY})/)\s*[.:]?\s*[-–—]*\s*(?=\S)",
        # Jan 19 (Reuters) - The ...
        rf"^(?P<date>{_DATE})\s*\((?P<agency>{_AGENCY_NAMES})\)\s*{_DASH}(?=\S)",
        # Москва. 21 января. INTERFAX.RU - ...
        rf"^(?P<place>{_TITLE_PLACE})\.\s(?P<date>{_DATE})\.?\s(?P<agency>(?:{_AGENCY_NAMES}))\s*{_DASH}(?=\S)",
        # 【山形共同】
        r"^【(?P<place>[^】＝=\s]{1,8}?)(?P<agency>共同|時事|ロイター|AFP時事)】\s*(?=\S)",
        # MELBOURNE, Aug 27 AAP - The ...
        rf"^(?P<place>{_UPPER_PLACE}{_REGION}),?\s+(?P<date>{_DATE})\s+(?P<agency>(?-i:AAP|AFP|AP|EFE|dpa|DPA|UPI|TASS|Reuters)){_DASH}(?=\S)",
        # LAGOS, 14 May 2024. The ... ; LAGOS, 14 May 2024: The ...
        rf"^(?P<place>{_UPPER_PLACE}{_REGION}),?\s+(?P<date>{_DATE})\s*[.:]\s+(?=\S)",
        # Lagos, March 3 -- The ...
        rf"^(?P<place>{_TITLE_PLACE}{_REGION}),\s+(?P<date>{_DATE}){_DASH}(?=\S)",
        # (Reuters) - ; (ANSA) - ROMA, 17 GIU -
        rf"^\((?P<agency>{_AGENCY_NAMES})\)\s*[-–—]+\s*(?:(?P<place>{_UPPER_PLACE})(?:,\s*(?P<date>{_DATE}))?\s*[-–—]\s+)?(?=\S)",
        # 【ソウル＝名】 ［東京 １７日 ロイター］ (서울=연합뉴스) 홍길동 기자 = 新华社北京6月17日电 （中央社記者王小明台北17日電）
        r"^[【［\[](?P<place>[^】］\]=＝\s]{1,12}?)(?:[=＝\s]+(?P<date>(?:\d{1,2}月)?\d{1,2}日)?\s*(?P<agency>[^】］\]]{0,20}))?[】］\]]\s*[-–—]?\s*(?=\S)",
        r"^\((?P<place>[가-힣A-Za-z·]{2,12})\s*=\s*(?P<agency>[가-힣\w ]{2,12})\)\s*(?:[가-힣]{2,4}\s*(?:특파원|기자)\s*)?=?\s*(?=\S)",
        r"^[（(]?(?P<agency>新华社|新華社|中新社|中新网|中央社)(?:記者|记者)?[^\s，。]{0,12}?(?P<place>[\u4e00-\u9fff]{2,4}?)(?P<date>(?:\d{1,2}月)?\d{1,2}日)[电電][）)]?\s*(?:[（(](?:记者|記者)[^（）()]{1,30}[）)])?\s*(?=\S)",
        # الرياض (رويترز) -
        r"^(?P<place>[\u0600-\u06ff]{3,14}(?:\s[\u0600-\u06ff]{2,12})?)\s*(?:[(（](?P<agency>[\u0600-\u06ff. ]{2,20})[)）])\s*[-–—:]?\s*(?=\S)",
    )
)
_TITLE_ONLY = re.compile(rf"^(?P<place>{_TITLE_PLACE})\s*[—–]\s*(?=[A-ZÀ-Þ\"“‘'])", re.IGNORECASE)
_NOT_PLACES = re.compile(
    r"^(?:update|breaking|exclusive|analysis|factbox|explainer|opinion|watch|live|video|note|editor|correction|clarification|warning|read|more|photo|file"
    r"|related|q|a|faq|the|this|but|and|by|ceo|nato|gop|sign|subscribe|advertisement|recap|preview|result|score|age|hometown)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The head of a wire report, taken apart."""

    place: str
    """As written, region included: `KANANASKIS, Alberta`."""

    agency: str
    """Canonical name; empty when none stands there."""

    date: str
    """The words of its date, without the year most times: `Nov. 17`."""

    end: int
    """Where the text itself begins."""

    sure: bool
    """False for a bare place and a dash, which a heading's habit can look like."""


_STATION = re.compile(r"(?!KNA|KUNA|WAM|WAFA|KCNA)[WK][A-Z]{2,3}(?:[/-](?:TV|AM|FM|[A-Z]{3,4}))?")
"""Call signs of American broadcasters."""


def agency_named(text: str) -> str:
    """The one name of a known agency, or a credit's own words put into capitals and small letters."""
    plain = re.sub(r"\s+", " ", text).strip(" .,-–—/()")
    if _STATION.fullmatch(plain):
        return ""  # `(WQLD)`: a broadcaster on its own page
    known = AGENCIES.get(plain.lower())
    if known is not None:
        return known
    if not plain.isascii():
        return ""
    for part in re.split(r"\s*[/,&+]\s*|\s+(?:and|und|et|y|via)\s+", plain):
        known = AGENCIES.get(part.strip().lower())
        if known:
            return known
    if plain.isupper() and len(plain) > 5:
        return " ".join(word if len(word) <= 2 else word.capitalize() for word in plain.split())
    return plain


@lru_cache(maxsize=2048)
def find_dateline(text: str) -> Dateline | None:
    """The dateline at the head of a paragraph; `None` where it has none.

    Cost: regular expressions anchored at the start over the first 160 characters.
    """
    head = text[:160]
    if not head[:1] or (head[0].islower() and head[0].isascii()):
        return None
    for form in _FORMS:
        match = form.match(head)
        if not match:
            continue
        parts = match.groupdict()
        place = (parts.get("place") or "").strip(" ,")
        agency = (parts.get("agency") or parts.get("agency2") or "").strip()
        if _is_no_place(place) or match.end() > 110:
            continue
        date = (parts.get("date") or "").strip()
        sure = bool(agency or date) or place.isupper() or place.split(",")[0].isupper()
        return Dateline(place, agency_named(agency) if agency else "", date, match.end(), sure)
    match = _TITLE_ONLY.match(head)
    if match and len(match["place"].split()) <= 3 and not _is_no_place(match["place"]):
        return Dateline(match["place"], "", "", match.end(), False)
    return None


def _is_no_place(place: str) -> bool:
    return bool(_NOT_PLACES.match(place)) or len(place) > 60 or bool(re.search(r"\d", place))


_INLINE = re.compile(
    rf"(?P<lead>(?:^|[.!?”\"’')\]]\s+|\s))(?P<dateline>(?:{_UPPER_PLACE}{_REGION}(?:,?\s+{_DATE})?\s*(?:\({_ANY_AGENCY}\))?\s*(?:--|[—–]|\s-)\s"
    rf"|{_TITLE_PLACE}{_REGION},?\s+{_DATE}\s*\({_ANY_AGENCY}\)\s*(?:[-–—]+\s)?|{_TITLE_PLACE}\s\((?:{_AGENCY_NAMES})\)\s*[-–—]+\s))(?=(?-i:[^\W\d_a-z])|[\"“‘'«(])",
    re.IGNORECASE,
)


_DATELINE_END = re.compile(r"(?:--|[—–]|\s-)\s|\)(?=\s+\S)")


def inline_datelines(text: str) -> list[tuple[int, int]]:
    """Where datelines stand inside a line that holds several articles: start and end of each.

    Only the 120 characters before a dash or a bracket are looked at, so a line of a
    megabyte costs no more than its dashes.
    """
    found: list[tuple[int, int]] = []
    for mark in _DATELINE_END.finditer(text):
        low = max(found[-1][1] if found else 0, mark.start() - 120)
        for match in _INLINE.finditer(text, low, min(len(text), mark.end() + 4)):
            start = match.start("dateline")
            dateline = find_dateline(text[start : start + 160])
            if dateline is not None and dateline.sure:
                found.append((start, start + dateline.end))
                break
    return found


_SIGN_AGENCY = re.compile(
    rf"[\s(\[/—–-]*(?P<agency>{_AGENCY_NAMES})(?:\s*[/,&+-]\s*(?:{_AGENCY_NAMES}))*[)\]/]*\.?\s*$", re.IGNORECASE
)
_ENDS_IN_AGENCY = re.compile(r"[.!?”\"'’)\]]\s*[-–—(\[/]*\s*[A-Z][\w &.-]{1,24}[)\]/]*\.?$")
_SIGN_CAPS = re.compile(r"\s+[-–—]*\s*[(\[]?(?P<agency>[A-Z][A-Z&.’'-]+(?: [A-Z][A-Z&.’'-]+){0,3})[)\]]?\s*$")
_SIGN_DASH = re.compile(r"\s*(?:[—–]|--|\s-)\s*(?P<agency>[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,3})\s*$")
_SIGN_CONTRIBUTORS = re.compile(
    r"\s*[(\[](?:additional |with )?(?:reporting|report|writing|written|editing|compiled|edited)\b[^()\[\]]{3,400}[)\]]\.?\s*$"
    r"|\s*(?:[-–—]\s*)?(?:with (?:agency )?(?:reporting|inputs?|files) (?:by|from)|additional reporting by|reporting by)\s[^.]{3,200}\.?\s*$",
    re.IGNORECASE,
)
_SIGN_END = re.compile(
    r"\s*(?:\(?\s?(?:ENDS?|MORE|END|Ends|fim|fin)\s?\)?|#{2,3}|-30-|-0-|\(끝\)|（完）|\(完\)|（了）|\(了\)|[■□◆▪●]+|xxx|/{2,3})\s*$"
)
_SIGN_EDITOR = re.compile(
    r"\s*[（(](?:編輯|编辑|責任編輯|责任编辑|記者|记者|譯者|译者|核稿)[：:／/][^（）()]{1,40}[）)]\s*\d{0,8}\s*$"
)
_SIGN_CODES = re.compile(r"\s+(?:[a-z]{2,4}[-/][a-z]{2,4}(?:[-/][a-z]{2,4})*|[a-z]{2,3}/[a-z]{2,3}/[a-z]{2,3})\s*$")
_NOT_SIGNS = frozenset(
    "US USA UN UK EU UAE NATO GOP TV DC ID AI IT WHO IMF GDP CEO WTO FBI CIA NASA HIV AIDS COVID G7 G20 ASEAN OPEC PM AM II"
    " III IV OK".split()
)


_WITHOUT_SIGN = re.compile(r"[^\W\d_][.!?…。！？][\"'”’»]*$")
_CREDITED = re.compile(r"report|edit|writing|compiled|inputs?\b|files\b|wr\.|red\.", re.IGNORECASE)


@lru_cache(maxsize=2048)
def split_sign_off(text: str) -> tuple[str, str, str]:
    """Take the sign-off from the end of a paragraph.

    Returns the text without it, the agency's name (canonical; empty when the sign-off
    names none) and what was cut.
    """
    agency, rest = "", text.rstrip()
    if _WITHOUT_SIGN.search(rest[-8:]) and not _CREDITED.search(rest[-200:]) and not _ENDS_IN_AGENCY.search(rest[-40:]):
        return rest, "", ""  # most paragraphs: they end as a sentence ends
    for _ in range(4):
        shorter, name = _one_sign(rest)
        if shorter == rest:
            break
        rest, agency = shorter, agency or name
    return rest, agency, text[len(rest) :].strip()


def _one_sign(text: str) -> tuple[str, str]:
    tail_at = max(0, len(text) - 420)
    tail = text[tail_at:]
    for form in (_SIGN_END, _SIGN_CONTRIBUTORS, _SIGN_EDITOR, _SIGN_CODES):
        match = form.search(tail)
        if match and _ends(tail[: match.start()]):
            return text[: tail_at + match.start()].rstrip(), _in_contributors(match.group())
    tail_at = max(0, len(text) - 90)  # a name is short: the rest of a paragraph need not be searched
    tail = text[tail_at:]
    match = _SIGN_AGENCY.search(tail)
    if (
        match
        and match["agency"][0].isupper() | (match["agency"].lower() in ("dpa", "epd"))
        and _ends(tail[: match.start()])
    ):
        return text[: tail_at + match.start()].rstrip(), agency_named(match["agency"])
    for form in (_SIGN_CAPS, _SIGN_DASH):
        match = form.search(tail)
        if (
            match
            and _ends(tail[: match.start()])
            and match["agency"].strip(".") not in _NOT_SIGNS
            and len(match["agency"]) > 2
        ):
            return text[: tail_at + match.start()].rstrip(), agency_named(match["agency"])
    return text, ""


def _ends(text: str) -> bool:
    return bool(re.search(r"[.!?…。！？][\"'”’»)\]』」]*\s*$", text)) or not text.strip()


def _in_contributors(text: str) -> str:
    match = re.search(rf"\b(?:for|by|from)\s+(?:the\s+)?(?P<agency>{_AGENCY_NAMES})\b", text, re.IGNORECASE)
    return agency_named(match["agency"]) if match and match["agency"][0].isupper() else ""
