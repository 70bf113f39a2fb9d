"""Routes of campaign days: for all who look, for shops that enrol, for the operator."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.market import campaigns, shapes, store_campaigns, store_items
from leapfrog.market.campaigns import CampaignWishes
from leapfrog.market.model import Campaign, CampaignState, EnrolmentState
from leapfrog.market.shapes import ItemSummary
from leapfrog.market.store_search import SearchHit

Text = Annotated[str, msgspec.Meta(max_length=10_000)]
CampaignId = FromPath[UUID]


class CampaignInput(Input, frozen=True):
    """Days on which shops sell for less; `titles` by language."""

    title: Text
    starts_at: Annotated[datetime, msgspec.Meta(tz=True)]
    ends_at: Annotated[datetime, msgspec.Meta(tz=True)]
    rules: Text = ""
    titles: dict[str, Text] = msgspec.field(default_factory=dict)


class EnrolmentInput(Input, frozen=True):
    """What it costs on these days, in minor units; null: it takes no part."""

    price: int | None


class CampaignShown(msgspec.Struct, frozen=True):
    """Days on which shops sell for less."""

    id: UUID
    title: str
    titles: dict[str, str]
    rules: str
    starts_at: datetime
    ends_at: datetime
    state: CampaignState


class Campaigns(msgspec.Struct, frozen=True):
    """Those that run and those to come."""

    campaigns: list[CampaignShown]


class CampaignShelf(msgspec.Struct, frozen=True):
    """What is sold on these days, on shelves by category."""

    category: str
    items: list[ItemSummary]


class CampaignPage(msgspec.Struct, frozen=True):
    """Campaign days and their shelves; these are empty before they begin."""

    campaign: CampaignShown
    shelves: list[CampaignShelf]


class OwnEnrolment(msgspec.Struct, frozen=True):
    """What a variant costs on these days. `lowest`: the lowest price of the 30 days before, which
    is shown beside it; `refused`: it was not cheaper than that any more.
    """

    variant_id: UUID
    item_id: UUID
    price: int
    lowest: int
    state: EnrolmentState


class OwnEnrolments(msgspec.Struct, frozen=True):
    enrolments: list[OwnEnrolment]


@get("/market/campaigns")
async def list_campaigns(db: DbIn, signed: SignedIn) -> Campaigns:
    """Campaign days that are, and that come."""
    return Campaigns([_shown(one) for one in await store_campaigns.coming(db)])


@get("/market/campaigns/{campaign_id:uuid}")
async def read_campaign(db: DbIn, signed: SignedIn, campaign_id: CampaignId) -> CampaignPage:
    """Campaign days with what is sold on them. Raises `NoCampaign`."""
    found = await campaigns.campaign(db, campaign_id)
    enrolled = await store_campaigns.enrolments(db, campaign_id)
    some = [one.variant_id for one in enrolled if one.state == "reduced"]
    variants = await store_items.variants_by_id(db, some)
    ids = list(dict.fromkeys(variants[one].item_id for one in some))
    shelves: dict[str, list[ItemSummary]] = {}
    for one in await shapes.summaries(db, [SearchHit(each, None) for each in ids]):
        shelves.setdefault(one.category.partition("/")[0], []).append(one)
    return CampaignPage(_shown(found), [CampaignShelf(*one) for one in sorted(shelves.items())])


@put("/desk/market/campaigns/{campaign_id:uuid}", guards=[operator_only])
async def put_campaign(
    db: DbIn, signed: SignedIn, campaign_id: CampaignId, data: JSONBody[CampaignInput]
) -> CampaignShown:
    """The operator declares campaign days, or changes some that have not begun. Raises
    `CampaignBegun`, `EnrolledElsewhere`, `Invalid`, `OperatorNeeded`.
    """
    wanted = CampaignWishes(**msgspec.structs.asdict(data))
    return _shown(await campaigns.put_campaign(db, signed.person_id, campaign_id, wanted))


@put(
    "/market/campaigns/{campaign_id:uuid}/enrolments/{variant_id:uuid}",
    summary="Enrol for campaign days",
)
async def enrol(
    db: DbIn,
    signed: SignedIn,
    campaign_id: CampaignId,
    variant_id: FromPath[UUID],
    data: JSONBody[EnrolmentInput],
) -> OwnEnrolments:
    """A variant of a shop that one runs costs less on these days than in the 30 days before. Raises
    `CampaignBegun`, `EnrolledElsewhere`, `Invalid`, `NoCampaign`, `NotReduced`, `NoVariant`,
    `RoleNeeded`.
    """
    await campaigns.enrol(db, signed.person_id, campaign_id, variant_id, data.price)
    return await _of_same_shop(db, campaign_id, variant_id)


async def _of_same_shop(db: Db, campaign_id: UUID, variant_id: UUID) -> OwnEnrolments:
    enrolled = await store_campaigns.enrolments(db, campaign_id)
    variants = await store_items.variants_by_id(
        db, {variant_id, *(one.variant_id for one in enrolled)}
    )
    items = await store_items.items(db, {one.item_id for one in variants.values()})
    shops = {key: items[one.item_id].merchant_id for key, one in variants.items()}
    return OwnEnrolments(
        [
            OwnEnrolment(
                one.variant_id, variants[one.variant_id].item_id, one.price, one.lowest, one.state
            )
            for one in enrolled
            if shops[one.variant_id] == shops[variant_id]
        ]
    )


def _shown(one: Campaign) -> CampaignShown:
    return CampaignShown(
        id=one.id,
        title=one.title,
        titles=one.titles,
        rules=one.rules,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        state=one.state,
    )


routes: list[HTTPRouteHandler] = [list_campaigns, read_campaign, put_campaign, enrol]
