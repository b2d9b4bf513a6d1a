"""`python -m tests.bench.preview [ARTICLES]`: from the saved file to the painted page.

`digest serve` in a process of its own and a tab in headless Chromium, on a project of
`tests.bench.articles`. Each edit is saved; the page notes when the next frame after the change
was painted (by the clock that both share). CPU is that of the server's process alone.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.articles import write_project

if TYPE_CHECKING:
    from playwright.sync_api import Page

EDITS = 40
"""Of each kind; the first of them is not counted, as it fills caches."""

APART = 0.7
"""Seconds between two edits: a person's saves, each a build of its own."""

PAINTED = """
() => {
  window.painted = 0;
  // the frame after the one in which the change is seen begins when that one was painted
  const note = () => requestAnimationFrame(() => setTimeout(() => { window.painted = Date.now(); }));
  // a stylesheet that is added has not loaded yet; when it has, the old one is removed
  const counts = (change) => ![...change.addedNodes].some((node) => node.nodeName === "LINK");
  new MutationObserver((all) => all.some(counts) && note()).observe(document, {childList: true, subtree: true, characterData: true, attributes: true});
}
"""


def cpu_ms(process: subprocess.Popen[str]) -> float:
    """Milliseconds of processor that a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(tab: Page, process: subprocess.Popen[str], edit: Callable[[int], None]) -> tuple[list[float], float]:
    """Milliseconds from each save to the painted page, and the CPU milliseconds of the server for one."""
    times = []
    used = 0.0
    for number in range(EDITS + 1):
        time.sleep(APART)
        tab.evaluate("window.painted = 0")
        before = cpu_ms(process)
        saved = time.time() * 1000
        edit(number)
        while not (painted := tab.evaluate("window.painted")):
            time.sleep(0.005)
        if number:
            times.append(painted - saved)
            used += cpu_ms(process) - before
    return times, used / EDITS


def replace_line(file: Path, pattern: str, line: Callable[[int], str]) -> Callable[[int], None]:
    """An edit that puts a new line in the place of one."""
    text = file.read_text(encoding="utf-8")
    assert re.search(pattern, text), file

    def edit(number: int) -> None:
        file.write_text(re.sub(pattern, lambda _: line(number), text, count=1), encoding="utf-8")

    return edit


def main(count: int) -> None:
    """Print a row for each kind of edit."""
    from playwright.sync_api import sync_playwright

    repository = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        write_project(root, count)
        shutil.copytree(repository / "themes/record", root / "themes/record")
        began = time.time()
        command = [sys.executable, "-m", "digest", "-C", folder, "serve", "--port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert process.stdout is not None
            address = re.search(r"serving (\S+)", process.stdout.readline())
            assert address
            print(f"{count:,} articles: serving after {time.time() - began:.1f} s, {cpu_ms(process) / 1000:.1f} CPU s")
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            tab = browser.new_page()
            article = sorted((root / "content/articles").rglob("*.md"))[count // 2]
            tab.goto(f"{address[1]}articles/{article.stem}.html")
            assert tab.locator("h1").count(), address[1]
            tab.evaluate(PAINTED)
            edits = {
                "body of an article": replace_line(
                    article, r".+\n\Z", lambda n: f"The last paragraph, written {n} times.\n"
                ),
                "title of an article": replace_line(
                    article, r"(?m)^title: .*$", lambda n: f"title: A headline, number {n}"
                ),
                "stylesheet": replace_line(
                    root / "themes/record/assets/record.css", r"\A", lambda n: f"/* {n} */ main {{ top: {n}px; }}\n"
                ),
                "template of articles": replace_line(
                    root / "themes/record/templates/article.html", r"</h1>", lambda n: f" {n}</h1>"
                ),
                "settings": replace_line(root / "digest.toml", r"title = .*", lambda n: f'title = "Bench {n}"'),
            }
            print("| saved | p50 ms | p95 ms | CPU ms |\n| --- | --- | --- | --- |")
            for name, edit in edits.items():
                times, used = measured(tab, process, edit)
                times.sort()
                print(
                    f"| {name} | {statistics.median(times):.0f} | {times[int(len(times) * 0.95)]:.0f} | {used:.0f} |",
                    flush=True,
                )
            browser.close()
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
