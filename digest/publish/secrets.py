"""What must never be published: keys and tokens, and the folders of the machine that built the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_KEYS = {
    "a private key": (b"PRIVATE KEY-----", rb"-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY-----"),
    "a GitHub token": (b"gh", rb"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b"),
    "a GitLab token": (b"glpat-", rb"\bglpat-[A-Za-z0-9_-]{20,64}\b"),
    "an AWS key": (b"A", rb"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    "a Slack token": (b"xox", rb"\bxox[abeoprs]-[A-Za-z0-9-]{10,250}\b"),
    "a Google key": (b"AIza", rb"\bAIza[A-Za-z0-9_-]{35}\b"),
    "a Stripe key": (b"k_live_", rb"\b[rs]k_live_[A-Za-z0-9]{16,99}\b"),
    "a PyPI token": (b"pypi-AgE", rb"\bpypi-AgE[A-Za-z0-9_-]{50,255}\b"),
    "an npm token": (b"npm_", rb"\bnpm_[A-Za-z0-9]{36}\b"),
    "an OpenAI or Anthropic key": (b"sk-", rb"\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,200}\b"),
    "a JSON web token": (b"eyJ", rb"\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,500}"),
    "a password in an address": (
        b"://",
        rb"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@<>\"']{1,64}:[^\s/:@<>\"']{3,64}@[A-Za-z0-9.-]{3,}",
    ),
}
"""By what it is: a literal that must be there (cheap to look for), and the whole form."""

_COMPILED = {what: (literal, re.compile(form)) for what, (literal, form) in _KEYS.items()}
_FOLDER = re.compile(
    rb"(?<![\w.:/-])(?:/(?:home|Users)/[A-Za-z][\w.-]{0,40}/|/(?:root)/|[A-Z]:\\Users\\[^\\<>\"']{1,40}\\)[\w.\\/-]{0,80}"
)


def secrets_in(raw: bytes) -> Iterator[tuple[str, int]]:
    """Keys and tokens in a file: what each is, and its line. Cost: 1 s for 100 MB."""
    for what, (literal, form) in _COMPILED.items():
        if literal in raw:
            for found in form.finditer(raw):
                yield what, raw.count(b"\n", 0, found.start()) + 1


def folders_in(raw: bytes, own: Sequence[bytes]) -> Iterator[tuple[str, int, bool]]:
    """Folders of a machine in a file.

    Args:
        own: folders of this machine: the project's, the user's. They are certain; a text may tell of others.

    Yields:
        The folder, its line, and whether it is this machine's own.
    """
    for folder in own:
        at = raw.find(folder)
        if at >= 0:
            yield folder.decode("utf-8", "replace"), raw.count(b"\n", 0, at) + 1, True
    for found in _FOLDER.finditer(raw):
        if not any(folder in found.group() for folder in own):
            yield found.group().decode("utf-8", "replace"), raw.count(b"\n", 0, found.start()) + 1, False
