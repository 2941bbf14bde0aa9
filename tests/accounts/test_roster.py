"""`person import --close-missing`: a list of everybody moves and closes."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tracker.accounts.commands import person as command
from tracker.accounts.models import OneTimeLink, Person, Role, Session
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.web.clock import now

HEAD = "email,name,unit,title,role\n"


@pytest.fixture
def imported(app, cast, tmp_path):
    """``imported("alma@…,…", "--yes")``: what the command says of a list."""

    def run(lines, *words):
        file = tmp_path / "everybody.csv"
        file.write_text(HEAD + lines)
        return CliRunner().invoke(
            command, ["import", str(file), *words], obj=lambda: app
        )

    return run


def again(person):
    return Person.get_by_id(person.id)


def test_who_joins_is_invited_who_moves_is_moved_who_is_missing_is_closed(
    imported, cast
):
    """Those who are closed are signed out at once, and their work stays."""
    token = Session.open(cast.alma, at=now())[1]
    OneTimeLink.invite(at=now(), email="gone@example.org")
    lines = (
        "ada.krogh@example.org,Ada Krogh,,,\n"
        "BO.friis@example.org,Bo Friis,Bibliotek,Bibliotekar,leader\n"
        "dan.bech@example.org,Dan Bech,,,\n"
        "ny@example.org,Ny Kollega,Havnen,,\n"
    )
    told = imported(lines, "--close-missing").output
    assert "leaves  alma.holm@example.org\n" in told and "Nothing was changed" in told
    assert "joins   ny@example.org\n" in told and "closed  dan.bech@example.org" in told
    assert again(cast.alma).is_active and again(cast.bo).unit == cast.service
    done = imported(lines, "--close-missing", "--yes")
    assert done.exit_code == 0 and "1 invited, 1 moved, 5 closed." in done.output
    assert Session.by_token(token, now()) is None
    assert not again(cast.alma).is_active
    assert Experiment.get_by_id(cast.passport.id).author == cast.alma
    bo = again(cast.bo)
    assert (bo.unit, bo.title, bo.role) == (cast.library, "Bibliotekar", Role.leader)
    assert not again(cast.dan).is_active, "who was closed stays closed"
    assert [
        job.payload["email"] for job in Job.select() if job.kind == "invitation"
    ] == ["ny@example.org"]
    assert (
        not OneTimeLink.select().where(OneTimeLink.email == "gone@example.org").exists()
    )


def test_the_last_administrator_is_neither_closed_nor_demoted(imported, cast):
    done = imported("bo.friis@example.org,Bo Friis,,,\n", "--close-missing", "--yes")
    assert "ada.krogh@example.org is the only administrator" in done.output
    assert again(cast.ada).is_active
    done = imported(
        "ada.krogh@example.org,Ada,,,employee\nbo.friis@example.org,Bo,,,\n",
        "--close-missing",
        "--yes",
    )
    assert again(cast.ada).is_admin and again(cast.ada).is_active


def test_a_row_with_a_fault_closes_nobody_and_an_empty_role_changes_none(
    imported, cast
):
    lines = "ada.krogh@example.org,,,,\nleif.dahl@example.org,,,,\nalma.holm@example.org,,,,chief\n"
    imported(lines, "--close-missing", "--yes")
    assert again(cast.alma).is_active and again(cast.leif).role is Role.leader


def test_a_list_of_nobody_closes_nobody(imported, cast):
    done = imported("not an address,,,,\n", "--close-missing", "--yes")
    assert done.exit_code != 0
    assert again(cast.alma).is_active
