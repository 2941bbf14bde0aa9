"""The next step for each check that is not met, and a suggestion for each measure.

Only texts and addresses.
"""

from tracker.core.validation import N_
from tracker.strategy.enums import Check, Mark, Measure, Step

# By check: the text, the endpoint and its values, and the minutes that it takes.
TO_DO = {
    Check.mapped: (
        N_("Take typical stakeholders, and adapt them"),
        "stakeholders.typical",
        {},
        5,
    ),
    Check.worries: (N_("Write down what worries them"), "stakeholders.index", {}, 5),
    Check.owned: (N_("Ask somebody to keep in touch"), "stakeholders.entrust", {}, 3),
    Check.met: (N_("Say where we meet them"), "stakeholders.touchpoints", {}, 5),
    Check.good: (
        N_("Look at the places that work poorly"),
        "stakeholders.touchpoints",
        {},
        3,
    ),
    Check.in_time: (N_("Look at the answer times"), "stakeholders.touchpoints", {}, 3),
    Check.asked: (N_("Open a pulse"), "readiness.rounds", {}, 3),
    Check.faced: (N_("Tell what was done about each fear"), "readiness.fears", {}, 5),
    Check.stances: (
        N_("Go through the platforms and their rules"),
        "guidelines.index",
        {},
        15,
    ),
    Check.everywhere: (
        N_("Make what holds everywhere ours"),
        "guidelines.guideline",
        {"slug": "everywhere"},
        3,
    ),
    Check.agreed: (
        N_("Read where we stand, and say yes"),
        "guidelines.index",
        {"_anchor": "agreement"},
        5,
    ),
    Check.written: (N_("Write the strategy"), "strategy.edit", {"ready": 1}, 5),
    Check.signed: (N_("Read the strategy and sign it"), "strategy.index", {}, 2),
    Check.case: (N_("Write the business case"), "business_case.index", {}, 10),
    Check.committed: (
        N_("Read the business case and sign it"),
        "business_case.index",
        {},
        5,
    ),
    Check.promised: (N_("Promise something"), "business_case.index", {}, 2),
    Check.quarter: (N_("Read the last quarter and sign it"), "summaries.index", {}, 5),
}

# By step: why it matters, shown before it is begun.
WHY = {
    Step.stakeholders: N_(
        "Whoever knows who matters, and what worries them, need not please everybody."
    ),
    Step.touchpoints: N_(
        "People judge us where they meet us. A gap there is seen by them before it is seen by us."
    ),
    Step.readiness: N_(
        "What keeps people from trying is fear. It can be asked about, without anybody being named."
    ),
    Step.platforms: N_("Those who know what they may do, do more of it, and better."),
    Step.leadership: N_("Somebody must want it aloud, and know what it rests on."),
}

HOME = {
    Step.stakeholders: "stakeholders.index",
    Step.touchpoints: "stakeholders.touchpoints",
    Step.readiness: "readiness.index",
    Step.platforms: "guidelines.index",
    Step.leadership: "business_case.index",
}

# By measure: a suggestion that would raise it, and the endpoint and its values. It must
# also be true where there is no data yet.
MOVES = {
    Measure.learned: (
        N_(
            "Attempts that end with a lesson would move this most: ask the authors of those that"
            " ended the four questions."
        ),
        "dashboard.stalls",
        {},
    ),
    Measure.across: (
        N_(
            "A lesson shown to another unit that has the same trouble would move this most."
        ),
        "lessons.index",
        {},
    ),
    Measure.founded: (
        N_("The next attempt, built on one that didn't hold, would move this most."),
        "experiments.index",
        {"outcome": "refuted"},
    ),
    Measure.told: (
        N_(
            "A leader who tells of one that didn't hold would move this most: it makes it easier"
            " for everybody."
        ),
        "experiments.new",
        {},
    ),
    Measure.answered: (
        N_(
            "A leader's question under an attempt would move this most. One sentence is enough."
        ),
        "dashboard.waiting",
        {},
    ),
    Measure.leading: (
        N_(
            "Leaders who tell what they learnt from an attempt of their own would move this most."
        ),
        "experiments.new",
        {},
    ),
    Measure.kept: (
        N_("A small promise that is kept, and said to be kept, would move this most."),
        "commitments.index",
        {},
    ),
    Measure.taking_part: (
        N_(
            "Invite those who have not tried to answer, endorse or use a lesson first: it takes a"
            " minute."
        ),
        "lessons.index",
        {},
    ),
    Measure.reused: (
        N_(
            "Saying “I used this” where you used a lesson, and showing one in a meeting, would move"
            " this most."
        ),
        "lessons.index",
        {},
    ),
}

# By mark: a suggestion for when its measures are high enough, or about too few people to
# be shown. It names none of the measures.
FURTHER = {
    Mark.innovation: (
        N_(
            "To move it further: ask what your unit would most like to know, and plan an attempt"
            " that tells."
        ),
        "experiments.new",
        {},
    ),
    Mark.learning: (
        N_("To move it further: read what surprised others most, and build on it."),
        "experiments.index",
        {"sort": "surprising"},
    ),
    Mark.top: (
        N_(
            "To move it further: a leader promises one more thing that colleagues asked for, with a"
            " day."
        ),
        "commitments.index",
        {},
    ),
    Mark.everyone: (
        N_(
            "To move it further: bring one lesson to the next meeting, and ask who would like to"
            " try what it leaves open."
        ),
        "lessons.index",
        {},
    ),
}

# Endpoints that only leaders may open.
LEADERS_ONLY = {"dashboard.waiting"}
TEXT = N_(
    "We want to be where the people are whom we work for, and to answer them there, kindly and with"
    " facts.\n\nEvery colleague may try something. An attempt that does not hold is knowledge, and"
    " is told like one that does.\n\nWe choose our platforms by whom we meet there, and say which"
    " ones we leave alone, and why. What one may do stands in our guidelines, and they never limit"
    " what anybody says privately.\n\nLeaders answer in the open, tell of attempts of their own,"
    " and keep what they promise.\n\nWe look at what we learnt each quarter, and change what"
    " follows from it."
)
