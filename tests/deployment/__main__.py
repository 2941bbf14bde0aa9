"""A whole deployment on loopback, loaded and hurt: is anything lost that was answered?

    python -m tests.deployment [--seconds 120] [--people 12] [--postgres-bin 18] [--keep]

Sets up two web machines, a worker machine, PostgreSQL with a replica behind PgBouncer,
nginx with TLS, an object store that speaks S3, an identity provider and a mail server;
signs people in by the provider and lets them read and write; kills a web machine,
promotes the replica, and restores a backup. Prints a table, and ends with 1 when something
that was answered is not there. Only 127.0.0.1 is asked, and all that was started is ended.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import threading
import time
import warnings
from contextlib import suppress
from pathlib import Path

from tests.deployment.installation import Deployment
from tests.deployment.people import Ledger, Visitor, Worker
from tests.deployment.process import DeploymentFailed, wait_until
from tests.installed_postgres import account, found

PROGRAMS = ("nginx", "pgbouncer")
# The first one makes the unit that the others choose
ADMIN = (
    "ada@example.org",
    "--name",
    "Ada",
    "--role",
    "admin",
    "--unit",
    "Borgerservice",
)
OUTAGE = 3  # seconds until the replica is promoted


class Trial:
    """What is done to a deployment, and what came of it."""

    def __init__(self, deployment: Deployment, seconds: float, people: int):
        self.deployment = deployment
        self.seconds = seconds
        self.people = people
        self.ledger = Ledger()
        self.stop = threading.Event()
        self.rows: list[tuple[str, str]] = []

    def run(self) -> None:
        """Sign in, load, hurt, look, restore, look again."""
        workers = self._sign_in()
        self._load(workers)
        self._look("after kill and failover")
        self._restore()

    def _sign_in(self) -> list[Worker]:
        began = time.monotonic()
        certificate = False
        if "nginx" not in self.deployment.left_out:
            certificate = str(self.deployment.nginx.certificate)
        workers = []
        self.deployment.web[0].run("person", "add", *ADMIN)
        platforms = self.deployment.postgres.ask("SELECT id FROM platform ORDER BY id")
        platform = platforms[0]
        for number in range(self.people):
            visitor = Visitor(number, self.deployment.address, certificate)
            self._know(visitor)
            visitor.sign_in()
            experiment = visitor.publish(platform)
            workers.append(Worker(visitor, experiment, self.ledger, self.stop))
        took = time.monotonic() - began
        self.tell("signed in by the provider", f"{self.people} people, {took:.1f} s")
        return workers

    def _know(self, visitor: Visitor) -> None:
        """Let the provider know who somebody is."""
        self.deployment.provider.say(
            visitor.name,
            name=visitor.name.capitalize(),
            email=f"{visitor.name}@example.org",
            email_verified=True,
        )

    def _load(self, workers: list[Worker]) -> None:
        began = time.monotonic()
        for worker in workers:
            worker.start()
        try:
            self._wait(began, 0.25)
            self._kill_a_machine()
            self._wait(began, 0.6)
            self._lose_primary()
            self._wait(began, 1)
        finally:
            self.stop.set()
            for worker in workers:
                worker.join(90)
        took = time.monotonic() - began
        reads, writes = self.ledger.reads, self.ledger.writes
        self.tell("loaded for", f"{took:.0f} s")
        self.tell("pages read", _figures(reads, took))
        self.tell("things written", _figures(writes, took))
        refused = ", ".join(f"{what}: {n}" for what, n in self.ledger.refused.items())
        self.tell("told to come again, or cut off", refused or "none")

    def _wait(self, began: float, share: float) -> None:
        time.sleep(max(0.0, began + share * self.seconds - time.monotonic()))

    def _kill_a_machine(self) -> None:
        """kill -9, and a while later it is started again."""
        at = time.monotonic()
        machine = self.deployment.web[1]
        machine.process.kill()
        time.sleep(min(8.0, self.seconds / 8))
        machine.start()
        pause = self.ledger.longest_pause(at, time.monotonic())
        self.tell("a web machine killed", f"longest time without a write {pause:.1f} s")

    def _lose_primary(self) -> None:
        deployment = self.deployment
        at = time.monotonic()
        deployment.postgres.lose_primary()
        time.sleep(OUTAGE)
        deployment.postgres.promote()
        if deployment.bouncer:
            deployment.bouncer.point_to(deployment.postgres.ports["replica"])
        promoted = time.monotonic()
        wait_until("a write after promotion", lambda: self._written_since(promoted))
        first = min(it for it in self.ledger.written_at if it > promoted)
        told = f"promoted after {promoted - at:.1f} s, first write {first - promoted:.1f} s later"
        self.tell("primary lost, replica promoted", told)

    def _written_since(self, moment: float) -> bool:
        return any(at > moment for at in list(self.ledger.written_at))

    def _look(self, when: str) -> None:
        """Hold what was answered against what is there.

        Raises:
            DeploymentFailed: Something is missing, or was written twice, or was strange.
        """
        ask = self.deployment.postgres.ask
        said = ask("SELECT body FROM comment WHERE body LIKE 'person-% nr %'")
        hung = ask("SELECT alt FROM picture WHERE alt LIKE 'person-% nr %'")
        stored = ask("SELECT file FROM picture")
        missing = sorted(set(self.ledger.comments) - set(said))
        missing += sorted(set(self.ledger.pictures) - set(hung))
        missing += self.deployment.lost_files(stored)
        twice = len(said) - len(set(said)) + len(hung) - len(set(hung))
        answered = len(self.ledger.comments) + len(self.ledger.pictures)
        words = f"{answered} answered, {len(missing)} lost, {twice} twice"
        self.tell(when, words)
        if self.ledger.strange:
            raise DeploymentFailed(f"strange answers: {self.ledger.strange[:5]}")
        if missing or twice:
            raise DeploymentFailed(f"lost or twice: {missing[:5]}")

    def _restore(self) -> None:
        """Back up on the worker machine, lose everything, restore on a web machine."""
        deployment = self.deployment
        backup = deployment.folder / "trial.tar.gz"
        began = time.monotonic()
        deployment.worker.run("backup", str(backup))
        self.tell("backup while it served", f"{time.monotonic() - began:.1f} s")
        machines = (*deployment.web, deployment.worker)
        began = time.monotonic()
        for machine in machines:
            machine.process.stop()
        self.tell("stopped", f"{time.monotonic() - began:.1f} s")
        deployment.postgres.ask("DELETE FROM comment")
        deployment.empty_bucket()
        began = time.monotonic()
        deployment.web[1].run("restore", "--yes", str(backup))
        self.tell("restored on another machine", f"{time.monotonic() - began:.1f} s")
        for machine in machines:
            machine.start()
        self._look("after restore")
        self._sign_in_again()

    def _sign_in_again(self) -> None:
        """Everybody was signed out; one comes back and sees a picture."""
        certificate = False
        if "nginx" not in self.deployment.left_out:
            certificate = str(self.deployment.nginx.certificate)
        visitor = Visitor(0, self.deployment.address, certificate)
        visitor.sign_in()
        row = self.deployment.postgres.ask(
            "SELECT experiment_id || '/pictures/' || public_id FROM picture LIMIT 1"
        )
        for path in row:
            answer = visitor.get(f"/experiments/{path}")
            if answer.status_code != 200 or answer.content[:4] != b"RIFF":
                raise DeploymentFailed(f"a picture answered {answer.status_code}")
        self.tell("signed in again", "one person, who sees a picture")

    def tell(self, what: str, figures: str) -> None:
        """Print a line of the table."""
        self.rows.append((what, figures))
        print(f"{what:<34} {figures}", flush=True)


def _figures(times: list[float], seconds: float) -> str:
    if not times:
        return "none"
    slowest = sorted(times)[int(len(times) * 0.95)]
    return (
        f"{len(times)}, {len(times) / seconds:.1f}/s, median"
        f" {1000 * statistics.median(times):.0f} ms, p95 {1000 * slowest:.0f} ms"
    )


def lacking() -> list[str]:
    """The programs of the system that are not here; each is said loudly."""
    missing = [name for name in PROGRAMS if not _found(name)]
    for name in missing:
        print(f"!! {name} IS NOT INSTALLED: that part is left out (apt install {name})")
    return missing


def _found(name: str) -> bool:
    return bool(shutil.which(name)) or Path(f"/usr/sbin/{name}").exists()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=120, help="of load")
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--postgres-bin", default="18", help="a version or a folder")
    parser.add_argument("--keep", action="store_true", help="leave logs and data")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    folder = Path(tempfile.mkdtemp(prefix="forsoeg-deployment-"))
    folder.chmod(0o755)
    if account():
        shutil.chown(folder, account())
    try:
        bin = found(options.postgres_bin)
        with Deployment(folder, bin, lacking()) as deployment:
            Trial(deployment, options.seconds, options.people).run()
        print("nothing that was answered is lost")
    except DeploymentFailed as failed:
        print(f"FAILED: {failed}\nlogs: {folder}")
        raise SystemExit(1) from failed
    if not options.keep:
        with suppress(OSError):
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
