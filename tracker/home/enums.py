"""Kinds of duties."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class DutyKind(LabelledEnum):
    """What may wait for a person because of their role; the shortest step comes first.

    Attributes:
        why: Why it waits.
        button: What the button beside it says.
        page: The endpoint where it is done.
        state: The filter of that page; "" where it has none.
        anchor: The place on that page; "" for its beginning.
    """

    why: str
    button: str
    page: str
    state: str
    anchor: str

    quarter = (
        "quarter",
        N_("A quarter is written"),
        {
            "why": N_("it waits for a leader's signature"),
            "button": N_("Read and sign"),
            "page": "summaries.index",
        },
    )
    strategy = (
        "strategy",
        N_("The strategy has a new version"),
        {
            "why": N_("no leader has signed it"),
            "button": N_("Read and sign"),
            "page": "strategy.index",
        },
    )
    stance = (
        "stance",
        N_("Where we stand on platforms"),
        {
            "why": N_("no leader has said yes to it"),
            "button": N_("Read and say yes"),
            "page": "guidelines.index",
            "anchor": "agreement",
        },
    )
    safe_conduct = (
        "safe_conduct",
        N_("The safe conduct has a new version"),
        {
            "why": N_("you have not signed it"),
            "button": N_("Read and sign"),
            "page": "safe_conduct.index",
        },
    )
    reopened = (
        "reopened",
        N_("The business case is open again"),
        {
            "why": N_("an assumption that was counted on did not hold"),
            "button": N_("See what changes"),
            "page": "business_case.index",
        },
    )
    business_case = (
        "business_case",
        N_("The business case is written"),
        {
            "why": N_("it waits for a leader's signature"),
            "button": N_("Read and sign"),
            "page": "business_case.index",
        },
    )
    promise = (
        "promise",
        N_("Promises that are due"),
        {
            "why": N_("due within two weeks, or already due"),
            "button": N_("Kept, or not"),
            "page": "dashboard.waiting",
            "anchor": "promised",
        },
    )
    question = (
        "question",
        N_("Questions from colleagues"),
        {
            "why": N_("nobody has answered for three days"),
            "button": N_("Answer one now"),
            "page": "dashboard.waiting",
            "anchor": "questions",
        },
    )
    asked = (
        "asked",
        N_("Questions about the guidelines"),
        {
            "why": N_("a colleague would like to know before trying"),
            "button": N_("Answer"),
            "page": "guidelines.questions",
            "state": "waiting",
        },
    )
    concern = (
        "concern",
        N_("Texts that may be too personal"),
        {
            "why": N_("hidden until somebody decides"),
            "button": N_("Decide"),
            "page": "concerns.index",
        },
    )
    breach = (
        "breach",
        N_("Reports that the safe conduct was broken"),
        {
            "why": N_("only you may read them"),
            "button": N_("Read"),
            "page": "safe_conduct.breaches",
        },
    )
    proposal = (
        "proposal",
        N_("Proposals to change a guideline"),
        {
            "why": N_("open, and yours to decide"),
            "button": N_("Decide"),
            "page": "guidelines.proposals",
            "state": "open",
        },
    )

    @classmethod
    def traits(cls) -> dict[str, object]:
        return {"why": "", "button": "", "page": "", "state": "", "anchor": ""}

    @property
    def query(self) -> dict[str, str]:
        """The query of the address where it is done."""
        if self.state:
            return {"state": self.state}
        return {}
