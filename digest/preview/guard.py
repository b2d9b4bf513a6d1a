"""Which requests are answered: those of the author's own browser tabs, for paths inside the site.

A page anywhere on the web can make a browser send requests to 127.0.0.1. So the name by which a
browser asked must be a name of this machine (else another name was made to lead here: DNS
rebinding), and the page that asked must be ours. Paths are decoded once and refused rather than
mended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?\Z", re.IGNORECASE)
_REFUSED = re.compile(r"[\\%\x00-\x1f\x7f]")
"""What no path of a site holds; `%` after decoding means that something was encoded twice."""


def refused(method: str, headers: Mapping[str, str]) -> HTTPStatus | None:
    """Why a request is not answered, whatever it asks for; `None` when it may be.

    Args:
        method: of the request.
        headers: with lower-case names.
    """
    host = headers.get("host", "")
    if not _HOST.match(host):
        return HTTPStatus.MISDIRECTED_REQUEST
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"http://{host}".lower():
        return HTTPStatus.FORBIDDEN
    # browsers say so beside, or in place of, an origin; following a link to us is all right
    elsewhere = headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
    if elsewhere and headers.get("sec-fetch-mode") != "navigate":
        return HTTPStatus.FORBIDDEN
    return None if method in ("GET", "HEAD") else HTTPStatus.METHOD_NOT_ALLOWED


def asked_path(raw: bytes) -> str | None:
    """The path that a request asks for, decoded once; `None` when it could lead out of the site.

    Args:
        raw: as it was sent, without a query: `/digest/articles/a%20b.html`.
    """
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not path.startswith("/") or _REFUSED.search(path):
        return None
    *folders, name = path[1:].split("/")
    hidden = any(part.startswith(".") for part in (*folders, name))
    return None if hidden or "" in folders else path
