"""Starting advice comes from the worry and from where one would meet them."""

from tests.cast import NOW
from tests.examples import for_each_case
from tests.translate import written
from tracker.stakeholders.advice import ADVICE, Worry, advice_for, worry_of
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint
from tracker.stakeholders.queries import matrix, ranked
from tracker.stakeholders.starting_set import TYPICAL


def test_each_typical_worry_is_understood_in_both_languages():
    danish = written()
    for one in TYPICAL:
        kind = worry_of(one.worry)
        assert kind is not None and worry_of(danish.get(one.worry).string) is kind


@for_each_case(
    ("channel", "place"), [(Channel.web, 0), (Channel.phone, 1), (Channel.in_person, 2)]
)
def test_the_channel_chooses_among_the_advice_for_a_worry(cast, channel, place):
    them = Stakeholder.add(
        name="Byrådet", interest=4, influence=5, worry="Ender det i avisen?", at=NOW
    )
    Touchpoint.open(them, channel=channel, quality=1, at=NOW)
    [row] = matrix(ranked())
    assert advice_for(row) == ADVICE[Worry.exposure][place]


def test_a_worry_that_no_word_tells_has_no_advice_of_its_own(cast):
    Stakeholder.add(name="Naboer", interest=4, influence=5, worry="Larm?", at=NOW)
    [row] = matrix(ranked())
    assert advice_for(row) is None
