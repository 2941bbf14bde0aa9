"""The text with which a first version of the safe conduct begins."""

from tracker.core.validation import N_

TEXT = N_(
    "An attempt within our guidelines will not be held against you, whatever comes of it.\n\n"
    "Not in an appraisal, not in a pay talk, not when somebody angry writes or calls. If it"
    " goes wrong in public, we answer for having let you try. Nobody is asked to say sorry for"
    " an honest attempt.\n\nWe ask one thing: tell what you learnt."
)
EXCEPTIONS = N_(
    "What breaks the law or a duty of confidence.\n\nWhat hurts somebody on purpose.\n\nWhat a"
    " guideline says not to do, when you knew it."
)
