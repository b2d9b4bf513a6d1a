"""The server as a hostile client sees it: raw bytes over a socket of this machine."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import TOML, project, source_file

from digest.build.session import Session
from digest.diagnostics import DigestError
from digest.preview import server as server_module
from digest.preview.app import file_below
from digest.preview.live import Live
from digest.preview.server import Server, open_port

BASE = TOML.replace("[site]", '[site]\nbase_url = "https://example.org/digest/"')
TIMEOUT = 30.0


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    (folder / "secret.txt").write_text("secret")
    (folder / "site-leak").mkdir()
    (folder / "site-leak/secret.txt").write_text("secret")
    root = project(folder, {"ferry.md": source_file("The ferry left.\n")}, BASE)
    (root / "site/search").mkdir(parents=True)
    (root / "site/search/index.js").write_text("found()")
    (root / "site/old.html").write_text("a page of a build long ago")
    (root / "site/link.txt").symlink_to(folder / "secret.txt")
    (root / "site/up").symlink_to(folder)
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Server]:
    live = Live(Session(root))
    live.update()
    server = Server(live, root / "site", open_port(0))
    server.start()
    yield server
    server.stop()


def connect(server: Server) -> socket.socket:
    return socket.create_connection(server.place.getsockname(), timeout=TIMEOUT)


def answer(server: Server, request: bytes, *, ends: bool = False) -> tuple[int, bytes, bytes]:
    """Status, head and body of the answer to raw bytes.

    Args:
        server: asked.
        request: sent.
        ends: whether the client says that nothing more will come.
    """
    got = b""
    with connect(server) as client, suppress(ConnectionError):
        client.sendall(request)
        if ends:
            client.shutdown(socket.SHUT_WR)
        while more := client.recv(65536):
            got += more
    head, _, body = got.partition(b"\r\n\r\n")
    return int(head.split()[1]) if head else 0, head.lower(), body


def get(server: Server, path: str | bytes, host: str = "", *headers: str) -> tuple[int, bytes, bytes]:
    host = host or f"127.0.0.1:{server.place.getsockname()[1]}"
    target = path.encode() if isinstance(path, str) else path
    lines = "".join(f"{line}\r\n" for line in (f"Host: {host}", "Connection: close", *headers))
    return answer(server, b"GET " + target + b" HTTP/1.1\r\n" + lines.encode() + b"\r\n")


def test_the_site_stands_below_its_real_base_path(server: Server) -> None:
    for path in ("/", "/digest"):
        status, head, _ = get(server, path)
        assert status == 307
        assert b"\r\nlocation: /digest/\r\n" in head + b"\r\n"
    for path in ("/digest/", "/digest/index.html", "/digest/articles/ferry.html"):
        status, head, body = get(server, path)
        assert (status, b"text/html" in head, b"digest-preview" in body) == (200, True, True)


def test_pages_come_from_memory_and_only_the_rest_from_disk(server: Server) -> None:
    status, head, body = get(server, "/digest/search/index.js")
    assert (status, body, b"text/javascript" in head) == (200, b"found()", True)
    assert get(server, "/digest/old.html")[0] == 404
    assert get(server, "/digest/feed.xml")[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/digest/../secret.txt", "/digest/%2e%2e/secret.txt", "/digest/..%2fsecret.txt", "/digest/%2e%2e%2fsecret.txt",
     "/digest/..%5csecret.txt", "/digest/..\\secret.txt", "/digest/%252e%252e/secret.txt", "/digest/search/../../secret.txt",
     "/digest/link.txt", "/digest/up/secret.txt", "/digest/../site-leak/secret.txt", "/digest-leak/secret.txt",
     "/digest/secret.txt%00.html", "/digest//secret.txt", "//digest/secret.txt", "/digest/.digest/ingest.json",
     "/digest/.digest-files", "/digest/search", "/digest/search/", "/secret.txt", "/digest/content/articles/ferry.md",
     "/digest/./secret.txt", "/digest/search/%2e%2e/%2e%2e/secret.txt", "/%5c..%5csecret.txt", "file:///etc/passwd"],
)  # fmt: skip
def test_nothing_outside_of_the_site_is_served(server: Server, path: str) -> None:
    status, _, body = get(server, path)
    assert status in (400, 404)
    assert b"secret" not in body
    assert b"root:" not in body


def test_no_redirect_leads_to_another_host_and_no_page_says_what_was_asked(server: Server) -> None:
    for path in (
        "//example.org",
        "/\\example.org",
        "//example.org/digest",
        "/%0d%0alocation:%20//example.org",
        "/<b>x",
    ):
        status, head, body = get(server, path)
        assert status in (400, 404)
        assert b"location:" not in head
        assert b"example.org/digest" not in body.replace(b"https://example.org/digest/", b"")
        assert b"<b>x" not in body


def test_a_missing_page_looks_the_same_whatever_was_asked(server: Server) -> None:
    bodies = {get(server, path)[2] for path in ("/digest/nowhere.html", "/digest/%3Cb%3E.html", "/digest/a/b/c")}
    assert len(bodies) == 1


@pytest.mark.parametrize("host", ["example.org", "example.org:80", "127.0.0.1.example.org", "0.0.0.0"])
def test_a_request_by_another_name_is_misdirected(server: Server, host: str) -> None:
    for path in ("/digest/", "/__digest/events", "/__digest/client.js"):
        assert get(server, path, host)[0] == 421


def test_a_request_of_another_page_is_forbidden_also_for_events(server: Server) -> None:
    for path in ("/digest/", "/__digest/events", "/__digest/client.js"):
        assert get(server, path, "", "Origin: https://example.org")[0] == 403
        assert get(server, path, "", "Origin: null")[0] == 403
        assert get(server, path, "", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors")[0] == 403


def test_no_answer_opens_the_site_to_others(server: Server) -> None:
    for path in ("/digest/", "/digest/nowhere", "/__digest/client.js", "/digest/..", "/"):
        _, head, _ = get(server, path)
        assert b"access-control" not in head
        assert b"cross-origin-resource-policy: same-origin" in head
        assert b"x-content-type-options: nosniff" in head


def test_only_reading_is_allowed(server: Server) -> None:
    host = f"Host: localhost:{server.place.getsockname()[1]}\r\nConnection: close\r\n\r\n".encode()
    for method in (b"POST", b"PUT", b"DELETE", b"OPTIONS", b"TRACE"):
        assert answer(server, method + b" /digest/ HTTP/1.1\r\n" + host)[0] == 405
    status, _, body = answer(server, b"HEAD /digest/ HTTP/1.1\r\n" + host)
    assert (status, body) == (200, b"")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"", b"\r\n\r\n", b"\x00\xff\x16\x03\x01", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
        b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        b"GET / HTTP/0.9\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_request_hurts_nobody_else(server: Server, request_bytes: bytes) -> None:
    status = answer(server, request_bytes, ends=True)[0]
    assert status in (0, 307, 400, 403, 405, 421)
    assert get(server, "/digest/")[0] == 200


def test_clients_that_send_nothing_leave_room_for_others_and_are_let_go(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "PATIENCE", 0.2)
    live = Live(Session(root))
    live.update()
    server = Server(live, root / "site", open_port(0))
    server.start()
    try:
        idle = [connect(server) for _ in range(50)]
        for number, client in enumerate(idle):
            client.sendall(b"GET / HT" if number % 2 else b"")
        assert get(server, "/digest/")[0] == 200
        for client in idle:
            with suppress(ConnectionResetError):
                assert client.recv(10) == b""
            client.close()
        assert get(server, "/digest/")[0] == 200
    finally:
        server.stop()


def next_news(stream: socket.SocketIO) -> dict[str, object]:
    while True:
        line = stream.readline()
        assert line, "the stream ended"
        if line.startswith(b"data: "):
            return dict(json.loads(line.removeprefix(b"data: ")))


def test_events_greet_and_then_tell_each_build_until_the_server_stops(root: Path) -> None:
    live = Live(Session(root))
    live.update()
    server = Server(live, root / "site", open_port(0))
    server.start()
    with connect(server) as client, client.makefile("rb") as stream:
        host = f"localhost:{server.place.getsockname()[1]}"
        client.sendall(f"GET /__digest/events HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\r\n".encode())
        greeting = next_news(stream)
        assert (greeting["build"], greeting["pages"]) == (live.news.build, None)
        live.update([])
        assert next_news(stream)["before"] == greeting["build"]
        server.stop()
        assert [line for line in stream if line.startswith(b"data")] == []


def test_what_is_sent_does_not_wait_for_the_answer_to_what_was_sent_before() -> None:
    with open_port(0) as place, socket.create_connection(place.getsockname()):
        answering, _ = place.accept()
        with answering:  # asyncio looks for this before it turns the delay off
            assert answering.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_passed_over_unless_no_other_will_do() -> None:
    with open_port(0) as first:
        taken = first.getsockname()[1]
        with open_port(taken) as second:
            assert taken < second.getsockname()[1] <= taken + 10
        with pytest.raises(DigestError) as problem:
            open_port(taken, strict=True)
        assert problem.value.diagnostic.code == "preview.port-taken"
        assert first.getsockname()[0] == "127.0.0.1"


def test_a_file_on_disk_is_served_only_when_it_lies_there_itself(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a/b.txt").write_text("b")
    (tmp_path / "site-leak").mkdir()
    (tmp_path / "site-leak/c.txt").write_text("c")
    (site / "to-file").symlink_to(tmp_path / "site-leak/c.txt")
    (site / "to-folder").symlink_to(tmp_path / "site-leak")
    assert file_below(site, "a/b.txt") == b"b"
    for path in ("a", "", "nowhere", "../site-leak/c.txt", "to-file", "to-folder/c.txt", "a/b.txt/c", "a\0b"):
        assert file_below(site, path) is None
    assert file_below(tmp_path / "nowhere", "a") is None
