"""Parsing one row of a list into a plan card and a learning card."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.core.imports import CellReader, as_notes, cut, is_nothing
from tracker.core.imports.personal_number import links_without_cpr, texts_without_cpr
from tracker.core.validation import N_, FieldError, max_lengths
from tracker.cpr import may_hold_cpr
from tracker.experiments.imports import words
from tracker.experiments.imports.link import web_addresses
from tracker.experiments.imports.lookup import Lookup, address_in
from tracker.experiments.imports.parsed_row import ParsedRow
from tracker.experiments.models import Experiment, Format, Link, Stage
from tracker.experiments.models.evidence import link_problems
from tracker.experiments.models.tag import MOST_TAGS, Tag, split_tags
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson, card_problems
from tracker.plaintext import one_line, plain_text

PLAN_TEXTS = ("hypothesis", "method", "metric", "criterion")
CARD_TEXTS = ("observation", "surprise")
MOST_LINKS = 12
CAPS = max_lengths(Experiment) | max_lengths(Conclusion)
CAPS["lesson"] = max_lengths(Lesson)["statement"]
CAPS["context"] = max_lengths(Lesson)["context"]
CUT_TITLE = N_(
    "Longer than %(cap)s characters: cut at a word. It stands in full in the observation."
)
CUT_LESSON = N_(
    "Longer than %(cap)s characters: cut at a word. It stands in full in the lesson's context."
)
CUT_ONLY = N_("Longer than %(cap)s characters: cut at a word.")
READ_AS_INCONCLUSIVE = N_("“%(text)s” is read as inconclusive.")
READ_AS = {
    Outcome.supported: N_("“%(text)s” is read as: it held."),
    Outcome.refuted: N_("“%(text)s” is read as: it didn't hold."),
    Outcome.mixed: N_("“%(text)s” is read as: it partly held."),
    Outcome.stopped: N_("“%(text)s” is read as: it was stopped."),
}
NOT_OVER = N_("“%(text)s” says that it is not over; it has no outcome yet.")
NOT_YET = N_("“%(text)s” has not come yet; left empty.")
NOT_FITTING = N_("“%(text)s” does not fit the rest of the row; left empty.")
LEFT_OUT = N_("Left out: the row does not say how it went (outcome).")
# What is left empty rather than cost the row
OPTIONAL = (
    "baseline",
    "target",
    "result",
    "starts_on",
    "ends_on",
    "review_on",
    "concluded_on",
)
# Fields of concluded experiments alone
CARD_FIELDS = (
    "observation",
    "surprise",
    "lesson",
    "decision",
    "could_tell",
    "result",
    "concluded_on",
)


class RowParser:
    """Parses one row.

    Args:
        me: The author of rows that name none.

    Raises:
        NeedsDatabase: It has to be asked for the author, and that is not allowed.
    """

    def __init__(self, cells: CellReader, lookup: Lookup, me: Person):
        self.cells = cells
        self.row: ParsedRow = cells.row
        self.texts = cells.texts
        self.on = cells.reader.habits.on
        self.lookup = lookup
        self.me = me
        # Texts that were cut; the observation gets them in full
        self.full: list[str] = []
        self.outcome: Outcome | None = None
        self.email = self._email()
        self.account = None
        if self.email:
            self.account = lookup.person(self.email)

    # The steps of parsing; each is taken for many rows before the next

    def read_outcome(self) -> None:
        self.outcome = self._outcome()

    def read_plan(self) -> None:
        self.row.plan = self._plan()

    def read_card(self) -> None:
        """The learning card of what is concluded."""
        row = self.row
        if self.outcome:
            row.stage = Stage.concluded
            row.card = {"outcome": self.outcome} | self._card()
            row.tally = self.outcome.value
        else:
            self._unconcluded()

    def read_people_and_links(self) -> None:
        row = self.row
        row.author, row.authors_unit = self._author()
        row.unit = self._unit()
        row.tags = self._tags()
        row.links = self._links()

    def take_out_cpr(self) -> None:
        row = self.row
        # Nearly every row is passed over by this one search
        said = [row.lesson, row.context] + row.tags + row.links
        for card in (row.plan, row.card):
            said += [text for text in card.values() if type(text) is str]
        if not may_hold_cpr("\n".join(said)):
            return
        row.plan = texts_without_cpr(self.cells, row.plan)
        row.card = texts_without_cpr(self.cells, row.card)
        said = {"lesson": row.lesson, "context": row.context}
        said = texts_without_cpr(self.cells, said, told_as="lesson")
        row.lesson, row.context = said["lesson"], said["context"]
        tags = texts_without_cpr(self.cells, dict(enumerate(row.tags)), told_as="tags")
        row.tags = list(tags.values())
        row.links = links_without_cpr(self.cells, "link", row.links)

    def find_problems(self) -> None:
        problems = [one for one in self._problems() if not self._is_left_empty(one)]
        self.row.problems += as_notes(problems, self.cells.reader.mapping.column_of)

    # What is wrong

    def _problems(self) -> list[FieldError]:
        row = self.row
        found = Experiment.plan_problems(row.plan, publishing=True)
        if row.card:
            card = row.card | {"lesson": row.lesson, "context": row.context}
            found += card_problems(card, on=self.on, imported=True)
        return found

    def _is_left_empty(self, problem: FieldError) -> bool:
        """Whether only an optional number or day is wrong, which costs no row."""
        row = self.row
        name = problem.field
        values = row.plan
        if name not in values:
            values = row.card
        if name not in OPTIONAL or values.get(name) is None:
            return False
        message = NOT_FITTING
        if isinstance(values[name], dt.date) and values[name] > self.on:
            message = NOT_YET
        values[name] = None
        self.cells.tell(name, message, text=cut(self.cells.line(name), 60))
        return True

    def _plan(self) -> dict:
        cells = self.cells
        plan = self._texts(PLAN_TEXTS)
        plan["title"] = self._title()
        plan["platform"] = self._platform()
        plan["format"] = cells.word("format", words.FORMAT_OF, Format.other)
        plan["baseline"] = cells.number("baseline")
        plan["target"] = cells.number("target")
        plan["starts_on"], ends_on = cells.both_days("starts_on")
        plan["ends_on"] = cells.day("ends_on") or ends_on
        plan["review_on"] = cells.day("review_on")
        return plan

    # The plan card

    def _title(self) -> str:
        title = one_line(self.texts.get("title", ""))
        short = cut(title, CAPS["title"])
        if short != title:
            self.full.append(title)
            self.cells.tell("title", CUT_TITLE, cap=CAPS["title"])
        return short

    def _texts(self, names: tuple[str, ...]) -> dict:
        """Field to text; most lists have few of the fields."""
        found = dict.fromkeys(names, "")
        for name in names:
            if text := self.texts.get(name):
                found[name] = self._text(name, text)
        return found

    def _text(self, name: str, text: str) -> str:
        if name == "metric":
            text = one_line(text)
        else:
            text = plain_text(text)
        short = cut(text, CAPS[name])
        if short != text:
            self.cells.tell(name, CUT_ONLY, cap=CAPS[name])
        return short

    def _platform(self) -> int:
        text = one_line(self.texts.get("platform", ""))
        if not text:
            id, chosen = self.lookup.elsewhere("other")
            if "platform" in self.texts:
                self.cells.tell(
                    "platform",
                    N_("No platform is named; we chose %(chosen)s."),
                    chosen=chosen,
                )
            return id
        id, chosen = self.lookup.platform(text)
        if chosen:
            message = N_(
                "“%(text)s” is not one of the platforms here; we chose %(chosen)s."
            )
            self.cells.tell("platform", message, text=cut(text, 60), chosen=chosen)
        return id

    # The learning card

    def _outcome(self) -> Outcome | None:
        text = self.cells.line("outcome")
        answer = words.outcome(text)
        if answer.is_open:
            self.cells.tell("outcome", NOT_OVER, text=cut(text, 60))
        elif not answer.known:
            self.cells.tell("outcome", READ_AS_INCONCLUSIVE, text=cut(text, 60))
        elif answer.is_arguable:
            self.cells.tell("outcome", READ_AS[answer.outcome], text=cut(text, 60))
        return answer.outcome

    def _card(self) -> dict:
        row = self.row
        card = self._texts(CARD_TEXTS)
        card["decision"] = self.cells.word("decision", words.DECISION_OF)
        card["could_tell"] = self.cells.word("could_tell", words.COULD_TELL_OF)
        card["result"] = self.cells.number("result")
        card["concluded_on"] = self._concluded_on()
        statement = plain_text(self.texts.get("lesson", ""))
        line = " ".join(statement.split())
        row.lesson = cut(line, CAPS["lesson"])
        if row.lesson != line:
            row.context = cut(statement, CAPS["context"])
            if row.context != statement:
                self.full.append(statement)
            self.cells.tell("lesson", CUT_LESSON, cap=CAPS["lesson"])
        if self.full:
            card["observation"] = self._appended("observation", card["observation"])
        return card

    def _concluded_on(self) -> dt.date | None:
        found = self.cells.period("concluded_on")
        if found is None:
            return None
        if found.first < found.last and found.first <= self.on < found.last:
            self.cells.tell("concluded_on", N_("It is not over yet; today was taken."))
            return self.on
        return found.last

    def _unconcluded(self) -> None:
        plan = self.row.plan
        begun = plan["starts_on"] and plan["starts_on"] <= self.on
        if plan["criterion"] and begun:
            self.row.stage = Stage.running
        if self.full:
            plan["method"] = self._appended("method", plan["method"])
        self.cells.period("concluded_on")
        for name in CARD_FIELDS:
            if not is_nothing(self.texts.get(name, "")):
                self.cells.tell(name, LEFT_OUT)

    def _appended(self, name: str, text: str) -> str:
        whole = "\n\n".join(filter(None, [text] + self.full))
        if len(whole) <= CAPS[name]:
            return whole
        return text

    # Author, unit, tags and links

    def _author(self) -> tuple[int, int]:
        """Ids of the author and of the author's unit."""
        me = self.me
        if self.email and self.account is None:
            self.cells.tell(
                "author_email",
                N_("No account has this address; the author is %(name)s."),
                name=me.name,
            )
        return self.account or (me.id, me.unit_id)

    def _email(self) -> str:
        text = self.texts.get("author_email")
        if not text:
            return ""
        return address_in(text)

    def _unit(self) -> int | None:
        name = one_line(self.texts.get("unit", ""))
        if not name:
            return None
        found = self.lookup.unit(name)
        if found is None:
            self.cells.tell(
                "unit",
                N_("There is no unit called “%(text)s”; the author's was taken."),
                text=cut(name, 60),
            )
        return found

    def _tags(self) -> list[str]:
        text = self.texts.get("tags")
        if not text or is_nothing(text):
            return []
        names = split_tags(plain_text(text))
        cap = Tag.name.max_length
        fitting = [name for name in names if len(name) <= cap]
        if len(fitting) < len(names):
            self.cells.tell(
                "tags",
                N_("A tag longer than %(cap)s characters was left out."),
                cap=cap,
            )
        if len(fitting) > MOST_TAGS:
            self.cells.tell(
                "tags", N_("Only the first %(most)s tags were taken."), most=MOST_TAGS
            )
        return fitting[:MOST_TAGS]

    def _links(self) -> list[str]:
        text = self.texts.get("link")
        if not text or is_nothing(text):
            return []
        found = web_addresses(text)
        good = [
            link
            for link in found.addresses
            if not link_problems(link) and len(link) <= Link.url.max_length
        ]
        if len(good) < len(found.addresses) or found.others:
            self.cells.tell("link", N_("A link that is no web address was left out."))
        return list(dict.fromkeys(good))[:MOST_LINKS]
