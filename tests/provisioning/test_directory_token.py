"""What opens the door to a directory, and what closes when it says that somebody left."""

import datetime as dt
import re

import pytest
from playhouse.migrations import Runner

from tests.api.program import Program
from tests.examples import for_each_case
from tests.provisioning.directory import Directory, directory_token
from tests.tokens.test_tokens import made
from tracker import db
from tracker.accounts.models import Role
from tracker.accounts.models.one_time_link import token_digest
from tracker.app import folder
from tracker.operations.doctor.sign_in import token_findings
from tracker.provisioning.commands import scim
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken
from tracker.web.clock import now

pytestmark = pytest.mark.sqlite_by_default


@for_each_case("header", ["", "Bearer x", "Basic {secret}", "ended", "read"])
def test_nobody_comes_in_without_a_token(visit, cast, header):
    secret = directory_token(cast)
    if header == "ended":
        AccessToken.get().end()
        header = f"Bearer {secret}"
    if header == "read":
        header = "Bearer " + made(cast.ada, Scope.read, Scope.log)[1]
    headers = {"Authorization": header.format(secret=secret)}
    for path in ("/Users", "/ServiceProviderConfig", "/nothing"):
        answer = visit().get(f"/scim/v2{path}", headers=headers)
        assert answer.status_code == 401, path
    assert "Bearer" in answer.headers["WWW-Authenticate"]
    assert visit(cast.ada).get("/scim/v2/Users").status_code == 401, "nor a session"


def test_a_stranger_does_not_make_a_process_import_the_server(app, visit):
    """That takes seconds and a third of its memory, and belongs to those with a token."""
    app.extensions.pop("scim", None)
    answer = visit().get("/scim/v2/Users")
    assert answer.status_code == 401 and answer.json["status"] == "401"
    assert answer.content_type == "application/scim+json"
    assert "scim" not in app.extensions


def test_a_leaver_s_own_tokens_and_addresses_end_at_once(app, visit, directory, cast):
    """The program that reads, the feed and the calendar, the moment the directory says so."""
    program = Program(app, cast.alma, Scope.read, Scope.log)
    addresses = made(cast.alma, Scope.feeds, Scope.calendar)[1]
    mine = (f"/feeds/{addresses}/lessons.atom", f"/feeds/{addresses}/days.ics")
    assert program.get("/experiments").status_code == 200
    assert [visit().get(path).status_code for path in mine] == [200, 200]
    closing = {"op": "Replace", "path": "active", "value": "False"}
    assert directory.change(cast.alma.id, closing).status_code in (200, 204)
    assert program.get("/experiments").status_code == 401
    assert program.post("/experiments", {}).status_code == 401
    assert program.ask("tools/list").status_code == 401
    assert [visit().get(path).status_code for path in mine] == [404, 404]
    assert not AccessToken.owned_by(cast.alma).exists()
    opening = {"op": "Replace", "path": "active", "value": "True"}
    directory.change(cast.alma.id, opening)
    assert program.get("/experiments").status_code == 401, "what ended stays ended"


def test_an_administrator_who_leaves_takes_the_tokens_along(app, directory, cast):
    """Of two; those of services belong to nobody and stay."""
    cast.bo.change_role(Role.admin)
    program = Program(app, cast.ada, Scope.people)
    assert program.get("/people").status_code == 200
    assert directory.ask("DELETE", f"/Users/{cast.ada.id}").status_code == 204
    assert program.get("/people").status_code == 401
    assert directory.ask("GET", "/Users").status_code == 200


def test_an_administrator_makes_a_token_and_ends_it(visit, cast):
    browser = visit(cast.ada)
    page = browser.get("/admin/tokens").text
    assert "/scim/v2" in page and 'id="directory"' in page
    sent = {"name": "Entra ID", "scopes": ["admin-people"], "days": "365"}
    page = browser.post("/admin/tokens", data=sent)
    assert page.status_code == 200 and page.text.count("/scim/v2") == 2
    secret = re.search(r'id="secret" value="([^"]+)"', page.text)[1]
    assert Directory(visit(), secret).ask("GET", "/Users").status_code == 200
    row = AccessToken.get()
    assert row.used_at and browser.post(f"/admin/tokens/{row.public_id}/end").location
    assert Directory(visit(), secret).ask("GET", "/Users").status_code == 401


def test_the_operator_makes_one_on_the_command_line(product):
    run = product.test_cli_runner().invoke
    opened = lambda: product
    said = run(scim, ["token", "Entra ID", "--days", "90"], obj=opened)
    address, secret = said.output.split()
    assert address.endswith("/scim/v2")
    with db.database.connection_context():
        row = AccessToken.by_secret(secret, now())
        assert (row.name, row.scopes, row.person) == ("Entra ID", "admin-people", None)
    assert run(scim, ["end", "Entra ID"], obj=opened).output == "1 ended.\n"
    with db.database.connection_context():
        assert AccessToken.by_secret(secret, now()) is None


def test_the_tokens_of_before_go_on_working(product):
    database = db.database.obj
    with database.connection_context():
        runner = Runner(database, str(folder("migrations")))
        runner.down("0039_one_token")
        sql = (
            "INSERT INTO provisioning_token (name, token_hash, made_at)"
            " VALUES ('Entra ID', %s, '2026-03-01 08:00:00')"
        )
        secret = "a-secret-of-before"
        sql = sql.replace("%s", database.param)
        database.execute_sql(sql, (token_digest(secret),))
        runner.up()
        row = AccessToken.by_secret(secret, now())
        assert row.allows(Scope.people) and row.is_service and row.public_id
        in_five_years = now() + dt.timedelta(days=5 * 365)
        assert AccessToken.by_secret(secret, in_five_years) == row
        runner.down("0039_one_token")
        runner.up()
        assert AccessToken.by_secret(secret, now()).name == "Entra ID"
    answer = Directory(product.test_client(), secret).ask("GET", "/Users")
    assert answer.status_code == 200


def test_the_doctor_tells_of_a_token_that_runs_out(cast):
    """The directory would stop without a word."""
    directory_token(cast, days=30)
    made(cast.alma, Scope.read, days=30)
    assert not list(token_findings(now() + dt.timedelta(days=10)))
    for days in (20, 40):
        [found] = token_findings(now() + dt.timedelta(days=days))
        assert "Entra ID" in found.what and found.grave
