"""Taking lists in: what becomes of a row, running again, and who wins."""

import datetime as dt
import io

import pytest

from tests.cast import NOW, TODAY
from tests.experiments.import_files import (
    HEADLINES,
    RECORDS,
    counts,
    headlines,
    record,
    sheet,
    taken,
)
from tracker.accounts.models import Person
from tracker.core.imports import run
from tracker.core.imports.reader import NO_DAY_EMPTY
from tracker.experiments.imports import Mapping, Run, guessed, insert
from tracker.experiments.imports.target import sweep_staged
from tracker.experiments.models import Change, Experiment, Link, Stage, Tagging
from tracker.experiments.queries import ExperimentSearch, matching, visible_to
from tracker.experiments.queries.mine import drafts
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion, Lesson
from tracker.search import Query
from tracker.tables import open_table, write_xlsx

LATER = NOW + dt.timedelta(days=1)
LONG = " ".join(["ord"] * 150)


@pytest.fixture
def chunk(monkeypatch) -> int:
    """How many rows are taken in at once; few, so that a few lists' rows make several."""
    monkeypatch.setattr(run, "CHUNK", 8)
    return run.CHUNK


def imported(external_id="1", source="list.csv") -> Experiment:
    return Experiment.get(
        Experiment.source == source, Experiment.external_id == external_id
    )


def test_a_row_becomes_an_experiment_with_its_lesson(cast):
    row = record(
        tags="Story; quiz,Natten",
        link="10.1111/abc.1 https://example.org/x",
        day="202436",
    )
    assert counts(taken([row], cast.frida)) == (1, 0, 0, 0)
    it = imported()
    card = it.conclusions.get()
    assert (it.title, it.stage, it.author, it.unit, it.platform.slug) == (
        "Quiz i story",
        Stage.concluded,
        cast.frida,
        cast.library,
        "other",
    )
    assert (card.outcome, card.concluded_on, card.imported, card.decision) == (
        Outcome.refuted,
        dt.date(2024, 9, 8),
        True,
        None,
    )
    assert it.lessons.get().statement == "Ingen svarer om natten."
    assert it.tag_names() == ["natten", "quiz", "story"]
    assert [link.url for link in it.links] == [
        "https://doi.org/10.1111/abc.1",
        "https://example.org/x",
    ]
    assert (
        it.published_at.date()
        == it.lessons.get().stated_at.date()
        == dt.date(2024, 9, 8)
    )


def test_it_is_found_by_the_words_that_its_own_index_would_write(cast):
    taken(
        [record(tags="natten", hypothesis="flere svarer på <b>æbler</b>")], cast.frida
    )
    it = imported()
    words = imported().words
    it.index()
    assert it.words == words
    for typed in ("æbl", '"om natten"', "quiz"):
        assert it.id in {
            row.id
            for row in matching(
                cast.carla, ExperimentSearch(words=Query.parse(typed)), TODAY
            )
        }


def test_rows_without_an_outcome_are_planned_or_running(cast):
    columns = ["title", "hypothesis", "criterion", "starts_on", "ends_on", "lesson"]
    rows = [
        ["a", "h", "c", "2026-11-01", "", ""],
        ["b", "h", "c", "2027-01-01", "", ""],
        ["c", "h", "", "2026-11-01", "2026-11-02", "x"],
    ]
    report = taken(sheet(*rows, columns=columns), cast.frida)
    assert counts(report) == (3, 0, 0, 0)
    stages = dict(
        Experiment.select(Experiment.title, Experiment.stage)
        .where(Experiment.source == "list.csv")
        .tuples()
    )
    assert stages == {"a": Stage.running, "b": Stage.planned, "c": Stage.planned}
    assert [(note["column"], note["lines"]) for note in report.notes] == [
        ("lesson", [4])
    ]
    assert not Lesson.select().where(Lesson.statement == "x").exists()


def test_history_may_lack_its_day_and_its_lesson(cast):
    assert counts(taken([record(day="", lesson="")], cast.frida)) == (1, 0, 0, 0)
    it = imported()
    assert (
        it.conclusions.get().concluded_on is None
        and not it.lessons.exists()
        and it.published_at == NOW
    )


def test_long_texts_are_cut_at_a_word_and_stand_in_full(cast):
    report = taken([record(title=LONG, lesson=LONG)], cast.frida)
    it = imported()
    assert it.title.endswith("ord…") and len(it.title) <= 200
    assert it.conclusions.get().observation == LONG
    assert (
        it.lessons.get().statement.endswith("ord…") and it.lessons.get().context == LONG
    )
    assert [note["column"] for note in report.notes] == ["title", "lesson"]


def test_a_lesson_beyond_its_context_stands_in_the_observation(cast):
    taken([record(lesson=LONG * 3)], cast.frida)
    it = imported()
    assert (
        it.lessons.get().context.endswith("…")
        and it.conclusions.get().observation == LONG * 3
    )


def test_places_and_people_that_are_not_ours_are_told(cast):
    columns = ["title", "hypothesis", "platform", "unit", "author_email", "format"]
    rows = [
        ["a", "h", "upworthy.com", "Borgerservice", "alma.holm@example.org", "annonce"],
        ["b", "h", "Kantinen", "Ukendt", "nobody@example.org", "sang"],
        ["c", "h", "https://www.facebook.com/x", "BORGERSERVICE", "", ""],
    ]
    before = Person.select().count()
    report = taken(sheet(*rows, columns=columns), cast.frida)
    a, b, c = (
        Experiment.select()
        .where(Experiment.source == "list.csv")
        .order_by(Experiment.title)
    )
    assert [(x.platform.slug, x.unit.name, x.author.name) for x in (a, b, c)] == [
        ("website", "Borgerservice", "Alma Holm"),
        ("other", "Bibliotek", "Frida Lund"),
        ("facebook", "Borgerservice", "Frida Lund"),
    ]
    assert sorted((note["column"], *note["lines"]) for note in report.notes) == [
        *(
            ("author_email", 3),
            ("format", 3),
            ("platform", 2),
            ("platform", 3),
            ("unit", 3),
        ),
    ]
    assert Person.select().count() == before


SHORT_NAMES = {
    "LinkedIn": "linkedin-page",
    "LinkedIn-side": "linkedin-page",
    "LinkedIn personlig": "linkedin-personal",
    "Twitter": "x",
    "Insta": "instagram",
    "IG": "instagram",
    "FB": "facebook",
    "hjemmeside": "website",
    "web": "website",
    "Andet": "other",
}


def test_short_names_of_platforms_are_known(cast):
    rows = [[f"på {cell}", "h", cell] for cell in SHORT_NAMES]
    report = taken(
        sheet(*rows, columns=["title", "hypothesis", "platform"]), cast.frida
    )
    assert not report.notes
    brought = Experiment.select().where(Experiment.source == "list.csv")
    found = {it.title.removeprefix("på "): it.platform.slug for it in brought}
    assert found == SHORT_NAMES


def test_a_bad_day_is_told_though_the_outcome_is_missing(cast):
    report = taken([record(outcome="", day="2026-99-99")], cast.frida)
    assert counts(report) == (1, 0, 0, 0)
    assert report.notes[0]["params"] == {"text": "2026-99-99"}


def test_a_day_that_is_none_is_left_empty_and_quoted(cast):
    report = taken([record("1", day="i går måske")], cast.frida)
    assert counts(report) == (1, 0, 0, 0)
    assert imported().conclusions.get().concluded_on is None
    assert [(note["message"], note["params"]) for note in report.notes] == [
        (NO_DAY_EMPTY, {"text": "i går måske"})
    ]


def test_a_bad_row_is_told_by_line_and_column_and_stops_nothing_else(cast):
    rows = [
        record("1"),
        record("2", title=" "),
        record("3", day="31-31-2024"),
        record("4", hypothesis=" "),
        record("5"),
    ]
    report = taken([*rows, [*record("6"), "too", "many"]], cast.frida)
    assert counts(report) == (4, 0, 0, 2)
    assert [
        (row.line, [told.column for told in row.reasons]) for row in report.rejections
    ] == [
        (3, ["title"]),
        (5, ["hypothesis"]),
    ]
    assert sorted(note["lines"] for note in report.notes) == [[4], [7]]


def test_a_year_that_is_not_over_means_today(cast):
    report = taken([record(day=str(TODAY.year))], cast.frida)
    assert imported().conclusions.get().concluded_on == TODAY
    assert report.notes[0]["column"] == "concluded_on"


@pytest.mark.both_databases("experiments.imports.insert")
def test_running_again_changes_nothing(cast, chunk):
    rows = [record(str(n), title=f"Forsøg {n}") for n in range(chunk + 2)]
    assert counts(taken(rows, cast.frida)) == (chunk + 2, 0, 0, 0)
    assert counts(taken(rows, cast.frida, at=LATER)) == (0, 0, chunk + 2, 0)
    assert counts(taken(rows, cast.frida, source="another.csv")) == (
        chunk + 2,
        0,
        0,
        0,
    )


def test_rows_without_an_id_are_known_by_what_they_say(cast):
    rows = [record("", title="a"), record("", title="b"), record("", title="a")]
    report = taken(rows, cast.frida)
    assert counts(report) == (2, 0, 1, 0) and report.notes[0]["lines"] == [4]
    assert counts(taken(rows, cast.frida)) == (0, 0, 3, 0)


def test_two_rows_of_one_id_are_told(cast, chunk):
    rows = [record(str(n)) for n in range(chunk)] + [
        record("0", title="en anden"),
        record("1"),
    ]
    for _ in range(2):
        report = taken(rows, cast.frida)
        assert (
            report.rejected,
            report.rejections[0].line,
            report.rejections[0].reasons[0].column,
        ) == (1, chunk + 2, "id")
    assert imported("0").title == "Quiz i story"


def test_a_row_that_changed_is_updated_with_all_that_hangs_on_it(cast):
    taken([record(tags="a,b", link="https://example.org/1")], cast.frida)
    new = record(
        title="Quiz igen",
        outcome="yes",
        lesson="Alle svarer.",
        tags="b,c",
        link="https://example.org/2",
    )
    assert counts(taken([new], cast.leif, at=LATER)) == (0, 1, 0, 0)
    it = imported()
    assert (it.title, it.author, it.conclusions.get().outcome) == (
        "Quiz igen",
        cast.frida,
        Outcome.supported,
    )
    assert it.lessons.get().statement == "Alle svarer." and it.tag_names() == ["b", "c"]
    assert [link.url for link in it.links] == ["https://example.org/2"]
    assert "quiz igen" in it.words
    came, change = Change.select().where(Change.experiment == it).order_by(Change.id)
    assert (came.act, came.by, came.changes) == ("imported", cast.frida, {})
    assert (
        change.changes["title"] == ["Quiz i story", "Quiz igen"]
        and change.by == cast.leif
    )
    assert counts(taken([new], cast.frida)) == (0, 0, 1, 0)
    assert counts(taken([record()], cast.frida)) == (0, 1, 0, 0)


def test_a_row_that_got_its_outcome_is_concluded(cast):
    taken([record(outcome="", lesson="", day="")], cast.frida)
    assert counts(taken([record()], cast.frida, at=LATER)) == (0, 1, 0, 0)
    it = imported()
    assert (
        it.stage is Stage.concluded
        and it.conclusions.get().version == it.version == it.imported_version
    )
    assert counts(taken([record(lesson="En anden.")], cast.frida, at=LATER)) == (
        0,
        1,
        0,
        0,
    )
    report = taken([record(outcome="", lesson="", day="")], cast.frida)
    assert counts(report) == (0, 0, 0, 1)


@pytest.mark.parametrize("card", ["plan", "learning"])
def test_where_a_person_has_edited_since_the_person_wins(cast, card):
    taken([record()], cast.frida)
    it = imported()
    if card == "plan":
        it.amend(version=it.version, by=cast.frida, at=LATER, title="Mine ord")
    else:
        told = it.conclusions.get()
        words = {
            **told.card(),
            "observation": "Mine ord",
            "decision": Decision.stop,
            "lesson": "Mine ord",
        }
        told.amend(version=told.version, by=cast.frida, at=LATER, on=TODAY, **words)
    report = taken(
        [record(title="Listens ord", lesson="Listens ord")], cast.frida, at=LATER
    )
    assert (
        counts(report) == (0, 0, 1, 0)
        and "their words stay" in report.notes[0]["message"]
    )
    texts = [
        imported().title,
        imported().conclusions.get().observation,
        imported().lessons.get().statement,
    ]
    assert "Mine ord" in texts and "Listens ord" not in texts
    assert counts(taken([record()], cast.frida)) == (0, 0, 1, 0)


def test_dry_writes_nothing_and_tells_the_same(cast):
    rows = [record("1"), record("2", title=""), record("3"), record("3")]
    before = Experiment.select().count()
    dry = taken(rows, cast.frida, dry=True)
    assert Experiment.select().count() == before
    assert counts(dry) == counts(taken(rows, cast.frida)) == (2, 0, 1, 1)
    assert counts(taken([record("1", title="Nyt")], cast.frida, dry=True)) == (
        0,
        1,
        0,
        0,
    )
    assert imported("1").title == "Quiz i story"


def test_strict_takes_all_or_nothing(cast, chunk):
    rows = [record(str(n)) for n in range(chunk + 1)]
    report = taken([*rows, record("x", title=" ")], cast.frida, strict=True)
    assert (
        counts(report) == (0, 0, 0, 1)
        and not Experiment.select().where(Experiment.source == "list.csv").exists()
    )
    assert counts(taken(rows, cast.frida, strict=True)) == (chunk + 1, 0, 0, 0)


def test_strict_takes_nothing_when_the_database_refuses_a_row(cast, chunk, monkeypatch):
    refusing(monkeypatch, "7")
    report = taken([record(str(n)) for n in range(chunk + 2)], cast.frida, strict=True)
    assert (
        counts(report) == (0, 0, 0, 1)
        and not Experiment.select().where(Experiment.source == "list.csv").exists()
    )


def strictly(by, rows, source="list.csv"):
    """A strict run, one chunk after the other: first those that are checked, then those
    that are written.
    """
    with open_table(io.BytesIO(sheet(*rows)), name=source) as table:
        yield from Run(
            table,
            Mapping(guessed(table.columns), {}),
            source=source,
            by=by,
            at=NOW,
            on=TODAY,
            strict=True,
        ).all()


def shown(viewer) -> tuple:
    """What somebody may see, and what every figure of conclusions and lessons is counted from."""
    seen = tuple(
        id
        for (id,) in visible_to(viewer)
        .select(Experiment.id)
        .order_by(Experiment.id)
        .tuples()
    )
    return (
        seen,
        drafts(viewer).count(),
        Conclusion.select().count(),
        Lesson.select().count(),
    )


def test_nobody_sees_half_of_a_strict_list(cast, chunk):
    rows = [record(str(n)) for n in range(2 * chunk)]
    readers = (cast.frida, cast.alma)
    before = [shown(reader) for reader in readers]
    steps = strictly(cast.frida, rows)
    for _ in range(2 + 2):  # two chunks checked, two written
        next(steps)
        assert [shown(reader) for reader in readers] == before
    assert (
        Experiment.select().where(Experiment.source == "list.csv").count() == 2 * chunk
    )
    next(steps)
    assert len(shown(cast.frida)[0]) == len(before[0][0]) + 2 * chunk
    assert {
        it.stage for it in Experiment.select().where(Experiment.source == "list.csv")
    } == {Stage.concluded}


def test_a_strict_run_that_died_leaves_nothing_and_can_be_run_again(cast, chunk):
    before = shown(cast.frida)
    steps = strictly(cast.frida, [record(str(n)) for n in range(chunk + 1)])
    for _ in range(3):
        next(steps)
    del steps  # as kill -9 would: one chunk is staged
    assert shown(cast.frida) == before
    assert counts(taken([record("1"), record("x")], cast.frida, strict=True)) == (
        2,
        0,
        0,
        0,
    )
    assert Experiment.select().where(Experiment.source == "list.csv").count() == 2


@pytest.mark.both_databases("experiments.imports.insert")
def test_of_two_strict_runs_at_once_one_takes_nothing(cast):
    rows = [record(str(n)) for n in range(3)]
    steps = strictly(cast.frida, rows)
    next(steps), next(steps)  # checked and staged
    assert counts(taken(rows[:2], cast.ada, strict=True)) == (2, 0, 0, 0)
    for _ in steps:
        pass
    assert {
        it.author for it in Experiment.select().where(Experiment.source == "list.csv")
    } == {cast.ada}


def test_what_a_dead_run_staged_is_swept_in_time(cast):
    steps = strictly(cast.frida, [record(str(n)) for n in range(3)])
    next(steps), next(steps)
    assert (
        sweep_staged(NOW + dt.timedelta(hours=23)) == 0
        and sweep_staged(NOW + dt.timedelta(hours=25)) == 3
    )
    assert not Experiment.select().where(Experiment.source == "list.csv").exists()


def test_strict_stages_what_is_new_and_then_writes_what_has_changed(cast):
    taken([record("1", title="Før"), record("2")], cast.frida)
    rows = [record("1", title="Efter"), record("2"), record("3", outcome="", lesson="")]
    assert counts(taken(rows, cast.frida, strict=True)) == (1, 1, 1, 0)
    assert imported("1").title == "Efter" and imported("3").stage is Stage.planned


def test_a_row_that_the_database_refuses_stops_no_other(cast, monkeypatch):
    refusing(monkeypatch, "7")
    report = taken([record(str(n), tags="a") for n in range(10)], cast.frida)
    assert counts(report) == (9, 0, 0, 1) and report.rejections[0].line == 9
    assert (
        Tagging.select().count()
        == Conclusion.select().where(Conclusion.imported).count()
        == 9
    )


def refusing(monkeypatch, external_id):
    whole = insert.BulkInsert._own

    def own(self, it):
        return {
            **whole(self, it),
            "cost": -1 if it.key == external_id else None,
        }

    monkeypatch.setattr(insert.BulkInsert, "_own", own)


def test_a_run_that_died_goes_on_and_counts_each_row_once(cast, chunk):
    rows = [record(str(n)) for n in range(2 * chunk + 5)] + [record("0", title="andet")]
    died = taken(rows[:chunk], cast.frida)
    assert counts(taken(rows, cast.frida, report=died)) == (2 * chunk + 5, 0, 0, 1)
    assert counts(taken(rows, cast.frida)) == (0, 0, 2 * chunk + 5, 1)


def test_headlines_with_html_and_line_breaks(cast):
    report = taken(headlines(120), cast.frida, source="up.csv.gz", **HEADLINES)
    assert counts(report) == (120, 0, 0, 0)
    assert report.tallies == {"inconclusive": 60, "supported": 30, "refuted": 30}
    it = imported(f"{0:024x}-0", "up.csv.gz")
    assert (
        it.title
        == "They Said It Couldn't Work, Number 0. <b>Watch</b> What Happens Next"
    )
    assert it.hypothesis == f"“{it.title}” gets more clicks than “Nobody expected 0”"
    assert report.notes == [
        {
            "column": "platform",
            "message": "“%(text)s” is not one of the platforms here; we chose %(chosen)s.",
            "params": {"text": "upworthy.com", "chosen": "Website"},
            "count": 120,
            "lines": [2 + n * 2 for n in range(20)],
        }
    ]


def test_a_workbook_is_taken_like_a_text(cast):
    book = io.BytesIO()
    write_xlsx(
        book, RECORDS, [["7", "=Titel", "h", "yes", "L", dt.date(2024, 3, 1), "a", ""]]
    )
    assert counts(taken(book.getvalue(), cast.frida, source="list.xlsx")) == (
        1,
        0,
        0,
        0,
    )
    it = imported("7", "list.xlsx")
    assert it.title == "=Titel" and it.conclusions.get().concluded_on == dt.date(
        2024, 3, 1
    )


def test_a_chunk_is_a_bounded_number_of_statements(cast, chunk):
    from tests.sql_counter import counted

    with counted() as few:
        taken(
            [record(str(n), tags="a,b", link="https://a.dk/") for n in range(2)],
            cast.frida,
            source="few",
        )
    with counted() as many:
        taken(
            [record(str(n), tags="a,b", link="https://a.dk/") for n in range(chunk)],
            cast.frida,
            source="many",
        )
    assert len(many) <= len(few) + 3


def test_links_and_tags_that_do_not_fit_are_told(cast):
    report = taken(
        [
            record(
                tags=",".join(map(str, range(20))) + "," + "x" * 50,
                link="javascript:alert(1) vonpruski_2024",
            )
        ],
        cast.frida,
    )
    assert (
        len(imported().tag_names()) == 12
        and not Link.select().where(Link.experiment == imported()).exists()
    )
    assert sorted(note["column"] for note in report.notes) == ["link", "tags", "tags"]


def test_strict_refuses_everything_where_somebody_else_took_a_row_meanwhile(cast):
    rows = [record(str(n)) for n in range(3)]
    with open_table(io.BytesIO(sheet(*rows)), name="list.csv") as table:
        mapping = Mapping(guessed(table.columns), {})
        run = Run(
            table,
            mapping,
            source="list.csv",
            by=cast.frida,
            at=NOW,
            on=TODAY,
            strict=True,
        )
        steps = run.all()
        next(steps)  # checked
        taken(rows[1:2], cast.ada)
        for _ in steps:
            pass
    assert counts(run.report) == (0, 0, 0, 1)
    assert [
        it.author for it in Experiment.select().where(Experiment.source == "list.csv")
    ] == [cast.ada]
