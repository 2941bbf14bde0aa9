"""`tracker import` and `tracker export`, over a database that truly commits."""

import io

import openpyxl
import pytest
from click.testing import CliRunner

from tests.cast import person
from tests.committed_database import product  # noqa: F401
from tests.experiments.import_files import RECORDS, headlines, record, sheet
from tracker.accounts.models import Role
from tracker.core.validation import ValidationFailed
from tracker.db import database
from tracker.experiments.commands import import_
from tracker.experiments.export_command import export
from tracker.experiments.models import Experiment
from tracker.tables import open_table


@pytest.fixture
def run(product, tmp_path):
    """``run(import_, content, "--dry-run")``: the exit code and what was printed."""

    def invoke(command, content=None, *options, name="list.csv"):
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        done = CliRunner().invoke(command, [str(file), *options], obj=lambda: product)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.output

    return invoke


def test_a_list_is_taken_and_told(run):
    code, said = run(
        import_,
        sheet(
            record("1"), record("2", outcome="so so"), record("3", day="soon", title="")
        ),
    )
    assert code == 1
    assert (
        "2 added, 0 updated, 0 unchanged, 1 rejected." in said
        and "1 inconclusive, 1 refuted." in said
    )
    assert "line 4: title: Please fill this in." in said
    assert (
        "line 3, outcome: “so so” is read as inconclusive." in said
        and "utf-8" in said
        and "3/3" in said
    )


def test_running_again_is_quiet_and_well(run):
    run(import_, sheet(record("1")))
    assert run(import_, sheet(record("1")))[0] == 0
    assert "0 added, 0 updated, 1 unchanged, 0 rejected." in run(import_, None)[1]


def test_many_rejected_rows_are_counted(run):
    code, said = run(import_, sheet(*[record(str(n), title="") for n in range(50)]))
    assert code == 1 and said.count("line ") == 20 and "and 30 more" in said


def test_dry_and_strict_write_nothing(run):
    rows = sheet(record("1"), record("2", title=""))
    assert (
        "1 would be added, 0 updated, 0 unchanged, 1 rejected."
        in run(import_, rows, "--dry-run")[1]
    )
    assert (
        "Nothing was written: 1 of 2 rows cannot be taken."
        in run(import_, rows, "--strict")[1]
    )
    with database.connection_context():
        assert not Experiment.select().where(Experiment.source == "list.csv").exists()


def test_columns_texts_author_and_source_are_told(run):
    content = headlines(8)
    told = [
        "--map",
        "external_id=experiment_id",
        "--map",
        "concluded_on=test_week",
        "--map",
        "metric=",
        "--source",
        "Overskrifter",
    ]
    code, _ = run(
        import_,
        content,
        *told,
        "--set",
        "hypothesis={title} = {control_headline}",
        "--as",
        "alma.holm@example.org",
        name="u.gz",
    )
    assert code == 0
    with database.connection_context():
        rows = list(Experiment.select().where(Experiment.source == "Overskrifter"))
        assert {row.author.name for row in rows} == {"Alma Holm"} and len(rows) == 8
    assert {row.metric for row in rows} == {""} and " = Nobody" in rows[0].hypothesis


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["--map", "title=nope"],
            "title: There is no column called “nope”. The columns are: "
            + ", ".join(RECORDS),
        ),
        (
            ["--set", "hypothesis={nope}"],
            "hypothesis: There is no column called “nope”.",
        ),
        (["--map", "colour=title"], "There is no field called colour."),
        (["--map", "hypothesis="], "hypothesis: Say where this comes from"),
        (
            ["--as", "nobody@example.org"],
            "There is no account with the address nobody@example.org.",
        ),
    ],
)
def test_what_does_not_fit_is_one_clear_line(run, options, said):
    with pytest.raises(ValidationFailed) as refused:
        run(import_, sheet(record()), *options)
    assert said in str(refused.value)


def test_a_file_that_is_no_table_is_one_clear_line(run):
    with pytest.raises(ValidationFailed, match=r"list\.csv: This is a PDF file"):
        run(import_, b"%PDF-1.4")


def test_an_option_without_equals_is_told_how_it_is_written(run):
    code, said = run(import_, sheet(record()), "--map", "title")
    assert code == 2 and "is not written as field=…" in said


def test_with_two_administrators_it_asks_whose_they_are(run, product):
    with database.connection_context():
        person("Ib Vang", product.cast.library, Role.admin)
    with pytest.raises(
        ValidationFailed, match="Say whose experiments they are: --as EMAIL"
    ):
        run(import_, sheet(record()))


@pytest.mark.parametrize("name", ["all.csv", "all.xlsx"])
def test_export_writes_what_everyone_may_see(run, tmp_path, name):
    code, said = run(export, name=name)
    assert (
        code == 0
        and "1 experiments written" in said
        and "1 more are shown to their unit only." in said
    )
    with open_table(tmp_path / name) as table:
        assert [row["title"] for _, row in table.rows()] == ["Spørgetime torsdag aften"]


def test_export_writes_for_a_danish_spreadsheet(run, tmp_path):
    code, _ = run(export, None, "--danish", name="all.csv")
    text = (tmp_path / "all.csv").read_text()
    assert code == 0 and text.startswith("\ufeffNummer;Overskrift;Hypotese;")


def test_columns_of_no_use_are_named(run):
    assert (
        "Not used: farve, størrelse\n"
        in run(
            import_,
            sheet(
                ["a", "b", "c", "d"],
                columns=["titel", "hypotese", "farve", "størrelse"],
            ),
        )[1]
    )


def test_many_long_columns_are_not_all_listed(run):
    columns = [f"{n} {'x' * 300}" for n in range(30)]
    with pytest.raises(ValidationFailed) as refused:
        run(import_, sheet(columns, columns=columns), "--map", f"method={'y' * 500}")
    said = str(refused.value)
    assert (
        len(said) < 900
        and "… (+18)" in said
        and ".;" not in said
        and "11 xxx" in said
        and "12 xxx" not in said
    )


def test_export_into_no_folder_is_refused_with_the_path_as_typed(run):
    with pytest.raises(ValidationFailed) as refused:
        run(export, name="nonexist/x.csv")
    assert "nonexist/x.csv cannot be written: there is no folder " in str(
        refused.value
    ) and ".part" not in str(refused.value)


def test_export_to_another_kind_of_file_is_refused(run):
    with pytest.raises(ValidationFailed, match=r"\.csv or \.xlsx"):
        run(export, name="all.pdf")


def test_the_sheet_and_the_order_of_days_can_be_told(run):
    book = openpyxl.Workbook()
    book.active.title = "Maj"
    head = ["titel", "hypotese", "udfald", "dato"]
    for page in (book.active, book.create_sheet("Juni")):
        page.append(["En overskrift"])
        page.append(head)
        page.append([page.title, "h", "ja", "3/4/2024"])
    file = io.BytesIO()
    book.save(file)
    code, said = run(
        import_,
        file.getvalue(),
        "--sheet",
        "juni",
        "--days",
        "month-first",
        name="b.xlsx",
    )
    assert code == 0 and "Sheet “Juni”, one of 2; --sheet reads another: Maj" in said
    assert "The names of the columns stand in line 2." in said
    with database.connection_context():
        row = Experiment.get(Experiment.source == "b.xlsx")
        day = row.conclusions.get().concluded_on
    assert (row.title, day.isoformat()) == ("Juni", "2024-03-04")
