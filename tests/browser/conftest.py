"""The sample site, built once with a base path and served as a host would."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from digest.build import build_project
from tests.browser.page_checks import BASE

REPO = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample's site, built for a host below a base path."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("content", "themes"):
        shutil.copytree(REPO / name, root / name)
    shutil.copy(REPO / "digest.toml", root)
    done = build_project(root, base_url=f"https://example.org{BASE}", out="host/digest")
    assert done.done, done.diagnostics
    return root / "host/digest"


@pytest.fixture(scope="session")
def pages(sample: Path) -> dict[str, str]:
    """Every page of the sample by its path."""
    return {
        file.relative_to(sample).as_posix(): file.read_text(encoding="utf-8") for file in sorted(sample.rglob("*.html"))
    }


@pytest.fixture(scope="session")
def kinds(pages: dict[str, str]) -> dict[str, str]:
    """One page of each kind: by its folder, the one with the most text."""
    found: dict[str, str] = {}
    for path, text in pages.items():
        kind = "e-mail" if path.endswith(".email.html") else path.rpartition("/")[0] or path
        if kind not in found or len(text) > len(pages[found[kind]]):
            found[kind] = path
    return found


@pytest.fixture(scope="session")
def host(sample: Path) -> Iterator[str]:
    """Address of the served sample, with its base path."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    handler = functools.partial(Quiet, directory=str(sample.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()
        thread.join()
