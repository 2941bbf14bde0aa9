"""An event as a message, in each of the shapes that a webhook may have."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.lessons.enums import Outcome
from tracker.quarters import Quarter
from tracker.web.i18n import label, quarter
from tracker.web.responses import public_url
from tracker.webhooks.enums import HookEvent, HookShape
from tracker.webhooks.models import Webhook
from tracker.webhooks.queries import HookFacts

CARD = "application/vnd.microsoft.card.adaptive"
CARD_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
TEST = "test"


@dataclass(frozen=True)
class HookMessage:
    """What is told.

    Attributes:
        kind: The type of the event, for programs.
        data: The same for programs.
    """

    kind: str
    title: str
    text: str
    detail: str
    url: str
    data: dict


def message_of(event: HookEvent, facts: HookFacts) -> HookMessage:
    """The message of an event, in the language of the webhook."""
    if event is HookEvent.signed:
        return _signed(facts)
    row = facts.row
    url = public_url("experiments.experiment", id=row.experiment.id)
    if event is HookEvent.lesson_of_week:
        url = public_url("lessons.lesson", id=row.lesson.id)
    unit = row.credit.unit
    outcome = row.conclusion and row.conclusion.outcome
    data = {
        "title": row.experiment.title,
        "unit": unit and unit.name,
        "outcome": outcome and outcome.value,
        "words": facts.words,
        "url": url,
    }
    detail = " · ".join(filter(None, [row.experiment.title, unit and unit.name]))
    return HookMessage(
        event.value, _title(event, outcome), facts.words, detail, url, data
    )


def test_message() -> HookMessage:
    """What the test button sends."""
    text = _("It works. From now on you are told here.")
    url = public_url("home.home")
    return HookMessage(TEST, _("A test"), text, "", url, {"words": text, "url": url})


def body_of(message: HookMessage, shape: HookShape, at: dt.datetime) -> bytes:
    """The message as it is sent."""
    if shape is HookShape.teams:
        made = _card(message)
    elif shape is HookShape.slack:
        made = {"text": _lines(message)}
    else:
        made = {
            "type": message.kind,
            "timestamp": at.isoformat(timespec="seconds"),
            "data": message.data,
        }
    return json.dumps(made, ensure_ascii=False).encode()


def headers_of(
    hook: Webhook, id: str, body: bytes, at: dt.datetime, key: str
) -> dict[str, str]:
    """The headers; for a program with the signature of Standard Webhooks.

    Args:
        id: Names the message, however often it is sent.
        key: The installation's key.
    """
    headers = {"Content-Type": "application/json", "User-Agent": "Forsoeg"}
    if hook.shape is HookShape.standard:
        sent = str(int(at.timestamp()))
        headers["webhook-id"] = id
        headers["webhook-timestamp"] = sent
        headers["webhook-signature"] = signature(hook.secret(key), id, sent, body)
    return headers


def signature(secret: bytes, id: str, timestamp: str, body: bytes) -> str:
    """The signature that Standard Webhooks asks for."""
    signed = f"{id}.{timestamp}.".encode() + body
    digest = hmac.digest(secret, signed, hashlib.sha256)
    return "v1," + base64.b64encode(digest).decode()


def _title(event: HookEvent, outcome: Outcome | None) -> str:
    if event is HookEvent.lesson_of_week:
        return _("The lesson of the week")
    if event is HookEvent.question:
        return _("A question has waited three days for an answer")
    if event is HookEvent.thanks:
        return _("Somebody used a lesson")
    return _("An attempt taught us something: %(outcome)s", outcome=label(outcome))


def _signed(facts: HookFacts) -> HookMessage:
    url = public_url("summaries.summary", quarter=facts.quarter)
    name = quarter(Quarter.parse(facts.quarter))
    title = _("What %(quarter)s taught us is signed", quarter=name)
    data = {"quarter": facts.quarter, "url": url}
    return HookMessage(HookEvent.signed.value, title, "", "", url, data)


def _card(message: HookMessage) -> dict:
    """An adaptive card; runs of text, in which no sign means anything."""
    body = [_run(message.title, weight="Bolder", size="Medium")]
    if message.text:
        body.append(_run(message.text))
    if message.detail:
        body.append(_run(message.detail, isSubtle=True))
    content = {
        "$schema": CARD_SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [
            {"type": "Action.OpenUrl", "title": _("Read on here"), "url": message.url}
        ],
    }
    return {
        "type": "message",
        "attachments": [{"contentType": CARD, "contentUrl": None, "content": content}],
    }


def _run(text: str, **looks) -> dict:
    run = {"type": "TextRun", "text": text} | looks
    return {"type": "RichTextBlock", "inlines": [run]}


def _lines(message: HookMessage) -> str:
    """Lines for Slack and Mattermost, in which nobody is called and nothing is a link."""
    lines = [f"*{_written(message.title)}*"]
    if message.text:
        lines.append(f"> {_written(message.text)}")
    if message.detail:
        lines.append(_written(message.detail))
    link = _written(_("Read on here"))
    lines.append(f"<{message.url}|{link}>")
    return "\n".join(lines)


def _written(text: str) -> str:
    """A text in which no sign means anything: no tag, no call of everybody, no link."""
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, written)
    text = " ".join(text.split())
    return text.replace("@", "@\u200b").replace("](", "]\u200b(")
