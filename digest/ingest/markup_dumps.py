"""Dumps that kept their markup: Markdown as html2text and trafilatura write it, link numbers as lynx does."""

from __future__ import annotations

import re

SURE = 3
"""Marks on a page from which it is read as Markdown."""

_MARKDOWN = re.compile(
    r"(?m)^[ \t]{0,3}#{1,6} \S|\]\((?:https?:|/|#|mailto:)[^()\s]*\)|^[ \t]{0,8}\|(?:[ \t]{0,9}:?-{2,}:?[ \t]{0,9}\|)+[ \t]*$"
)
_IMAGE = re.compile(r"!\[[^\[\]]{0,400}\]\([^()]{0,600}\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]{0,400})\]\([^()]{0,600}(?:\([^()]*\))?[^()]{0,100}\)")
_HEAD = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_RULE_OF_TABLE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_STRONG = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,400}?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!~>|-])")
_NUMBERED_LINK = re.compile(r"\[\d{1,3}\](?=\S)")
_REFERENCE = re.compile(r"^\s*(?:\d{1,3}\.|\[\d{1,3}\])\s+(?:https?|ftp|file|mailto|javascript):\S*\s*$")


def without_markup(text: str) -> str:
    """A page without the marks of its dump; every line keeps its number.

    A page with fewer than three sure marks is left as it is: an asterisk or a bracket in
    a text is no markup.
    """
    text = _unquoted(text)
    if len(_NUMBERED_LINK.findall(text)) >= 5 and any(map(_REFERENCE.match, text.split("\n"))):
        text = "\n".join(_NUMBERED_LINK.sub("", "" if _REFERENCE.match(line) else line) for line in text.split("\n"))
    if sum(1 for _ in zip(_MARKDOWN.finditer(text), range(SURE), strict=False)) < SURE:
        return text
    return "\n".join(map(_plain, text.split("\n")))


def _unquoted(text: str) -> str:
    """A forwarded letter without the mark before each of its lines."""
    lines = text.split("\n")
    said = [line for line in lines if line.strip()]
    if len(said) < 8 or sum(line.startswith(">") for line in said) < 0.6 * len(said):
        return text
    return "\n".join(re.sub(r"^(?:>[ ]?){1,5}", "", line) for line in lines)


def _plain(line: str) -> str:
    if _RULE_OF_TABLE.match(line):
        return ""
    row = _ROW.match(line)
    if row:
        line = "• " + " | ".join(cell.strip() for cell in row[1].split("|"))
    line = _IMAGE.sub("", line)
    for _ in range(2):  # a link around an image has lost its text by now, one around a link keeps it
        line = _LINK.sub(r"\1", line)
    head = _HEAD.match(line)
    if head:
        line = head[1]
    line = re.sub(r"^\s{0,3}(?:>\s?)+", "", line)
    return _ESCAPED.sub(r"\1", _STRONG.sub(r"\2", line))
