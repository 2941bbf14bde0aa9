"""What a device keeps of a text that has one version after another is found again when a
colleague has saved meanwhile: its key names no version.
"""

from __future__ import annotations

import re

from tests.business_case.factories import begun
from tests.examples import for_each_case

SENT = {
    "/strategy/edit": {"text": "Vi er dér, hvor folk spørger.", "after": "0"},
    "/safe-conduct/edit": {
        "after": "0",
        "text": "Det holdes ikke imod nogen.",
        "exceptions": "Lovbrud.",
        "contact": "Carla Munk",
    },
    "/business-case/edit": {
        "goal": "Færre opkald om pas",
        "hours": "10",
        "rate": "5",
        "cost": "50",
        "version": "1",
    },
}


@for_each_case("path", SENT)
def test_a_key_stays_when_a_colleague_has_saved(cast, visit, path):
    if path.startswith("/business-case"):
        begun(cast)
    writer = visit(cast.frida)
    before = draft_keys(writer.get(path).text)
    assert len(before) == 1
    assert visit(cast.leif).post(path, data=SENT[path]).status_code == 303
    assert draft_keys(writer.get(path).text) == before
    name = "goal" if "goal" in SENT[path] else "text"
    met = writer.post(path, data={**SENT[path], name: "Noget helt andet."})
    assert met.status_code == 409
    assert draft_keys(met.text) == before


def draft_keys(page: str) -> list[str]:
    return re.findall(r'data-draft-key="([^"]+)"', page)
