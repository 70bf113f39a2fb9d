"""What posts does in the background."""

from collections.abc import Mapping
from functools import partial

from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work
from leapfrog.kernel.timers import Handler
from leapfrog.posts import drafts, link_cards, news, ranking, writing

TIMERS: Mapping[str, Handler] = {
    ranking.RANK: ranking.rank,
    drafts.DUE: drafts.fall_due,
    news.POLL_ENDS: news.poll_ended,
}


def works(town: Town) -> Mapping[str, Work]:
    """The jobs, by name."""
    return {writing.CARD: partial(link_cards.work, town)}
