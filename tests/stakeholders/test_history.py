"""Who changed what about a stakeholder, and when; and what it said before."""

import re

import pytest

from tests.cast import NOW, planned
from tracker.core.conflicts import EditConflict
from tracker.stakeholders.imports import read
from tracker.stakeholders.models import (
    Channel,
    Stakeholder,
    StakeholderChange,
    Touchpoint,
)


def history_of(stakeholder: Stakeholder) -> list[tuple]:
    rows = stakeholder.changes.order_by(StakeholderChange.id)
    return [
        (row.act, row.place, row.by.name if row.by else None, row.changes)
        for row in rows
    ]


def test_each_act_is_kept_with_who_did_it_and_what_it_said_before(cast, parents):
    frida = {"at": NOW, "by": cast.frida}
    parents.place(interest=5, influence=3, version=1, **frida)
    parents.change(
        version=2,
        worry="Er de set?",
        platforms=[cast.facebook],
        owner=cast.eva.id,
        at=NOW,
        by=cast.leif,
    )
    # Nothing new: nothing to tell
    parents.change(version=3, worry="Er de set?", **frida)
    with pytest.raises(EditConflict):
        parents.reload().place(interest=1, influence=1, version=2, **frida)
    point = Touchpoint.open(parents, channel=Channel.phone, quality=2, **frida)
    point.change(version=1, quality=4, answer_time=1.5, **frida)
    point.archive(**frida)
    planned(cast.alma, cast.facebook, stakeholder=parents)
    parents.archive(**frida)
    parents.unarchive(**frida)
    assert history_of(parents) == [
        ("added", "", None, {}),
        ("changed", "", "Frida Lund", {"interest": ["4", "5"]}),
        (
            *("changed", "", "Leif Dahl"),
            {
                "worry": ["", "Er de set?"],
                "owner": [str(cast.leif.id), str(cast.eva.id)],
                "platforms": ["", "facebook"],
            },
        ),
        ("added", "phone", "Frida Lund", {}),
        (
            "changed",
            "phone",
            "Frida Lund",
            {"quality": ["2", "4"], "answer_time": ["", "1.5"]},
        ),
        ("put_away", "phone", "Frida Lund", {}),
        ("put_away", "", "Frida Lund", {}),
        ("brought_back", "", "Frida Lund", {}),
    ]


def test_one_colleague_is_asked_to_keep_in_touch_with_several(
    cast, visit, parents, press
):
    frida = visit(cast.frida)
    url = "/stakeholders/owner"
    page = frida.get(url).text
    assert re.findall(r'checked[^>]*name="stakeholders"[^>]*value="(\d+)"', page) == [
        str(press.id)
    ], "high, and nobody's"
    wrong = frida.post(
        url,
        data={
            "stakeholders": [parents.id],
            "owner": "Nobody Known",
            "next_contact": "x",
        },
    )
    assert (
        wrong.status_code == 422
        and 'id="owner-error"' in wrong.text
        and "Nobody Known" in wrong.text
    )
    assert 'id="stakeholders-error"' in frida.post(url, data={"owner": "Eva Juhl"}).text
    frida.post(
        url,
        data={
            "stakeholders": [parents.id, press.id, 999999],
            "owner": "Eva Juhl",
            "next_contact": "2026-12-01",
        },
    )
    assert {(row.owner, str(row.next_contact)) for row in Stakeholder.select()} == {
        (cast.eva, "2026-12-01")
    }
    frida.post(
        url, data={"stakeholders": [press.id], "owner": "Leif Dahl", "next_contact": ""}
    )
    assert str(press.reload().next_contact) == "2026-12-01", "left empty, it stays"
    assert [row[2] for row in history_of(press)] == [None, "Frida Lund", "Frida Lund"]


def test_who_is_gone_for_good_leaves_no_history(cast, parents):
    parents.place(interest=5, influence=5, version=1, at=NOW)
    assert parents.archive(NOW, cast.frida)
    assert not StakeholderChange.select().exists()


def test_what_texts_said_is_forgotten_and_that_they_changed_is_not(
    cast, visit, parents
):
    parents.change(
        version=1, at=NOW, by=cast.leif, worry="Jens Jensen er syg", interest=5
    )
    parents.change(version=2, at=NOW, by=cast.leif, worry="Er de set?")
    assert (
        "Jens Jensen"
        in visit(cast.alma).get(f"/stakeholders/{parents.id}/history").text
    )
    newest = parents.changes.order_by(StakeholderChange.id.desc()).first()
    where = f"/stakeholders/{parents.id}/history/{newest.id}/removal"
    assert visit(cast.alma).post(where).status_code == 403
    visit(cast.frida).post(where)
    assert history_of(parents)[1:] == [
        ("changed", "", "Leif Dahl", {"worry": ["…", "…"], "interest": ["4", "5"]}),
        ("changed", "", "Leif Dahl", {"worry": ["…", "…"]}),
        ("cleared", "", "Frida Lund", {}),
    ]
    assert (
        "Jens Jensen"
        not in visit(cast.alma).get(f"/stakeholders/{parents.id}/history").text
    )


def test_a_list_that_is_taken_in_is_told_too(cast, parents):
    read(
        b"name;interest;channel;quality\nfor\xc3\xa6ldre;5;mail;4\n",
        "a.csv",
        at=NOW,
        by=cast.frida,
    )
    assert history_of(parents)[1:] == [
        ("changed", "", "Frida Lund", {"interest": ["4", "5"]}),
        ("added", "mail", "Frida Lund", {}),
    ]


def test_everybody_reads_it_in_words(cast, visit, parents):
    leif = visit(cast.leif)
    url = f"/stakeholders/{parents.id}"
    leif.post(f"{url}/place", data={"interest": 2, "influence": 3, "version": 1})
    leif.post(f"{url}/contact", data={"next_contact": "2026-12-01", "version": 2})
    leif.post(f"{url}/touchpoints/new", data={"channel": "phone", "quality": 2})
    card = {
        "name": "Forældre",
        "interest": 2,
        "influence": 3,
        "owner": "Eva Juhl",
        "platforms": [cast.facebook.id],
    }
    visit(cast.frida).post(f"{url}/edit", data={**card, "version": 3})
    alma = visit(cast.alma)
    assert "Frida Lund" in alma.get(url).text, "who changed something last"
    page = alma.get(f"{url}/history").text
    for words in (
        "Leif Dahl",
        "Frida Lund",
        "Eva Juhl",
        "Put them on the map.",
        "1 Dec 2026",
        "Facebook",
        "Added the touchpoint.",
    ):
        assert words in page, words
    assert page.index("Added the touchpoint.") < page.index("Put them on the map."), (
        "the newest stands first"
    )
    assert alma.get(f"{url}/history?after=nonsense").status_code == 200
