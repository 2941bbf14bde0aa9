"""The plan form that is kept says what one that is drawn for its reader says."""

import re

from tests.cast import NOW, person
from tracker.accounts.models import Unit
from tracker.db import database
from tracker.guidelines.models import Platform
from tracker.stakeholders.models import Stakeholder

# What each opening of a form has of its own
OWN = re.compile(r'(name="(?:csrf_token|submission)"[^>]*?value|data-csrf)="[^"]+"')


def form_of(browser, address: str) -> list[str]:
    """The words of the form, whatever white space stands between them."""
    page = browser.get(address).text
    start = page.index('data-draft-key="plan:new:')
    return OWN.sub("", page[start : page.index("</form>", start)]).split()


def kept_form(browser) -> list[str]:
    """The form as it is kept, which is as one that is drawn for its reader."""
    form_of(browser, "/experiments/new")
    kept = form_of(browser, "/experiments/new")
    assert kept == form_of(browser, "/experiments/new?nothing=1")
    return kept


def test_it_follows_what_it_shows(product):
    cast = product.cast
    alma = cast.browser(product, cast.alma)
    facebook = Platform.id == cast.facebook.id
    changes = (
        Unit.update(name="Borgernes Hus").where(Unit.id == cast.service.id).execute,
        lambda: person("Ny Kollega", cast.service),
        Platform.update(name="Facebog").where(facebook).execute,
        Platform.update(in_use=False).where(facebook).execute,
        lambda: Stakeholder.add(name="Nattevagterne", interest=4, influence=3, at=NOW),
    )
    forms = [kept_form(alma)]
    for change in changes:
        with database.connection_context():
            change()
        forms.append(kept_form(alma))
        assert forms[-1] != forms[-2], "what has changed is shown"


def test_each_reader_has_their_own(product):
    cast = product.cast
    for reader in (cast.alma, cast.bo, cast.eva):
        form = kept_form(cast.browser(product, reader))
        assert f'data-draft-key="plan:new::{reader.id}"' in form
