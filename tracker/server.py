"""`tracker serve`: gunicorn with its workers, and one more process that runs jobs."""

from __future__ import annotations

import ctypes
import datetime as dt
import gc
import ipaddress
import logging
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from flask import Flask, current_app
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from tracker.accounts.branding import delete_unused_logos
from tracker.accounts.cleanup import delete_expired
from tracker.config import Config, ConfigurationError
from tracker.connections import Worker
from tracker.db import analyze, database, hold_connection
from tracker.experiments.files import delete_unknown_files, delete_unknown_lists
from tracker.experiments.files.document import delete_unknown_documents
from tracker.experiments.imports.target import sweep_staged
from tracker.experiments.models import Experiment, SharedPost
from tracker.experiments.reindex import tidy_vocabulary
from tracker.forked import ForkedProcess
from tracker.heap import freeze_for_good
from tracker.jobs.lane import EVERYTHING_ELSE, MAILBOX, Lane, MailLane
from tracker.jobs.smtp import rate
from tracker.jobs.worker import work
from tracker.migrations import current_revision, newest
from tracker.notifications.schedule import every_five_minutes, times
from tracker.operations.machine import abilities
from tracker.privacy.retention import carry_out_here
from tracker.web.clock import now

log = logging.getLogger("tracker.server")

# Each keeps a connection with a cache of its own, 6 MB in all; two that compute at once
# are slower than one, so the others only wait for a database or for somebody's upload
THREADS = 5
# Threads of C's allocator share so many areas; each of its own keeps what it once took
ALLOCATOR_AREAS = 2
M_ARENA_MAX = -8  # of glibc's mallopt
JOBS_PAUSE = 2  # seconds between two starts of the process of jobs, at least
JOBS_END = 30  # seconds that it has to end
LAST_MAIL = 25  # seconds that the mail in hand has, when the worker is asked to stop


def share_memory() -> None:
    """Let the workers share what is there before they are forked.

    The garbage collector would write into all of it, and so make a copy for each.
    """
    with suppress(OSError, AttributeError):  # another C library has no such setting
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ALLOCATOR_AREAS)
    gc.collect()
    freeze_for_good()


class JsonLogger(Logger):
    """Writes gunicorn's messages to the log of the product."""

    def setup(self, cfg):
        self.error_log.setLevel(logging.WARNING)
        self.error_log.propagate, self.error_log.handlers = True, []
        self.access_log.disabled = True
        self.error_log.addFilter(without_addresses)


def without_addresses(record: logging.LogRecord) -> bool:
    """Remove addresses and paths from gunicorn's messages."""
    said = str(record.msg)
    if said.startswith("Invalid request from"):
        record.msg = "a malformed request was refused"
        record.args = ()
    elif said.startswith("Error handling request"):
        record.msg = "error handling a request"
        record.args = ()
    return True


class Master(Arbiter):
    """gunicorn's first process, which forks the process of jobs as it does the workers."""

    def manage_workers(self):
        super().manage_workers()
        self.app.keep_jobs(self)


class Server(BaseApplication):
    """gunicorn's gthread workers: unlike others they finish a request in flight when
    asked to stop.

    Args:
        run_jobs: What the process of jobs does; it has the app that was loaded here.
    """

    def __init__(
        self,
        app: Flask,
        host: str,
        port: int,
        workers: int,
        run_jobs: Callable[[Flask], None],
    ):
        self.app = app
        self.run_jobs = run_jobs
        if ":" in host:
            host = f"[{host}]"
        self.options = {
            "bind": f"{host}:{port}",
            "workers": workers,
            "worker_class": Worker,
            "threads": THREADS,
            "graceful_timeout": 30,
            "timeout": 60,
            "preload_app": True,
            # It is on by default, and nobody here needs it
            "control_socket_disable": True,
            # PUBLIC_URL and PROXY_HOPS alone decide whose word is taken for what;
            # gunicorn would believe any caller on this machine.
            "forwarder_headers": "",
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "logger_class": JsonLogger,
            "proc_name": "tracker",
            "on_exit": self._dismiss_worker,
            "post_worker_init": lambda worker: hold_connection(),
        }
        self.jobs: ForkedProcess | None = None
        self.jobs_since = 0.0
        super().__init__()

    def run(self):
        Master(self).run()

    def load_config(self):
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        self.app.config["KEEPS_CONNECTIONS"] = True
        share_memory()
        return self.app

    def keep_jobs(self, master: Master) -> None:
        """Fork the process of jobs, and another when it has died, whatever it died of."""
        if self.jobs and (
            self.jobs.is_alive() or time.monotonic() < self.jobs_since + JOBS_PAUSE
        ):
            return
        if self.jobs:
            log.warning("the worker ended and is started again")
            self.jobs.close()
        self.jobs_since = time.monotonic()
        self.jobs = ForkedProcess("tracker work", partial(self._work, master))

    def _work(self, master: Master) -> None:
        # The port and the signs of life of the others end with the first process
        for held in master.LISTENERS + [it.tmp for it in master.WORKERS.values()]:
            held.close()
        self.app.config["KEEPS_CONNECTIONS"] = False
        self.run_jobs(self.app)

    def _dismiss_worker(self, arbiter):
        if self.jobs:
            # A job that hangs is taken up again when its lease has run out
            self.jobs.stop(JOBS_END)


def safe_to_serve(config: Config, host: str, insecure: bool = False) -> None:
    """Refuse to be reached from outside without knowing one's own address, or in the
    clear unless that is meant.

    Args:
        insecure: Whether the operator said that passwords and pages may travel readable.

    Raises:
        Misconfigured: The host is not loopback, and PUBLIC_URL is missing, or is http.
    """
    if _loopback(host):
        return
    if config.public_url is None:
        raise ConfigurationError(
            "PUBLIC_URL is required unless served on loopback: "
            "write the address people use, such as https://forsoeg.example.org."
        )
    if not config.https and not insecure:
        raise ConfigurationError(
            f"PUBLIC_URL is {config.public_url}, so passwords and pages would travel readable on"
            f" {host}: put a proxy with a certificate in front, write https and serve on 127.0.0.1,"
            " or say --insecure if that is meant."
        )


def run_jobs(app: Flask, handlers, only: str | None = None) -> None:
    """Run jobs until SIGTERM or SIGINT, finishing those in hand: mails in a thread of
    their own.

    Args:
        only: ``mail`` or ``rest``; both when left out.
    """
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    config = app.config["TRACKER"]
    mails = MailLane(rate(config.mail_url))
    if only == "mail":
        _run_lane(app, handlers, stop, mails)
        return
    sending = threading.Thread(
        target=_run_lane, args=(app, handlers, stop, mails), name="mail", daemon=True
    )
    if only is None:
        sending.start()
    due = times(config.time_zone)
    if config.mailbox_url:
        due["mailbox"] = every_five_minutes
        reading = threading.Thread(
            target=_run_lane,
            args=(app, handlers, stop, MAILBOX),
            name="mailbox",
            daemon=True,
        )
        reading.start()
    _run_lane(app, handlers, stop, EVERYTHING_ELSE, hourly=_hourly, times=due)
    stop.set()
    if only is None:
        sending.join(LAST_MAIL)


def _run_lane(app: Flask, handlers, stop: threading.Event, lane: Lane, **clock) -> None:
    with app.app_context():
        ours = newest(app.config["MIGRATIONS"])
        config = app.config["TRACKER"]
        work(
            handlers,
            now,
            stop,
            fits=lambda: current_revision(database.obj) == ours,
            abilities=lambda: abilities(config),
            lane=lane,
            **clock,
        )


def _hourly(at: dt.datetime) -> None:
    delete_expired(at)
    for sweep_kind in (
        delete_unknown_files,
        delete_unknown_documents,
        delete_unknown_lists,
        delete_unused_logos,
    ):
        sweep_kind(current_app.config["TRACKER"].files, at)
    sweep_staged(at)
    Experiment.delete_discarded(at)
    SharedPost.sweep(at)
    tidy_vocabulary()
    analyze()
    carry_out_here(current_app.config["TRACKER"], at)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
