"""Every page of the hostile site in a browser, once as it is and once with its policy switched off: nothing runs."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import TOML, project, source_file
from hostile import front_matter_cases, inbox_cases, markdown_cases
from hostile.cases import Outcome

from digest.build import build_project
from digest.content.inbox import INBOX
from digest.content.ingest import run_ingest

pytestmark = pytest.mark.browser
SETTINGS = TOML.replace('description = "Made for tests."', 'base_url = "https://example.org/digest/"')
SMALL = 20_000
"""Bytes of a case that a browser is shown: the larger ones are about time, not about markup."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    root = project(tmp_path_factory.mktemp("hostile-browser"), {"good.md": source_file()}, SETTINGS)
    for case in (*markdown_cases.CASES, *front_matter_cases.CASES, *inbox_cases.CASES):
        if case.outcome is not Outcome.REJECTED and len(case.data) < SMALL:
            (root / case.path).parent.mkdir(parents=True, exist_ok=True)
            (root / case.path).write_bytes(case.data)
    run_ingest(root, [root / INBOX])
    assert build_project(root).done

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    handler = functools.partial(Quiet, directory=str(root / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", root / "site"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("policy", [True, False], ids=["with its policy", "without"])
def test_nothing_of_strangers_runs_or_loads(browser: Any, address: tuple[str, Path], policy: bool) -> None:
    server, site = address
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    ran: list[str] = []
    asked: list[str] = []
    context = browser.new_context(bypass_csp=not policy)
    tab = context.new_page()
    tab.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: asked.append(request.url))
    for path in pages:
        tab.goto(f"{server}/{path}", wait_until="load")
        if tab.evaluate("window.ran") or tab.title() == "RAN" or not tab.url.startswith(server):
            ran.append(path)
    context.close()
    assert ran == []
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []
    assert len(pages) > 200
