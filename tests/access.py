"""Who may do what: every route, as everybody, on what is published, shown to a unit, or
a draft.

A route that is not listed here fails the house test. `ok` is any answer that neither
refuses nor hides nor leads to sign-in.
"""

from __future__ import annotations

from tracker.web import errors

OUT, AUTHOR, CO_AUTHOR, BESIDE, ELSEWHERE, LEADER, FACILITATOR, ADMIN = (
    *(
        "signed out",
        "author",
        "co-author",
        "colleague in the unit",
        "colleague elsewhere",
    ),
    *("leader", "facilitator", "admin"),
)
EVERYBODY = (OUT, AUTHOR, CO_AUTHOR, BESIDE, ELSEWHERE, LEADER, FACILITATOR, ADMIN)
NAMES = {
    AUTHOR: "alma",
    CO_AUTHOR: "bo",
    BESIDE: "eva",
    ELSEWHERE: "carla",
    LEADER: "leif",
    FACILITATOR: "frida",
    ADMIN: "ada",
}
SIGNED_IN = EVERYBODY[1:]
EXPERIMENTS = ("passport", "quiz", "dream")
SEES = {"passport": SIGNED_IN, "quiz": (AUTHOR, CO_AUTHOR, BESIDE), "dream": (AUTHOR,)}
WROTE = {"passport": (AUTHOR, CO_AUTHOR), "quiz": (AUTHOR,), "dream": (AUTHOR,)}


def refuse_plainly(monkeypatch) -> None:
    """Let whoever is refused be told the title of the page alone, where thousands are:
    tests/web/test_error_pages.py reads it.
    """
    monkeypatch.setattr(errors, "_page", lambda said: str(said["title"]))


def anybody() -> dict:
    """Signed in or not."""
    return {"": dict.fromkeys(EVERYBODY, "ok")}


def signed_in(*allowed: str) -> dict:
    """Signed out leads to sign-in; the others may, or only those named."""
    may = allowed or SIGNED_IN
    return {
        "": {OUT: "login", **{who: "ok" if who in may else "403" for who in SIGNED_IN}}
    }


def readers(**values) -> dict:
    """Whoever may see the experiment."""
    return {
        name: {
            OUT: "login",
            **{who: "ok" if who in SEES[name] else "404" for who in SIGNED_IN},
        }
        for name in EXPERIMENTS
    }


def authors(settled: str = "ok") -> dict:
    """Whoever sees it finds it, and only its authors may."""
    return {
        name: {
            OUT: "login",
            **{
                who: "404"
                if who not in SEES[name]
                else (settled if who in WROTE[name] else "403")
                for who in SIGNED_IN
            },
        }
        for name in EXPERIMENTS
    }


def author() -> dict:
    """Whoever sees it finds it, and only its author may, not a co-author."""
    return {
        name: {
            who: "403" if who == CO_AUTHOR and answer == "ok" else answer
            for who, answer in doors.items()
        }
        for name, doors in authors().items()
    }


def together() -> dict:
    """Whoever sees it finds it; only those may who write a draft with others, and
    nobody does in the cast.
    """
    return authors(settled="403")


def colleagues() -> dict:
    """Whoever sees it finds it, and its authors may not; a draft has no colleagues yet."""
    return {
        name: {
            OUT: "login",
            **{
                who: "404"
                if who not in SEES[name]
                else ("403" if who in WROTE[name] else "ok")
                for who in SIGNED_IN
            },
        }
        for name in EXPERIMENTS
    }


def shown() -> dict:
    """Whoever may see what was published; a draft has nothing of it."""
    return {
        **readers(),
        "dream": {
            OUT: "login",
            **{who: "403" if who in SEES["dream"] else "404" for who in SIGNED_IN},
        },
    }


def among(*allowed: str) -> dict:
    """On the experiment that everybody sees, only those named."""
    return {
        "passport": {
            OUT: "login",
            **{who: "ok" if who in allowed else "403" for who in SIGNED_IN},
        }
    }


def owners(*allowed: str) -> dict:
    """Something that belongs to none of them: hidden from those who might have one,
    refused to the others.
    """
    return {
        "": {
            OUT: "login",
            **{who: "404" if who in allowed else "403" for who in SIGNED_IN},
        }
    }


def refused() -> dict:
    """Whoever sees it finds it, and nobody may as it stands."""
    return {
        name: {
            OUT: "login",
            **{who: "403" if who in SEES[name] else "404" for who in SIGNED_IN},
        }
        for name in EXPERIMENTS
    }


def nobody() -> dict:
    """Signed out leads to sign-in; it is open to nobody by role."""
    return {"": {OUT: "login", **dict.fromkeys(SIGNED_IN, "403")}}


def backers() -> dict:
    """Whoever sees it finds it, and only a leader may."""
    return {
        name: {
            who: "403" if answer == "ok" and who != LEADER else answer
            for who, answer in doors.items()
        }
        for name, doors in readers().items()
    }


def part(table: dict, name: str = "passport") -> dict:
    """Only for one of the experiments, the one that has such a part."""
    return {name: table[name]}


def mine(*who: str) -> dict:
    """Only theirs: to everybody else it is not there."""
    return {
        "": {
            OUT: "login",
            **{other: "ok" if other in who else "404" for other in SIGNED_IN},
        }
    }


def summary(signed, waiting, refused=()) -> dict:
    """A signed quarter, and one that waits for its signature: who may, and who sees it
    but may not; to the others it is not there.
    """

    def doors(may, seen) -> dict:
        return {
            OUT: "login",
            **{
                who: "ok" if who in may else "403" if who in seen else "404"
                for who in SIGNED_IN
            },
        }

    return {"signed": doors(signed, ()), "waiting": doors(waiting, refused)}


def missing() -> dict:
    """What the form names is not there."""
    return mine()


def by_token() -> dict:
    """What only a token opens: a session, whoever's, is told that one is needed."""
    return {"": dict.fromkeys(EVERYBODY, "401")}


def nowhere() -> dict:
    """A one-time link that nobody has."""
    return {"": dict.fromkeys(EVERYBODY, "404")}
