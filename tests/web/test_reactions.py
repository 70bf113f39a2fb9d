"""What follows from an event is kept by a name: two of one name would be one of them twice."""

from collections import Counter

from leapfrog.kernel.events import event_type, reaction_name
from leapfrog.reactions import SWITCHBOARD


def test_each_reaction_to_an_event_has_a_name_of_its_own() -> None:
    counted = Counter(
        reaction_name(event_type(kind), reaction)
        for kind, reactions in SWITCHBOARD.items()
        for reaction in reactions
    )
    assert [name for name, count in counted.items() if count > 1] == []
