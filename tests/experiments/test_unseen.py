"""What somebody may not see stands on no page they can reach, and changes no number there."""

import difflib

import pytest

from tests.access import ADMIN, BESIDE, ELSEWHERE, FACILITATOR, LEADER, NAMES, OUT
from tests.experiments.unseen import addresses, begun_case, hide, links, read

READERS = (OUT, ELSEWHERE, LEADER, FACILITATOR, ADMIN)
# "1 more, visible to its unit": what these say of an attempt that its unit alone sees, and what follows from it. A draft is nowhere.
TELL_THAT_THERE_IS_ONE = ("/stakeholders", "/experiments/1/lineage", "/lessons", "/business-case")
COMPARED = {"sqlite": (ELSEWHERE, FACILITATOR), "postgres": (ELSEWHERE,)}


@pytest.mark.parametrize("draft", [True, False], ids=["a draft", "of the unit"])
def test_it_stands_on_no_page_and_counts_nowhere(draft, app, cast, visit, request, store):
    cast.folder = app.config["TRACKER"].files
    begun_case(cast)
    thorough = request.config.getoption("--faults")
    readers = (*READERS, *([BESIDE] if draft else []))
    kind = store.database_url.split(":")[0].removesuffix("ql")
    compared = readers if thorough else COMPARED[kind] if not draft else COMPARED[kind][:1]
    browsers = {who: visit(None if who == OUT else getattr(cast, NAMES[who])) for who in readers}
    paths = addresses(app, cast)
    before = {who: read(browsers[who], paths) for who in compared}
    more = {who: links(before[who])[:80] for who in compared}
    before = {who: {**before[who], **read(browsers[who], more[who])} for who in compared}
    hide(cast, draft=draft)
    looked = set()
    for who in readers if (thorough or kind == "sqlite") else compared:
        after = read(browsers[who], [*paths, *more.get(who, [])])
        looked |= {(who, path) for path in after}
        told = {path: word for path, text in after.items() if (word := canary(text))}
        assert not told, f"{who} reads {told}"
        changed = {
            path: difference(before[who][path], after[path]) for path in before.get(who, ()) if before[who][path] != after[path]
        }
        changed = {path: what for path, what in changed.items() if draft or not path.startswith(TELL_THAT_THERE_IS_ONE)}
        assert not changed, f"for {who} it changes {changed}"
    print(f"\n{len(looked)} pages read by {len(readers)}, {sum(map(len, before.values()))} of them twice")


def canary(text: str) -> str:
    at = text.lower().find("zwyq")
    return text[max(at - 60, 0) : at + 40] if at >= 0 else ""


def difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(list(lines)[2:12])[:700]
