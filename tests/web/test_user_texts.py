"""People's words are never markup, a message or a template: canaries in every text of
every noun, on every page, in every file.
"""

import csv
import io
import re
import zipfile
from dataclasses import replace
from email import policy
from email.parser import BytesParser

import openpyxl
import pypdf
import pytest

from tests.access import ADMIN, AUTHOR, ELSEWHERE, FACILITATOR, LEADER, NAMES, OUT
from tests.cast import NOW
from tests.experiments.import_files import sheet
from tests.notifications.job_helpers import tell_all
from tests.routes import ROUTES
from tests.test_house import url_to
from tests.test_tables import IS_NUMBER, RUNS
from tests.web.canaries import CANARIES, OURS, Page, amiss, fill, texts, told
from tests.web.wordy import everything
from tracker import db
from tracker.accounts import emails
from tracker.accounts.models import Person
from tracker.jobs.models import Job
from tracker.jobs.worker import run_due
from tracker.notifications import handlers
from tracker.schema import MODELS

# No page shows these: what is answered while a pulse is open, where a restored or
# merged name leads.
SHOWN_NOWHERE = {"PlatformAlias.name"}
WHO = (FACILITATOR, ADMIN, AUTHOR, LEADER, ELSEWHERE)
MAIN = re.compile(r"/(experiments|lessons|people|units)/\d+")
TUESDAY = NOW.replace(day=24, hour=7)


@pytest.fixture
def wordy(app, cast, rows, monkeypatch, request):
    """A house full of canaries, and the addresses of all its pages: who may read what, by route.

    By default a page about one thing of several, in turn.
    """
    of_all = request.config.getoption("--faults")
    config = app.config["TRACKER"]
    monkeypatch.setitem(
        app.config, "TRACKER", replace(config, organisation=CANARIES[0] + CANARIES[1])
    )
    made = everything(cast)
    gets = [
        (route.split()[1], doors)
        for route, doors in ROUTES.items()
        if route.startswith("GET")
    ]
    addresses = [
        (
            url_to(app, endpoint, cast, name),
            [who for who, answer in told.items() if answer == "ok"],
        )
        for turn, (endpoint, doors) in enumerate(gets)
        for name, told in shown_of(doors, None if of_all else turn)
    ]
    tell_all()
    bare = fill(rows)
    assert set(bare) <= SHOWN_NOWHERE, (
        "make such a row in tests/web/wordy.py, or list it among OURS in tests/web/canaries.py"
    )
    addresses += [
        (f"/readiness/rounds/{made['round']}", [FACILITATOR, ELSEWHERE]),
        (f"/experiments/import/{made['import']}", [FACILITATOR]),
        (f"/experiments/import/{made['import']}/rejected.csv", [FACILITATOR]),
        (f"/invitation/{made['invitation']}", [OUT]),
        *[(f"{path}?{'&'.join(asked)}", [who]) for path, asked, who in ASKED],
    ]
    return addresses


def shown_of(doors: dict, turn: int | None) -> list[tuple[str, dict]]:
    """What a route shows somebody, with who may read it; one of them, if there is a turn."""
    shown = [
        (name, told)
        for name, told in doors.items()
        if name in SHOWN and "ok" in told.values()
    ]
    return shown if turn is None or not shown else [shown[turn % len(shown)]]


SHOWN = ("", "passport", "signed", "waiting", "dream")
ASKED = (
    ("/experiments", ["q=zqx7", "platform=facebook"], AUTHOR),
    ("/lessons", ["q=zqx7"], LEADER),
    ("/experiments/new", ["platform=facebook"], ELSEWHERE),
    ("/dashboard", ["platform=facebook", "quarter=2026-Q4"], LEADER),
    ("/experiments/suggest/people", ["q=z"], AUTHOR),
)


def test_every_text_is_peoples_or_ours():
    """A new field is found by itself; what is listed as ours is there."""
    assert len({noun for noun, _ in texts()}) > 30
    known = {noun.__name__: set(noun._meta.fields) for noun in MODELS}
    assert all(fields <= known[noun] for noun, fields in OURS.items())


@pytest.mark.sqlite_by_default
def test_nothing_takes_peoples_words_for_anything_else(
    app, cast, wordy, visit, request, tmp_path, monkeypatch
):
    """The main pages, in one of both languages, and every tenth other, in English and no
    paper, as one of those who may read it in turn; with --faults all of them, as
    everybody, in both. And every mail.

    On the second database every fourth page, since they are made alike.
    """
    thorough = request.config.getoption("--faults")
    browsers = {}
    wrong = []
    read = []
    for turn, (url, may) in enumerate(wordy):
        is_main = MAIN.fullmatch(url)
        if not thorough and not is_main and (turn % 10 or url.endswith(".pdf")):
            continue
        if not db.is_sqlite() and turn % 4:
            continue
        some = [who for who in may if who in WHO or (who == OUT and len(may) == 1)]
        for who in some if thorough else some[turn % len(some) :][:1] if some else []:
            languages = ("da", "en")
            if not thorough:
                languages = (languages[turn // 2 % 2 if is_main else 1],)
            for language in languages:
                if (who, language) not in browsers:
                    Person.update(locale=language).where(
                        Person.id == getattr(cast, NAMES.get(who, "dan")).id
                    ).execute()
                    browsers[who, language] = visit(
                        None if who == OUT else getattr(cast, NAMES[who])
                    )
                answer = read_in(browsers[who, language], language, url, cast, who)
                found, said = looked_at(answer)
                wrong += [(one, who, language, url) for one in found]
                read.append(said)
                answer.close()
    assert not wrong, "\n".join(map(str, wrong[:20]))
    everything_read = " ".join(" ".join(read).split())
    for canary in CANARIES if db.is_sqlite() else ():
        assert " ".join(canary.split()) in everything_read, (
            f"nowhere as it was typed: {canary}"
        )
    letters = write_mails(app, cast, tmp_path, monkeypatch)
    assert len(letters) > 6
    written = ""
    for letter in letters:
        html = letter.get_body(("html",)).get_content()
        assert not amiss(html), letter["Subject"]
        written += letter.get_body(("plain",)).get_content()
        assert set(letter.keys()) <= HEADERS, letter.keys()
    assert (
        "&lt;" not in written
        and "&#34;" not in written
        and any(word in written for word in CANARIES)
    )


def write_mails(app, cast, tmp_path, monkeypatch) -> list:
    """Tuesday's mail, and those about accounts; in the languages that people have."""
    config = replace(app.config["TRACKER"], data=tmp_path)
    monkeypatch.setitem(app.config, "TRACKER", config)
    monkeypatch.setattr(handlers, "now", lambda: TUESDAY)
    Job.delete().execute()
    Job.enqueue("weekly", at=TUESDAY, due=TUESDAY.isoformat())
    Job.enqueue("forgotten", at=TUESDAY, email=cast.carla.email)
    said = {
        "email": "ny@example.org",
        "locale": "da",
        "name": CANARIES[1],
        "title": CANARIES[0],
        "unit": None,
    }
    Job.enqueue("invitation", at=TUESDAY, **said, role="employee")
    Job.enqueue("account_changed", at=TUESDAY, person=cast.carla.id, what="password")
    Job.enqueue("registration", at=TUESDAY, **said, password_hash="x")
    with app.app_context():
        run_due({**emails.HANDLERS, **handlers.HANDLERS}, lambda: TUESDAY)
    return [
        BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        for path in (tmp_path / "mails").glob("*.eml")
    ]


def read_in(browser, language: str, url: str, cast, who: str):
    person = getattr(cast, NAMES.get(who, "dan"))
    Person.update(locale=language).where(Person.id == person.id).execute()
    return browser.get(
        url, headers={"Accept-Language": language}, follow_redirects=False
    )


def looked_at(answer) -> tuple[list[str], str]:
    """What is wrong with an answer, and what can be read in it."""
    kind = answer.mimetype
    if answer.status_code >= 500:
        return [f"answered {answer.status_code}"], ""
    if kind == "text/html":
        page = Page(answer.text)
        return amiss(answer.text, page), told(page)
    if kind == "text/csv":
        return [
            f"runs: {cell}" for cell in running(answer.data.decode("utf-8-sig"))
        ], answer.text
    if kind == "application/pdf":
        pages = pypdf.PdfReader(io.BytesIO(answer.data)).pages
        return [], " ".join(page.extract_text() for page in pages)
    if "spreadsheet" in kind:
        cells = [
            cell
            for row in openpyxl.load_workbook(
                io.BytesIO(answer.data)
            ).active.iter_rows()
            for cell in row
        ]
        return [f"runs: {cell.value}" for cell in cells if cell.data_type == "f"], ""
    if kind == "application/zip":
        return [], " ".join(zipfile.ZipFile(io.BytesIO(answer.data)).namelist())
    return [], answer.text if kind == "application/json" else ""


def running(text: str) -> list[str]:
    """Cells that a spreadsheet would run, whatever it takes for the end of a cell."""
    readings = [
        csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for delimiter in ",;\t"
    ]
    cells = [cell for rows in readings for row in rows for cell in row]
    return [
        cell for cell in cells if RUNS.match(cell) and not IS_NUMBER.fullmatch(cell)
    ]


def test_a_list_that_somebody_uploads_is_no_markup_either(cast, visit, rows):
    """Names of columns, cells and the name of the file, on the page where columns are
    chosen; and the same of people and stakeholders.
    """
    frida = visit(cast.frida)
    ada = visit(cast.ada)
    columns = [f"{word}{n}" for n, word in enumerate(CANARIES)]
    file = (
        io.BytesIO(sheet(list(CANARIES), list(reversed(CANARIES)), columns=columns)),
        "<b zqx7>100 %.csv",
    )
    answer = frida.post("/experiments/import", data={"file": file})
    page = frida.get(answer.location)
    assert (
        page.status_code == 200
        and not amiss(page.text)
        and CANARIES[1] in told(Page(page.text))
    )
    row = {
        f"map_{name}": columns[n]
        for n, name in enumerate(
            ("title", "hypothesis", "outcome", "lesson", "platform", "concluded_on")
        )
    }
    page = frida.post(
        answer.location, data={**row, "source": CANARIES[1], "preview": "1"}
    )
    assert page.status_code in (200, 422) and not amiss(page.text)
    people = sheet(
        ["a@example.org", *CANARIES[:4]],
        ["x", *CANARIES[4:8]],
        columns=["email", "name", "title", "unit", "role"],
    )
    page = ada.post(
        "/admin/people/import", data={"file": (io.BytesIO(people), "x.csv")}
    )
    assert page.status_code < 500 and not amiss(page.text)
    groups = sheet(
        *[[word] * 5 for word in CANARIES],
        columns=["name", "interest", "influence", "worry", CANARIES[1]],
    )
    page = frida.post(
        "/stakeholders/import",
        data={"file": (io.BytesIO(groups), "x.csv")},
        follow_redirects=True,
    )
    assert page.status_code < 500 and not amiss(page.text)


HEADERS = {
    *(
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
    ),
    *("List-Unsubscribe", "List-Unsubscribe-Post"),
}
