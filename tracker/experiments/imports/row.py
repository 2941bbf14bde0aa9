"""One row of a file as the answers of a plan card and a learning card."""

from __future__ import annotations

import re

from tracker.core.validation import N_, max_lengths
from tracker.experiments.imports import values
from tracker.experiments.imports.cells import Cells
from tracker.experiments.imports.parsed_row import Answers
from tracker.experiments.imports.report import reasons
from tracker.experiments.models import Experiment, Format, Link, Stage
from tracker.experiments.models.evidence import link_problems
from tracker.experiments.models.experiment import plan_problems
from tracker.experiments.models.tag import MOST_TAGS, Tag, tidy_tags
from tracker.lessons.models import Conclusion, Lesson, card_problems
from tracker.plaintext import one_line, plain_text

PLAN_TEXTS = ("hypothesis", "method", "metric", "criterion")
CARD_TEXTS = ("observation", "surprise")
MOST_LINKS = 12
CAPS = {
    **max_lengths(Experiment),
    **max_lengths(Conclusion),
    "lesson": max_lengths(Lesson)["statement"],
    "context": max_lengths(Lesson)["context"],
}
CUT_TITLE = N_(
    "Longer than %(cap)s characters: cut at a word. It stands in full in the observation."
)
CUT_LESSON = N_(
    "Longer than %(cap)s characters: cut at a word. It stands in full in the lesson's context."
)
CUT_ONLY = N_("Longer than %(cap)s characters: cut at a word.")

_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


class Row(Cells):
    """The reading of one row."""

    def done(self) -> Answers:
        it = self.it
        reader = self.reader
        outcome = self._outcome()
        it.plan = {
            "title": self._title(),
            **{name: self._text(name) for name in PLAN_TEXTS},
            "platform": self._platform(),
            "format": self._word("format", values.FORMAT_OF, Format.other),
            "baseline": self._number("baseline"),
            "target": self._number("target"),
            "starts_on": self._day("starts_on"),
            "ends_on": self._day("ends_on"),
        }
        if outcome:
            it.stage = Stage.concluded
            it.card = {"outcome": outcome, **self._card()}
        else:
            self._unconcluded()
        it.author, it.authors_unit = self._author()
        it.unit = self._unit()
        it.tags = self._tags()
        it.links = self._links()
        found = [*plan_problems(it.plan, publishing=True)]
        if outcome:
            found += card_problems(
                {**it.card, "lesson": it.lesson, "context": it.context},
                on=reader.on,
                imported=True,
            )
        it.problems += reasons(found, reader.mapping.column_of)
        return it

    # The plan card

    def _title(self) -> str:
        title = one_line(self.texts.get("title", ""))
        short = values.cut(title, CAPS["title"])
        if short != title:
            self.full.append(title)
            self._tell("title", CUT_TITLE, cap=CAPS["title"])
        return short

    def _text(self, name: str) -> str:
        text = self.texts.get(name)
        if not text:
            return ""
        text = one_line(text) if name == "metric" else plain_text(text)
        short = values.cut(text, CAPS[name])
        if short != text:
            self._tell(name, CUT_ONLY, cap=CAPS[name])
        return short

    def _platform(self) -> int:
        text = one_line(self.texts.get("platform", ""))
        if not text:
            id, chosen = self.reader.elsewhere("other")
            if "platform" in self.texts:
                self._tell(
                    "platform",
                    N_("No platform is named; we chose %(chosen)s."),
                    chosen=chosen,
                )
            return id
        id, chosen = self.reader.platform(text)
        if chosen:
            message = N_(
                "“%(text)s” is not one of the platforms here; we chose %(chosen)s."
            )
            self._tell("platform", message, text=values.cut(text, 60), chosen=chosen)
        return id

    # The learning card

    def _outcome(self):
        text = one_line(self.texts.get("outcome", ""))
        outcome, known = values.outcome(text)
        if not known:
            self._tell(
                "outcome",
                N_("“%(text)s” is read as inconclusive."),
                text=values.cut(text, 60),
            )
        return outcome

    def _card(self) -> dict:
        it = self.it
        card = {name: self._text(name) for name in CARD_TEXTS}
        card["decision"] = self._word("decision", values.DECISION_OF, None)
        card["result"] = self._number("result")
        card["concluded_on"] = self._day("concluded_on")
        statement = plain_text(self.texts.get("lesson", ""))
        line = " ".join(statement.split())
        it.lesson = values.cut(line, CAPS["lesson"])
        if it.lesson != line:
            it.context = values.cut(statement, CAPS["context"])
            self.full += [statement] if it.context != statement else []
            self._tell("lesson", CUT_LESSON, cap=CAPS["lesson"])
        if self.full:
            card["observation"] = self._appended("observation", card["observation"])
        return card

    def _unconcluded(self) -> None:
        plan = self.it.plan
        if (
            plan["criterion"]
            and plan["starts_on"]
            and plan["starts_on"] <= self.reader.on
        ):
            self.it.stage = Stage.running
        if self.full:
            plan["method"] = self._appended("method", plan["method"])
        try:
            values.period(self.texts.get("concluded_on", ""))
        except values.Unreadable as error:
            self._bad("concluded_on", error)
        for name in (
            "observation",
            "surprise",
            "lesson",
            "decision",
            "result",
            "concluded_on",
        ):
            if self.texts.get(name, "").strip().lower() not in values.NOTHING:
                self._tell(
                    name, N_("Left out: the row does not say how it went (outcome).")
                )

    def _appended(self, name: str, text: str) -> str:
        whole = "\n\n".join(filter(None, (text, *self.full)))
        if len(whole) <= CAPS[name]:
            return whole
        return text

    # Who, where and what about

    def _author(self) -> tuple[int, int]:
        """Author, and the author's unit."""
        me = self.reader.author
        email = self.texts.get("author_email", "").strip()
        found = self.reader.person(email) if email else None
        if email and found is None:
            self._tell(
                "author_email",
                N_("No account has this address; the author is %(name)s."),
                name=me.name,
            )
        return found or (me.id, me.unit_id)

    def _unit(self) -> int | None:
        name = one_line(self.texts.get("unit", ""))
        found = self.reader.unit(name) if name else None
        if name and found is None:
            self._tell(
                "unit",
                N_("There is no unit called “%(text)s”; the author's was taken."),
                text=values.cut(name, 60),
            )
        return found

    def _tags(self) -> list[str]:
        names = tidy_tags(re.split("[;,\n]", plain_text(self.texts.get("tags", ""))))
        fitting = [name for name in names if len(name) <= Tag.name.max_length]
        if len(fitting) < len(names):
            self._tell(
                "tags",
                N_("A tag longer than %(cap)s characters was left out."),
                cap=Tag.name.max_length,
            )
        if len(fitting) > MOST_TAGS:
            self._tell(
                "tags", N_("Only the first %(most)s tags were taken."), most=MOST_TAGS
            )
        return fitting[:MOST_TAGS]

    def _links(self) -> list[str]:
        links = [_web_address(word) for word in self.texts.get("link", "").split()]
        good = [
            link
            for link in links
            if not link_problems(link) and len(link) <= Link.url.max_length
        ]
        if len(good) < len(links):
            self._tell("link", N_("A link that is no web address was left out."))
        return list(dict.fromkeys(good))[:MOST_LINKS]


def _web_address(word: str) -> str:
    doi = _DOI.fullmatch(word)
    if doi:
        return f"https://doi.org/{doi[1]}"
    return word
