"""The columns of a list of stakeholders."""

from __future__ import annotations

from tracker.core.imports import Column, Columns, column_of
from tracker.core.validation import N_
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint

COLUMNS = Columns(
    column_of(Stakeholder.name),
    column_of(Stakeholder.interest),
    column_of(Stakeholder.influence),
    column_of(Stakeholder.worry),
    Column(
        "platforms",
        "platforme where_they_are hvor_er_de",
        title=N_("Where they are"),
    ),
    Column("owner", "ansvarlig ejer kontaktperson", title=N_("Contact person")),
    column_of(Stakeholder.next_contact),
    column_of(Touchpoint.channel),
    Column("platform", "platform_kanal", title=N_("The channel's platform")),
    column_of(Touchpoint.purpose),
    column_of(Touchpoint.volume),
    column_of(Touchpoint.answer_time),
    column_of(Touchpoint.answer_goal),
    column_of(Touchpoint.quality),
    Column(
        "touchpoint_owner",
        "kontaktpunkt_ansvarlig kanalansvarlig hvem_passer_det",
        title=N_("Who looks after it?"),
    ),
)
# The words for each channel in a list
CHANNELS = {word.value: word for word in Channel} | {
    "e-mail": Channel.mail,
    "email": Channel.mail,
    "telefon": Channel.phone,
    "sociale medier": Channel.social,
    "social platform": Channel.social,
    "social medie-platform": Channel.social,
    "hjemmeside": Channel.web,
    "socialt medie": Channel.social,
    "in person": Channel.in_person,
    "ansigt til ansigt": Channel.in_person,
    "personligt": Channel.in_person,
    "møde": Channel.in_person,
    "brev": Channel.letter,
}
