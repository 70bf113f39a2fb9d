"""Routes of rewards for sharing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import pay
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.share_rewards import linking, offering, shapes, store
from leapfrog.share_rewards.errors import NoRewardOffer
from leapfrog.share_rewards.model import NewRewardOffer
from leapfrog.share_rewards.shapes import OpenedLink, RewardOfferShown, RewardShown, ShareOfItem

OfferId = FromPath[UUID]
LINKS = Limit("share_link", 60, 3600)
# Nobody tries out which codes there are.
CODES = Limit("share_code", 60, 3600)


class RewardOfferInput(Input, frozen=True):
    """In minor units: `reward` for each order that a link led to, `budget` in all, some whole
    rewards; at most `cap` for one who shares. `confirmation`: of the budget, for the `terms` of the
    quote (`to` of an `order` under the id of the offer).
    """

    item_id: UUID
    reward: int
    budget: int
    cap: int
    ends_at: Annotated[datetime, msgspec.Meta(tz=True)]
    confirmation: pay.ConfirmationInput = None


class RewardTerms(msgspec.Struct, frozen=True):
    """What is confirmed with a budget."""

    terms: str


class RewardOffers(msgspec.Struct, frozen=True):
    """A shop's, the newest first; `next` is the `before` of the next page, null at the end."""

    offers: Sequence[RewardOfferShown]
    next: str | None


class Rewards(msgspec.Struct, frozen=True):
    """One's own, the newest first; `next` is the `before` of the next page, null at the end."""

    rewards: Sequence[RewardShown]
    next: str | None


def _wanted(offer_id: UUID, data: RewardOfferInput) -> NewRewardOffer:
    given = msgspec.structs.asdict(data)
    del given["confirmation"]
    return NewRewardOffer(id=offer_id, **given)


@put(
    "/share-rewards/offers/{offer_id:uuid}/terms",
    summary="Ask what is confirmed",
    guards=[own_device],
)
async def reward_terms(
    signed: SignedIn, offer_id: OfferId, data: JSONBody[RewardOfferInput]
) -> RewardTerms:
    """What one confirms with the budget; nothing is kept."""
    del signed
    return RewardTerms(offering.terms(_wanted(offer_id, data)))


@put(
    "/share-rewards/offers/{offer_id:uuid}",
    summary="Reward sharing",
    guards=[pay.town_has_money, pay.with_consent],
)
async def make_offer(
    db: DbIn,
    signed: SignedIn,
    offer_id: OfferId,
    data: JSONBody[RewardOfferInput],
    consent: pay.ConsentIn,
) -> RewardOfferShown:
    """Sharing an item of one's own shop is rewarded; the budget leaves its account now. Again is
    the same. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`,
    `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`, `NoItem`, `NoMerchant`, `NoMoney`,
    `NoPin`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RewardIdUsed`, `RewardRuns`,
    `RoleNeeded`.
    """
    made = await offering.offer(db, signed.person_id, _wanted(offer_id, data), consent)
    return shapes.offer_shown(made, db.now)


@put("/share-rewards/offers/{offer_id:uuid}/end", summary="Reward sharing no longer")
async def end_offer(db: DbIn, signed: SignedIn, offer_id: OfferId) -> RewardOfferShown:
    """What is promised is paid, the rest is the shop's again. Again is the same. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `NoAccount`,
    `NoRewardOffer`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RoleNeeded`.
    """
    ended = await offering.stop(db, signed.person_id, offer_id)
    return shapes.offer_shown(ended, db.now)


@get("/share-rewards/shops/{merchant_id:uuid}", summary="List a shop's rewards for sharing")
async def list_offers(
    db: DbIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    before: Before = None,
    limit: Size = 20,
) -> RewardOffers:
    """Those of a shop that one leads. Raises `Invalid`, `NoMerchant`, `RoleNeeded`."""
    await shapes.leads(db, signed.person_id, merchant_id)
    found = await store.of_merchant(db, merchant_id, checked_position(before), limit)
    return RewardOffers(
        [shapes.offer_shown(one, db.now) for one in found],
        next_of(found, limit, lambda one: Position(one.created_at, one.id)),
    )


@get("/share-rewards/items/{item_id:uuid}", summary="Read what sharing an item brings")
async def read_share(db: DbIn, signed: SignedIn, item_id: FromPath[UUID]) -> ShareOfItem:
    """What one gets for sharing an item now: nothing for its staff. Raises `NoRewardOffer`."""
    offer = await store.of_item(db, item_id)
    me = signed.person_id
    if offer is None or await linking.works_there(db, me, offer):
        raise NoRewardOffer
    return await shapes.share_of(db, me, offer, await store.link_of(db, offer.id, me))


@put("/share-rewards/offers/{offer_id:uuid}/link", summary="Make one's own link")
async def make_link(db: DbIn, town: TownIn, signed: SignedIn, offer_id: OfferId) -> ShareOfItem:
    """One's own link, the same each time. Raises `NoRewardOffer`, `OwnReward`, `RateLimited`,
    `RewardOver`.
    """
    me = signed.person_id
    town.limit(LINKS, str(me))
    link = await linking.make_link(db, me, offer_id)
    return await shapes.share_of(db, me, (await store.find(db, [offer_id]))[offer_id], link)


@put("/share-rewards/links/{code:str}", summary="Open a shared link")
async def open_link(db: DbIn, town: TownIn, signed: SignedIn, code: FromPath[str]) -> OpenedLink:
    """One is told that who shared it is rewarded; what one buys of it in the next 7 days counts.
    Raises `NoRewardLink`, `RateLimited`.
    """
    town.limit(CODES, str(signed.person_id))
    link, offer = await linking.open_link(db, signed.person_id, code)
    return await shapes.opened(db, signed.person_id, link, offer)


@get("/share-rewards/mine", summary="List one's rewards")
async def list_rewards(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> Rewards:
    """What one earned by sharing. Raises `Invalid`."""
    found = await store.of_sharer(db, signed.person_id, checked_position(before), limit)
    return Rewards(
        await shapes.rewards_shown(db, found),
        next_of(found, limit, lambda one: Position(one.at, one.id)),
    )


routes: list[HTTPRouteHandler] = [
    reward_terms,
    make_offer,
    end_offer,
    list_offers,
    read_share,
    make_link,
    open_link,
    list_rewards,
]
