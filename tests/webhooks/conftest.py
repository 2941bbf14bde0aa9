"""Another end, on this machine."""

import socket
import threading
import time

import pytest


@pytest.fixture
def answering():
    """An end that answers one call: its address, and what it was asked."""
    sockets = []
    threads = []

    def open_end(answer: bytes, slowly: bool = False):
        server = socket.create_server(("127.0.0.1", 0))
        server.settimeout(5)
        sockets.append(server)
        asked = []

        def serve():
            try:
                conn, _ = server.accept()
            except OSError:
                return
            with conn:
                conn.settimeout(5)
                text = b""
                while b"\r\n\r\n" not in text or not text.endswith(b"{}"):
                    text += conn.recv(65536)
                asked.append(text)
                send(conn, answer, slowly)

        thread = threading.Thread(target=serve)
        thread.start()
        threads.append(thread)
        return f"http://127.0.0.1:{server.getsockname()[1]}/hook?a=b", asked

    yield open_end
    for server in sockets:
        server.close()
    for thread in threads:
        thread.join(5)


def send(conn: socket.socket, answer: bytes, slowly: bool) -> None:
    if not slowly:
        conn.sendall(answer)
        return
    try:
        for n in range(len(answer)):
            conn.sendall(answer[n : n + 1])
            time.sleep(0.05)
    except OSError:
        pass
