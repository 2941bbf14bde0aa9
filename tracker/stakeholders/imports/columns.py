"""The columns that a list of stakeholders may have, and by what other names people call them."""

from __future__ import annotations

from tracker.stakeholders.models import Channel

COLUMNS = {
    "name": "navn stakeholder interessent gruppe group organisation",
    "interest": "interesse",
    "influence": "indflydelse power magt",
    "worry": "bekymring worries concern bekymringer",
    "platforms": "platforme where_they_are hvor_er_de",
    "owner": "ansvarlig ejer kontaktperson",
    "next_contact": "næste_kontakt",
    "channel": "kanal touchpoint kontaktpunkt",
    "platform": "platform_kanal",
    "purpose": "formål",
    "volume": "mængde henvendelser volume_per_month henvendelser_pr_måned",
    "answer_time": "svartid answer_time_hours svartid_timer",
    "answer_goal": "mål_for_svartid svarmål goal",
    "quality": "kvalitet",
    "touchpoint_owner": "kontaktpunkt_ansvarlig kanalansvarlig",
}
CHANNELS = {
    **{word.value: word for word in Channel},
    **{
        "e-mail": Channel.mail,
        "email": Channel.mail,
        "telefon": Channel.phone,
        "sociale medier": Channel.social,
    },
    **{
        "social platform": Channel.social,
        "social medie-platform": Channel.social,
        "hjemmeside": Channel.web,
    },
    **{
        "in person": Channel.in_person,
        "personligt": Channel.in_person,
        "møde": Channel.in_person,
        "brev": Channel.letter,
    },
}


def named(columns: list[str]) -> dict[str, str]:
    """Column to field; a field's own name wins over another word for it."""
    keys = {
        column: "_".join(column.casefold().replace("_", " ").replace("-", " ").split())
        for column in columns
    }
    found = {column: key for column, key in keys.items() if key in COLUMNS}
    for column, key in keys.items():
        known = next(
            (name for name, words in COLUMNS.items() if key in words.split()), None
        )
        if known and known not in found.values():
            found[column] = known
    return found
