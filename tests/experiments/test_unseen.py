"""What somebody may not see stands on no page they can reach, and changes no number there."""

import difflib

from tests.access import ADMIN, BESIDE, ELSEWHERE, FACILITATOR, LEADER, NAMES, OUT
from tests.experiments.unseen import addresses, begun_case, hide, links, read

READERS = (OUT, ELSEWHERE, LEADER, FACILITATOR, ADMIN)
# What its unit alone sees is counted by these as one of the organisation's attempts, "1 more, visible to its unit". A draft is nowhere.
# An assumption that falls with it opens the business case again, which those who keep it are told.
COUNT_IT = ("/stakeholders", "/experiments/1/lineage", "/lessons", "/business-case", "/dashboard", "/readiness", "/strategy")
OPEN_AGAIN = "The business case is open again"
MOST_LINKS = {False: 8, True: 15}
LOG = "/admin/audit"  # remembers that somebody has just read an export, and so is never the same twice


def test_it_stands_on_no_page_and_counts_nowhere(app, cast, visit, request, store):
    """A draft, then what its unit alone sees: read by everybody who may not, and before and after by a colleague elsewhere.

    By default the others read in turn what the colleague may not, and the front page of each room; and on PostgreSQL the colleague
    alone reads, once both are hidden, of the narrowed lists every third, as who may see what is one condition for everybody and
    everything. With --faults all read everything, before and after each.
    """
    cast.folder = app.config["TRACKER"].files
    begun_case(cast)
    thorough, small = request.config.getoption("--faults"), not store.database_url.startswith("sqlite")
    browsers = {who: visit(None if who == OUT else getattr(cast, NAMES[who])) for who in (*READERS, BESIDE)}
    paths = addresses(app, cast)
    if small and not thorough:
        paths = [path for n, path in enumerate(paths) if "?" not in path or n % 3 == 0]
    before = {who: read(browsers[who], paths) for who in (READERS if thorough else (ELSEWHERE,))}
    more = {who: links(pages)[: 0 if small and not thorough else MOST_LINKS[thorough]] for who, pages in before.items()}
    before = {who: {**pages, **read(browsers[who], more[who])} for who, pages in before.items()}
    looked = sum(map(len, before.values()))
    shut = [
        path for path in paths if not before[ELSEWHERE][path].startswith("200") or (path.count("/") == 1 and "?" not in path)
    ]

    hide(cast, draft=True)
    for who in () if small and not thorough else dict.fromkeys((*before, BESIDE)):
        after = read(browsers[who], [*before.get(who, paths if thorough else paths[::2])])
        assert not (told := told_in(after)), f"{who} reads {told}"
        assert not (changed := changes(before.get(who, {}), after)), f"a draft changes for {who} {changed}"
        looked += len(after)

    hide(cast, draft=False)
    others = [] if small and not thorough else [who for who in READERS if who not in before]
    shares = {who: shut[turn :: len(others)] for turn, who in enumerate(others)}
    for who, pages in {**before, **shares}.items():
        after = read(browsers[who], [*pages])
        assert not (told := told_in(after)), f"{who} reads {told}"
        changed = changes(before.get(who, {}), after)
        changed = {path: how for path, how in changed.items() if not path.startswith(COUNT_IT) and OPEN_AGAIN not in how}
        assert not changed, f"what its unit alone sees changes for {who} {changed}"
        looked += len(after)
    print(f"\n{looked} pages read, {sum(map(len, before.values()))} of them before and after")


def told_in(pages: dict[str, str]) -> dict[str, str]:
    """Address to what stands around a hidden word."""
    found = {path: text.lower().find("zwyq") for path, text in pages.items()}
    return {path: pages[path][max(at - 60, 0) : at + 40] for path, at in found.items() if at >= 0}


def changes(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    steady = {path: text for path, text in before.items() if not path.startswith(LOG)}
    return {path: difference(text, after[path]) for path, text in steady.items() if text != after[path]}


def difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(list(lines)[2:12])[:700]
