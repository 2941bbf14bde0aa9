"""The demo's units and people."""

import re
from collections import Counter

import pytest

from tests.demo.mistakes import broken
from tracker.demo import TEXTS
from tracker.demo.organisation import EVERYBODY, PEOPLE, UNITS, read_people
from tracker.toml import DataFileError


def test_the_organisation_is_of_the_size_it_claims_to_be():
    sizes = Counter(person.unit for person in PEOPLE.values())
    roles = Counter(person.role for person in PEOPLE.values())
    assert len(UNITS) == 10 and set(sizes) == set(UNITS)
    assert 60 <= len(PEOPLE) <= 70
    assert sum(size >= 5 for size in sizes.values()) >= 7
    assert sum(size < 5 for size in sizes.values()) >= 1, (
        "the small-group rule wants something to hide"
    )
    assert (
        roles["leader"] == 11 and roles["facilitator"] == 3 and 1 <= roles["admin"] <= 2
    )
    assert all(unit.parent in UNITS for unit in UNITS.values() if unit.parent)
    assert all(
        person.answers_here for person in PEOPLE.values() if person.role == "leader"
    )
    assert list(EVERYBODY)[: len(PEOPLE)] == list(PEOPLE), "no key is used twice"
    assert len(EVERYBODY) > len(PEOPLE) + 20


def test_everyone_has_an_address_of_their_own_and_the_four_accounts_are_there():
    emails = {person.address: person.role for person in PEOPLE.values()}
    assert len(emails) == len(PEOPLE)
    assert all(re.fullmatch(r"[a-z.-]+@example\.org", email) for email in emails)
    for role in ("employee", "facilitator", "leader", "admin"):
        assert emails[f"{role}@example.org"] == role


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("[hr.nikolaj]", "[hrm.nikolaj]", "there is no unit “hrm”"),
        ("[hr.fatima]", "[hr.kirsten]", "kirsten: there are two of them"),
        ('title = "lønkonsulent"', "", "hr.fatima: missing key “title”"),
        ('role = "admin"', 'role = "boss"', "direktion.palle: role: “boss” is none of"),
    ],
)
def test_a_mistake_is_one_clear_error(tmp_path, old, new, error):
    path = broken(tmp_path, TEXTS / "people.toml", old, new)
    with pytest.raises(DataFileError) as caught:
        read_people(path)
    assert str(caught.value).startswith(f"people.toml: {error}")
