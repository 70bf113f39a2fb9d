"""Cards: what modules show in conversations, by their own references, as the viewer may see it."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from leapfrog import clearing, packets, pay, posts, splits
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn
from leapfrog.web.market_cards import RESOLVERS as MARKET_RESOLVERS
from leapfrog.web.market_cards import FrontCard, ItemCard
from leapfrog.web.present_cards import RESOLVERS as PRESENT_RESOLVERS
from leapfrog.web.present_cards import PresentCard

MOST = 100
AnyCard = (
    pay.TransferCard
    | pay.RequestCard
    | clearing.TownPaymentCard
    | clearing.TownRequestCard
    | packets.PacketCard
    | splits.SplitCard
    | posts.PostCard
    | ItemCard
    | FrontCard
    | PresentCard
)
Card = pay.PaymentCard | posts.PostCard | ItemCard | FrontCard | PresentCard
RESOLVERS: Mapping[str, Callable[[Db, UUID, Sequence[UUID]], Awaitable[Sequence[Card]]]] = {
    **pay.RESOLVERS,
    **clearing.RESOLVERS,
    **packets.RESOLVERS,
    **splits.RESOLVERS,
    **posts.RESOLVERS,
    **MARKET_RESOLVERS,
    **PRESENT_RESOLVERS,
}

Refs = Annotated[
    list[str],
    QueryParameter(max_items=MOST, description="Such as `pay:transfer:<id>`, as often as wanted."),
]


class Cards(msgspec.Struct, frozen=True):
    """In no order; what somebody may not see, or what is not there, is left out."""

    cards: list[AnyCard]


@get("/cards")
async def read_cards(db: DbIn, signed: SignedIn, ref: Refs) -> Cards:
    """What stands behind cards in messages, such as payments, posts and goods; those that one may
    not see are left out. Raises `NoMoney`.
    """
    asked: dict[str, list[UUID]] = defaultdict(list)
    for one in set(ref):
        prefix, _, text = one.rpartition(":")
        try:
            asked[prefix].append(UUID(text))
        except ValueError:
            continue
    found: list[Card] = []
    for prefix, ids in asked.items():
        if prefix in RESOLVERS:
            found += await RESOLVERS[prefix](db, signed.person_id, ids)
    return Cards(found)  # type: ignore[arg-type]


routes: list[HTTPRouteHandler] = [read_cards]
