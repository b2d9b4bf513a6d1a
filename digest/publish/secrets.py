"""What must never be published: keys and tokens, and the folders of the machine that built the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_KEYS = {
    rb"PRIVATE KEY-----": {"a private key": rb"-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY-----"},
    rb"_[A-Za-z0-9_]{16}": {
        "a GitHub token": rb"gh(?<!\wgh)[pousr]_[A-Za-z0-9]{36,255}\b",
        "a fine-grained GitHub token": rb"github_pat_(?<!\wgithub_pat_)[A-Za-z0-9_]{22,255}\b",
        "a Stripe key": rb"k_live_(?<=[rs]k_live_)[A-Za-z0-9]{16,99}\b",
        "an npm token": rb"npm_(?<!\wnpm_)[A-Za-z0-9]{36}\b",
    },
    rb"A(?:[KS]IA|Iza)": {
        "an AWS key": rb"A(?<!\wA)[KS]IA[A-Z0-9]{16}\b",
        "a Google key": rb"AIza(?<!\wAIza)[A-Za-z0-9_-]{35}\b",
    },
    rb"glpat-": {"a GitLab token": rb"glpat-(?<!\wglpat-)[A-Za-z0-9_-]{20,64}\b"},
    rb"xox": {"a Slack token": rb"xox(?<!\wxox)[abeoprs]-[A-Za-z0-9-]{10,250}\b"},
    rb"pypi-AgE": {"a PyPI token": rb"pypi-AgE(?<!\wpypi-AgE)[A-Za-z0-9_-]{50,255}\b"},
    rb"sk-": {"an OpenAI or Anthropic key": rb"sk-(?<!\wsk-)(?:ant-|proj-)?[A-Za-z0-9_-]{32,200}\b"},
    rb"\.eyJ": {
        "a JSON web token": rb"eyJ(?<!\weyJ)[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,500}"
    },
    rb"@": {"a password in an address": rb"://[^\s/:@<>\"']{1,64}:[^\s/:@<>\"']{3,64}@[A-Za-z0-9.-]{3,}"},
}
"""Forms by what they are, behind what all of them have in them: a letter or more that a search runs through fastest.

Hardly any page has any of it, so nine quick searches are all that most pages cost. Each form begins with letters of its
own too; what may not stand before them is asked after them.
"""

_COMPILED = [
    (re.compile(mark), [(what, re.compile(form)) for what, form in forms.items()]) for mark, forms in _KEYS.items()
]
_HOMES = (b"home/", b"Users/", b"root/", b"\\Users\\")
_FOLDER = re.compile(
    rb"(?:(?<![\w.:/-])|(?<=file://))(?:/(?:home|Users)/[A-Za-z][\w.-]{0,40}/|/(?:root)/|[A-Z]:\\Users\\[^\\<>\"']{1,40}\\)[\w.\\/-]{0,80}"
)


def secrets_in(raw: bytes) -> Iterator[tuple[str, int]]:
    """Keys and tokens in a file: what each is, and its line. Cost: 0.5 s for 100 MB."""
    for mark, forms in _COMPILED:
        if mark.search(raw):
            for what, form in forms:
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
    if not any(home in raw for home in _HOMES):
        return
    for found in _FOLDER.finditer(raw):
        if not any(folder in found.group() for folder in own):
            yield found.group().decode("utf-8", "replace"), raw.count(b"\n", 0, found.start()) + 1, False
