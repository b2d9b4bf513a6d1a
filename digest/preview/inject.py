"""What the preview adds to a page that it serves; what `digest build` writes has none of it.

The pages forbid every script. In the served copy their policy is widened by just so much that
one script, a file of this server, may run and may ask this server.
"""

from __future__ import annotations

import re
from html import escape, unescape

CLIENT = "/__digest/client.js"
EVENTS = "/__digest/events"
MARK = "digest-preview"
"""Id of the script's element."""

_POLICY = re.compile(
    r"""<meta\b(?=[^>]*http-equiv\s*=\s*["']?content-security-policy\b)[^>]*>""",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"""(\bcontent\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"</head\s*>", re.IGNORECASE)


def with_client(page: bytes, *, build: str, version: str, base: str) -> bytes:
    """A page with the script that keeps it up to date.

    Args:
        page: as the site has it.
        build: id of the build that made it.
        version: equal for equal bytes of the page.
        base: path below which the site stands.
    """
    text = page.decode("utf-8", "replace")
    said = {"id": MARK, "src": CLIENT, "data-build": build, "data-version": version, "data-base": base}
    script = "<script {} defer></script>".format(" ".join(f'{key}="{escape(value)}"' for key, value in said.items()))
    text = _POLICY.sub(lambda found: _CONTENT.sub(_widened_attribute, found.group()), text)
    end = _HEAD_ENDS.search(text)
    at = end.start() if end else len(text)
    return f"{text[:at]}{script}\n{text[at:]}".encode()


def _widened_attribute(found: re.Match[str]) -> str:
    policy = unescape(found.group(2) if found.group(2) is not None else found.group(3))
    return f'{found.group(1)}"{escape(widened(policy), quote=True).replace("&#x27;", chr(39))}"'


def widened(policy: str) -> str:
    """A content security policy that also lets a script of this server run, and ask this server.

    >>> widened("default-src 'none'; script-src 'none'")
    "default-src 'none'; script-src 'self'; connect-src 'self'"
    """
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *values = directive.split() or [""]
        if name:
            directives.setdefault(name.lower(), values)
    default = directives.get("default-src")
    for name in ("script-src", "script-src-elem", "connect-src"):
        given = directives.get(name)
        if given is None and (default is None or name == "script-src-elem"):
            continue  # nothing is forbidden, or `script-src` speaks for it
        kept = [value for value in (given if given is not None else default or []) if value != "'none'"]
        directives[name] = kept if "'self'" in kept else [*kept, "'self'"]
    return "; ".join(" ".join((name, *values)) for name, values in directives.items())
