"""Fronts of shops, items, their variants, and what is for sale now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

FrontState = Literal["draft", "open", "resting", "limited", "closed"]
ReturnPayer = Literal["buyer", "shop"]
ItemKind = Literal["new", "used", "made", "digital", "service"]
ItemState = Literal["draft", "live", "off", "taken_down", "erased"]
TaxClass = Literal["standard", "reduced", "reduced2", "zero", "exempt"]
PriceReason = Literal["base", "campaign", "import"]
CampaignState = Literal["announced", "running", "over", "called_off"]
EnrolmentState = Literal["enrolled", "reduced", "refused", "over"]
Unit = Literal["g", "ml", "m", "m2", "piece"]


class Front(msgspec.Struct, frozen=True):
    """The face of a shop in the market. `sign`: how it is called; `ships_within` so many hours;
    `returns_days`: how long what was bought can be given back; `trader`: not a private person,
    then `legal` says who it is; `pickup`: what was bought can be fetched there; `asked_at`: it
    waits for a look of the town; `look_reason`: why not; `state_before`: before it was limited;
    `brand`: which the town verified it to be, until `brand_until`; `private_at`: when it said again
    that it is a private person's.
    """

    merchant_id: UUID
    sign: str
    about: str
    hours: str
    place_id: str | None
    lat: float | None
    lon: float | None
    state: FrontState
    ships_within: int
    returns_days: int
    return_payer: ReturnPayer
    trader: bool
    pickup: bool
    legal: dict[str, str]
    currency: str
    created_at: datetime
    opened_at: datetime | None
    asked_at: datetime | None = None
    let_in_at: datetime | None = None
    look_reason: str = ""
    state_before: FrontState | None = None
    brand: str = ""
    brand_until: datetime | None = None
    private_at: datetime | None = None

    def brand_at(self, now: datetime) -> str | None:
        """The brand that the town has verified this shop to be; None: it is none at that time."""
        there = self.brand_until is not None and now < self.brand_until
        return self.brand if there else None


class FrontWishes(msgspec.Struct, frozen=True):
    """How the front of a shop shall be."""

    sign: str
    about: str = ""
    hours: str = ""
    place_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    ships_within: int = 48
    returns_days: int = 14
    return_payer: ReturnPayer = "buyer"
    trader: bool = False
    pickup: bool = False
    legal: dict[str, str] = {}


class ItemOption(msgspec.Struct, frozen=True):
    """What one chooses among the variants: colour, of these values, in this order."""

    name: str
    values: list[str]


class Contents(msgspec.Struct, frozen=True):
    """How much is in it, for the price of a unit: 750 ml."""

    n: float
    unit: Unit


class NewVariant(msgspec.Struct, frozen=True):
    """A variant as its shop wants it: one value of each option; amounts are gross and in minor
    units. `list_price`: the maker's; `cost`: what it costs the shop, for itself alone; None: as
    it is known.
    """

    id: UUID
    price: int
    options: list[str] = []
    sku: str = ""
    gtin: str = ""
    list_price: int | None = None
    cost: int | None = None
    contents: Contents | None = None
    no_withdrawal: bool = False
    weight_g: int | None = None
    picture: UUID | None = None
    purchase_limit: int | None = None


class Variant(NewVariant, frozen=True, kw_only=True):
    """A variant of an item, as it is kept; one that is not `active` is offered no more."""

    item_id: UUID
    place: int
    active: bool


class NewItem(msgspec.Struct, frozen=True):
    """An item as its shop wants it, with all of its variants in order; `texts`: title and body in
    other languages; `handle`: how a catalogue of the shop calls it; `source`: what a catalogue
    said of it that has no field here.
    """

    title: str
    variants: list[NewVariant]
    body: str = ""
    category: str = ""
    brand: str = ""
    kind: ItemKind = "new"
    tax_class: TaxClass = "standard"
    options: list[ItemOption] = []
    attributes: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    handle: str = ""
    source: dict[str, Any] = {}


class Item(msgspec.Struct, frozen=True):
    """An item as it is kept; `state_before`: before the town took it down."""

    id: UUID
    merchant_id: UUID
    title: str
    body: str
    category: str
    brand: str
    kind: ItemKind
    tax_class: TaxClass
    state: ItemState
    options: list[ItemOption]
    attributes: dict[str, str]
    texts: dict[str, dict[str, str]]
    handle: str
    source: dict[str, Any]
    created_at: datetime
    changed_at: datetime
    published_at: datetime | None
    state_before: ItemState | None = None


class ItemPicture(msgspec.Struct, frozen=True):
    """A picture of an item: public blobs, the whole of it and a small one."""

    id: UUID
    item_id: UUID
    place: int
    sha256: bytes
    small: bytes
    width: int
    height: int
    alt: str


class Warehouse(msgspec.Struct, frozen=True):
    """Where goods of a shop lie; the first one is the shop itself."""

    id: UUID
    merchant_id: UUID
    place: int
    name: str
    lat: float | None
    lon: float | None


class Stocked(msgspec.Struct, frozen=True):
    """The pool that counts a variant in a warehouse; `lot`: those of it with this mark, which are
    sold until `expires_on`.
    """

    variant_id: UUID
    warehouse_id: UUID
    pool_id: UUID
    lot: str = ""
    expires_on: date | None = None


class StockedVariant(msgspec.Struct, frozen=True):
    """A variant of a shop as it lies on a shelf; `cost`: what it costs the shop, minor units."""

    id: UUID
    item_id: UUID
    merchant_id: UUID
    title: str
    options: list[str]
    sku: str
    gtin: str
    price: int
    cost: int | None
    small: bytes | None


class Offer(msgspec.Struct, frozen=True):
    """A variant as it is for sale now. `price` is gross, in minor units of `currency`; `pools` of
    the stock count it, in the warehouses `places`, the shop itself first, and of each the lot first
    that expires first. `member_price`: what members of the shop pay, if that says who is one.
    """

    variant_id: UUID
    item_id: UUID
    merchant_id: UUID
    title: str
    options: list[str]
    picture: UUID | None
    price: int
    currency: str
    tax_class: TaxClass
    kind: ItemKind
    weight_g: int | None
    purchase_limit: int | None
    no_withdrawal: bool
    pools: list[UUID]
    places: list[UUID]
    category: str = ""
    member_price: int | None = None


class Campaign(msgspec.Struct, frozen=True):
    """Days on which shops sell for less; `titles` in other languages, `rules` as the operator says
    them.
    """

    id: UUID
    title: str
    titles: dict[str, str]
    rules: str
    starts_at: datetime
    ends_at: datetime
    by_id: UUID
    state: CampaignState


class Enrolment(msgspec.Struct, frozen=True):
    """What a variant costs on the days of a campaign. `lowest`: what it cost at the least in the 30
    days before it was enrolled; `before`: what it goes back to. Minor units.
    """

    campaign_id: UUID
    variant_id: UUID
    price: int
    lowest: int
    before: int | None
    state: EnrolmentState
    at: datetime


class BanWishes(msgspec.Struct, frozen=True):
    """What cannot be sold: what has one of these words in it, is in one of these categories or
    below, or has one of these barcodes; `reasons` in other languages.
    """

    reason: str
    words: Sequence[str] = ()
    categories: Sequence[str] = ()
    gtins: Sequence[str] = ()
    reasons: dict[str, str] = {}


class Ban(msgspec.Struct, frozen=True):
    """A ban on goods, as it is kept; `ended_at`: they can be sold again since then."""

    id: UUID
    words: list[str]
    categories: list[str]
    gtins: list[str]
    reason: str
    reasons: dict[str, str]
    by_id: UUID | None
    at: datetime
    ended_at: datetime | None


class Prohibition(msgspec.Struct, frozen=True):
    """Why something cannot be sold: by which word, category or barcode of which ban."""

    ban_id: UUID
    by: str
    reason: str
    reasons: dict[str, str]


class FeeWishes(msgspec.Struct, frozen=True):
    """What the town takes from then on, in hundredths of a percent; `rates` by category."""

    from_at: datetime
    base_bp: int
    rates: Mapping[str, int] = {}


class FeeTable(msgspec.Struct, frozen=True):
    """What the town takes of sales from a time on, by category (hundredths of a percent)."""

    id: UUID
    from_at: datetime
    base_bp: int
    rates: dict[str, int]
    by_id: UUID | None
    at: datetime


class PriceChange(msgspec.Struct, frozen=True):
    """From then on it cost so much."""

    variant_id: UUID
    at: datetime
    price: int
    why: PriceReason
