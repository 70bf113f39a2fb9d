"""An item that is put together of several rows."""

from collections.abc import Generator, Iterator, Mapping
from typing import Any

import msgspec

from leapfrog.catalogue_formats.amounts import BadCell
from leapfrog.catalogue_formats.model import (
    MOST_OPTIONS,
    MOST_PICTURES,
    MOST_VARIANTS,
    CatalogueItem,
    CatalogueOption,
    CataloguePicture,
    CatalogueSkip,
    CatalogueVariant,
    Told,
)

# What stands for an option that a variant says nothing of.
NOTHING = "–"
_JOINED = " / "


def cell(place: str, column: str, value: str) -> str:
    """Where a cell stands and what is in it, as people find it."""
    shown = " ".join(value.split())[:60]
    return " · ".join(filter(None, (place, column, shown)))


class ItemDraft:
    """What is known of an item so far. `fields`: those of `CatalogueItem` by name."""

    def __init__(self, place: str, key: str) -> None:
        self.place, self.key = place, key
        self.fields: dict[str, Any] = {}
        # Of its options, where only one of its rows tells them.
        self.names: list[str] = []
        self.rows = 0
        self._skips: list[CatalogueSkip] = []
        self._variants: list[tuple[str, dict[str, str], CatalogueVariant]] = []
        self._pictures: dict[str, CataloguePicture] = {}
        self._names: dict[str, None] = {}

    def skip(self, place: str, reason: str, *, kept: bool = False) -> None:
        """Something of it could not be read."""
        if len(self._skips) < MOST_VARIANTS:
            self._skips.append(CatalogueSkip(place, reason, kept))

    def picture(self, found: CataloguePicture) -> int | None:
        """One of its pictures; the same again is one. Answers its place among them; None when there
        are too many.
        """
        if found.name not in self._pictures:
            if len(self._pictures) >= MOST_PICTURES:
                self.skip(cell(self.place, "", found.name), "too_many_pictures", kept=False)
                return None
            self._pictures[found.name] = found
        return list(self._pictures).index(found.name)

    def variant(self, place: str, chosen: Mapping[str, str], found: CatalogueVariant) -> None:
        """One of its variants; `chosen`: what it is of each option, by name."""
        self.rows += 1
        if len(self._variants) <= MOST_VARIANTS:
            self._names.update(dict.fromkeys(chosen))
            self._variants.append((place, dict(chosen), found))

    def bad(self, place: str, cause: BadCell) -> None:
        """A row that is no variant because of a cell."""
        self.rows += 1
        if len(self._skips) < MOST_VARIANTS:
            where = cell(place, cause.column, cause.value)
            self._skips.append(CatalogueSkip(where, cause.reason, money=cause.money))

    @property
    def title(self) -> str:
        found: str = self.fields.get("title") or ""
        return found

    def told(self) -> Iterator[Told]:
        """What could not be read, then the item, unless nothing of it is left."""
        yield from self._skips
        if self.rows > MOST_VARIANTS:
            yield CatalogueSkip(f"{self.place} · {self.rows}", "too_many_variants")
            return
        variants = yield from self._apart()
        if not variants:
            if not self._skips:
                yield CatalogueSkip(self.place, "no_variant")
            return
        if not self.title:
            yield CatalogueSkip(self.place, "no_title")
            return
        if len(self._names) > MOST_OPTIONS:
            yield CatalogueSkip(self.place, "options_joined", kept=True)
        yield CatalogueItem(
            place=self.place,
            key=self.key,
            variants=tuple(variants),
            options=self._options(variants),
            pictures=tuple(self._pictures.values()),
            **self.fields,
        )

    def _apart(self) -> Generator[CatalogueSkip, None, list[CatalogueVariant]]:
        """Tells of those that are the same as one before; answers the rest."""
        found: dict[tuple[str, ...], CatalogueVariant] = {}
        skus: set[str] = set()
        for place, chosen, one in self._variants:
            values = self._values(chosen)
            sku = one.sku if isinstance(one.sku, str) else ""
            if values in found:
                yield CatalogueSkip(cell(place, "", ", ".join(values)), "same_variant")
            elif sku and sku in skus:
                yield CatalogueSkip(cell(place, "SKU", sku), "sku_twice")
            else:
                skus.add(sku)
                found[values] = _with_options(one, values)
        return list(found.values())

    def _option_names(self) -> list[str]:
        names = list(self._names)
        first = names[: MOST_OPTIONS - 1] if len(names) > MOST_OPTIONS else names
        return [*first, *([_JOINED.join(names[len(first) :])] if len(names) > len(first) else [])]

    def _values(self, chosen: Mapping[str, str]) -> tuple[str, ...]:
        values = [chosen.get(name) or NOTHING for name in self._names]
        if len(values) <= MOST_OPTIONS:
            return tuple(values)
        first = MOST_OPTIONS - 1
        return (*values[:first], _JOINED.join(values[first:]))

    def _options(self, variants: list[CatalogueVariant]) -> tuple[CatalogueOption, ...]:
        return tuple(
            CatalogueOption(name, tuple(dict.fromkeys(one.options[n] for one in variants)))
            for n, name in enumerate(self._option_names())
        )


def _with_options(one: CatalogueVariant, values: tuple[str, ...]) -> CatalogueVariant:
    return msgspec.structs.replace(one, options=values)
