"""Hashes passwords with argon2id and refuses those that are easy to guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from tracker.core.validation import N_, ErrorList, FieldError

SHORTEST = 12
LONGEST = 128
TOO_SHORT = N_(
    "At least %(shortest)s characters; a short sentence is easy to remember."
)
TOO_LONG = N_("At most %(longest)s characters.")
EASY_TO_GUESS = N_(
    "This is among the first that anybody would guess. A short sentence of your own"
    " is better."
)
DANISH_FIRST_GUESSES = """
adgangskode kodeord velkommen hemmelig kommune danmark forsøg forsoeg arbejde sommer efterår
vinter forår mandag tirsdag onsdag torsdag fredag januar februar marts april maj juni juli
august september oktober november december fodbold københavn odense aarhus aalborg kærlighed
jegelskerdig skat familie
""".split()

# OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_local: set[str] = set()
_nobody = _hasher.hash(
    "the hash that an unknown address is compared with, so that it takes as long"
)


def add_known_words(*texts: str) -> None:
    """Count words of this installation, such as the organisation's name, among the
    first that anybody would guess.
    """
    _local.update(_words(texts))


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with salt and parameters in it."""
    return _hasher.hash(_plain(password))


def password_matches(password: str, hash: str | None) -> tuple[bool, str | None]:
    """Whether the password has this hash, in the same time whether or not there is one.

    Returns:
        The answer, and a renewed hash when the parameters have grown since it was made.
    """
    try:
        _hasher.verify(hash or _nobody, _plain(password))
    except (VerificationError, InvalidHashError):
        return False, None
    if hash is None:
        return False, None
    if _hasher.check_needs_rehash(hash):
        return True, hash_password(password)
    return True, None


def password_problems(
    password: str, *own_words: str, field: str = "password"
) -> list[FieldError]:
    """What is wrong with a password: its length, or that it is among the first that
    anybody would guess.

    There are no composition rules: length is what helps. The estimate is zxcvbn's, from
    lists that come with it; one's own name, mail and unit, and what Danes choose first,
    count as known words.
    """
    errors = ErrorList()
    if len(password) < SHORTEST:
        errors.add(field, TOO_SHORT, {"shortest": SHORTEST})
    elif len(password) > LONGEST:
        errors.add(field, TOO_LONG, {"longest": LONGEST})
    elif _easy_to_guess(password, own_words):
        errors.add(field, EASY_TO_GUESS)
    return errors


def _easy_to_guess(password: str, own_words: Iterable[str]) -> bool:
    known = _words(own_words).union(DANISH_FIRST_GUESSES, _local)
    if _made_of(known, password):
        return True
    return zxcvbn(password[:72], user_inputs=sorted(known))["score"] < 3


def _words(texts: Iterable[str]) -> set[str]:
    return {
        word
        for text in texts
        for word in re.split(r"[\W_]+", text.casefold())
        if len(word) > 1
    }


def _made_of(known: set[str], password: str) -> bool:
    """Whether hardly anything is left of a password without the known words in it."""
    folded = password.casefold()
    rest = re.sub(
        "|".join(map(re.escape, sorted(known, key=len, reverse=True))), "", folded
    )
    return (
        rest != folded
        and sum(c.isalpha() for c in rest) < 4
        and sum(c.isdigit() for c in rest) < 7
    )


def _plain(password: str) -> str:
    """The same password, whichever keyboard wrote its å."""
    return unicodedata.normalize("NFKC", password)
