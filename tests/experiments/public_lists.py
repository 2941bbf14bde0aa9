"""Small lists in the shapes in which platforms, forms and a municipality keep theirs.

All content is invented. A list says by itself what it can; `chosen` is what somebody
has to choose or type on the mapping page.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, field

import openpyxl

BELIEF = {"hypothesis": "“{%s}” is read by more people than a post without a question"}


@dataclass(frozen=True)
class PublicList:
    """A list, what is chosen on the mapping page, and what comes of its first row."""

    name: str
    content: bytes
    added: int
    first: dict
    columns: dict = field(default_factory=dict)
    fixed: dict = field(default_factory=dict)

    @property
    def clicks(self) -> int:
        return len(self.columns) + len(self.fixed)


def text(*rows, delimiter=",", encoding="utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(**sheets: list[list]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def meta() -> PublicList:
    """Posts from Meta Business Suite: months first, the text under Description."""
    head = (
        "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,"
        "Caption type,Permalink,Post type,Languages,Reach,Reactions,Comments,Shares"
    ).split(",")
    rows = [
        ["122101234567890123", "100064", "Aalborgby Kommune", "", "Hvad savner du?"]
        + ["0", "09/03/2024 06:00", "", "https://www.facebook.com/100064/posts/1"]
        + ["Photos", "", "12543", "310", "41", "12"],
        ["122101234567890124", "100064", "Aalborgby Kommune", "", "Ny legeplads"]
        + ["0", "04/22/2024 18:30", "", "https://www.facebook.com/100064/posts/2"]
        + ["Links", "", "980", "12", "0", "1"],
    ]
    return PublicList(
        "Aug-01-2024_Sep-30-2024.csv",
        text(head, *rows),
        2,
        {
            "external_id": "122101234567890123",
            "title": "Hvad savner du?",
            "platform": "facebook",
            "starts_on": dt.date(2024, 9, 3),
            "links": ["https://www.facebook.com/100064/posts/1"],
        },
        fixed={
            "hypothesis": BELIEF["hypothesis"] % "Description",
            "platform": "Facebook",
        },
    )


def linkedin() -> PublicList:
    """Posts from LinkedIn: a sheet of numbers first, and a line above the header."""
    head = (
        "Update title,Update link,Update type,Campaign name,Posted by,Created date,"
        "Audience,Impressions,Clicks,Click through rate (CTR),Likes,Engagement rate"
    ).split(",")
    numbers = ["Date", "Impressions (organic)", "Clicks (organic)"]
    book = workbook(
        Metrics=[
            ["Aggregated metrics for your page"],
            numbers,
            ["09/03/2024", 120, 4],
        ],
        All_posts=[
            ["Metrics for posts created in the selected period"],
            head,
            ["Vi søger en kollega", "https://www.linkedin.com/feed/update/1", "Organic"]
            + ["", "Ada A.", "09/13/2024", "", 1200, 41, 0.0341, 30, 0.06],
            ["Dagens case", "https://www.linkedin.com/feed/update/2", "Organic"]
            + ["", "Bo B.", "09/03/2024", "", 800, 10, 0.0125, 9, 0.02],
        ],
    )
    return PublicList(
        "aalborgby_content_1725.xlsx",
        saved(book),
        2,
        {
            "title": "Vi søger en kollega",
            "platform": "linkedin-page",
            "starts_on": dt.date(2024, 9, 13),
            "links": ["https://www.linkedin.com/feed/update/1"],
        },
        fixed={
            "hypothesis": BELIEF["hypothesis"] % "Update title",
            "platform": "LinkedIn",
        },
    )


def tiktok() -> PublicList:
    """Videos from TikTok Studio."""
    head = "Video title,Video link,Post time,Total likes,Total comments,Total views"
    rows = [
        ["Bag om #brandvæsnet", "https://www.tiktok.com/@aalborgby/video/71"]
        + ["September 3, 2024", "1,2K", "41", "34,5K"],
        ["På job i parken", "https://www.tiktok.com/@aalborgby/video/72"]
        + ["August 22, 2024", "310", "9", "8.120"],
    ]
    return PublicList(
        "Content.csv",
        text(head.split(","), *rows),
        2,
        {
            "title": "Bag om #brandvæsnet",
            "platform": "tiktok",
            "starts_on": dt.date(2024, 9, 3),
            "links": ["https://www.tiktok.com/@aalborgby/video/71"],
        },
        fixed={
            "hypothesis": BELIEF["hypothesis"] % "Video title",
            "platform": "TikTok",
        },
    )


def x() -> PublicList:
    """Posts from X: moments of UTC and ids of 19 digits."""
    head = "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Replies"
    rows = [
        ["1807539123456789012", "2024-06-30 22:30 +0000", "Hvem cykler?"]
        + [
            "https://x.com/aalborgby/status/1807539123456789012",
            "4120",
            "31",
            "90",
            "7",
        ],
        ["1807539123456789013", "2024-07-02 08:00 +0000", "Vejret i dag"]
        + ["https://x.com/aalborgby/status/1807539123456789013", "310", "2", "5", "0"],
    ]
    return PublicList(
        "account_analytics_content.csv",
        text(head.split(","), *rows),
        2,
        {
            "external_id": "1807539123456789012",
            "title": "Hvem cykler?",
            "platform": "x",
            "starts_on": dt.date(2024, 7, 1),
            "links": ["https://x.com/aalborgby/status/1807539123456789012"],
        },
        fixed={"hypothesis": BELIEF["hypothesis"] % "Post text", "platform": "X"},
    )


def microsoft_forms() -> PublicList:
    """Answers from a Danish Microsoft Forms: real dates, questions for headings."""
    head = ["Id", "Starttidspunkt", "Fuldførelsestidspunkt", "Mail", "Navn"]
    head += ["Hvad prøvede I?", "Hvad troede I, der ville ske?", "Hvilken kanal?"]
    head += ["Hvordan gik det?", "Hvad lærte I af det?"]
    at = dt.datetime(2024, 9, 3, 14, 51, 2)
    rows = [
        [1, at, at.replace(minute=56), "anonymous", None, "Quiz i en story"]
        + ["At flere unge svarer", "Instagram", "Det virkede", "Korte svar er nok."],
        [2, at, at.replace(day=4), "anonymous", None, "Lang video om affald"]
        + [
            "At den bliver set",
            "Facebook;YouTube;",
            "Virkede ikke",
            "Ingen ser fem min.",
        ],
    ]
    return PublicList(
        "Forsøg på sociale medier(1-2).xlsx",
        saved(workbook(Sheet1=[head, *rows])),
        2,
        {
            "external_id": "1",
            "title": "Quiz i en story",
            "hypothesis": "At flere unge svarer",
            "platform": "instagram",
            "outcome": "supported",
            "concluded_on": dt.date(2024, 9, 3),
            "lesson": "Korte svar er nok.",
        },
        columns={"title": "Hvad prøvede I?"},
    )


def google_forms() -> PublicList:
    """Answers from a Danish Google Forms, saved as CSV."""
    head = ["Tidsstempel", "Mailadresse", "Hvad hedder forsøget?"]
    head += ["Hvad tror du, der sker?", "Hvilken kanal bruger du?", "Lykkedes det?"]
    head += ["Hvad lærte du?"]
    rows = [
        ["2024/09/03 2:56:12 PM CEST", "frida@example.org", "Afstemning om parken"]
        + ["Flere deltager", "Facebook-gruppe", "Delvist", "De unge mangler."],
        ["2024/09/04 11:02:00 AM CEST", "", "Svar inden for en time"]
        + ["Færre bliver vrede", "Messenger", "Ja", "De fleste siger tak."],
    ]
    return PublicList(
        "Forsøg (svar) - Formularsvar 1.csv",
        text(head, *rows, encoding="utf-8"),
        2,
        {
            "title": "Afstemning om parken",
            "hypothesis": "Flere deltager",
            "platform": "facebook",
            "outcome": "mixed",
            "concluded_on": dt.date(2024, 9, 3),
            "lesson": "De unge mangler.",
        },
    )


def content_calendar() -> PublicList:
    """A municipality's calendar: titles above, merged weeks, a column that is hidden."""
    head = ["Uge", "Dato", "Kanal", "Emne", "Formål", "Hashtags", "Ansvarlig", "Status"]
    head += ["Link til opslag"]
    book = workbook(
        Indholdskalender=[
            ["Indholdskalender 2024 – Aalborgby Kommune"],
            ["Opdateres hver mandag"],
            [],
            head,
            [
                36,
                dt.date(2024, 9, 3),
                "Facebook",
                "Skolestart",
                "Flere forældre læser med",
            ]
            + ["#skole #børn", "Ada", "Udgivet", "facebook.com/aalborgby/posts/1"],
            [None, dt.date(2024, 9, 5), "Instagram-story", "Madspild", "Unge svarer"]
            + ["#klima", "Bo", "Planlagt", None],
            [37, dt.date(2024, 9, 10), "LinkedIn", "Ny leder", "Flere søger job hos os"]
            + [None, "Ada", "Kladde", None],
        ]
    )
    sheet = book.active
    sheet.merge_cells("A1:I1")
    sheet.merge_cells("A5:A6")
    sheet.column_dimensions["G"].hidden = True
    return PublicList(
        "SoMe-plan efterår.xlsx",
        saved(book),
        3,
        {
            "title": "Skolestart",
            "hypothesis": "Flere forældre læser med",
            "platform": "facebook",
            "starts_on": dt.date(2024, 9, 3),
            "tags": ["børn", "skole"],
            "links": ["https://facebook.com/aalborgby/posts/1"],
        },
        columns={"hypothesis": "Formål"},
    )


PUBLIC_LISTS = (
    meta,
    linkedin,
    tiktok,
    x,
    microsoft_forms,
    google_forms,
    content_calendar,
)
