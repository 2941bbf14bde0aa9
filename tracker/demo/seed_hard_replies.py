"""Which answers to critical reactions the demo's authors let colleagues see, and what
kind of reaction it was.
"""

from tracker.demo.attempts import ATTEMPTS
from tracker.lessons.enums import Reaction

SHARED = {
    "be-oevelse": Reaction.anger,
    "be-koerte-forkert": Reaction.anger,
    "bs-svar-en-time": Reaction.sarcasm,
    "bs-spoergetime-aften": Reaction.sarcasm,
    "bs-fem-svar-halv-otte": Reaction.facts,
    "bs-mormor-tiktok": Reaction.trolling,
    "di-det-dummeste": Reaction.sarcasm,
    "hr-rekrutfilm": Reaction.press,
    "ko-natlukket": Reaction.anger,
    "kb-kunne-ikke-lide": Reaction.facts,
    "kb-koldt-vand": Reaction.sarcasm,
    "as-telefonfilm": Reaction.sarcasm,
    "tm-ugens-fejl": Reaction.case,
    "tm-hulkort": Reaction.anger,
    "tm-hoering-baenken": Reaction.facts,
    "tm-rabatten": Reaction.trolling,
    "tm-byggesag-glemt": Reaction.case,
}

assert set(SHARED) <= {attempt.key for attempt in ATTEMPTS if attempt.pushback}
