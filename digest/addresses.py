"""Which addresses may become a link: one rule for front matter, bodies, pages and feeds.

An allow list, because every deny list of schemes has been walked around: `feed:javascript:`,
`blob:`, `//host` and `java&Tab;script:` all pass the usual ones.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

_PLAIN = re.compile(r"[^\s\x00-\x20\x7f<>\"\\^`{|}]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_DROPPED = re.compile(r"[\t\n\r]")
_EDGES = "".join(map(chr, range(0x21)))
"""What a browser strips from both ends of an address: C0 controls and the space."""


def is_web_address(text: str) -> bool:
    """True for an absolute http or https address without credentials, blanks or controls."""
    return _is_web_address(text) if len(text) > _LONG else _is_known(text)


_LONG = 500
"""Characters of an address whose judgement is not kept: strangers may write thousands of such."""


@lru_cache(maxsize=20_000)  # a build asks five times for the address of each article
def _is_known(text: str) -> bool:
    return _is_web_address(text)


def _is_web_address(text: str) -> bool:
    if not _PLAIN.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises on a port that is none
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def stated_address(text: str) -> str:
    """The http or https address that a page, a feed or a record states; empty where it states none.

    Signs that browsers would write as `%xx` are written so, and everything else is left as it is.
    So what comes out is always an address that `is_web_address` takes.
    """
    found = _HOST_AND_REST.match(text) if len(text) <= _LONGEST else None
    if found is None:
        return ""
    host, rest = found.groups()
    address = host + _QUOTED.sub(lambda sign: quote(sign[0]), rest)
    return address if is_web_address(address) else ""


_HOST_AND_REST = re.compile(r"(https?://[^/?#]*)(.*)\Z", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(r"[<>\"^`{|}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LONGEST = 4_000


def is_external(text: str) -> bool:
    """True when an allowed address leaves the site."""
    return _SCHEME.match(text) is not None


def allowed_link(text: str) -> str:
    """The address as a browser would read it, or nothing when it may not become a link.

    Allowed are http and https with a host and without credentials, mailto, and addresses
    relative to the page. An address from the root of the host (`/about`) is refused as well: it
    would leave the folder below which the site stands.
    """
    plain = _DROPPED.sub("", text.strip(_EDGES))
    if not plain or not _PLAIN.fullmatch(plain):
        return ""
    scheme = _SCHEME.match(plain)
    if scheme is None:
        # a colon in the first segment is a scheme in disguise: `java%09script:`
        return "" if plain.startswith("/") or ":" in re.split("[/?#]", plain)[0] else plain
    name = scheme.group(1).lower()
    if name == "mailto":
        return plain
    return plain if name in ("http", "https") and is_web_address(plain) else ""


def checked_base_url(text: str) -> str:
    """An absolute http(s) address that ends in `/`; empty stays empty.

    Raises:
        ValueError: anything else, in words.
    """
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValueError(f"'{text}' is no http or https address")
    if parts.query or parts.fragment or not re.fullmatch(r"[\x21-\x7e]+", text) or re.search(r"[<>\"'\\^`{}|]", text):
        raise ValueError(f"'{text}' has a query, a fragment or a character that an address cannot have")
    return text if text.endswith("/") else text + "/"
