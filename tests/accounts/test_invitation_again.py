"""An invitation that did not arrive: seen on the page of people, sent again, also elsewhere."""

from tests.cast import NOW
from tracker.accounts.models import OneTimeLink, Purpose, Role, Unit
from tracker.jobs.models import Job, MailRefusal

ADDRESS = "nobody@example.org"


def invited(cast) -> OneTimeLink:
    OneTimeLink.invite(
        at=NOW,
        email=ADDRESS,
        name="Niels",
        unit=Unit.get(),
        role=Role.leader,
        by=cast.ada.id,
    )
    return OneTimeLink.get(OneTimeLink.purpose == Purpose.invitation)


def test_it_is_seen_why_it_does_not_arrive(cast, visit):
    invited(cast)
    MailRefusal.record(ADDRESS, "550 no such mailbox", at=NOW)
    page = visit(cast.ada).get("/admin/people").text
    assert page.count("550 no such mailbox") == 1 and page.count("Send again") == 2


def test_it_is_sent_again_to_a_corrected_address(cast, visit):
    link = invited(cast)
    MailRefusal.record(ADDRESS, "550 no such mailbox", at=NOW)
    url = f"/admin/people/invitations/{link.id}/again"
    admin = visit(cast.ada)
    assert f'value="{ADDRESS}"' in admin.get(url).text
    answer = admin.post(url, data={"email": "niels@example.org"})
    assert answer.status_code == 303 and not MailRefusal.select().exists()
    told = Job.get(Job.kind == "invitation").payload
    assert (told["email"], told["name"], told["role"], told["by"]) == (
        "niels@example.org",
        "Niels",
        "leader",
        cast.ada.id,
    )
    assert told["unit"] == Unit.get().id
    # What was sent to the wrong address opens nothing any more
    assert not OneTimeLink.select().where(OneTimeLink.email == ADDRESS).exists()


def test_an_address_that_is_none_changes_nothing(cast, visit):
    link = invited(cast)
    url = f"/admin/people/invitations/{link.id}/again"
    assert visit(cast.ada).post(url, data={"email": "nobody"}).status_code == 422
    assert visit(cast.ada).post(url, data={"email": cast.bo.email}).status_code == 422
    assert OneTimeLink.select().where(OneTimeLink.id == link.id).exists()
    assert not Job.select().where(Job.kind == "invitation").exists()
