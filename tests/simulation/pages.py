"""How long pages take over a simulated organisation: ``--pages`` of the simulation."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.pages import signed_in
from tracker import db
from tracker.accounts.models import Person
from tracker.app import create_app
from tracker.config import Config
from tracker.experiments.models import Experiment, Stage

PAGES = (
    "/",
    "/experiments",
    "/experiments/new?platform=facebook",
    "/readiness/fears",
    "/readiness/fear",
    "/dashboard",
)
ROUNDS = 5


def page_times(url: str) -> dict[str, float]:
    """Address to the median of the processor's time in milliseconds, warm."""
    data = Path(url.removeprefix("sqlite:///")).parent
    config = Config(
        data=data,
        database_url=url,
        secret_key="for the simulation only, and long enough",
        organisation="Simuleret",
    )
    shown = Experiment.select(Experiment.id).where(Experiment.stage == Stage.concluded)
    concluded = shown.order_by(Experiment.id).first().id
    db.database.close()
    app = create_app(config)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    browser = signed_in(app, Person.id.desc())
    found = {}
    for page in [*PAGES, f"/experiments/{concluded}"]:
        times = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            answer = browser.get(page)
            times.append((time.process_time() - begun) * 1000)
            assert answer.status_code == 200, page
        found[page] = sorted(times)[ROUNDS // 2]
    db.database.connect(reuse_if_open=True)
    return found
