"""Front matter: words that break out of their place, YAML that is more than text, dates that are none."""

from __future__ import annotations

import json

from hostile.cases import ACCEPTED, INERT, PROSE, REJECTED, RUN, Case, article, raw_article

BREAKS = {
    "script": f"</title><script>{RUN}</script>",
    "script-end": f"</script><script>{RUN}</script>",
    "comment-script": f"<!--<script>{RUN}",
    "attribute": f'" onmouseover="{RUN}" x="',
    "attribute-single": f"' onmouseover='{RUN}' x='",
    "cdata-end": f"]]><script>{RUN}</script>",
    "separators": "one\u2028two\u2029three",
    "template": "{{ 7 * 7 }}{% if 1 %}x{% endif %}",
    "bidi": "good \u202etxt.exe\u202c news",
    "pile": "Z" + "\u0301" * 3000,
    "escape": "\x1b[2J\x1b]0;owned\x07",
    "entity": f"&lt;img src=x onerror={RUN}&gt;",
    "markdown": f"[x](javascript:{RUN}) **bold** <b>b</b>",
    "front-matter": "---\nid: other\n---",
    "lone-quote": "\"'`",
    "emoji": "\U0001f6a2\U0001f32b\ufe0f",
    "css": "</style><style>*{display:none}</style>",
}
SCRIPT = f"<script>{RUN}</script>"
BREAK = f'">{SCRIPT}'
LANGUAGE = f'en" onload="{RUN}'
FIELDS = ("title", "source", "agency", "byline", "dateline", "date_evidence")

NAMES = (
    "index",
    "404",
    "CNAME",
    "feed.xml",
    "con",
    "nul.md",
    "__proto__",
    "..",
    "A" * 300,
    "日本語",
    "?",
    "😀",
    "-",
    "a/../b",
)

HEADS = {
    "url-javascript": (f"url: javascript:{RUN}", REJECTED, "article.bad-url"),
    "url-data": ("url: data:text/html,x", REJECTED, "article.bad-url"),
    "url-file": ("url: file:///etc/hostname", REJECTED, "article.bad-url"),
    "url-feed": (f"url: feed:javascript:{RUN}", REJECTED, "article.bad-url"),
    "url-relative": ("url: //evil.example/", REJECTED, "article.bad-url"),
    "url-words": ("url: not an address", REJECTED, "article.bad-url"),
    "id-traversal": ("id: ../../../index", REJECTED, "article.bad-value"),
    "id-absolute": ("id: /etc/passwd", REJECTED, "article.bad-value"),
    "id-upper": ("id: ABCDEF", REJECTED, "article.bad-value"),
    "id-long": (f"id: {'a' * 200}", REJECTED, "article.bad-value"),
    "id-script": ("id: <script>", REJECTED, "article.bad-value"),
    "language-break": (f"language: {json.dumps(LANGUAGE)}", INERT, ""),
    "language-long": (f"language: {'e' * 5000}", INERT, ""),
    "captions-break": (f"captions: [{json.dumps(f'</figcaption><script>{RUN}</script>')}]", INERT, ""),
    "topics-break": (f"topics: [{json.dumps(SCRIPT)}]", INERT, ""),
    "topics-traversal": ("topics: ['../../etc']", INERT, ""),
    "story-break": (f"story: {json.dumps(BREAK)}", INERT, ""),
    "origin-traversal": ("origin: {file: '../../../etc/passwd', lines: 1-2}", INERT, ""),
    "origin-break": (f"origin: {{file: {json.dumps(SCRIPT)}}}", INERT, ""),
    "origin-lines": ("origin: {file: a.txt, lines: 999999999999-1}", INERT, ""),
    "cut-break": (f"origin: {{file: a.txt, cut: [{{lines: 1, why: {json.dumps(SCRIPT)}}}]}}", INERT, ""),
    "date-year-1": ("date: 0001-01-01", REJECTED, "article.bad-date"),
    "date-year-10000": ("date: 10000-01-01", REJECTED, "article.bad-date"),
    "date-february": ("date: 2025-02-30", REJECTED, "article.bad-date"),
    "date-huge": (f"date: {'9' * 6000}", REJECTED, "article.bad-date"),
    "date-sexagesimal": ("date: 190:20:30", REJECTED, "article.bad-date"),
    "date-script": ("date: '<script>'", REJECTED, "article.bad-date"),
    "published-leap-second": ("published: 2025-06-18T23:59:60Z", REJECTED, "article.bad-date"),
    "published-offset": ("published: 2025-06-18T00:00:00+99:99", REJECTED, "article.bad-date"),
    "published-edge": ("published: 2100-12-31T23:59:59-23:59", REJECTED, "article.bad-date"),
    "published-naive": ("published: 2025-06-18T08:00:00", REJECTED, "article.bad-date"),
    "basis-other": ("date_basis: guessed", REJECTED, "article.bad-value"),
    "unknown-field": ("__class__: x", REJECTED, "article.unknown-field"),
    "draft-word": ("draft: maybe", REJECTED, "article.bad-value"),
    "norway": ("language: NO", ACCEPTED, ""),
    "octal": ("byline: 0777", ACCEPTED, ""),
    "yes": ("source: on", ACCEPTED, ""),
    "title-empty": ("title: ''", REJECTED, "article.no-title"),
    "title-controls": ('title: "\\u0000\\u0007"', REJECTED, "article.no-title"),
    "title-list": ("title: [a, b]", REJECTED, "article.bad-value"),
    "duplicate-key": ("byline: a\nbyline: b", REJECTED, "article.duplicate-field"),
    "anchor": ("byline: &a x\ndateline: *a", REJECTED, "article.bad-front-matter"),
    "tag-python": ("byline: !!python/object/apply:os.system ['id']", REJECTED, "article.bad-front-matter"),
    "tag-binary": ("byline: !!binary aGVsbG8=", REJECTED, "article.bad-front-matter"),
    "tag-own": ("byline: !x y", REJECTED, "article.bad-front-matter"),
    "merge-key": ("<<: {title: x}", REJECTED, "article.unknown-field"),
    "nested": ("captions: " + "[" * 40 + "]" * 40, REJECTED, "article.bad-front-matter"),
    "nested-deep": ("captions: " + "[" * 5000, REJECTED, "article.bad-front-matter"),
    "long": ("byline: " + "x" * 25_000, REJECTED, "article.long-front-matter"),
    "name-is-a-list": ("[a, b]: c", REJECTED, "article.bad-front-matter"),
    "name-is-a-mapping": ("{a: b}: c", REJECTED, "article.bad-front-matter"),
    "name-nested-deep": (f"? {'[' * 2000}{']' * 2000}\n: x", REJECTED, "article.bad-front-matter"),
    "name-of-names": (f"{'? ' * 2000}x", REJECTED, "article.bad-front-matter"),
    "tab": ("byline:\n\t- x", REJECTED, "article.bad-front-matter"),
    "list-root": ("- a\n- b", REJECTED, "article.bad-front-matter"),
    "documents": ("...\nbyline: x", REJECTED, "article.bad-front-matter"),
}


def _bomb() -> Case:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return article("head-alias-bomb", head="\n".join(lines), outcome=REJECTED, code="article.bad-front-matter")


def _bomb_of_names() -> Case:
    """The same in place of a field's name, where whoever prints the name prints the bomb."""
    lines = ["? &a0 [x, x, x, x, x, x, x, x, x]\n: y"]
    lines += [f"? &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n: y" for n in range(1, 12)]
    return article("head-alias-bomb-names", head="\n".join(lines), outcome=REJECTED, code="article.bad-front-matter")


def _raw() -> tuple[Case, ...]:
    sound = f"---\ntitle: %s\nsource: Sample Wire\ndate: 2025-06-18\n---\n\n{PROSE}"
    return (
        raw_article("raw-empty", "", REJECTED, "article.no-front-matter"),
        raw_article("raw-no-head", PROSE, REJECTED, "article.no-front-matter"),
        raw_article("raw-open-head", "---\ntitle: x\n", REJECTED, "article.no-front-matter"),
        raw_article("raw-utf16", (sound % "x").encode("utf-16"), REJECTED, "file.not-utf8"),
        raw_article("raw-latin1", (sound % "Café").encode("latin-1"), REJECTED, "file.not-utf8"),
        raw_article("raw-overlong", (sound % "x").encode() + b"\xc0\xaf", REJECTED, "file.not-utf8"),
        raw_article("raw-surrogate", sound % "x" + "\ud800", REJECTED, "file.not-utf8"),
        raw_article("raw-nul", (sound % "nul").encode() + b"\nA \0 B\n", ACCEPTED),
        raw_article("raw-bom", "\ufeff" + sound % "with a mark", ACCEPTED),
        raw_article("raw-crlf", (sound % "carriage").replace("\n", "\r\n"), ACCEPTED),
        raw_article("raw-cr", (sound % "old mac").replace("\n", "\r"), ACCEPTED),
        raw_article("raw-huge", (sound % "huge").encode() + b"x" * 5_100_000, REJECTED, "file.too-large"),
        raw_article("raw-binary", bytes(range(256)) * 40, REJECTED, "file.not-utf8"),
    )


CASES = (
    *(
        article(f"{field}-{name}", head=f"{field}: {json.dumps(text, ensure_ascii=False)}")
        for field in FIELDS
        for name, text in BREAKS.items()
        if (field, name) != ("title", "front-matter")
    ),
    *(
        article(f"name-{at}", head=f"title: {json.dumps(name, ensure_ascii=False)}", outcome=ACCEPTED)
        for at, name in enumerate(NAMES)
    ),
    *(article(f"head-{name}", head=head, outcome=outcome, code=code) for name, (head, outcome, code) in HEADS.items()),
    _bomb(),
    _bomb_of_names(),
    *_raw(),
)
