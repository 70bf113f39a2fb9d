"""Campaign days: all prices go down at one instant, and up again at another, and what is shown as
the price before is the shop's own lowest of the 30 days before (directive 98/6/EC, article 6a).
"""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.timers import schedule
from leapfrog.market import checking, indexing, items, store, store_campaigns, store_items
from leapfrog.market.errors import (
    CampaignBegun,
    EnrolledElsewhere,
    NoCampaign,
    NotReduced,
)
from leapfrog.market.model import Campaign, Enrolment, Variant

BEGIN, END = "market.campaign_begins", "market.campaign_ends"
LONGEST = timedelta(days=14)


class CampaignWishes(msgspec.Struct, frozen=True):
    """How campaign days shall be."""

    title: str
    starts_at: datetime
    ends_at: datetime
    rules: str = ""
    titles: dict[str, str] = {}


async def put_campaign(
    db: Db, operator: UUID, campaign_id: UUID, wanted: CampaignWishes
) -> Campaign:
    """Declares campaign days, or changes some that have not begun. Raises `Invalid`,
    `CampaignBegun`, `EnrolledElsewhere` when something of theirs would be sold on other days too.
    """
    check_new_id(campaign_id)
    if not db.now < wanted.starts_at < wanted.ends_at <= wanted.starts_at + LONGEST:
        raise Invalid(f"They begin later, and last {LONGEST.days} days at most.", field="starts_at")
    made = Campaign(
        id=campaign_id,
        title=checking.line("title", wanted.title, checking.LONGEST_SIGN, 1),
        titles={
            key: checking.line("titles", said, checking.LONGEST_SIGN, 1)
            for key, said in wanted.titles.items()
        },
        rules=checking.text("rules", wanted.rules),
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        by_id=operator,
        state="announced",
    )
    # Nobody enrols meanwhile, so what is found to be free of other days stays so.
    await store_campaigns.lock_coming(db)
    if await store_campaigns.clashes(db, made):
        raise EnrolledElsewhere
    if not await store_campaigns.put(db, made):
        raise CampaignBegun
    await schedule(db, BEGIN, str(campaign_id), made.starts_at)
    await schedule(db, END, str(campaign_id), made.ends_at)
    return made


async def campaign(db: Db, campaign_id: UUID) -> Campaign:
    """Campaign days by their id, in whatever state. Raises `NoCampaign`."""
    found = await store_campaigns.find(db, campaign_id)
    if found is None:
        raise NoCampaign
    return found


async def enrol(db: Db, me: UUID, campaign_id: UUID, variant_id: UUID, price: int | None) -> None:
    """Sets what a variant of a shop that I run costs on campaign days (minor units); None: it takes
    no part. Raises `NoCampaign`, `CampaignBegun`, `NoVariant`, `RoleNeeded`, `Invalid`,
    `NotReduced`, `EnrolledElsewhere`.
    """
    found = await store_campaigns.lock(db, campaign_id)
    if found is None:
        raise NoCampaign
    if found.state != "announced" or db.now >= found.starts_at:
        raise CampaignBegun(state=found.state)
    await items.own_variant(db, me, variant_id)
    if price is None:
        await store_campaigns.drop_enrolment(db, campaign_id, variant_id)
        return
    if not 1 <= price <= checking.LARGEST_PRICE:
        raise Invalid(f"1 to {checking.LARGEST_PRICE}.", field="price")
    lowest = await store_campaigns.lowest(db, variant_id)
    if price >= lowest:
        raise NotReduced(lowest=lowest)
    if await store_campaigns.overlaps(db, variant_id, found):
        raise EnrolledElsewhere
    made = Enrolment(
        campaign_id=campaign_id,
        variant_id=variant_id,
        price=price,
        lowest=lowest,
        before=None,
        state="enrolled",
        at=db.now,
    )
    await store_campaigns.put_enrolment(db, made)


async def begin(db: Db, ref: str, _body: object) -> None:
    """The due row's handler: all prices go down in one transaction. What is not cheaper than in the
    30 days before any more, because its price fell meanwhile, takes no part. Days that are over
    before they could begin change nothing. Safe to run twice.
    """
    # Else what goes down today would go back to the price of the days before.
    for ended in await store_campaigns.ended(db):
        await finish(db, str(ended), None)
    found = await store_campaigns.lock(db, UUID(ref))
    if found is None or found.state != "announced" or db.now < found.starts_at:
        return
    if db.now >= found.ends_at:
        await store_campaigns.set_state(db, found.id, "over")
        return
    # A timer that fell due before this one found nothing to end, and is gone.
    await schedule(db, END, ref, found.ends_at)
    enrolled = await store_campaigns.enrolments(db, found.id)
    variants = await _locked(db, enrolled)
    reduced = []
    for one in enrolled:
        variant = variants.get(one.variant_id)
        fits = variant is not None and one.price < await store_campaigns.lowest(db, one.variant_id)
        before = variant.price if variant else None
        await store_campaigns.set_enrolment(db, one, "reduced" if fits else "refused", before)
        if fits:
            reduced.append((one.variant_id, one.price))
    await _reprice(db, variants, reduced)
    await store_campaigns.set_state(db, found.id, "running")


async def finish(db: Db, ref: str, _body: object) -> None:
    """The due row's handler: prices go back to what they were, but for those that their shop has
    changed meanwhile. Safe to run twice.
    """
    found = await store_campaigns.lock(db, UUID(ref))
    if found is None or found.state != "running" or db.now < found.ends_at:
        return
    some = [one for one in await store_campaigns.enrolments(db, found.id) if one.state == "reduced"]
    variants = await _locked(db, some)
    back = []
    for one in some:
        variant = variants.get(one.variant_id)
        if variant is not None and one.before is not None and variant.price == one.price:
            back.append((one.variant_id, one.before))
        await store_campaigns.set_enrolment(db, one, "over", one.before)
    await _reprice(db, variants, back)
    await store_campaigns.set_state(db, found.id, "over")


async def _locked(db: Db, some: list[Enrolment]) -> dict[UUID, Variant]:
    """Their variants that are offered; nobody changes their shops meanwhile."""
    first = await store_items.variants_by_id(db, [one.variant_id for one in some])
    found = await store_items.items(db, {one.item_id for one in first.values()})
    for shop in sorted({one.merchant_id for one in found.values()}):
        await store.lock(db, shop)
    again = await store_items.variants_by_id(db, list(first))
    return {key: one for key, one in again.items() if one.active}


async def _reprice(db: Db, variants: dict[UUID, Variant], prices: list[tuple[UUID, int]]) -> None:
    await store_campaigns.set_prices(db, prices)
    await indexing.index(db, {variants[one].item_id for one, _ in prices})


TIMERS = {BEGIN: begin, END: finish}
