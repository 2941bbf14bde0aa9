"""Two programs that break into web sites for a living, let loose on the demo as an
employee who is signed in.

``python -m tests.faults.adversaries`` installs wapiti3, sqlmap and pip-audit into a
folder of their own (or uses the one that ADVERSARIES names), serves the demo on this
machine alone, through TLS as its cookies want it, and fails on any finding that is not
argued away below. At most ten minutes; MINUTES gives it fewer or more. Exit code 77:
the programs could not be had.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import ssl
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.request
import venv
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from tests.faults.product import Caller, free_port, signed_in
from tracker.accounts.models import Person
from tracker.app import create_app, folder
from tracker.business_case.models import Assumption
from tracker.config import Config
from tracker.db import database
from tracker.demo.seed import prepared
from tracker.experiments.models import Experiment, Stage

HOME = Path(__file__).parents[2]
Finding = tuple[str, str, str]  # kind, where, its words
PROGRAMS = ("wapiti3", "sqlmap", "pip-audit")
SKIPPED = 77
MODULES = (
    "sql,timesql,xss,permanentxss,exec,file,redirect,ssrf,crlf,csrf,cookieflags,"
    "http_headers,csp,upload,xxe,methods"
)
FEWEST_PAGES = 60  # somebody who is not signed in finds about twenty
FILTERED = {"q": "video", "platform": 1, "outcome": "refuted", "unit": 1}
# Signing out would end the attack; the others would write to everybody or make the
# account unusable for what follows.
LEAVE = (
    "logout",
    "me/sessions*",
    "me/password",
    "me/data/erasure",
    "assets/*",
    "static/*",
)
# What they report and why it does not stand: kind of finding, words in it, reason.
ARGUED: tuple[tuple[str, str, str], ...] = (
    (
        "SQL Injection",
        r"/business-case/assumptions/\d+ SQL Injection via injection in the parameter q$",
        (
            "a guess from two pages that differ: what is typed is looked for as words, so `AND"
            " 34=34` finds other attempts than `AND 34=35`. sqlmap, which proves its guesses, is"
            " sent to the same place and finds nothing"
        ),
    ),
)


def main() -> int:
    minutes = float(os.environ.get("MINUTES", "10"))
    with tempfile.TemporaryDirectory(prefix="forsoeg-adversaries-") as made:
        at = Path(made)
        tools = Path(os.environ.get("ADVERSARIES") or at / "tools")
        if not installed(tools):
            print(
                f"SKIPPED: {', '.join(PROGRAMS)} could not be installed here",
                file=sys.stderr,
            )
            return SKIPPED
        with_tls, who, pages = demo(at)
        served = serve(at, with_tls)
        try:
            findings = [*wapiti(tools, at, with_tls.public_url, who, minutes * 0.4)]
            findings += sqlmap(
                tools, at, with_tls.public_url, who, pages, minutes * 0.5
            )
            findings += known_holes(tools)
        finally:
            served.terminate()
            served.wait(30)
    standing = [finding for finding in findings if not argued(finding)]
    print(f"{len(findings)} findings, {len(standing)} stand")
    print("\n".join(" | ".join(finding) for finding in standing))
    return 1 if standing else 0


def installed(tools: Path) -> bool:
    """Whether the programs stand in a folder of their own, away from what the product needs."""
    if not (tools / "bin" / "python").exists():
        venv.create(tools, with_pip=True)
    ask = [
        tools / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *PROGRAMS,
    ]
    return subprocess.run(ask, stderr=subprocess.DEVNULL).returncode == 0


def demo(at: Path) -> tuple[Config, Caller, list[tuple[str, str]]]:
    """The demo under an https address; its employee, signed in; and what sqlmap is to
    look into: an address, and a form's words.
    """
    plain = prepared(
        Config.from_env({"TRACKER_DATA": str(at / "data")}),
        folder("migrations"),
        fresh=True,
    )
    config = replace(plain, public_url=f"https://localhost:{free_port()}")
    app = create_app(config)
    with database.connection_context():
        who = signed_in(app, Person.get(Person.email == "employee@example.org"))
        assumption = Assumption.select().first()
        read = (
            Experiment.select()
            .where(Experiment.stage == Stage.concluded, ~Experiment.withheld)
            .first()
        )
    lists = {
        "q": "video",
        "unit": 1,
        "tag": "video",
        "outcome": "refuted",
        "platform": 1,
        "sort": "newest",
        "after": "1",
    }
    # Without the hidden key: each of them is written
    said = {"csrf_token": who.token, "body": "Tak", "asks": "y"}
    return (
        config,
        who,
        [
            (f"/business-case/assumptions/{assumption.id}?q=video", ""),
            (f"/experiments/{read.id}/comments", urlencode(said)),
            (
                f"/lessons?{urlencode(FILTERED)}",
                "",
            ),
            (f"/experiments?{urlencode(lists)}", ""),
        ],
    )


def serve(at: Path, config: Config) -> subprocess.Popen:
    """gunicorn with a certificate of its own making."""
    subject = [
        "-subj",
        "/CN=localhost",
        "-days",
        "2",
        "-keyout",
        at / "key.pem",
        "-out",
        at / "cert.pem",
    ]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    port = config.public_url.rpartition(":")[2]
    with_tls = [
        "--certfile",
        at / "cert.pem",
        "--keyfile",
        at / "key.pem",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    calmly = [
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--no-control-socket",
        "--log-level",
        "error",
    ]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--chdir",
        HOME,
        *with_tls,
        *calmly,
        "wsgi:app",
    ]
    served = subprocess.Popen(command, env={**os.environ, **config.as_env()})
    for _ in range(300):
        if answers(f"{config.public_url}/healthz"):
            return served
        time.sleep(0.2)
    served.kill()
    raise SystemExit("the demo did not come up")


def answers(url: str, **headers: str) -> bool:
    """Whether this address answers with a page of its own, and not by leading to sign-in."""
    asked = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(
            asked, context=ssl._create_unverified_context(), timeout=20
        ) as answer:
            return answer.status == 200 and answer.url == url
    except OSError:
        return False


def wapiti(
    tools: Path, at: Path, url: str, who: Caller, minutes: float
) -> list[Finding]:
    """What wapiti reports: kind, where, and its words."""
    report = at / "wapiti.json"
    seconds = int(minutes * 60)
    modules = MODULES.split(",")
    words = {
        "-u": f"{url}/",
        "-m": MODULES,
        "-C": who.cookie,
        "-f": "json",
        "-o": report,
        "--scope": "domain",
        "-l": 2,
        "-t": 20,
    }
    words |= {
        "--verify-ssl": 0,
        "--store-session": at / "kept",
        "--store-config": at / "kept",
        "--endpoint": f"{url}/nowhere",
    }
    words |= {
        "--max-scan-time": seconds // 3,
        "--max-attack-time": max(seconds // (2 * len(modules)), 3),
        "--skip": "csrf_token",
    }
    words |= {"--max-files-per-dir": 12, "-d": 4}
    left = [word for path in LEAVE for word in ("-x", f"{url}/{path}")]
    switches = ["--flush-session", "--no-bugreport", *left]
    command = [tools / "bin" / "wapiti", *itertools.chain(*words.items()), *switches]
    said = ran(command, at / "wapiti.txt", 1.5 * seconds)
    if not report.exists() and "database is locked" in said:
        # Its own, in which it writes with many threads: a busy machine trips it up
        said = ran(command, at / "wapiti.txt", 1.5 * seconds)
    if not report.exists():
        return [("wapiti", "no report", said[-500:])]
    told = json.loads(report.read_text())
    crawled = told["infos"]["crawled_pages_nbr"]
    print(f"wapiti: {crawled} pages and forms attacked with {len(modules)} modules")
    if crawled < FEWEST_PAGES:
        return [("wapiti", "crawled too little", f"only {crawled}: was it signed in?")]
    if not answers(f"{url}/me/sessions", Cookie=who.cookie):
        return [
            (
                "wapiti",
                "signed out on the way",
                "what came after was attacked from outside",
            )
        ]
    every = {**told["vulnerabilities"], **told["anomalies"]}
    return [
        (kind, f"{found['method']} {found['path']}", found["info"])
        for kind, all_ in every.items()
        for found in all_
    ]


def sqlmap(
    tools: Path, at: Path, url: str, who: Caller, pages, minutes: float
) -> list[Finding]:
    """What sqlmap can inject into: it names each parameter on a line of its own.

    What one page leaves of the time is the next one's.
    """
    found = []
    ever = set()
    end = time.monotonic() + minutes * 60
    for number, (path, data) in enumerate(pages):
        names = [
            name
            for name in dict(parse_qsl(data or path.partition("?")[2]))
            if name != "csrf_token"
        ]
        # Names are given, or it would try its luck with the cookie too, and be signed
        # out; where a redirect leads is no answer.
        words = {
            "-u": url + path,
            "-p": ",".join(names),
            "--cookie": who.cookie,
            "--level": 2,
            "--risk": 1,
            "--threads": 2,
        }
        words |= {
            "--dbms": "sqlite",
            "--technique": "BEUT",
            "--output-dir": at / "sqlmap",
            **({"--data": data} if data else {}),
        }
        switches = [
            "--batch",
            "--flush-session",
            "--disable-coloring",
            "--drop-set-cookie",
            "--ignore-redirects",
        ]
        command = [
            tools / "bin" / "sqlmap",
            *itertools.chain(*words.items()),
            *switches,
        ]
        seconds = end - time.monotonic()
        said = ran(command, at / "sqlmap.txt", seconds / (len(pages) - number))
        done = set(
            re.findall(
                r"parameter '([^']+)' (?:does not seem to be|is .*) injectable", said
            )
        )
        left = [name for name in names if name not in done]
        print(
            f"sqlmap: {path.partition('?')[0]}: tried to the end: {', '.join(sorted(done))}; not:"
            f" {', '.join(left) or 'none'}"
        )
        found += [
            ("sqlmap", path, line) for line in re.findall(r"^Parameter: .*", said, re.M)
        ]
        found += (
            [("sqlmap", path, "tried nothing: " + said[-300:])]
            if "[*] ending @" in said and not done
            else []
        )
        ever |= done
    return found or (
        []
        if ever
        else [("sqlmap", url, "tried nothing to the end: give it more MINUTES")]
    )


def known_holes(tools: Path) -> list[Finding]:
    """Published weaknesses of what is installed here, where pip-audit can reach its data."""
    asked = [
        tools / "bin" / "pip-audit",
        "--path",
        sysconfig.get_path("purelib"),
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    said = subprocess.run(asked, capture_output=True, text=True).stdout
    every = json.loads(said)["dependencies"] if said.startswith("{") else []
    looked_at = [it for it in every if "vulns" in it]
    print(
        f"pip-audit: {len(looked_at)} of {len(every)} packages looked up"
        + ("" if looked_at else ": SKIPPED, its data cannot be reached")
    )
    return [
        ("pip-audit", f"{it['name']} {it['version']}", hole["id"])
        for it in looked_at
        for hole in it["vulns"]
    ]


def ran(command: list, log: Path, seconds: float) -> str:
    """What a program said until it was done or its time was up."""
    with log.open("w+") as said:
        try:
            subprocess.run(
                [str(word) for word in command],
                stdout=said,
                stderr=said,
                stdin=subprocess.DEVNULL,
                timeout=seconds,
            )
        except subprocess.TimeoutExpired:
            print(f"{Path(command[0]).name}: time was up after {seconds:.0f} s")
        said.seek(0)
        return said.read()


def argued(finding: Finding) -> bool:
    kind, where, words = finding
    return any(
        kind == known and re.search(part, f"{where} {words}")
        for known, part, _ in ARGUED
    )


if __name__ == "__main__":
    sys.exit(main())
