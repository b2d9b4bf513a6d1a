"""The real thing: pages fit narrow and wide screens, and nothing hostile runs.

Reading pages have no script, so the browser is asked from outside: a frame page of the test's
own measures the page inside it and writes what it found where `--dump-dom` shows it.
"""

from __future__ import annotations

import functools
import re
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import TOML, project, source_file

from digest.build import build_project

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
SCRIPT = "<script>parent.document.title='ran'</script><img src=x onerror=\"parent.document.title='ran'\">"

MEASURE = """<!doctype html><title>waiting</title><body style="margin:0">
<iframe id="f" src="{page}" style="width:{width}px;height:900px;border:0"></iframe>
<script>
document.getElementById('f').onload = function () {{
  var inside = this.contentDocument;
  var sheet = getComputedStyle(inside.body).backgroundColor;
  var found = inside.documentElement.scrollWidth + ' ' + sheet;
  setTimeout(function () {{ document.body.setAttribute('data-found', document.title + ' ' + found); }}, 50);
}};
</script>"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with long words, many topics, code, tables and a hostile article."""
    body = (
        f"The ferry left.\n\n{LONG}\n\n# Head\n\n```\n{'x' * 300}\n```\n\n"
        + "a|" * 14
        + "\n"
        + "-|" * 14
        + "\n"
        + "longish|" * 14
    )
    articles = {
        "plain.md": source_file(body, title=f"'{LONG}'", agency=LONG, captions=f"[{LONG}]", url=f"https://example.org/{'x' * 90}"),
        "copy.md": source_file(body, source="Example Post", date="2025-06-15"),
        "evil.md": source_file(f"{SCRIPT}\n\n[click](javascript:alert(1))", title=f"'{SCRIPT.replace(chr(39), chr(39) * 2)}'"),
        "arabic.md": source_file("غادرت العبارة الميناء.", title="العبارة", language="ar"),
    }  # fmt: skip
    topics = "".join(f'[topics.t{n}]\ntitle = "Topic number {n}"\nany = ["ferry"]\n' for n in range(7))
    root = project(tmp_path_factory.mktemp("browser"), articles, TOML + topics)
    assert build_project(root).done
    return root / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    handler = functools.partial(Quiet, directory=str(site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def measured(chromium: str, address: str, site: Path, page: str, width: int, folder: Path) -> list[str]:
    """The frame's title, the width that the page needs, and its background."""
    (site.parent / "measure.html").write_text(MEASURE.format(page=f"/site/{page}", width=width), encoding="utf-8")
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
        f"--user-data-dir={folder}", "--window-size=1400,1000", "--virtual-time-budget=4000", "--dump-dom",
        f"{address}/measure.html",
    ]  # fmt: skip
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r'data-found="(\w+) (\d+) ([^"]+)"', dom)
    assert found, dom[:500]
    return list(found.groups())


PAGES = (
    "index.html",
    "about.html",
    "archive.html",
    "topics/t0.html",
    "articles/plain.html",
    "editions/2025-06-18.html",
)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("page", [*PAGES, "stories"])
def test_no_page_is_wider_than_the_screen(
    chromium: str, address: str, site: Path, tmp_path: Path, page: str, width: int
) -> None:
    if page == "stories":
        told = sorted((site / "stories").iterdir())
        page = next(f"stories/{path.name}" for path in told if "donau" in path.read_text(encoding="utf-8").lower())
    _, needed, background = measured(chromium, address, site, page, width, tmp_path)
    assert int(needed) <= width
    assert background == "rgb(251, 250, 246)"  # the stylesheet was found


@pytest.mark.parametrize("page", ["articles/evil.html", "index.html"])
def test_a_hostile_article_runs_nothing(chromium: str, address: str, site: Path, tmp_path: Path, page: str) -> None:
    assert measured(chromium, address, site, page, 800, tmp_path)[0] == "waiting"
