"""A form that is sent twice makes one row."""

import peewee
import pytest

from tests.cast import NOW
from tracker.accounts.models import FormSubmission, Unit
from tracker.core.validation import FieldError, ValidationFailed


def unit(name="Ny enhed"):
    return lambda: Unit.create(name=name)


def once(person, make, key="a key", form="unit"):
    return FormSubmission.once(Unit, make, by=person, key=key, form=form, at=NOW)


def test_the_second_click_finds_what_the_first_made(cast):
    first = once(cast.alma, unit())
    assert once(cast.alma, unit("En anden")) == first
    assert not Unit.select().where(Unit.name == "En anden").exists()


def test_without_a_key_each_click_makes_one(cast):
    assert once(cast.alma, unit(), key="") != once(cast.alma, unit("To"), key="")


def test_another_persons_key_is_another(cast):
    assert once(cast.alma, unit()) != once(cast.bo, unit("To"))


def test_a_click_that_was_overtaken_undoes_what_it_made(cast):
    """Here both clicks are one transaction, so that nothing of the first is left to find."""

    def overtaken():
        row = unit("Den anden")()
        FormSubmission.record(cast.alma, "a key", "unit", row, NOW)
        return row

    with pytest.raises(peewee.IntegrityError):
        once(cast.alma, overtaken)
    assert not Unit.select().where(Unit.name == "Den anden").exists()


def test_a_refused_row_leaves_the_key_free(cast):
    def refused():
        raise ValidationFailed(FieldError("name", "no"))

    with pytest.raises(ValidationFailed):
        once(cast.alma, refused)
    assert once(cast.alma, unit()).name == "Ny enhed"


def test_a_key_of_another_form_and_one_whose_row_is_gone_are_told(cast):
    row = once(cast.alma, unit())
    with pytest.raises(ValidationFailed, match="sent before"):
        once(cast.alma, unit("To"), form="something else")
    row.delete_instance()
    with pytest.raises(ValidationFailed, match="sent before"):
        once(cast.alma, unit("To"))
