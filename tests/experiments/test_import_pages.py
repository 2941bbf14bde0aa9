"""Bringing a list in on a page: the file, its columns, the job, and what came of it."""

import io
import time
import zipfile

import openpyxl
import pytest

from tests.cast import NOW, TODAY
from tests.examples import for_each_case
from tests.experiments.import_files import HEADLINES, headlines, record, sheet
from tracker.app import HANDLERS
from tracker.core.imports import run
from tracker.experiments.imports import job as importing_job
from tracker.experiments.models import Experiment, Import, ImportProgress, Rejection
from tracker.jobs.models import TRIES, Job
from tracker.jobs.worker import run_due
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.tables import open_table
from tracker.web.stream import streamed

GOOD = sheet(
    record("1"),
    record("2", title=""),
    record("3", hypothesis=""),
    record("4", title="=2+3"),
)


@pytest.fixture
def frida(visit, cast):
    """The facilitator's browser."""
    return visit(cast.frida)


def sent(browser, content: bytes, name="list.csv"):
    return browser.post(
        "/experiments/import", data={"file": (io.BytesIO(content), name)}
    )


def waiting(browser, content: bytes, name="list.csv", **fields) -> Import:
    """The import behind an upload whose columns were accepted as guessed."""
    address = sent(browser, content, name).location
    job = Import.get_by_id(int(address.split("/")[-2]))
    guess = {
        "map_title": "title",
        "map_hypothesis": "hypothesis",
        "map_outcome": "outcome",
        "map_lesson": "lesson",
    }
    guess |= {
        "map_external_id": "id",
        "map_concluded_on": "concluded_on",
        "source": "list.csv",
    }
    answer = browser.post(address, data={**guess, **fields})
    assert answer.status_code == 303, answer.text
    return job


def worked(app):
    with app.app_context():
        return run_due(HANDLERS, lambda: NOW)


@pytest.fixture(autouse=True)
def at_the_time_of_the_cast(monkeypatch):
    monkeypatch.setattr("tracker.experiments.views.imports.now", lambda: NOW)
    monkeypatch.setattr("tracker.experiments.views.imports.today", lambda: TODAY)
    monkeypatch.setattr("tracker.web.clock.today", lambda: TODAY)


def test_an_upload_leads_to_its_columns_which_are_guessed(frida):
    answer = sent(frida, GOOD)
    assert answer.status_code == 303
    page = frida.get(answer.location).text
    assert (
        "UTF-8" in page
        and "commas" in page
        and '<option selected value="title">' in page
    )
    assert "Cannot be taken:" in page and "hypothesis: Please fill this in." in page


def test_numbers_are_shown_also_to_whoever_has_news(frida, cast):
    Notice.create(
        person=cast.frida,
        event="x",
        kind=NoticeKind.signed,
        path="/summaries",
        day=TODAY,
        at=NOW,
    )
    rows = sheet(["a", "b", "37"], columns=["title", "hypothesis", "target"])
    page = frida.get(sent(frida, rows).location)
    assert page.status_code == 200 and "<strong>37</strong>" in page.text


def test_columns_of_no_use_are_named_and_a_result_of_yes_and_no_is_the_outcome(frida):
    rows = sheet(
        ["a", "b", "ja", "rød"],
        ["c", "d", "nej", "blå"],
        columns=["titel", "hypotese", "Resultat", "farve"],
    )
    page = frida.get(sent(frida, rows).location).text
    assert "Not used: farve" in page
    assert (
        '<option selected value="Resultat">'
        in page.split('id="map_outcome"')[1].split("</select>")[0]
    )


def test_looking_again_keeps_what_was_chosen_and_takes_nothing(frida):
    address = sent(frida, GOOD).location
    page = frida.post(
        address,
        data={
            "map_title": "lesson",
            "set_hypothesis": "om {title}",
            "source": "s",
            "preview": "1",
        },
    )
    assert (
        page.status_code == 200
        and '<option selected value="lesson">' in page.text
        and "om Quiz i story" in page.text
    )
    assert not Job.select().exists()


WRONG = (
    {"map_title": ""},
    {"set_hypothesis": "{nope}"},
    {"map_title": "nope"},
    {"source": ""},
    {"source": "x" * 121},
)


def test_columns_that_do_not_fit_come_back_with_an_error(frida):
    address = sent(frida, GOOD).location
    right = {"map_title": "title", "map_hypothesis": "hypothesis", "source": "s"}
    for wrong in WRONG:
        answer = frida.post(address, data={**right, **wrong})
        assert answer.status_code == 422 and 'id="problems"' in answer.text, wrong
        assert not Job.select().exists(), wrong


def test_the_job_takes_the_list_and_tells_what_came_of_it(app, frida, store):
    job = waiting(frida, GOOD)
    assert frida.get(f"/experiments/import/{job.id}/progress").json["done"] is False
    assert worked(app) == 1
    assert frida.get(f"/experiments/import/{job.id}/progress").json == {
        "done": True,
        "of": 1,
        "text": "Done.",
        "value": 1.0,
    }
    page = frida.get(f"/experiments/import/{job.id}").text
    assert "2 rows were not taken" in page and "Please fill this in." in page
    assert Experiment.select().where(Experiment.source == "list.csv").count() == 2
    assert not (store.files.path / job.file).exists()


def test_rejected_rows_are_a_file_that_can_be_mended_and_brought_in(app, frida):
    job = waiting(
        frida,
        sheet(record("1", title=""), record("2", title="=cmd()", hypothesis="")),
    )
    worked(app)
    answer = frida.get(f"/experiments/import/{job.id}/rejected.csv")
    assert (
        answer.headers["Content-Disposition"]
        == "attachment; filename=rejected-list.csv"
    )
    assert ",'=cmd()," in answer.text
    with open_table(io.BytesIO(answer.data), name="rejected-list.csv") as table:
        (_, first), (_, second) = table.rows()
    assert (first["line"], first["column"], first["id"]) == ("2", "title", "1")
    assert (second["title"], second["column"]) == ("=cmd()", "hypothesis")
    again = sent(frida, answer.data, "rejected-list.csv").location
    assert Import.get_by_id(int(again.split("/")[-2])).source == "list.csv"


def test_whatever_a_list_is_called_its_rejected_rows_have_a_name(app, frida):
    job = waiting(frida, sheet(record("1", title="")), "Forsøg – \u202euge 3.csv")
    worked(app)
    said = frida.get(f"/experiments/import/{job.id}/rejected.csv").headers[
        "Content-Disposition"
    ]
    assert said.isascii() and said.endswith(
        "filename*=UTF-8''rejected-Fors%C3%B8g%20%E2%80%93%20uge%203.csv"
    )
    with app.test_request_context():
        said = streamed([], "text/csv", "a\r\nX-Evil: 1.csv").headers
    assert (
        said["Content-Disposition"] == 'attachment; filename="aX-Evil: 1.csv"'
        and "X-Evil" not in said
    )


def test_an_import_is_its_owners_alone(app, frida, visit, cast):
    job = waiting(frida, GOOD)
    ada, alma = visit(cast.ada), visit(cast.alma)
    for path in ("", "/columns", "/progress", "/rejected.csv"):
        assert ada.get(f"/experiments/import/{job.id}{path}").status_code == 404
    assert alma.get(f"/experiments/import/{job.id}").status_code == 403
    assert ada.post(f"/experiments/import/{job.id}/columns").status_code == 404
    assert "list.csv" not in ada.get("/experiments/import").text
    assert alma.post("/experiments/import").status_code == 403


def test_pressing_twice_asks_once(app, frida):
    job = waiting(frida, GOOD)
    again = frida.post(
        f"/experiments/import/{job.id}/columns",
        data={"map_title": "lesson", "source": "x"},
    )
    assert (
        again.status_code == 303
        and Job.select().count() == 1
        and job.reload().mapping["title"] == "title"
    )


def test_a_worker_that_died_is_followed_by_another(app, frida, monkeypatch):
    monkeypatch.setattr(run, "CHUNK", 5)
    job = waiting(
        frida,
        sheet(
            *[record(str(n)) for n in range(3 * run.CHUNK)], record("x", hypothesis="")
        ),
    )
    advance = Import.advance
    chunks = []

    def dying(self, *args, **kwargs):
        chunks.append(kwargs)
        if len(chunks) == 3:
            raise MemoryError
        advance(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Import, "advance", dying)
        assert worked(app) == 0
    assert (job.reload().read, job.reload().added, job.reload().progress) == (
        2 * run.CHUNK,
        2 * run.CHUNK,
        ImportProgress.running,
    )
    Job.update(due_at=NOW).execute()
    assert worked(app) == 1
    job = job.reload()
    assert (job.read, job.added, job.unchanged, job.rejected) == (
        3 * run.CHUNK + 1,
        3 * run.CHUNK,
        0,
        1,
    )
    assert Rejection.select().where(Rejection.import_job == job).count() == 1
    assert (
        Experiment.select().where(Experiment.source == "list.csv").count()
        == 3 * run.CHUNK
    )


def test_a_job_that_never_works_says_so(app, frida, monkeypatch):
    job = waiting(frida, GOOD)
    monkeypatch.setattr(importing_job, "_run", lambda *args: 1 / 0)
    for _ in range(TRIES):
        Job.update(due_at=NOW, leased_until=None).execute()
        worked(app)
    assert (
        job.reload().progress is ImportProgress.failed
        and "Something went wrong" in frida.get(f"/experiments/import/{job.id}").text
    )


def test_a_file_that_is_gone_says_so(app, frida, store):
    job = waiting(frida, GOOD)
    (store.files.path / job.file).unlink()
    worked(app)
    assert "no longer here" in frida.get(f"/experiments/import/{job.id}").text


def test_all_or_nothing(app, frida):
    job = waiting(frida, GOOD, strict="y")
    worked(app)
    page = frida.get(f"/experiments/import/{job.id}").text
    assert (
        "Nothing was taken in" in page
        and Rejection.select().where(Rejection.import_job == job).count() == 2
    )
    assert not Experiment.select().where(Experiment.source == "list.csv").exists()


def test_titles_with_html_are_text_on_every_page(app, frida):
    address = sent(frida, headlines(6), "up.csv.gz").location
    fields = {
        f"map_{name}": name
        for name in ("title", "platform", "outcome", "metric", "baseline", "result")
    }
    fields |= {f"map_{name}": column for name, column in HEADLINES["columns"].items()}
    data = {
        **fields,
        "set_hypothesis": HEADLINES["fixed"]["hypothesis"],
        "source": "up",
    }
    preview = frida.post(address, data={**data, "preview": "1"}).text
    frida.post(address, data=data)
    assert worked(app) == 1
    for page in (preview, frida.get("/experiments").text):
        assert (
            "&lt;b&gt;Watch&lt;/b&gt; What Happens Next" in page
            and "<b>Watch" not in page
            and "\u200b" not in page
        )


def bomb() -> bytes:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", "<x/>")
        file.writestr("xl/workbook.xml", b" " * 60_000_000)
    return book.getvalue()


@for_each_case(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 ...", "This is a PDF file, not a table."),
        (b"title,hypothesis\n", "no rows"),
        (b"a\x00b,c\n" * 21, ""),
        (
            b",".join(b"c%d" % n for n in range(20_000)) + b"\n1\n",
            "more than 200 columns",
        ),
        (bomb, "unpacks to far more than its size"),
    ],
)
def test_hostile_files_are_refused_in_a_moment_with_a_sentence(
    frida, content, said, store
):
    content = content() if callable(content) else content
    before = set(store.files.path.glob("*"))
    begun = time.monotonic()
    answer = sent(frida, content)
    assert time.monotonic() - begun < 5
    assert (
        answer.status_code == 422
        and said in answer.text
        and 'id="file-error"' in answer.text
    )
    assert not Import.select().exists() and set(store.files.path.glob("*")) == before


def test_a_file_beyond_the_limit_is_too_large(frida):
    large = {
        "environ_overrides": {"CONTENT_LENGTH": "52000000"},
        "content_type": "multipart/form-data; boundary=x",
    }
    assert frida.post("/experiments/import", data=b"--x", **large).status_code == 413


def test_another_sheet_can_be_chosen(app, frida, store):
    book = openpyxl.Workbook()
    book.active.title = "Maj"
    book.active.append(["titel", "hypotese"])
    book.active.append(["i maj", "h"])
    june = book.create_sheet("Juni")
    june.append(["overskrift", "hypotese", "farve"])
    june.append(["i juni", "h", "x"])
    file = io.BytesIO()
    book.save(file)
    address = sent(frida, file.getvalue(), "to.xlsx").location
    page = frida.get(address).text
    assert "2 sheets" in page and "Read Juni instead" in page and "i maj" in page
    page = frida.get(f"{address}?sheet=Juni").text
    assert "i juni" in page and 'value="Juni"' in page
    fields = {"map_title": "overskrift", "map_hypothesis": "hypotese", "source": "s"}
    answer = frida.post(address, data={**fields, "sheet": "Juni"})
    assert answer.status_code == 303
    assert worked(app) == 1
    assert Experiment.get(Experiment.source == "s").title == "i juni"
    assert Import.get().columns == ["overskrift", "hypotese", "farve"]


def test_a_sheet_that_is_not_there_is_told(frida):
    book = openpyxl.Workbook()
    book.active.append(["titel", "hypotese"])
    book.active.append(["a", "h"])
    file = io.BytesIO()
    book.save(file)
    address = sent(frida, file.getvalue(), "et.xlsx").location
    assert "There is no sheet called" in frida.get(f"{address}?sheet=Nej").text


def test_the_order_of_day_and_month_is_asked_only_where_nothing_shows_it(frida):
    head = ["titel", "hypotese", "udfald", "dato"]
    doubtful = sheet(["a", "h", "ja", "3/4/2024"], columns=head)
    address = sent(frida, doubtful).location
    assert 'name="days"' in frida.get(address).text
    fields = {
        "map_title": "titel",
        "map_hypothesis": "hypotese",
        "map_outcome": "udfald",
    }
    fields |= {"map_concluded_on": "dato", "source": "s", "preview": "1"}
    page = frida.post(address, data={**fields, "days": "mdy"}).text
    assert "4 Mar 2024" in page
    clear = sheet(["a", "h", "ja", "23/4/2024"], columns=head)
    assert 'name="days"' not in frida.get(sent(frida, clear).location).text


def test_the_line_of_the_headings_is_told(frida):
    content = b"En titel\nHentet i dag\ntitel,hypotese\na,h\n"
    assert "stand in line 3" in frida.get(sent(frida, content).location).text


def test_numbers_and_days_stand_beside_what_was_written(frida):
    rows = sheet(
        ["Plakat", "flere", "ja", "1.250 kr.", "uge 3 2025"],
        ["Pjece", "færre", "nej", "tolv", "i foråret"],
        columns=["titel", "hypotese", "udfald", "resultat", "dato"],
    ).replace(b",", b";")
    page = frida.get(sent(frida, rows).location).text
    preview = page.split('id="preview"')[1]
    assert "<strong>1,250</strong>" in preview and "“1.250 kr.”" in preview
    assert "19 Jan 2025" in preview and "“uge 3 2025”" in preview
    assert preview.count("<strong>–</strong>") == 2 and "“i foråret”" in preview


def test_the_preview_is_shown_to_whoever_has_something_unread(frida, monkeypatch):
    """The number beside the bell once hid a function of this page."""
    monkeypatch.setattr("tracker.navigation.unread", lambda viewer: 3)
    rows = sheet(
        ["Plakat", "flere", "ja", "1250"],
        columns=["titel", "hypotese", "udfald", "resultat"],
    )
    answer = frida.get(sent(frida, rows).location)
    assert answer.status_code == 200 and "<strong>1,250</strong>" in answer.text
    assert 'class="count"' in answer.text


def test_the_line_of_the_names_can_be_chosen(app, frida):
    content = b"Titel;Hypotese\nhvad;titel\na;Plakat\n"
    location = sent(frida, content).location
    page = frida.get(location).text
    assert "The names stand in another line" in page
    chosen = frida.get(f"{location}?header=2").text
    assert '<option selected value="titel">titel: Plakat' in chosen
    fields = {
        "header": "2",
        "map_title": "titel",
        "map_hypothesis": "hvad",
        "source": "x",
        "import": "1",
    }
    assert frida.post(location, data=fields).status_code == 303
    worked(app)
    job = Import.get()
    assert (job.added, job.options) == (1, {"header": "2"})
    assert frida.get(f"{location}?header=x").status_code in (200, 303)


def test_a_list_without_ids_says_so(frida):
    told = "No column holds a number of its own"
    rows = sheet(["Plakat", "flere"], columns=["titel", "hypotese"])
    assert told in frida.get(sent(frida, rows).location).text
    assert told not in frida.get(sent(frida, sheet(record("1"))).location).text


def test_a_name_composed_and_decomposed_is_one_list(frida):
    content = sheet(record("1"))
    for name in ("Forsøg på Å.csv", "Forsøg på A\u030a.csv"):
        sent(frida, content, name)
    assert len({job.source for job in Import.select()}) == 1
