"""The server: a free port of this machine alone, and patience with no one for ever."""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from digest.diagnostics import refuse
from digest.preview.app import Channel, preview_app
from digest.preview.live import Live

ADDRESS = "127.0.0.1"
PORT = 8000
"""Where the preview is when nothing else is asked for."""

TRIES = 10
"""Ports that are tried, one after the other."""

PATIENCE = 10.0
"""Seconds in which a request's head must be whole, and in which what was sent must begin to be read."""

CONNECTIONS = 200
"""At one time; a further one is told to come later. A browser opens six at most."""

LARGEST_HEAD = 16_384
"""Bytes of a request's line and headers."""


def open_port(port: int, *, strict: bool = False) -> socket.socket:
    """A listening place: this port, or else the next that is free.

    Args:
        port: 0 lets the system choose.
        strict: whether no other port will do.

    Raises:
        DigestError: none is free.
    """
    wanted = [port] if strict or port == 0 else range(port, min(port + TRIES, 65536))
    for number in wanted:
        # with the protocol named, asyncio sends without delay; else a body waits 40 ms for the answer to its head
        place = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":  # there it would let two servers share a port
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((ADDRESS, number))
            place.listen(128)
        except OSError as problem:
            place.close()
            if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        return place
    last = f" to {wanted[-1]}" if len(wanted) > 1 else ""
    fix = "stop what uses it, or name another port with --port"
    raise refuse("preview.port-taken", f"{ADDRESS}:{port}{last}", "the port is not free", fix)


class _Impatient(H11Protocol):
    """A connection that is closed when a client sends or reads too slowly.

    uvicorn waits as long as a client likes for the rest of a request, and for a client to read.
    """

    _check: asyncio.TimerHandle | None = None
    _before: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._check = self.loop.call_later(PATIENCE, self._lose_patience)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._check is not None:
            self._check.cancel()
        super().connection_lost(exc)

    def _lose_patience(self) -> None:
        """Close a connection that stands still at two looks, one after the other."""
        answering = self.cycle is not None and not self.cycle.response_complete
        stands_still = self.flow.write_paused if answering else True
        now = (self.cycle, answering)
        if stands_still and now == self._before:
            self.transport.abort()
            return
        self._before = now if stands_still else None
        self._check = self.loop.call_later(PATIENCE, self._lose_patience)


@dataclass(slots=True)
class Server:
    """A server in a thread of its own."""

    live: Live
    folder: Path
    """Where `digest build` writes."""

    place: socket.socket
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None
    _channel: Channel | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    @property
    def address(self) -> str:
        """Where a browser finds the site now."""
        return f"http://{ADDRESS}:{self.place.getsockname()[1]}{self.live.news.base}"

    def start(self) -> None:
        """Begin to answer."""
        self._channel = Channel(self.live)
        config = uvicorn.Config(
            preview_app(self.live, self._channel, self.folder),
            http=_Impatient,
            ws="none",
            loop="asyncio",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=LARGEST_HEAD,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End all connections and wait until the server has ended."""
        if self._server is None or self._thread is None or self._channel is None:
            return
        self._server.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._channel.close)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            assert self._server is not None
            await self._server.serve(sockets=[self.place])

        asyncio.run(serve())
