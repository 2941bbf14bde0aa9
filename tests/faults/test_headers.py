"""Headers that would have the product believe something, and requests that are none,
byte by byte on a real process.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.product import free_port, wait_for
from tests.faults.test_slow import nobody_waits

pytestmark = pytest.mark.usefixtures("on_sqlite")

CANARY = "hemmelig-sti"
MALFORMED = [
    f"GET /{CANARY} HTTP/9.9\r\n\r\n",
    f"get /{CANARY} HTTP/1.1\r\n\r\n",
    f"{CANARY}\r\n\r\n",
    f"GET /{CANARY} HTTP/1.1\r\nno colon {CANARY}\r\n\r\n",
    f"GET /{CANARY} HTTP/1.1\r\nHost: a\r\nHost: {CANARY}\r\n\r\n",
    f"GET /{CANARY} HTTP/1.1\r\nContent-Length: {CANARY}\r\n\r\n",
    f"GET /{CANARY} HTTP/1.1\r\nTransfer-Encoding: {CANARY}\r\n\r\n",
    f"GET /{CANARY} HTTP/1.1\r\nExpect: {CANARY}\r\n\r\n",
    f"GET /{CANARY} HTTP/1.1\r\nX: a\x00{CANARY}\r\n\r\n",
    f"GET /{CANARY}{'a' * 9000} HTTP/1.1\r\n\r\n",
    f"GET /{CANARY} HTTP/1.1\r\n" + "X: y\r\n" * 200 + "\r\n",
    f"GET /{CANARY} HTTP/1.1\r\nX: {'a' * 9000}\r\n\r\n",
    f"GET http://[{CANARY} HTTP/1.1\r\n\r\n",
    f"POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{CANARY}\r\n",
    f"PROXY TCP4 {CANARY} 10.9.8.7 1 2\r\nGET / HTTP/1.1\r\n\r\n",
]


def said(port: int, request: str) -> str:
    """What is answered to these very bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(request.encode("latin-1"))
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while more := line.recv(65536):
            answer += more
    return answer.decode(errors="replace")


def listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def asked(port: int, path: str, host: str = "", **headers: str) -> str:
    head = {"Host": host or f"127.0.0.1:{port}", "Connection": "close", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return said(port, f"GET {path} HTTP/1.1\r\n{lines}\r\n")


def nothing_is_believed(
    port: int,
    host: str = "",
    scheme: str = "http",
    ours: bool = True,
    told=("https", "http"),
) -> None:
    """Assert that no header moves the product to another place, host or scheme."""
    for path in ("/me", "/login"):
        evil = asked(port, f"//evil.example{path}", host, SCRIPT_NAME="//evil.example")
        assert evil.startswith("HTTP/1.1 404") and '"//evil' not in evil, evil[:500]
    walked_past = asked(port, "/anything/login", host, SCRIPT_NAME="/anything")
    assert walked_past.startswith("HTTP/1.1 404"), walked_past[:300]
    assert asked(port, "/login", host, PATH_INFO="/healthz").startswith("HTTP/1.1 200")
    if ours:  # gunicorn by itself answers 500 to this before the product is asked
        assert asked(port, "/login", host, SCRIPT_NAME="/evil").startswith(
            "HTTP/1.1 200"
        )
    # The scheme decides whether a form's sender has to be shown, and what stands before links.
    back = {
        "Referer": f"{scheme}://{host or f'127.0.0.1:{port}'}/guidelines",
        "Content-Length": "0",
    }
    for other in told:
        head = {
            "Host": host or f"127.0.0.1:{port}",
            "Connection": "close",
            "X-Forwarded-Proto": other,
            **back,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        answer = said(port, f"POST /guidelines/questions HTTP/1.1\r\n{lines}\r\n")
        assert "next=%2Fguidelines" in answer or "next=/guidelines" in answer, answer[
            :300
        ]


BY_ITSELF = pytest.mark.thorough(
    short="faults/test_served.py::test_one_process_is_misled_killed_and_stopped"
)


@BY_ITSELF
@pytest.mark.parametrize("hops", [0, 1])
def test_public_url_and_proxy_hops_alone_decide(
    product, serve, hops, monkeypatch, tmp_path
):
    log = tmp_path / "log"
    monkeypatch.setenv("FAULTS_LOG", str(log))
    config = replace(product.config["TRACKER"], proxy_hops=hops)
    served = serve(config).ready()
    nothing_is_believed(served.port, told=("http",) if hops else ("https", "http"))
    if hops == 0:
        refused_without_a_trace(served, log)
        nobody_waits(served)


def refused_without_a_trace(served, log: Path) -> None:
    """Requests that are none: a short answer, and a line without what they said or
    where they came from.
    """
    for request in MALFORMED:
        assert re.match(r"HTTP/1.1 [45]\d\d ", said(served.port, request)), request[:80]
    assert served.get("/healthz").status == 200
    told = log.read_text()
    lines = [line for line in told.splitlines() if "malformed" in line]
    assert len(lines) >= len(MALFORMED) - 4 and "Traceback" not in told
    # Where the first administrator is sent
    told = told.replace(f"http://127.0.0.1:{served.port}", "")
    assert CANARY not in told and "127.0.0.1" not in told and "10.9.8.7" not in told


@BY_ITSELF
@pytest.mark.usefixtures("on_sqlite")
def test_nor_is_a_header_believed_under_gunicorn_by_itself(product):
    """As an operator may run it, with gunicorn's own defaults."""
    config = replace(
        product.config["TRACKER"],
        public_url="https://forsoeg.example.org",
        proxy_hops=1,
    )
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-b",
        f"127.0.0.1:{port}",
        "wsgi:app",
        "--no-control-socket",
    ]
    process = subprocess.Popen(
        command,
        env={**os.environ, **config.as_env()},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: listens(port))
        nothing_is_believed(port, "forsoeg.example.org", "https", ours=False)
    finally:
        process.terminate()
        process.wait(40)
