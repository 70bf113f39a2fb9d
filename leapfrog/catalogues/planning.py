"""What becomes of the items of a catalogue in a shop: new, changed, or here already; pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET

from leapfrog.catalogue_formats import CatalogueItem, CataloguePicture, CatalogueVariant
from leapfrog.catalogues.categories import category_of
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import derived_id
from leapfrog.market import (
    Ban,
    BroughtItem,
    ItemOption,
    KnownItem,
    NewItem,
    NewVariant,
    Variant,
    checked_item,
    first_hit,
    gtin14,
)

Becomes = Literal["new", "changed", "same"]
Sale = Literal["live", "off"]
LONGEST_SOURCE = 500
NO_ITEM = NewItem("", [])


class PlannedItem(msgspec.Struct, frozen=True):
    """An item as it is to be written, and what it becomes. `shown_on`: the place of the picture of
    each variant among `pictures`; `odd`: what is kept otherwise than the catalogue says, as fields.
    """

    told: CatalogueItem
    brought: BroughtItem
    becomes: Becomes
    pictures: tuple[CataloguePicture, ...]
    known_pictures: frozenset[UUID]
    shown_on: dict[UUID, int]
    odd: list[str]


class RefusedItem(msgspec.Struct, frozen=True):
    """An item that cannot be kept, and which field of it is why."""

    told: CatalogueItem
    reason: str
    field: str = ""


class CataloguePlan:
    """The plan of one run through a catalogue: what of it is new, changed or refused. `import_id`
    makes the ids of what is new, the same in each run; `category`: for what the catalogue does not
    sort; `bans`: what cannot be sold in the town.
    """

    def __init__(self, import_id: UUID, category: str = "", bans: Sequence[Ban] = ()) -> None:
        self._import, self._category, self._bans = import_id, category, bans
        self._seen: set[UUID] = set()
        self._skus: set[str] = set()

    def plan(
        self, told: Sequence[CatalogueItem], known: Iterable[KnownItem]
    ) -> list[PlannedItem | RefusedItem]:
        """One answer for each. `known`: the items that the shop has by their keys or numbers."""
        there = list(known)
        by_handle = {one.item.handle: one for one in there if one.item.handle}
        by_sku = {v.sku: one for one in there for v in one.variants if v.sku}
        return [self._one(each, by_handle, by_sku) for each in told]

    def _one(
        self,
        told: CatalogueItem,
        by_handle: Mapping[str, KnownItem],
        by_sku: Mapping[str, KnownItem],
    ) -> PlannedItem | RefusedItem:
        skus = _skus(told)
        before = by_handle.get(told.key) or next(
            (by_sku[sku] for sku in skus if sku in by_sku), None
        )
        item_id = before.item.id if before else derived_id(self._import, f"item {told.key}")
        if item_id in self._seen:
            return RefusedItem(told, "same_item")
        if before and before.item.state == "taken_down":
            return RefusedItem(told, "taken_down")
        for sku in skus:
            if sku in self._skus:
                return RefusedItem(told, "sku_twice", sku)
            if sku in by_sku and by_sku[sku].item.id != item_id:
                return RefusedItem(told, "sku_used", sku)
        try:
            planned = self._planned(told, item_id, before)
        except Invalid as cause:
            return RefusedItem(told, "refused", str(cause.details.get("field", "")))
        wanted = planned.brought.wanted
        banned = first_hit(self._bans, wanted, [v.gtin for v in wanted.variants if v.gtin])
        # What the town allowed once is not looked at again by its words.
        if banned is not None and not (before and before.item.state == "live"):
            return RefusedItem(told, "prohibited", banned.by)
        self._seen.add(item_id)
        self._skus.update(skus)
        return planned

    def _planned(self, told: CatalogueItem, item_id: UUID, before: KnownItem | None) -> PlannedItem:
        stays = before.as_wanted() if before else NO_ITEM
        odd: list[str] = []
        variants = _variants(told, item_id, before.variants if before else [], odd)
        wanted = checked_item(self._wanted(told, stays, variants, odd))
        units = _units(told, wanted.variants, before)
        sale: Sale | None = None
        if told.is_live is not UNSET:
            sale = "live" if told.is_live else "off"
        same = before is not None and wanted == stays and not units
        if before and sale and (before.item.state == "live") != (sale == "live"):
            same = same and not _could_be(sale, wanted, before)
        becomes: Becomes = "new" if before is None else "same" if same else "changed"
        return PlannedItem(
            told=told,
            brought=BroughtItem(item_id, wanted, sale, units),
            becomes=becomes,
            pictures=told.pictures,
            known_pictures=frozenset(p.id for p in before.pictures) if before else frozenset(),
            shown_on={
                wanted.variants[n].id: one.picture
                for n, one in enumerate(told.variants)
                if one.picture is not None
            },
            odd=odd,
        )

    def _wanted(
        self, told: CatalogueItem, stays: NewItem, variants: list[NewVariant], odd: list[str]
    ) -> NewItem:
        said = {
            name: value
            for name in ("body", "brand", "kind", "attributes")
            if (value := getattr(told, name)) is not UNSET
        }
        category = category_of(told.category if told.category else "", told.google)
        source = {**stays.source, **{k: v[:LONGEST_SOURCE] for k, v in told.source.items()}}
        wrong = [v.gtin for v in told.variants if v.gtin and not gtin14(v.gtin)]
        if wrong:
            odd.append("gtin")
            source["gtin"] = ", ".join(wrong)[:LONGEST_SOURCE]
        if told.category and not category:
            source["category"] = told.category[:LONGEST_SOURCE]
        return msgspec.structs.replace(
            stays,
            title=told.title,
            variants=variants,
            options=[ItemOption(one.name, list(one.values)) for one in told.options],
            category=category or stays.category or self._category,
            handle=told.key,
            source=source,
            **said,
        )


def _could_be(sale: Sale, wanted: NewItem, before: KnownItem) -> bool:
    """Whether it would be for sale, or not any more, after this."""
    if sale == "off":
        return True
    return bool(wanted.category and (wanted.body or before.pictures))


def _skus(told: CatalogueItem) -> list[str]:
    return [one.sku.strip() for one in told.variants if one.sku and one.sku.strip()]


def _variants(
    told: CatalogueItem, item_id: UUID, before: Sequence[Variant], odd: list[str]
) -> list[NewVariant]:
    """Found again by their numbers, else by what they are of each option."""
    by_sku = {one.sku: one for one in before if one.sku}
    by_options = {tuple(one.options): one for one in before}
    found: list[NewVariant] = []
    taken: set[UUID] = set()
    for one in told.variants:
        sku = one.sku.strip() if one.sku else ""
        was = by_sku.get(sku) or by_options.get(one.options)
        if was is not None and (was.id in taken or (sku and was.sku and was.sku != sku)):
            was = None
        made = _variant(one, was, item_id)
        taken.add(made.id)
        found.append(made)
    return found


def _variant(told: CatalogueVariant, was: Variant | None, item_id: UUID) -> NewVariant:
    sku = told.sku.strip() if told.sku else ""
    new = derived_id(item_id, f"variant {sku or told.options}")
    names = NewVariant.__struct_fields__
    stays: dict[str, Any] = {name: getattr(was, name) for name in names} if was else {"id": new}
    amounts = ("list_price", "cost", "weight_g")
    said = {name: value for name in amounts if (value := getattr(told, name)) is not UNSET}
    if told.sku is not UNSET:
        said["sku"] = sku
    if told.gtin is not UNSET:
        said["gtin"] = told.gtin if gtin14(told.gtin) else ""
    return NewVariant(**{**stays, **said, "price": told.price, "options": list(told.options)})


def _units(
    told: CatalogueItem, variants: Sequence[NewVariant], before: KnownItem | None
) -> dict[UUID, int]:
    """How many of each there are, where the catalogue knows it, and it is another number."""
    there = before.units if before else {}
    return {
        kept.id: one.units
        for one, kept in zip(told.variants, variants, strict=True)
        if isinstance(one.units, int) and there.get(kept.id) != one.units
    }
