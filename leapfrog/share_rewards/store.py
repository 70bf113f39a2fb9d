"""SQL of rewards for sharing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec.structs import astuple

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.share_rewards.model import Reward, RewardLink, RewardOffer, VoidedBy

OFFER = """
id, merchant_id, item_id, title, by_id, reward, budget, promised, paid, returned, cap, currency,
account, shop_account, ends_at, over, created_at
"""
ADD = f"""
insert into share_rewards_offer ({OFFER})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
on conflict do nothing
"""
FIND = f"select {OFFER} from share_rewards_offer where id = any($1::uuid[])"
LOCK = f"select {OFFER} from share_rewards_offer where id = $1 for no key update"
OF_ITEM = f"""
select {OFFER} from share_rewards_offer where item_id = $1 and not over and ends_at > $2
order by created_at desc limit 1
"""
OF_MERCHANT = f"""
select {OFFER} from share_rewards_offer
where merchant_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
order by created_at desc, id desc limit $4
"""
ALL_OF_MERCHANTS = f"""
select {OFFER} from share_rewards_offer where merchant_id = any($1::uuid[]) order by created_at, id
"""
END = "update share_rewards_offer set over = true, ends_at = least(ends_at, $2) where id = $1"
MOVE = """
update share_rewards_offer
set promised = promised + $2, paid = paid + $3, returned = returned + $4 where id = $1
"""
FORGET_TITLES = "update share_rewards_offer set title = '' where merchant_id = any($1::uuid[])"
LINK = "id, offer_id, person_id, code, at"
ADD_LINK = f"""
insert into share_rewards_link ({LINK}) values ($1, $2, $3, $4, $5)
on conflict (offer_id, person_id) do nothing
"""
LINK_OF = f"select {LINK} from share_rewards_link where offer_id = $1 and person_id = $2"
LINK_BY_CODE = f"select {LINK} from share_rewards_link where code = $1"
LINKS = f"select {LINK} from share_rewards_link where person_id = $1 order by at, id"
OPENED = """
insert into share_rewards_opened (offer_id, person_id, link_id, at) values ($1, $2, $3, $4)
on conflict (offer_id, person_id) do update set link_id = excluded.link_id, at = excluded.at
"""
# Which link somebody opened last before they bought one of these items.
LED_BY = """
select l.id, l.offer_id, l.person_id, l.code, l.at
from share_rewards_opened o
join share_rewards_offer f on f.id = o.offer_id
join share_rewards_link l on l.id = o.link_id
where o.person_id = $1 and f.item_id = any($2::uuid[]) and o.at > $3 and o.at <= $4
order by o.at desc, l.id limit 1
"""
REWARD = "id, offer_id, order_id, sharer_id, amount, state, why, due_at, at, ended_at"
PROMISE = f"""
insert into share_rewards_reward ({REWARD})
values ($1, $2, $3, $4, $5, 'promised', null, null, $6, null) on conflict do nothing
"""
OF_ORDER = f"select {REWARD} from share_rewards_reward where order_id = $1"
BY_ID = f"select {REWARD} from share_rewards_reward where id = $1"
LOCK_REWARD = f"select {REWARD} from share_rewards_reward where id = $1 for no key update"
HAD = """
select count(*) from share_rewards_reward
where offer_id = $1 and sharer_id = $2 and state <> 'void'
"""
SET_DUE = "update share_rewards_reward set due_at = $2 where id = $1"
END_REWARD = """
update share_rewards_reward set state = $2, why = $3, ended_at = $4
where id = $1 and state = 'promised'
"""
OF_SHARER = f"""
select {REWARD} from share_rewards_reward
where sharer_id = $1 and ($2::timestamptz is null or (at, id) < ($2, $3::uuid))
order by at desc, id desc limit $4
"""
ALL_OF_SHARER = f"select {REWARD} from share_rewards_reward where sharer_id = $1 order by at, id"
OF_SHARER_IN = f"""
select {REWARD} from share_rewards_reward where offer_id = $1 and sharer_id = $2 order by at, id
"""
FORGET_LINKS = "delete from share_rewards_link where person_id = $1"
FORGET_OPENED = "delete from share_rewards_opened where person_id = $1"
FORGET_SHARER = "update share_rewards_reward set sharer_id = null where sharer_id = $1"
DROP_OPENED = "delete from share_rewards_opened where at < $1"
# What goes to the door of somebody who lives with the one who shares.
SAME_DOOR = """
select exists (
    select 1 from parcels_delivery mine
    join parcels_delivery theirs
        on lower(btrim(theirs.for_address)) = lower(btrim(mine.for_address))
    where mine.id = $1 and btrim(mine.for_address) <> '' and theirs.buyer_id = $2
)
"""


async def add(db: Db, one: RewardOffer) -> bool:
    """False when the id was used, or sharing the item is rewarded already."""
    return await db.run(ADD, *astuple(one)) == 1


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, RewardOffer]:
    """The reward offers of these ids, by id; ids of none are left out."""
    return {one.id: one for one in await db.all_as(RewardOffer, FIND, list(ids))}


async def lock(db: Db, offer_id: UUID) -> RewardOffer | None:
    """Nobody else promises or pays of it until the end of the transaction."""
    return await db.one_as(RewardOffer, LOCK, offer_id)


async def of_item(db: Db, item_id: UUID) -> RewardOffer | None:
    """The one that runs."""
    return await db.one_as(RewardOffer, OF_ITEM, item_id, db.now)


async def of_merchant(db: Db, merchant_id: UUID, before: Position, limit: int) -> list[RewardOffer]:
    """The newest first."""
    return await db.all_as(RewardOffer, OF_MERCHANT, merchant_id, before.at, before.id, limit)


async def all_of_merchants(db: Db, merchants: Iterable[UUID]) -> list[RewardOffer]:
    """The oldest first."""
    return await db.all_as(RewardOffer, ALL_OF_MERCHANTS, list(merchants))


async def end(db: Db, offer_id: UUID) -> None:
    """Nothing is promised any more."""
    await db.run(END, offer_id, db.now)


async def move(
    db: Db, offer_id: UUID, *, promised: int = 0, paid: int = 0, returned: int = 0
) -> None:
    """So much more, or less, of each."""
    await db.run(MOVE, offer_id, promised, paid, returned)


async def forget_titles(db: Db, merchants: Iterable[UUID]) -> int:
    return await db.run(FORGET_TITLES, list(merchants))


async def add_link(db: Db, one: RewardLink) -> RewardLink:
    """Somebody's link, the first one that was made."""
    await db.run(ADD_LINK, *astuple(one))
    found = await link_of(db, one.offer_id, one.person_id)
    assert found
    return found


async def link_of(db: Db, offer_id: UUID, person_id: UUID) -> RewardLink | None:
    return await db.one_as(RewardLink, LINK_OF, offer_id, person_id)


async def link_by_code(db: Db, code: str) -> RewardLink | None:
    return await db.one_as(RewardLink, LINK_BY_CODE, code)


async def links(db: Db, person_id: UUID) -> list[RewardLink]:
    """The oldest first."""
    return await db.all_as(RewardLink, LINKS, person_id)


async def opened(db: Db, link: RewardLink, person_id: UUID) -> None:
    """Somebody was told of it now."""
    await db.run(OPENED, link.offer_id, person_id, link.id, db.now)


async def led_by(
    db: Db, buyer_id: UUID, items: Iterable[UUID], since: datetime, until: datetime
) -> RewardLink | None:
    """The link that a buyer of these items opened last in this time."""
    return await db.one_as(RewardLink, LED_BY, buyer_id, list(items), since, until)


async def promise(db: Db, new: Reward) -> bool:
    """False where one is promised for this order already."""
    kept = (new.id, new.offer_id, new.order_id, new.sharer_id, new.amount, new.at)
    return await db.run(PROMISE, *kept) == 1


async def of_order(db: Db, order_id: UUID) -> Reward | None:
    return await db.one_as(Reward, OF_ORDER, order_id)


async def reward(db: Db, reward_id: UUID) -> Reward | None:
    """A reward by its id, without looking who asks; None for none."""
    return await db.one_as(Reward, BY_ID, reward_id)


async def lock_reward(db: Db, reward_id: UUID) -> Reward | None:
    return await db.one_as(Reward, LOCK_REWARD, reward_id)


async def had(db: Db, offer_id: UUID, sharer_id: UUID) -> int:
    """How many rewards somebody was promised that were not taken back."""
    return int(await db.value(HAD, offer_id, sharer_id))


async def set_due(db: Db, reward_id: UUID, at: datetime) -> None:
    await db.run(SET_DUE, reward_id, at)


async def end_reward(
    db: Db, reward_id: UUID, state: Literal["paid", "void"], why: VoidedBy | None
) -> bool:
    """False where it has come to an end before."""
    return await db.run(END_REWARD, reward_id, state, why, db.now) == 1


async def of_sharer(db: Db, sharer_id: UUID, before: Position, limit: int) -> list[Reward]:
    """The newest first."""
    return await db.all_as(Reward, OF_SHARER, sharer_id, before.at, before.id, limit)


async def all_of_sharer(db: Db, sharer_id: UUID) -> list[Reward]:
    """The oldest first."""
    return await db.all_as(Reward, ALL_OF_SHARER, sharer_id)


async def of_sharer_in(db: Db, offer_id: UUID, sharer_id: UUID) -> list[Reward]:
    """Somebody's rewards of one offer, the oldest first."""
    return await db.all_as(Reward, OF_SHARER_IN, offer_id, sharer_id)


async def same_door(db: Db, order_id: UUID, person_id: UUID) -> bool:
    """Whether an order is brought to where somebody had things brought, too."""
    return bool(await db.value(SAME_DOOR, order_id, person_id))


async def forget(db: Db, person_id: UUID) -> int:
    """Somebody's links, what they opened, and that rewards were theirs."""
    gone = await db.run(FORGET_OPENED, person_id) + await db.run(FORGET_LINKS, person_id)
    return gone + await db.run(FORGET_SHARER, person_id)


async def drop_opened(db: Db, before: datetime) -> None:
    """Deletes which links were opened before a time, too long ago to count for a purchase."""
    await db.run(DROP_OPENED, before)
