"""A mail server on this machine that counts what it is given."""

from __future__ import annotations

import socketserver
import threading
import time
from collections import Counter
from contextlib import contextmanager
from email import message_from_bytes

SLOWLY = 0.02  # seconds before it says that it has a mail: room for being killed in


class Mailbox(socketserver.StreamRequestHandler):
    """As much SMTP as smtplib speaks."""

    def handle(self):
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say("354 go on")
                self._take()
            self._say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def _take(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if line:
            mail = message_from_bytes(b"".join(lines))
            with self.server.lock:
                self.server.mails[mail["To"], mail["Message-ID"]] += 1
            time.sleep(SLOWLY)

    def _say(self, words: str):
        self.wfile.write(f"{words}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True

    def handle_error(self, request, address):
        """A client that was killed in the middle is what this is for."""


@contextmanager
def sink():
    """``with sink() as box``:

    `box.port`, and in `box.mails` how often each (reader, Message-ID) came.
    """
    with Server(("127.0.0.1", 0), Mailbox) as box:
        box.mails = Counter()
        box.lock = threading.Lock()
        box.port = box.server_address[1]
        threading.Thread(target=box.serve_forever, args=(0.02,), daemon=True).start()
        yield box
        box.shutdown()
