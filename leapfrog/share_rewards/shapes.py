"""How rewards for sharing are shown: to the shop, to who shares, to who opens a link."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.share_rewards import linking, store
from leapfrog.share_rewards.model import Reward, RewardLink, RewardOffer, RewardState, VoidedBy


class RewardOfferShown(msgspec.Struct, frozen=True):
    """An offer as its shop sees it, in minor units: of the `budget` so much is `promised` for
    orders that can be given back still, `paid`, and `returned` to the shop; `runs`: more can be
    promised.
    """

    id: UUID
    item_id: UUID
    title: str
    reward: int
    budget: int
    promised: int
    paid: int
    returned: int
    cap: int
    currency: str
    ends_at: datetime
    runs: bool
    created_at: datetime


class RewardShown(msgspec.Struct, frozen=True):
    """A reward of one's own: paid on `due_at`, if the goods stay where they are; null: that is not
    known before they are received. `why`: it is not paid.
    """

    id: UUID
    title: str
    item_id: UUID
    amount: int
    currency: str
    state: RewardState
    why: VoidedBy | None
    at: datetime
    due_at: datetime | None
    ended_at: datetime | None


class ShareOfItem(msgspec.Struct, frozen=True):
    """What one gets for sharing an item, in minor units: `reward` for each order, at most `mine`
    more of them, while `left` are there for all; paid `days` after the goods are received. `path`:
    one's own link, null before it is made.
    """

    id: UUID
    item_id: UUID
    title: str
    reward: int
    currency: str
    cap: int
    mine: int
    left: int
    days: int
    ends_at: datetime
    path: str | None
    rewards: list[RewardShown]


class OpenedLink(msgspec.Struct, frozen=True):
    """What somebody reads who opens a link: `sharer` gets the `reward` (minor units) if they buy it
    and keep it; null: nothing is paid any more. `own`: it is one's own link.
    """

    item_id: UUID
    title: str
    sharer: Person | None
    own: bool
    reward: int | None
    currency: str
    days: int


def offer_shown(one: RewardOffer, now: datetime) -> RewardOfferShown:
    kept = {name: getattr(one, name) for name in OFFER_KEPT}
    return RewardOfferShown(**kept, runs=one.runs(now) and one.left > 0)


OFFER_KEPT = [name for name in RewardOfferShown.__struct_fields__ if name != "runs"]


async def share_of(db: Db, me: UUID, offer: RewardOffer, link: RewardLink | None) -> ShareOfItem:
    """What I get for sharing, and got."""
    mine = await store.of_sharer_in(db, offer.id, me)
    used = sum(one.state != "void" for one in mine)
    runs = offer.runs(db.now)
    return ShareOfItem(
        id=offer.id,
        item_id=offer.item_id,
        title=offer.title,
        reward=offer.reward,
        currency=offer.currency,
        cap=offer.cap,
        mine=max(0, offer.cap - used) if runs else 0,
        left=offer.left if runs else 0,
        days=await _days(db, offer),
        ends_at=offer.ends_at,
        path=path_of(link) if link else None,
        rewards=await rewards_shown(db, mine),
    )


async def opened(db: Db, me: UUID, link: RewardLink, offer: RewardOffer) -> OpenedLink:
    """What I read who opened it."""
    own = link.person_id == me
    had = await store.had(db, offer.id, link.person_id)
    pays = offer.runs(db.now) and offer.left > 0 and had < offer.cap
    pays = pays and not await linking.works_there(db, me, offer)
    people = await named(db, [link.person_id])
    return OpenedLink(
        item_id=offer.item_id,
        title=offer.title,
        sharer=people.get(link.person_id),
        own=own,
        reward=offer.reward if pays else None,
        currency=offer.currency,
        days=await _days(db, offer),
    )


async def rewards_shown(db: Db, rewards: Sequence[Reward]) -> list[RewardShown]:
    """Rewards as who shared sees them, in their order, each with the item that its offer is about;
    amounts in minor units.
    """
    offers = await store.find(db, {one.offer_id for one in rewards})
    return [
        RewardShown(
            id=one.id,
            title=offers[one.offer_id].title,
            item_id=offers[one.offer_id].item_id,
            amount=one.amount,
            currency=offers[one.offer_id].currency,
            state=one.state,
            why=one.why,
            at=one.at,
            due_at=one.due_at,
            ended_at=one.ended_at,
        )
        for one in rewards
    ]


def path_of(link: RewardLink) -> str:
    return f"/shared/{link.code}"


async def _days(db: Db, offer: RewardOffer) -> int:
    """So long the goods can be given back."""
    front = (await market.fronts(db, [offer.merchant_id])).get(offer.merchant_id)
    return max(14, front.returns_days if front else 0)


async def leads(db: Db, me: UUID, merchant_id: UUID) -> None:
    """Raises `NoMerchant`, `RoleNeeded` for who does not lead a shop."""
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
