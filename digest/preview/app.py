"""The answers of the preview: pages from memory, what is only on disk from there, and events."""

from __future__ import annotations

import asyncio
import mimetypes
import os
import stat
from collections.abc import AsyncIterator
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from digest.diagnostics import DigestError
from digest.preview.guard import asked_path, refused
from digest.preview.inject import CLIENT, EVENTS, with_client
from digest.preview.live import Live, News, version_of

HEADERS = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}
"""Nothing is kept, guessed or shown elsewhere. There is no CORS header: no other page may read ours."""

BEAT = 15.0
"""Seconds between signs of life, so that a tab that has gone is noticed."""

BACKLOG = 64
"""News that may wait for a tab; one that reads so slowly must come again."""

LARGEST = 64_000_000
"""Bytes of a file that is served from disk."""

_NO_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>{text}</p>
</body>
</html>
"""
"""Stands in for a page that there is not; nothing of a request is in it."""

NOTHING_YET = _NO_PAGE.format(title="Nothing to show yet", text="The page appears as soon as it can be built.").encode()
NOT_FOUND = _NO_PAGE.format(title="Not found", text="There is no such page.").encode()


class Channel:
    """Carries news from the thread that builds to the tabs."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._tabs: set[asyncio.Queue[News | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        live.listen(self._publish)

    async def stream(self) -> AsyncIterator[str]:
        """The events of one tab: a greeting, then the news of each build."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[News | None] = asyncio.Queue()
        self._tabs.add(queue)
        try:
            yield f"retry: 500\n{_event(self._live.greeting())}"
            while True:
                try:
                    news = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    yield ":\n\n"
                    continue
                if news is None:
                    return
                yield _event(news)
        finally:
            self._tabs.discard(queue)

    def close(self) -> None:
        """Let every tab go. To be called in the server's thread."""
        for queue in self._tabs:
            queue.put_nowait(None)

    def _publish(self, news: News) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, news)

    def _spread(self, news: News) -> None:
        for queue in self._tabs:
            queue.put_nowait(news if queue.qsize() < BACKLOG else None)


def _event(news: News) -> str:
    return f"data: {news.as_json()}\n\n"


class Guard:
    """Lets only those requests through that may be answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        status = refused(scope["method"], headers)
        if status is None and asked_path(scope["raw_path"]) is None:
            status = HTTPStatus.BAD_REQUEST
        if status is not None:
            extra = {"allow": "GET, HEAD"} if status is HTTPStatus.METHOD_NOT_ALLOWED else {}
            answer = Response(status.phrase, status, HEADERS | extra, "text/plain")
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def preview_app(live: Live, channel: Channel, folder: Path) -> ASGIApp:
    """The application.

    Args:
        live: the site.
        channel: brings its news.
        folder: where `digest build` writes; files that are no part of `live` are served from there.
    """
    client = files("digest.preview").joinpath("client.js").read_bytes()

    async def script(_: Request) -> Response:
        return Response(client, headers=HEADERS, media_type="text/javascript")

    async def events(_: Request) -> Response:
        return StreamingResponse(channel.stream(), headers=HEADERS, media_type="text/event-stream")

    async def page(request: Request) -> Response:
        asked = asked_path(request.scope["raw_path"]) or "/"
        base = live.news.base
        if not asked.startswith(base):
            outside = asked in ("/", base.rstrip("/"))
            return RedirectResponse(base, headers=HEADERS) if outside else await run_in_threadpool(_missing, live)
        path = asked.removeprefix(base)
        return await run_in_threadpool(_answer, live, folder, f"{path}index.html" if asked.endswith("/") else path)

    routes = [Route(CLIENT, script), Route(EVENTS, events), Route("/{path:path}", page)]
    return Guard(Starlette(routes=routes))


def _answer(live: Live, folder: Path, path: str) -> Response:
    news = live.news  # before the page: a page may be newer than it says, and must not be older
    try:
        data = live.read(path)
    except DigestError:
        return _html(news, NOTHING_YET, HTTPStatus.INTERNAL_SERVER_ERROR)
    if data is None and not path.endswith(".html"):
        data = file_below(folder, path)
    if data is None:
        return _missing(live)
    if path.endswith(".html"):
        return _html(news, data, HTTPStatus.OK)
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return Response(data, headers=HEADERS, media_type="text/javascript" if kind.endswith("javascript") else kind)


def _missing(live: Live) -> Response:
    news = live.news
    try:
        page = live.read("404.html")
    except DigestError:
        page = None
    stand_in = NOTHING_YET if news.problems else NOT_FOUND
    return _html(news, stand_in if page is None else page, HTTPStatus.NOT_FOUND)


def _html(news: News, page: bytes, status: HTTPStatus) -> Response:
    body = with_client(page, build=news.build, version=version_of(page), base=news.base)
    return Response(body, status, HEADERS, "text/html")


def file_below(folder: Path, path: str) -> bytes | None:
    """A regular file below a folder; `None` when there is none, or a link is on the way to it.

    Args:
        folder: the only one that is read from.
        path: relative to it, as `asked_path` lets it through.
    """
    root = os.path.realpath(folder)
    place = os.path.join(root, *path.split("/"))  # noqa: PTH118
    try:
        if os.path.realpath(place) != place or os.path.commonpath((root, place)) != root:
            return None
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            return None
        with open(handle, "rb", closefd=False) as stream:
            return stream.read()
    except OSError:
        return None
    finally:
        os.close(handle)
