"""Lists in and out: what goes out comes in again as it was; a bad row is told and stops nothing."""

import io

from tests.cast import NOW, TODAY, planned
from tracker.stakeholders.imports import read
from tracker.stakeholders.models import (
    Channel,
    Stakeholder,
    StakeholderPlatform,
    Touchpoint,
)

HEAD = "name,interest,influence,worry,platforms,owner,channel,platform,quality,answer_time\n"


def taken(text: str):
    return read(text.encode(), "list.csv", at=NOW)


def test_a_list_is_taken_and_told(cast):
    report = taken(
        HEAD
        + 'Presse,3,5,Deadline?,facebook; x,Leif Dahl,telefon,,2,"7,5"\n'
        + "presse,,,,,,social,Facebook,4,\n"
        + "Ny,9,x,,myspace,Nobody Known,smoke,,2,\n"
        + "Uden tal,,,,,,,,,\n"
        + "Naboer,1,2,,,,social,,3,\n"
        + "Venner,1,2,,,,,,,\n"
    )
    assert (report.new, report.changed, report.touched, report.unchanged) == (
        ["Presse", "Venner"],
        [],
        2,
        0,
    )
    assert {
        (one.line, note.column) for one in report.rejections for note in one.reasons
    } == {
        (4, "channel"),
        *((5, name) for name in ("interest", "influence")),
        (6, "platform"),
    }
    press = Stakeholder.get(Stakeholder.name == "Presse")
    assert (
        press.owner,
        press.worry,
        StakeholderPlatform.select()
        .where(StakeholderPlatform.stakeholder == press)
        .count(),
    ) == (
        cast.leif,
        "Deadline?",
        2,
    )
    assert [
        (p.place, p.answer_time) for p in press.touchpoints.order_by(Touchpoint.id)
    ] == [
        ("phone", 7.5),
        ("Facebook", None),
    ]
    assert {row.name for row in Stakeholder.select()} == {"Presse", "Venner"}


def test_a_length_of_time_is_told_in_the_hours_of_the_field(cast):
    report = taken(HEAD + "Presse,3,5,,facebook,,phone,,2,90 min.\n")
    assert Touchpoint.get().answer_time == 1.5
    assert [note["params"] for note in report.notes] == [{"value": 1.5}]


def test_what_is_unknown_but_not_needed_is_left_empty_and_told(cast):
    report = taken(HEAD + "Presse,3,5,,facebook; myspace,Ingen Kendt,phone,,2,snart\n")
    assert report.rejected == 0 and Touchpoint.get().answer_time is None
    assert {note["column"] for note in report.notes} == {
        "platforms",
        "owner",
        "answer_time",
    }


def test_taken_again_it_updates_and_never_doubles(cast):
    text = HEAD + "Presse,3,5,Deadline?,facebook,Leif Dahl,phone,,2,7\n"
    taken(text)
    again = taken(text)
    assert (again.new, again.changed, again.touched, again.unchanged) == ([], [], 0, 1)
    changed = taken(text.replace("3,5", "4,").replace(",2,7", ",5,"))
    assert (
        changed.changed,
        changed.touched,
        Stakeholder.get().interest,
        Stakeholder.get().influence,
    ) == (["Presse"], 1, 4, 5)
    planned(cast.alma, cast.facebook, stakeholder=Stakeholder.get())
    Stakeholder.get().archive(NOW)
    assert taken(text).changed == ["Presse"] and not Stakeholder.get().is_archived


def test_other_names_for_columns_and_columns_nobody_reads(cast):
    report = taken("Interessent;Interesse;Indflydelse;Farve\nPresse;3;5;blå\n")
    assert report.new == ["Presse"] and report.unused == ["Farve"]


def test_what_goes_out_comes_in_again(cast, visit, parents, press):
    Touchpoint.open(
        parents,
        channel=Channel.mail,
        quality=4,
        purpose="=SUM(1)",
        volume=3,
        answer_time=1.5,
        owner=cast.eva,
        at=NOW,
    )
    Touchpoint.open(
        parents, channel=Channel.social, platform=cast.facebook, quality=1, at=NOW
    )
    parents.change(
        version=1, at=NOW, worry="Er de set,\n“og” hørt?", next_contact=TODAY
    )
    out = visit(cast.alma).get("/stakeholders/export.csv")
    assert "'=SUM(1)" in out.text and "@" not in out.text
    before = out.data
    report = read(before, "again.csv", at=NOW)
    assert (
        report.new,
        report.changed,
        report.touched,
        report.rejections,
        report.unchanged,
    ) == (
        [],
        [],
        0,
        [],
        3,
    )
    Touchpoint.delete().execute()
    Stakeholder.delete().execute()
    assert len(read(before, "again.csv", at=NOW).new) == 2
    assert visit(cast.alma).get("/stakeholders/export.csv").data == before


def test_a_file_is_handed_in(cast, visit):
    frida = visit(cast.frida)
    file = {
        "file": (
            io.BytesIO((HEAD + "Presse,3,5,,,,,,,\nNy,9,1,,,,,,,\n").encode()),
            "list.csv",
        )
    }
    page = frida.post("/stakeholders/import", data=file).text
    assert "Line 3" in page and "From 1 to 5." in page
    for content in (b"%PDF-1.7", b"a,b\n1,2\n", b""):
        answer = frida.post(
            "/stakeholders/import", data={"file": (io.BytesIO(content), "x.csv")}
        )
        assert answer.status_code == 422 and 'id="file-error"' in answer.text
