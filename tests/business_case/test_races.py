"""Leaders who sign in the same moment, and writers who save in it."""

import pytest

from tests.business_case.factories import begun
from tests.committed_database import at_once, product
from tracker import db
from tracker.accounts.models import Person, Role
from tracker.business_case.models import CaseSignature, CaseVersion
from tracker.business_case.queries import signature_status
from tracker.strategy.models import StrategyText

pytestmark = pytest.mark.both_databases("business_case.models.version")

__all__ = ["product"]


def test_at_once_leaders_sign_one_version_and_one_writer_wins(product):
    cast = product.cast
    with db.database.connection_context():
        Person.update(role=Role.leader).where(Person.id == cast.ada.id).execute()
        seen = signature_status(begun(cast)).digest
        browsers = [
            cast.browser(product, who) for who in (cast.leif, cast.ada, cast.leif)
        ]

    def act(browser, path, data):
        try:
            return browser.post(path, data=data).status_code
        finally:
            db.database.close()

    signing = [
        lambda b=b: act(b, "/business-case/signature", {"seen": seen, "sure": 1})
        for b in browsers
    ]
    assert at_once(signing) == [303] * 3
    writing = [
        lambda b=b, n=n: act(b, "/strategy/edit", {"text": f"Tekst {n}", "after": "0"})
        for n, b in enumerate(browsers)
    ]
    assert sorted(at_once(writing)) == [303, 409, 409]
    with db.database.connection_context():
        assert CaseVersion.select().count() == 1
        assert {row.person_id for row in CaseSignature.select()} == {
            cast.leif.id,
            cast.ada.id,
        }
        assert StrategyText.get().number == 1
