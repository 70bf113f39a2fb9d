"""What all written catalogues need to know beside the items."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from leapfrog.catalogue_formats.model import CatalogueItem


class CatalogueAbout(msgspec.Struct, frozen=True):
    """Whose catalogue it is: the sign of the shop and its page; amounts are in minor units of
    `currency`, of which `exponent` digits stand after the point.
    """

    shop: str
    url: str
    currency: str
    exponent: int

    def amount(self, minor: int) -> str:
        """With a point: `12.50`."""
        if not self.exponent:
            return str(minor)
        whole, rest = divmod(minor, 10**self.exponent)
        return f"{whole}.{rest:0{self.exponent}}"


class CatalogueWriter(msgspec.Struct, frozen=True):
    """How a catalogue is written: what it begins with, an item (empty where it is left out), what
    stands between two of them, and the end.
    """

    begin: Callable[[CatalogueAbout], str]
    item: Callable[[CatalogueItem, CatalogueAbout], str]
    between: str
    end: str

    def all(self, items: Iterable[CatalogueItem], about: CatalogueAbout) -> Iterator[str]:
        """The whole of it, an item at a time."""
        yield self.begin(about)
        yield from self.some(items, about, is_first=True)
        yield self.end

    def some(
        self, items: Iterable[CatalogueItem], about: CatalogueAbout, *, is_first: bool
    ) -> Iterator[str]:
        """Some of its items; the very first has nothing before it."""
        before = "" if is_first else self.between
        for one in items:
            if written := self.item(one, about):
                yield before + written
                before = self.between
