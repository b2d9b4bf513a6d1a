"""Plain text as Markdown: nothing in a stranger's text may turn into markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.model import Block, BlockKind

_INLINE = re.compile(r"[\\`*<\[\]~|]|(?<!\w)_|_(?!\w)|&(?=#?\w{1,31};)|!(?=\[)")
_START = re.compile(r"^(#{1,6}(?=\s|$)|>|[+-](?=\s|$)|={2,}|-{2,}|:{3,})")
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def escaped(text: str) -> str:
    """One line of plain text, written so that Markdown shows exactly these characters."""
    text = _INLINE.sub(lambda sign: "\\" + sign.group(), text)
    text = _START.sub(lambda sign: "\\" + sign.group(), text)
    return _NUMBER.sub(r"\1\\\2", text)


def to_markdown(blocks: Iterable[Block]) -> str:
    """A body as Markdown: blocks parted by an empty line, neighbouring items by none."""
    parts: list[str] = []
    previous: BlockKind | None = None
    for block in blocks:
        text = _block(block)
        if not text:
            continue
        if parts:
            parts.append("\n" if previous is block.kind is BlockKind.ITEM else "\n\n")
        parts.append(text)
        previous = block.kind
    return "".join(parts)


def _block(block: Block) -> str:
    if block.kind is BlockKind.CODE:
        fence = "`" * max(3, max((len(run) for run in re.findall(r"`+", block.text)), default=0) + 1)
        return f"{fence}\n{block.text}\n{fence}"
    text = escaped(" ".join(block.text.split()))
    marks = {BlockKind.HEADING: "## ", BlockKind.ITEM: "- ", BlockKind.QUOTE: "> "}
    return marks.get(block.kind, "") + text if text else ""
