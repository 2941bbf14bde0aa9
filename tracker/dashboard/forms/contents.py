"""The contents list of the dashboard: the id of each part, and its question."""

from tracker.core.validation import N_

CONTENTS = (
    ("learning", N_("How much of what we tried taught us something?")),
    ("mix", N_("How did it go?")),
    ("velocity", N_("How much do we try?")),
    ("pace", N_("How long before we know?")),
    ("awaiting", N_("What still awaits its lesson?")),
    ("reuse", N_("Do others use what we learn?")),
    ("across", N_("Where do silos open?")),
    ("foundation", N_("Does what didn't hold become something to stand on?")),
    ("carried", N_("Are lessons carried onward?")),
    ("participation", N_("Who takes part?")),
    ("leaders", N_("Do leaders take part in the conversation?")),
    ("balance", N_("What do we know, and what did it cost?")),
)
