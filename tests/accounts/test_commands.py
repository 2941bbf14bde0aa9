"""`tracker person …`, as an operator types it."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

from tests.cast import PASSWORD
from tests.examples import for_each_case
from tracker.accounts.commands import person as command
from tracker.accounts.models import OneTimeLink, Person, Role, Session, Unit
from tracker.jobs.models import Job

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default


@pytest.fixture
def typed(app, cast):
    """``typed("add", "x@example.org", …)``: what it printed and its exit code."""

    def run(*words, input=None):
        return CliRunner().invoke(
            command, words, obj=lambda: app, input=input, standalone_mode=True
        )

    return run


def test_add_without_a_password_prints_a_link(typed, visit):
    done = typed(
        "add",
        "NY@example.org",
        "--name",
        "Ny Kollega",
        "--role",
        "leader",
        "--unit",
        "Havnen",
    )
    assert done.exit_code == 0, done.output
    said, url = done.output.strip().split("\n")
    assert said == "ny@example.org is here: leader, Havnen."
    assert url.startswith("http://127.0.0.1:8000/invitation/")
    assert visit().post(url[21:], data={"password": PASSWORD}).location == "/"
    assert Person.at_address("ny@example.org").has_password(PASSWORD)


def test_add_with_a_password_from_standard_input(typed, cast):
    done = typed(
        "add",
        "ny@example.org",
        "--name",
        "Ny",
        "--unit",
        "Bibliotek",
        "--password-stdin",
        input=PASSWORD + "\n",
    )
    assert done.exit_code == 0 and "http" not in done.output
    somebody = Person.at_address("ny@example.org")
    assert (
        somebody.has_password(PASSWORD)
        and somebody.unit == cast.library
        and somebody.role is Role.employee
    )


@for_each_case(
    ("words", "said"),
    [
        (["add", "ny@example.org"], "Missing option '--name'"),
        (["add", "ny@example.org", "--name", "Ny"], "Say which unit"),
        (
            ["add", "ny@example.org", "--name", "Ny", "--role", "chef", "--unit", "X"],
            "Invalid value for '--role'",
        ),
        (
            ["role", "nobody@example.org", "leader"],
            "nobody has the address nobody@example.org.",
        ),
        (["disable", "nobody@example.org"], "nobody has the address"),
        (["import", "no-such-file.csv"], "does not exist"),
    ],
)
def test_what_is_wrong_is_one_clear_line(typed, words, said):
    done = typed(*words)
    assert done.exit_code != 0 and said in done.output
    assert "Traceback" not in done.output


def test_a_rule_that_is_broken_is_one_line_too(typed, monkeypatch, capsys):
    from tracker import cli

    for words, said in [
        (
            ["add", "alma.holm@example.org", "--name", "X", "--unit", "Ny Enhed"],
            "There is already an account with this address.",
        ),
        (
            ["role", "ada.krogh@example.org", "employee"],
            "This is the only administrator",
        ),
        (["disable", "ada.krogh@example.org"], "This is the only administrator"),
    ]:
        monkeypatch.setattr(
            cli,
            "tracker",
            lambda words=words, **_: (
                typed(*words).exception and raise_(typed(*words).exception)
            ),
        )
        with pytest.raises(SystemExit):
            cli.main()
        told = capsys.readouterr().err
        assert said in told and told.count("\n") == 1
    assert not Unit.select().where(Unit.name == "Ny Enhed").exists(), "all or nothing"


def raise_(error):
    raise error


def test_role_and_disable(typed, cast):
    Session.open(cast.alma, at=cast.alma.joined_at)
    assert (
        typed("role", "alma.holm@example.org", "facilitator").output
        == "alma.holm@example.org is facilitator now.\n"
    )
    assert cast.alma.reload().role is Role.facilitator
    assert typed("disable", "ALMA.HOLM@example.org").exit_code == 0
    assert not cast.alma.reload().is_active and not Session.select().exists()


def test_import_tells_problems_by_line_and_invites_the_rest(typed, tmp_path):
    file = tmp_path / "folk.csv"
    file.write_text(
        "email,name,title,unit,role\nny@example.org,Ny,Biolog,Havnen,\nforkert,X,,,\nalma.holm@example.org,,,,\n"
    )
    done = typed("import", str(file))
    assert "1 of 3 invited" in done.output and done.exit_code == 0
    assert "line 3, email: This does not look like a mail address." in done.output
    assert (
        "line 4, email: There is already an account with this address." in done.output
    )
    assert Job.get(Job.kind == "invitation").payload["title"] == "Biolog"
    assert not OneTimeLink.select().exists()


def test_import_of_no_list_is_one_line(typed, tmp_path):
    file = tmp_path / "folk.csv"
    file.write_bytes(b"\x00\x01\x02")
    done = typed("import", str(file))
    assert (
        done.exit_code == 1
        and done.output.startswith("Error: ")
        and done.output.count("\n") == 1
    )


def test_every_command_has_its_help(typed):
    for words in ([], ["add"], ["import"], ["role"], ["disable"]):
        done = typed(*words, "--help")
        assert done.exit_code == 0 and len(done.output.splitlines()) > 4


def test_it_is_part_of_the_tracker_command():
    from tracker.cli import tracker

    assert tracker.commands["person"] is command
    assert sys.modules["tracker.accounts.commands"].first_admin_link


@for_each_case(
    ("words", "said"),
    [
        ("nope", "No such command 'nope' (see tracker --help)"),
        (
            "serve --port abc",
            "--port must be a whole number from 1 to 65535 (see tracker serve --help)",
        ),
        (
            "demo --port 70000",
            "--port must be a whole number from 1 to 65535 (see tracker demo --help)",
        ),
        (
            "serve --workers 0",
            "--workers must be a whole number from 1 to 64 (see tracker serve --help)",
        ),
        (
            "person add ny@example.org",
            "Missing option '--name' (see tracker person add --help)",
        ),
        (
            "person disable nobody@example.org",
            "nobody has the address nobody@example.org.",
        ),
        ("import", "Missing argument 'FILE' (see tracker import --help)"),
        (
            "export /no/such/folder/x.csv",
            "/no/such/folder/x.csv cannot be written: there is no folder /no/such/folder.",
        ),
    ],
)
def test_what_click_says_is_one_line_of_ours(
    app, cast, monkeypatch, capsys, words, said
):
    from tracker import cli

    monkeypatch.setattr(cli, "opened", lambda: app)
    monkeypatch.setattr(sys, "argv", ["tracker", *words.split()])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert (left.value.code, capsys.readouterr().err) == (2, f"tracker: {said}\n")


@for_each_case("words", ["--help", "serve --help", "person add --help"])
def test_help_is_no_error(monkeypatch, capsys, words):
    from tracker import cli

    monkeypatch.setattr(sys, "argv", ["tracker", *words.split()])
    with pytest.raises(SystemExit) as left:
        cli.main()
    out = capsys.readouterr()
    assert not left.value.code and out.out.startswith("Usage: tracker") and not out.err
