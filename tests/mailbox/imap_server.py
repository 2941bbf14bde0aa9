"""A small IMAP server on loopback: one user, one folder, the commands that are used."""

from __future__ import annotations

import re
import socketserver
import threading
from contextlib import contextmanager

USER = "forsoeg"
PASSWORD = "known to both"
LITERAL = re.compile(r"BODY\.PEEK\[\]<0\.(\d+)>")


class Server(socketserver.ThreadingTCPServer):
    """The mails are in `mails`: number to [bytes, flags]."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.mails: dict[int, list] = {}
        self.asked: list[str] = []
        self.is_away = False

    @property
    def url(self) -> str:
        port = self.server_address[1]
        secret = PASSWORD.replace(" ", "%20")
        address = "forsoeg@example.org"
        return f"imap://{USER}:{secret}@127.0.0.1:{port}/INBOX?address={address}"

    def put(self, mail: bytes) -> int:
        number = len(self.mails) + 1
        self.mails[number] = [mail, set()]
        return number

    def flags(self, number: int) -> set[str]:
        return self.mails[number][1]


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        if self.server.is_away:
            return
        self._say("* OK here")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            self.server.asked.append(command)
            verb = command.split()[0].upper()
            answer = getattr(self, f"_{verb.lower()}", self._unknown)(command)
            self._say(f"{tag} {answer}")
            if verb == "LOGOUT":
                return

    def _say(self, line: str):
        self.wfile.write(line.encode() + b"\r\n")

    def _unknown(self, command):
        return "BAD unknown"

    def _capability(self, command):
        self._say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def _login(self, command):
        right = command.endswith(f'{USER} "{PASSWORD}"')
        return "OK in" if right else "NO wrong password"

    def _select(self, command):
        if '"INBOX"' not in command:
            return "NO no such folder"
        self._say(f"* {len(self.server.mails)} EXISTS")
        return "OK [READ-WRITE]"

    def _uid(self, command):
        _uid, verb, *rest = command.split(" ", 2)
        return getattr(self, f"_uid_{verb.lower()}")(*rest)

    def _uid_search(self, words):
        unread = [
            str(number)
            for number, (_mail, flags) in self.server.mails.items()
            if r"\Seen" not in flags
        ]
        self._say(f"* SEARCH {' '.join(unread)}".rstrip())
        return "OK done"

    def _uid_fetch(self, rest):
        number, _, what = rest.partition(" ")
        mail = self.server.mails[int(number)][0][: int(LITERAL.search(what)[1])]
        self._say(f"* {number} FETCH (UID {number} BODY[]<0> {{{len(mail)}}}")
        self.wfile.write(mail + b")\r\n")
        return "OK done"

    def _uid_store(self, rest):
        number, _, what = rest.partition(" ")
        self.server.flags(int(number)).update(re.findall(r"\\\w+", what))
        return "OK done"

    def _expunge(self, command):
        for number, (_mail, flags) in list(self.server.mails.items()):
            if r"\Deleted" in flags:
                self.server.mails[number] = [b"", {r"\Seen", r"\Deleted"}]
        return "OK done"

    def _logout(self, command):
        self._say("* BYE")
        return "OK done"


@contextmanager
def imap_server():
    """A server that runs in a thread."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
