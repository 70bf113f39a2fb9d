"""What posts does in the background."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

import msgspec

from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work
from leapfrog.kernel.timers import Handler
from leapfrog.post_media import card_of
from leapfrog.posts import drafts, ranking, store, telling, writing

TIMERS: Mapping[str, Handler] = {
    ranking.RANK: ranking.rank,
    drafts.DUE: drafts.fall_due,
    telling.POLL_ENDS: telling.poll_ended,
}


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of posts, by name: fetching what a linked page says of itself."""
    return {writing.CARD: partial(ask_page, town)}


class LinkCardJob(msgspec.Struct, frozen=True):
    """A job: ask the page to which a post leads."""

    post_id: UUID
    url: str


async def ask_page(town: Town, payload: object) -> None:
    """Writes the card of the page into the post; a page that says nothing gives none."""
    ask = msgspec.convert(payload, LinkCardJob)
    card = await card_of(town.outgoing, ask.url)
    if card:
        async with town.database.transaction() as db:
            await store.link(db, ask.post_id, ask.url, msgspec.to_builtins(card))
