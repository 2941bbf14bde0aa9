"""Many requests at once by wrk, a client in C: it leaves the cores to the server."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

# wrk runs it: each line of the file is a request, asked in turn and then over again
SCRIPT = """
local requests, last = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local method, path, cookie, body = line:match("^(.-)\\t(.-)\\t(.-)\\t(.-)$")
    local headers = {["Cookie"] = cookie, ["Connection"] = "close"}
    if body == "" then
      body = nil
    else
      headers["Content-Type"] = "application/x-www-form-urlencoded"
    end
    requests[#requests + 1] = wrk.format(method, path, headers, body)
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local p95, p99 = latency:percentile(95), latency:percentile(99)
  print(string.format("told %d %d %f %f", summary.requests, failed, p95, p99))
end
"""


class Request(NamedTuple):
    """One request: what is asked for, and by whom."""

    method: str
    path: str
    cookie: str
    body: str = ""


@dataclass(frozen=True)
class Told:
    """What wrk tells at the end, as `Took` would.

    Attributes:
        count: How many were answered without an error.
        p95, p99: Milliseconds that the slowest twentieth and hundredth wait at least.
    """

    name: str
    count: int
    failed: int
    p95: float
    p99: float

    def slowest(self, share: float) -> float:
        return {0.05: self.p95, 0.01: self.p99}[share]


def is_there() -> bool:
    """Whether wrk is installed; Debian's and Ubuntu's package has the same name."""
    return shutil.which("wrk") is not None


def ask(
    name: str, port: int, requests: Iterable[Request], clients: int, seconds: float
) -> Told:
    """Ask for all of them, over and over, so many at once and each by a connection of
    its own.

    Raises:
        CalledProcessError: wrk could not do it.
    """
    with tempfile.TemporaryDirectory(prefix="forsoeg-wrk-") as folder:
        script, lines = Path(folder, "script.lua"), Path(folder, "requests")
        script.write_text(SCRIPT)
        lines.write_text("".join("\t".join(request) + "\n" for request in requests))
        command = ["wrk", "--threads", "1", "--connections", str(clients)]
        command += ["--duration", f"{max(1, round(seconds))}s", "--timeout", "20s"]
        command += ["--script", str(script), f"http://127.0.0.1:{port}/", "--"]
        ran = subprocess.run(
            [*command, str(lines)], capture_output=True, text=True, check=True
        )
    (told,) = (line for line in ran.stdout.splitlines() if line.startswith("told "))
    asked, failed, p95, p99 = told.split()[1:]
    count = int(asked) - int(failed)
    return Told(name, count, int(failed), float(p95) / 1000, float(p99) / 1000)
