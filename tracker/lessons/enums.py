"""The enums of the learning card and of lessons. No outcome is called a win or a loss."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class OutcomeGroup(LabelledEnum):
    """The groups of outcomes in a summary."""

    supported = "supported", N_("It held")
    refuted = "refuted", N_("It didn't hold")
    open = "open", N_("Still open")


class Outcome(LabelledEnum):
    """How an experiment went. The glyph is SVG in a 16 by 16 box; each has its own shape.

    Attributes:
        counted: What stands behind a number of them: "3 held, 2 did not".
    """

    @classmethod
    def traits(cls) -> dict[str, object]:
        return {"counted": ""}

    supported = (
        "supported",
        N_("Held"),
        {
            "hint": N_("It went as we believed."),
            "short": N_("held up"),
            "counted": N_("held"),
            "group": OutcomeGroup.supported,
            "synonyms": (
                "supported validated valid successful successfully success succes "
                "succesfuld succesfuldt succeeded succeed yes y true confirmed held holds "
                "worked works work ja j jo jep yep yup sandt sand holdt holder virkede "
                "virker virket virkningsfuld bekræftet bekræftes bekræftede lykkedes "
                "lykkes lykket winner win won wins vinder vandt positiv positive positivt "
                "accepted accept godkendt opnået opnåede nået achieved reached passed "
                "pass bestået signifikant significant forbedret forbedring improved "
                "improvement better bedre god godt good great proven proved verified "
                "verificeret correct korrekt rigtig rigtigt fungerede fungerer fungeret "
                "opfyldt indfriet effekt effective effektiv effektivt uplift bevist bevises "
                "replicated super fremragende excellent ok okay grøn green understøttet "
                "understøttes støttet valideret accepteret approved fint met vundet nåede"
            ).split()
            + ["holdt stik", "som forventet", "over forventning", "as expected"]
            + ["som ventet", "i mål", "over mål", "over målet"],
            "glyph": (
                '<circle cx="8" cy="8" r="6.25"/>'
                '<circle cx="8" cy="8" r="3" fill="currentColor" stroke="none"/>'
            ),
        },
    )
    refuted = (
        "refuted",
        N_("Didn't hold"),
        {
            "hint": N_("It didn't go as we believed. Now we know."),
            "short": N_("did not"),
            "counted": N_("did not"),
            "group": OutcomeGroup.refuted,
            "synonyms": (
                "refuted invalidated invalid failed fail fails failure unsuccessful no n "
                "nej nope false falsk falskt disproved disproven afkræftet afkræftes "
                "afkræftede mislykkedes mislykket mislykkes mislykke fiasko flop floppede "
                "floppet dårlig dårligt bad poor worse værre forkastet forkastes afvist "
                "rejected reject unsupported unconfirmed ubekræftet loser loss lost lose "
                "loses taber tabt tabte negativ negative negativt fejlede fejlet fejl "
                "forværret usand usandt forkert wrong untrue ineffective virkningsløs "
                "uvirksom fejlslagen fejlslagent falsified falsificeret modbevist "
                "skidt ringe elendig uændret unchanged nulresultat dårligere "
                "skuffende disappointing rød red missed næh "
                "disconfirmed tilbagevist"
            ).split()
            + ["uden resultat", "under forventning", "null result", "not really"]
            + ["under mål", "under målet", "ikke i mål", "langt fra mål", "gik galt"]
            + [
                "ikke som ventet",
                "ikke som forventet",
                "slet ikke",
                "overhovedet ikke",
            ],
            "glyph": (
                '<path d="M8 .9 15.1 8 8 15.1.9 8z"/>'
                '<path d="M4.6 8 8 4.600M5.8 9.600l3.8-3.800M7.4 11.2 11.2 7.4"'
                ' stroke-width="1.3"/>'
            ),
        },
    )
    mixed = (
        "mixed",
        N_("Partly held"),
        {
            "hint": N_("Some of it did, some didn't."),
            "short": N_("in part"),
            "counted": N_("held in part"),
            "group": OutcomeGroup.open,
            "synonyms": (
                "mixed partly partially partial blandet blandede delvist delvis "
                "nogenlunde tildels dels halvt halvvejs somewhat begge både næsten "
                "almost nearly noget varierende varierer"
            ).split()
            + [
                "holdt delvist",
                "holdt delvist stik",
                "partly held",
                "både og",
                "både-og",
                "til dels",
                "sort of",
                "50 50",
                "i nogen grad",
                "til en vis grad",
                "nogle steder",
                "ja og nej",
                "yes and no",
            ],
            "glyph": (
                '<path d="M8 1.750a6.25 6.25 0 0 0 0 12.500L14.9 8z"/>'
                '<path d="M8 4.500a3.5 3.5 0 0 0 0 7z" fill="currentColor" stroke="none"/>'
            ),
        },
    )
    inconclusive = (
        "inconclusive",
        N_("Unsettled"),
        {
            "hint": N_("We cannot tell yet."),
            "short": N_("unclear"),
            "counted": N_("stayed unsettled"),
            "group": OutcomeGroup.open,
            "synonyms": (
                "inconclusive unsettled unclear maybe perhaps unsure uncertain uafklaret "
                "uafgjort måske usikkert usikker neutral neutralt flat uvist undecided "
                "tie draw gul yellow"
            ).split()
            + ["ved ikke", "don't know", "i don't know", "no conclusion"],
            "glyph": (
                '<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.3 1.627"/>'
                '<path d="M5 8h.1M8 8h.1M11 8h.1" stroke-width="2" stroke-linecap="round"/>'
            ),
        },
    )
    stopped = (
        "stopped",
        N_("Stopped early"),
        {
            "hint": N_("We stopped before we knew."),
            "short": N_("broken off"),
            "counted": N_("were stopped"),
            "group": OutcomeGroup.open,
            "synonyms": (
                "stopped stop aborted cancelled canceled abandoned terminated stoppet "
                "afbrudt aflyst annulleret opgivet droppet skrinlagt skrottet stoppede "
                "aflyste droppede halted discontinued dropped nedlagt nedlægges "
                "withdrawn killed udgår udgået udgik droppes skrottes opgives "
                "stoppes aflyses annulleres"
            ).split()
            + ["stopped early", "stoppet undervejs", "trukket tilbage", "lukket ned"],
            "glyph": (
                '<rect x="2" y="2" width="12" height="12" rx="1"/>'
                '<path d="M6.2 5v6M9.8 5v6" stroke-width="1.8"/>'
            ),
        },
    )


class CouldTell(LabelledEnum):
    """Whether an attempt could show if its hypothesis holds."""

    yes = "yes", N_("Yes"), {"synonyms": ["ja"]}
    barely = "barely", N_("Barely"), {"synonyms": ["knap", "knap nok"]}
    no = "no", N_("No"), {"synonyms": ["nej"]}


class Decision(LabelledEnum):
    adopt = (
        "adopt",
        N_("make it permanent"),
        {"synonyms": ["gøre det fast", "gøre det til fast praksis"]},
    )
    adapt = "adapt", N_("adapt it"), {"synonyms": ["tilpasse det"]}
    stop = "stop", N_("leave it"), {"synonyms": ["lade det ligge"]}
    retry = (
        "retry",
        N_("try again"),
        {
            "hint": N_("Then the next plan opens, already filled in."),
            "synonyms": ["prøve igen"],
        },
    )


class Confidence(LabelledEnum):
    weak = "weak", N_("Weak")
    fair = "fair", N_("Fair")
    strong = "strong", N_("Strong")


class CriticalReaction(LabelledEnum):
    """The kinds of critical reactions."""

    facts = "facts", N_("Wrong facts")
    anger = "anger", N_("Anger")
    sarcasm = "sarcasm", N_("Sarcasm")
    case = "case", N_("Somebody's own case")
    press = "press", N_("The press")
    trolling = "trolling", N_("Trolling")


class EvidenceDirection(LabelledEnum):
    supports = "supports", N_("Supports it")
    contradicts = "contradicts", N_("Contradicts it")


class LessonStatus(LabelledEnum):
    """The status of a lesson; derived from its evidence, never typed."""

    emerging = "emerging", N_("Emerging")
    supported = "supported", N_("Supported")
    confirmed = "confirmed", N_("Confirmed")
    contested = "contested", N_("Contested")
    retired = "retired", N_("Retired")


class ImplementationState(LabelledEnum):
    """What became of a decision to carry something out."""

    done = "done", N_("Yes, it is carried out")
    later = (
        "later",
        N_("Not yet"),
        {"hint": N_("We ask again in a month.")},
    )
    dropped = "dropped", N_("No, we dropped it")


class Dependence(LabelledEnum):
    """The ways in which a person depends on a lesson."""

    reuse = "reuse", N_("You have used it.")
    build_on = "build_on", N_("An attempt of yours builds on it.")
    promise = "promise", N_("You have promised something because of it.")
    clause = "clause", N_("A clause of the guidelines rests on it.")
    assumption = "assumption", N_("An assumption of the business case rests on it.")
    summary = "summary", N_("A summary that you worked on names it.")
    strategy = "strategy", N_("The strategy names it.")
