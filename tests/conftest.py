"""Small makers: a test names only the fields that it is about."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from digest.config import Config, SiteConfig
from digest.model import Article, Basis, Dating, Report, Story, Teaser, Topic, TopicRules
from digest.text import slug

# a busy machine makes no test fail: what things cost is measured in tests/bench
settings.register_profile("digest", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("digest")

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2025, 6, 18)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

TOML = """\
[site]
title = "The Sample Digest"
description = "Made for tests."
search = false

[topics.ferries]
title = "Ferries"
any = ["ferry"]
"""
"""Settings of a project that tests build."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite tests/golden; review the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with a file under tests/golden; a missing file fails."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return check


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of this machine; without one a test is skipped, and fails in CI."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        message = "Chromium is missing: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One browser for all tests of a process, the system's own: nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"]
        found = started.chromium.launch(executable_path=chromium, args=options)
        yield found
        found.close()


def dating(day: date | None = DAY, basis: Basis = Basis.STATED, evidence: str = "") -> Dating:
    """When; without a day nothing is known."""
    return Dating(day=day, basis=basis if day else Basis.UNKNOWN, evidence=evidence)


def teaser(id: str, **named: Any) -> Teaser:
    plain: dict[str, Any] = {
        "title": f"Headline {id}",
        "url": f"https://example.org/{id}",
        "source": "Sample Wire",
        "dating": dating(),
        "language": "en",
    }
    return Teaser(id=id, **{**plain, **named})


def article(id: str, body: str = "The ferry left on time.\n\nNobody was late.", **named: Any) -> Article:
    """An article; fields of its teaser are named like those of its own."""
    own = {name: named.pop(name) for name in list(named) if name in Article.__dataclass_fields__}
    plain: dict[str, Any] = {"teaser": teaser(id, **named), "body": body, "path": f"content/articles/{id}.md"}
    return Article(**{**plain, "body_line": 5, **own})


def report(first: Teaser | Article, *copies: Teaser | Article) -> Report:
    """A report with the copies of its text."""
    heads = [one.teaser if isinstance(one, Article) else one for one in (first, *copies)]
    return Report(teaser=heads[0], copies=tuple(heads[1:]))


def story(*reports: Report | Teaser | Article, **named: Any) -> Story:
    """A story of these reports; its id and headline are the first one's."""
    made = tuple(one if isinstance(one, Report) else report(one) for one in reports)
    head = made[0].teaser
    plain: dict[str, Any] = {"id": head.id, "title": head.title, "slug": slug(head.title) or head.id, "reports": made}
    return Story(**{**plain, **named})


def topic(slug: str, title: str = "") -> Topic:
    return Topic(slug=slug, title=title or slug.capitalize(), rules=TopicRules(any=((slug,),)))


def config(*topics: str, **site: Any) -> Config:
    """Settings with these topics."""
    return Config(site=SiteConfig(**site), topics=tuple(topic(slug) for slug in topics))


def source_file(body: str = "The ferry left on time.\n\nNobody was late.\n", **fields: str) -> str:
    """The text of an article's file."""
    head = {"title": "A ferry leaves", "source": "Sample Wire", "date": "2025-06-18", **fields}
    lines = "".join(f"{name}: {value}\n" for name, value in head.items() if value)
    return f"---\n{lines}---\n\n{body}"


def project(root: Path, articles: Mapping[str, str], toml: str = TOML) -> Path:
    """A project on disk: settings, and articles by the path below `content/articles/`."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "digest.toml").write_text(toml, encoding="utf-8")
    (root / "content/articles").mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        path = root / "content/articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
