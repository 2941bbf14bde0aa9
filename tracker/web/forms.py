"""The base class of forms, and fields whose limits come from the model.

There is one form per act; its fields are named as the arguments of the method.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from flask import g, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import (
    BooleanField,
    Field,
    FileField,
    HiddenField,
    MultipleFileField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import Choice
from wtforms.validators import Length
from wtforms.widgets import HiddenInput, Select

from tracker.core.validation import FieldError, ValidationFailed
from tracker.cpr import CPR
from tracker.numbers import whole_number
from tracker.plaintext import one_line as tidy_line
from tracker.plaintext import plain_text as tidy
from tracker.share_link import without_sharers
from tracker.web.i18n import label, translated, translated_later
from tracker.web_address import with_scheme

CHOOSE = _l("Choose one of the answers.")


class Form(FlaskForm):
    """The base class of forms; shows the validation errors of the models."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form, formdata):
            """The form data of the request.

            JSON is none: it would bring lists where words are due, or nest deeper than
            can be read.

            Nor is a file, where words are due. What a program sent as JSON comes as
            plain words, given to the form: see `api/body.py`.
            """
            given = isinstance(formdata, MultiDict)
            if request.is_json and not given:
                formdata = None
            sent = super().wrap_formdata(form, formdata)
            if not isinstance(sent, CombinedMultiDict):
                return sent
            takes_files = {
                field.name
                for field in form
                if isinstance(field, FileField | MultipleFileField)
            }
            files = [
                (name, file)
                for name, file in request.files.items(multi=True)
                if name in takes_files
            ]
            return CombinedMultiDict((MultiDict(files), request.form))

        def render_field(self, field, render_kw):
            """A field; a select without an empty choice always has an answer, which HTML
            does not call required.
            """
            one = isinstance(field, SelectField) and isinstance(field.widget, Select)
            if one and not field.widget.multiple and not field.has_groups():
                first = next(iter(field.iter_choices()), ("",))
                if first[0]:
                    render_kw = {**render_kw, "required": False}
            return super().render_field(field, render_kw)

        def bind_field(self, form, unbound_field, options):
            """A field of a form.

            What is none of its choices is told in our words, whatever it was.
            """
            field = super().bind_field(form, unbound_field, options)
            if isinstance(field, SelectField):
                field.invalid_value_message = field.invalid_value_message or CHOOSE
                field.invalid_choice_message = field.invalid_choice_message or CHOOSE
            return field

    def hidden_tag(self, *fields) -> Markup:
        """The hidden fields, without ids: a page may have several forms."""
        hidden = [field for field in self if isinstance(field.widget, HiddenInput)]
        return Markup("\n").join(field(id=False) for field in hidden)

    def rules(self) -> list[FieldError]:
        """The validation errors of these answers; a form calls the rules of its model."""
        return []

    def validate(self, extra_validators=None) -> bool:
        fields_ok = super().validate(extra_validators)
        problems = [problem for problem in self.rules() if not self._add_error(problem)]
        self.add_errors(*problems)
        return fields_ok and not problems

    def add_errors(self, *problems: FieldError) -> None:
        """Show errors beside their fields, in the reader's language.

        Errors of unknown fields are shown above the form.
        """
        for problem in problems:
            errors = getattr(self._fields.get(problem.field), "errors", None)
            text = translated(problem.message, **problem.params)
            if errors is None:
                self.form_errors.append(text)
            else:
                self._fields[problem.field].errors = list(errors) + [text]

    def try_call(self, verb, *args, **kwargs):
        """Call a method of a model; show its validation errors and return None if it fails."""
        try:
            return verb(*args, **kwargs) or True
        except ValidationFailed as refused:
            self.add_errors(*refused.problems)
            return None

    def cleaned_data(self) -> dict:
        """Field name to value, without technical fields such as the CSRF token."""
        carriers = {
            "csrf_token",
            "submission",
            "version",
            "draft",
            "publish",
            "not_cpr",
        }
        return {
            name: value for name, value in self.data.items() if name not in carriers
        }

    def _add_error(self, problem: FieldError) -> bool:
        field = self._fields.get(problem.field)
        return field is not None and bool(field.errors)


def fresh_key() -> str:
    """A key that nobody has sent; a page says the same with another."""
    key = secrets.token_urlsafe(18)
    g.setdefault("hidden_keys", []).append(key)
    return key


def _printable(text: str | None) -> str:
    return "".join(filter(str.isprintable, text or ""))


class DoubleSubmitGuard:
    """Mixin, to stand before Form: a hidden key that makes a second click find the first row."""

    submission = HiddenField(
        default=fresh_key, filters=[_printable], validators=[Length(max=64)]
    )

    def add_errors(self, *problems: FieldError) -> None:
        """Put problems beside their fields.

        A key that was another form's is told beside the form, which gets a new one.
        """
        if any(problem.field == "submission" for problem in problems):
            self.submission.data = fresh_key()
        for problem in problems:
            if problem.field == "submission":
                problem = replace(problem, field="")
            super().add_errors(problem)


class CprWarning:
    """Mixin, to stand before Form: asks before a possible CPR number is saved, by itself too.

    Every form in which people write has it. The behaviour "warn-cpr" warns of the same
    while one types.

    Attributes:
        suspected: Whether there was one; `form_open` then shows the field `not_cpr`.
    """

    not_cpr = BooleanField(_l("It is not a CPR number"))
    suspected = False

    @property
    def is_held_back(self) -> bool:
        """Whether it is not saved before somebody says that it is no CPR number."""
        return self.suspected and not self.not_cpr.data

    def validate(self, extra_validators=None) -> bool:
        fine = super().validate(extra_validators)
        texts = [
            field for field in self if any(map(CPR.search, texts_written_in(field)))
        ]
        self.suspected = bool(texts)
        if self.not_cpr.data or not texts:
            return fine
        for field in texts:
            warning = gettext(
                "This looks like a CPR number. Leave it out: everyone who may see this would"
                " see it."
            )
            field.errors = list(field.errors) + [warning]
        return False


def texts_written_in(field: Field) -> list[str]:
    """The texts that a person wrote in a field: one, several lines, or none."""
    if isinstance(field, HiddenField | PasswordField):
        return []
    if isinstance(field, StringField) and isinstance(field.data, str):
        return [field.data]
    if isinstance(field.data, list):
        return [text for text in field.data if isinstance(text, str)]
    return []


def short(column, label=None, validators=(), **kwargs) -> StringField:
    """A text of one line; its greatest length and its label are the model's."""
    return StringField(
        label or label_of(column),
        filters=[tidy_line, _without_sharers],
        validators=[at_most(column.max_length)] + list(validators),
        **kwargs,
    )


def long(column, label=None, validators=(), **kwargs) -> TextAreaField:
    """A text of several lines; its greatest length and its label are the model's."""
    return TextAreaField(
        label or label_of(column),
        filters=[tidy, _without_sharers],
        validators=[at_most(column.max_length)] + list(validators),
        **kwargs,
    )


def web_address(column, label, validators=()) -> StringField:
    """A web address, which may be typed from its host on."""
    return StringField(
        label,
        filters=[tidy_line, with_scheme, _without_sharers],
        validators=[at_most(column.max_length)] + list(validators),
    )


def _without_sharers(text: str) -> str:
    """The text whose links do not tell who shared them; the response says so."""
    left = without_sharers(text)
    if left != text:
        g.links_shortened = True
    return left


class MarkdownField(TextAreaField):
    """A text of several lines that is shown as Markdown; the page puts buttons above it."""


def formatted(column, label=None, validators=(), **kwargs) -> MarkdownField:
    """A text as `long` that readers see as Markdown."""
    return MarkdownField(
        label or label_of(column),
        filters=[tidy, _without_sharers],
        validators=[at_most(column.max_length)] + list(validators),
        **kwargs,
    )


def label_of(column):
    """The label that the model declares, in the reader's language."""
    return translated_later(column.description.label)


def at_most(cap: int) -> Length:
    """A validator of the length, with a translated message."""
    return Length(max=cap, message=_l("At most %(max)d characters."))


class EnumSelectField(SelectField):
    """Select field of an enumeration; sends the value, shows the label, None for none."""

    def __init__(self, label=None, words=None, blank=None, **kwargs):
        self.words = words
        self.blank = blank
        super().__init__(
            label,
            coerce=lambda value: words(value) if value else None,
            validate_choice=False,
            **kwargs,
        )

    def iter_choices(self):
        if self.blank is not None:
            yield Choice("", self.blank, self.data is None, {})
        for word in self.words:
            yield Choice(word.value, label(word), word == self.data, {})

    def has_groups(self) -> bool:
        return False

    def process_formdata(self, valuelist):
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            self.data = None
            raise ValueError(gettext("Choose one of the answers.")) from error


def row_id(text) -> int | None:
    """The id that a select field sends, or None for an empty one.

    Raises:
        ValueError: It is none.
    """
    number = whole_number(text)
    if text and number is None:
        raise ValueError(text)
    return number
