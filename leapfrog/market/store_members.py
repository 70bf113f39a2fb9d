"""SQL of followers of shops, prices for members, and what prices are made of."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import FIRST, Position
from leapfrog.market.member_model import CostPart, MemberRule, PublishedCosts, ShopFollow

FOLLOW = """
insert into market_follow (person_id, merchant_id, news, at) values ($1, $2, $3, $4)
on conflict (person_id, merchant_id) do update set news = excluded.news
"""
UNFOLLOW = "delete from market_follow where person_id = $1 and merchant_id = $2"
COLUMNS = "person_id, merchant_id, news, at"
OF_PERSON = f"""
select {COLUMNS} from market_follow where person_id = $1
    and ($2::timestamptz is null or (at, merchant_id) < ($2, $3::uuid))
order by at desc, merchant_id desc limit $4
"""
FIND = f"select {COLUMNS} from market_follow where person_id = $1 and merchant_id = $2"
COUNT_OF = "select count(*) from market_follow where person_id = $1 and merchant_id <> $2"
COUNT = "select count(*) from market_follow where merchant_id = $1"
HEARERS = """
select person_id from market_follow
where merchant_id = $1 and news and ($2::uuid is null or person_id = $2)
"""
FORGET_FOLLOWS = "delete from market_follow where person_id = $1"
RULES = """
select merchant_id, kind, least from market_member_rule where merchant_id = any($1::uuid[])
"""
PUT_RULE = """
insert into market_member_rule (merchant_id, kind, least) values ($1, $2, $3)
on conflict (merchant_id) do update set kind = excluded.kind, least = excluded.least
"""
DROP_RULE = "delete from market_member_rule where merchant_id = $1"
PUT_PRICE = """
insert into market_member_price (variant_id, price) values ($1, $2)
on conflict (variant_id) do update set price = excluded.price
"""
DROP_PRICE = "delete from market_member_price where variant_id = $1"
# Without a rule nobody is a member, and a price for members is nobody's.
PRICES = """
select p.variant_id, p.price from market_member_price p
join market_variant v on v.id = p.variant_id join market_item i on i.id = v.item_id
join market_member_rule r on r.merchant_id = i.merchant_id
where p.variant_id = any($1::uuid[])
"""
STORED = "select variant_id, price from market_member_price where variant_id = any($1::uuid[])"
FOLLOWERS = """
select f.merchant_id, f.person_id from market_follow f
join market_member_rule r on r.merchant_id = f.merchant_id and r.kind = 'followers'
join unnest($1::uuid[], $2::uuid[]) as n (merchant_id, person_id)
    on n.merchant_id = f.merchant_id and n.person_id = f.person_id
where f.at <= $3::timestamptz - make_interval(days => r.least)
"""
COSTS = "select variant_id, parts from market_costs where variant_id = any($1::uuid[])"
PUT_COSTS = """
insert into market_costs (variant_id, parts) values ($1, $2)
on conflict (variant_id) do update set parts = excluded.parts
"""
DROP_COSTS = "delete from market_costs where variant_id = $1"
FORGET_COSTS = """
delete from market_costs c using market_variant v join market_item i on i.id = v.item_id
where v.id = c.variant_id and i.merchant_id = any($1::uuid[])
"""
FORGET_PRICES = """
delete from market_member_price p using market_variant v join market_item i on i.id = v.item_id
where v.id = p.variant_id and i.merchant_id = any($1::uuid[])
"""
FORGET_RULES = "delete from market_member_rule where merchant_id = any($1::uuid[])"
FORGET_FOLLOWERS = "delete from market_follow where merchant_id = any($1::uuid[])"


async def follow(db: Db, person_id: UUID, merchant_id: UUID, *, news: bool) -> None:
    """Since when somebody follows stays as it was."""
    await db.run(FOLLOW, person_id, merchant_id, news, db.now)


async def unfollow(db: Db, person_id: UUID, merchant_id: UUID) -> int:
    return await db.run(UNFOLLOW, person_id, merchant_id)


async def find(db: Db, person_id: UUID, merchant_id: UUID) -> ShopFollow | None:
    return await db.one_as(ShopFollow, FIND, person_id, merchant_id)


async def of_person(
    db: Db, person_id: UUID, before: Position = FIRST, limit: int | None = None
) -> list[ShopFollow]:
    """The last one first; without a limit all."""
    return await db.all_as(ShopFollow, OF_PERSON, person_id, before.at, before.id, limit)


async def count_others(db: Db, person_id: UUID, merchant_id: UUID) -> int:
    """How many other shops somebody follows."""
    return int(await db.value(COUNT_OF, person_id, merchant_id))


async def count(db: Db, merchant_id: UUID) -> int:
    """How many people follow a shop."""
    return int(await db.value(COUNT, merchant_id))


async def hearers(db: Db, merchant_id: UUID, person_id: UUID | None = None) -> list[UUID]:
    """The followers who want news of a shop; with `person_id` that one alone, if they do."""
    return [row[0] for row in await db.rows(HEARERS, merchant_id, person_id)]


async def forget_person(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_FOLLOWS, person_id)


async def rules(db: Db, merchants: Iterable[UUID]) -> dict[UUID, MemberRule]:
    """By shop, who pays its prices for members; shops without a rule are left out."""
    return {one.merchant_id: one for one in await db.all_as(MemberRule, RULES, list(merchants))}


async def put_rule(db: Db, rule: MemberRule) -> None:
    await db.run(PUT_RULE, rule.merchant_id, rule.kind, rule.least)


async def drop_rule(db: Db, merchant_id: UUID) -> None:
    await db.run(DROP_RULE, merchant_id)


async def put_price(db: Db, variant_id: UUID, price: int | None) -> None:
    """None: members pay what everybody does."""
    if price is None:
        await db.run(DROP_PRICE, variant_id)
    else:
        await db.run(PUT_PRICE, variant_id, price)


async def prices(db: Db, variants: Iterable[UUID]) -> dict[UUID, int]:
    """What members pay for those of these that have such a price, in minor units."""
    return {row[0]: row[1] for row in await db.rows(PRICES, list(variants))}


async def stored_prices(db: Db, variants: Iterable[UUID]) -> dict[UUID, int]:
    """Members' prices by variant, in minor units, also while nobody is a member."""
    return {row[0]: row[1] for row in await db.rows(STORED, list(variants))}


async def followers(db: Db, pairs: Sequence[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Those of these (shop, person) who are members by having followed for long enough."""
    shops, people = [shop for shop, _ in pairs], [person for _, person in pairs]
    return {(row[0], row[1]) for row in await db.rows(FOLLOWERS, shops, people, db.now)}


async def costs(db: Db, variants: Iterable[UUID]) -> dict[UUID, PublishedCosts]:
    found = map(_published, await db.all_as(PublishedCosts, COSTS, list(variants)))
    return {one.variant_id: one for one in found}


def _published(raw: PublishedCosts) -> PublishedCosts:
    return msgspec.structs.replace(raw, parts=msgspec.convert(raw.parts, list[CostPart]))


async def put_costs(db: Db, variant_id: UUID, parts: Sequence[CostPart]) -> None:
    """Without parts nothing is published."""
    if not parts:
        await db.run(DROP_COSTS, variant_id)
        return
    kept = [{"name": one.name, "amount": one.amount} for one in parts]
    await db.run(PUT_COSTS, variant_id, kept)


async def forget_shops(db: Db, shops: list[UUID]) -> int:
    """What shops published of their prices, and who follows them."""
    statements = (FORGET_COSTS, FORGET_PRICES, FORGET_RULES, FORGET_FOLLOWERS)
    return sum([await db.run(statement, shops) for statement in statements])
