"""What a catalogue of any shop holds: items with their variants, and what could not be read."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from leapfrog.unpacking import FileFormat, Folder

Condition = Literal["new", "used", "made", "digital", "service"]
Text = str | UnsetType
Amount = int | UnsetType | None
# Items with more are refused, with the number.
MOST_VARIANTS = 500
MOST_OPTIONS = 3
MOST_PICTURES = 12


class CatalogueOptions(msgspec.Struct, frozen=True):
    """How a catalogue is read: amounts become minor units of `currency`, of which `exponent`
    digits stand after the point; `rate`: how much of it one unit of the file's money is, where
    that is another one.
    """

    currency: str = "EUR"
    exponent: int = 2
    rate: Decimal | None = None


class CataloguePicture(msgspec.Struct, frozen=True):
    """A picture of an item: its path in the upload, empty when it is not there; `name`: as the
    catalogue calls it, a path or an address.
    """

    path: str
    name: str
    alt: str = ""


class CatalogueVariant(msgspec.Struct, frozen=True):
    """One of an item's variants: a value of each option; what is UNSET has no column in the file
    and stays as it is. Amounts are gross, in minor units; `units`: how many there are, None when
    they are not counted; `picture`: its place among those of the item.
    """

    price: int
    options: tuple[str, ...] = ()
    sku: Text = UNSET
    gtin: Text = UNSET
    list_price: Amount = UNSET
    cost: Amount = UNSET
    weight_g: Amount = UNSET
    units: Amount = UNSET
    picture: int | None = None


class CatalogueOption(msgspec.Struct, frozen=True):
    """What one chooses among the variants."""

    name: str
    values: tuple[str, ...]


class CatalogueItem(msgspec.Struct, frozen=True):
    """An item with all of its variants. `place`: where it begins in the file; `key`: what the
    catalogue knows it by, the same in a later one; `category`: as the catalogue says it, with its
    number in Google's taxonomy where it tells that; `is_live`: whether it is for sale there;
    `source`: what was said of it that has no field here, by column.
    """

    place: str
    key: str
    title: str
    variants: tuple[CatalogueVariant, ...]
    body: Text = UNSET
    brand: Text = UNSET
    category: Text = UNSET
    google: int | None = None
    kind: Condition | UnsetType = UNSET
    options: tuple[CatalogueOption, ...] = ()
    attributes: dict[str, str] | UnsetType = UNSET
    pictures: tuple[CataloguePicture, ...] = ()
    is_live: bool | UnsetType = UNSET
    source: dict[str, str] = {}


class CatalogueSkip(msgspec.Struct, frozen=True):
    """A line that could not be read, or not as it stands: where, and why. `kept`: nothing of it was
    lost that we have a place for.
    """

    place: str
    reason: str
    kept: bool = False
    # Of a price: in which money it is, where that is not the one here.
    money: str = ""


Told = CatalogueItem | CatalogueSkip
CatalogueFormat = FileFormat[bool, Callable[[Folder, CatalogueOptions], Iterator[Told]]]
