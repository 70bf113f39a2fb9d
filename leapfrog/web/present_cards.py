"""Cards: a present, for the two whom it is about, as `orders:present:<id>`; prices are on none."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import orders
from leapfrog.kernel.db import Db
from leapfrog.orders import PresentState, ref_of_present


class PresentCard(msgspec.Struct, frozen=True, tag_field="kind", tag="present", omit_defaults=True):
    """A present in a chat. `mine`: the one who looks sends it, and was not asked where to."""

    ref: str
    state: PresentState
    message: str = ""
    mine: bool = False


async def present_cards(db: Db, viewer: UUID, ids: Sequence[UUID]) -> list[PresentCard]:
    """Those of these that the viewer sends or gets."""
    found = await orders.presents_by_id(db, ids)
    return [
        PresentCard(ref_of_present(one.id), one.state, one.message, mine=viewer == one.buyer_id)
        for one in found.values()
        if viewer in (one.buyer_id, one.person_id)
    ]


Resolver = Callable[[Db, UUID, Sequence[UUID]], Awaitable[Sequence[PresentCard]]]
RESOLVERS: Mapping[str, Resolver] = {"orders:present": present_cards}
