"""Mails that came back are told on the page of people."""

import pytest

from tests.cast import PRESENT
from tests.mailbox.letters import returned
from tracker.accounts.models import OneTimeLink
from tracker.jobs.models import MailRefusal


def test_a_returned_mail_is_told_on_the_page_of_people(box, cast, visit):
    box.put(returned(cast.alma.email))
    box.read()
    row = MailRefusal.get()
    assert row.email == cast.alma.email and row.reason.startswith("5.1.1")
    assert "12345678" not in row.reason, "anybody may write what stands there"
    page = visit(cast.ada).get("/admin/people").text
    assert cast.alma.email in page.partition('id="refused"')[2]
    assert r"\Deleted" in box.flags(1)


def test_of_an_invitation_too(box, cast):
    OneTimeLink.invite(
        at=PRESENT, email="ny@example.org", name="Ny", title="", unit=cast.library
    )
    box.put(returned("ny@example.org"))
    box.read()
    assert MailRefusal.get().email == "ny@example.org"


@pytest.mark.parametrize(
    "more",
    [
        {"status": "4.2.2"},
        {"action": "delayed", "status": "4.4.1"},
        {"sent_by": "somebody@else.example"},
        {"address": "stranger@else.example"},
    ],
)
def test_what_is_not_for_good_or_not_ours_marks_nobody(box, cast, more):
    box.put(returned(**({"address": cast.alma.email} | more)))
    box.read()
    assert not MailRefusal.select().exists()
