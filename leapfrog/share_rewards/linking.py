"""Somebody gets a link of their own, and others open it."""

import secrets
from uuid import UUID

from leapfrog import contacts, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.share_rewards import store
from leapfrog.share_rewards.errors import NoRewardLink, NoRewardOffer, OwnReward, RewardOver
from leapfrog.share_rewards.model import RewardLink, RewardOffer

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = 10


async def make_link(db: Db, me: UUID, offer_id: UUID) -> RewardLink:
    """My link to share an offer's item by, the same each time. Raises `NoRewardOffer`, `OwnReward`,
    `RewardOver`.
    """
    offer = (await store.find(db, [offer_id])).get(offer_id)
    if offer is None:
        raise NoRewardOffer
    if await works_there(db, me, offer):
        raise OwnReward
    known = await store.link_of(db, offer_id, me)
    if known is not None:
        return known
    if not offer.runs(db.now):
        raise RewardOver
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE))
    made = RewardLink(id=new_id(), offer_id=offer_id, person_id=me, code=code, at=db.now)
    return await store.add_link(db, made)


async def open_link(db: Db, me: UUID, code: str) -> tuple[RewardLink, RewardOffer]:
    """Opens somebody's link to an item: answers that they are rewarded, and what I buy from then on
    may count for them. Raises `NoRewardLink`, also where one of us blocked the other.
    """
    link = await store.link_by_code(db, code)
    if link is None or await contacts.blocked_between(db, [me], [link.person_id]):
        raise NoRewardLink
    offer = (await store.find(db, [link.offer_id]))[link.offer_id]
    if link.person_id != me and offer.runs(db.now) and not await works_there(db, me, offer):
        await store.opened(db, link, me)
    return link, offer


async def works_there(db: Db, person_id: UUID, offer: RewardOffer) -> bool:
    staff = await till.shop_staff(db, [offer.merchant_id])
    return person_id in staff.get(offer.merchant_id, ())
