"""From what was paid to what is net and what is tax; pure, in integers.

Prices are gross. Each rate is rounded once, over all of its lines, and the nets of these lines by
the largest remainder, so that they add up: EN 16931 wants that (BR-CO-10, BR-S-08).
"""

from collections.abc import Mapping, Sequence

import msgspec

from leapfrog.kernel.spreading import spread
from leapfrog.papers.model import DELIVERY, InvoiceLine, TaxShare

TAXED, ZERO, EXEMPT = "S", "Z", "E"
WHOLE = 10_000


class SoldLine(msgspec.Struct, frozen=True):
    """So many of something, and what was paid for all of them."""

    title: str
    units: int
    gross: int
    tax_class: str
    no: int | None = None


Kind = tuple[str, int]


def tax_of(tax_class: str, rates: Mapping[str, int], *, has_vat: bool) -> tuple[str, int]:
    """Category and rate (hundredths of a per cent) of a tax class; who has no number for value
    added tax takes none.
    """
    if not has_vat or tax_class == "exempt":
        return EXEMPT, 0
    rate = 0 if tax_class == "zero" else rates.get(tax_class, rates.get("standard", 0))
    return (TAXED, rate) if rate else (ZERO, 0)


def net_of(gross: int, rate: int) -> int:
    """The half of a minor unit goes up."""
    return (2 * gross * WHOLE + WHOLE + rate) // (2 * (WHOLE + rate))


def taxed(
    sold: Sequence[SoldLine], rates: Mapping[str, int], *, has_vat: bool
) -> tuple[list[InvoiceLine], list[TaxShare]]:
    """The lines with their nets, in order, and the share of each rate, the highest first."""
    return shared(sold, [tax_of(one.tax_class, rates, has_vat=has_vat) for one in sold])


def shared(
    sold: Sequence[SoldLine], kinds: Sequence[Kind], before: Sequence[InvoiceLine] = ()
) -> tuple[list[InvoiceLine], list[TaxShare]]:
    """The lines with their nets, and the share of each rate, of lines of which category and rate
    are known. `before`: parts of the same sum on earlier papers; each kind is rounded over these
    and the new ones, so that the parts of a sum bear its tax and no more or less.
    """
    nets: dict[int, int] = {}
    shares = []
    for kind in sorted(set(kinds), key=lambda one: (-one[1], one[0])):
        places = [n for n, one in enumerate(kinds) if one == kind]
        gross = sum(sold[n].gross for n in places)
        earlier = [one for one in before if (one.category, one.rate) == kind]
        whole = net_of(gross + sum(one.gross for one in earlier), kind[1])
        basis = max(0, min(gross, whole - sum(one.net for one in earlier)))
        nets |= dict(zip(places, spread(basis, [sold[n].gross for n in places]), strict=True))
        shares.append(TaxShare(kind[0], kind[1], basis, gross - basis))
    lines = [
        InvoiceLine(one.title, one.units, one.gross, nets[n], *kinds[n], one.no)
        for n, one in enumerate(sold)
    ]
    return lines, shares


def delivery_lines(price: int, goods: Sequence[SoldLine], title: str) -> list[SoldLine]:
    """What brought the goods bears their tax, as an ancillary supply does: its price over the tax
    classes of the goods, in proportion to what was paid for each.
    """
    by_class: dict[str, int] = {}
    for one in goods:
        by_class[one.tax_class] = by_class.get(one.tax_class, 0) + one.gross
    parts = _over(price, list(by_class.values()))
    return [
        SoldLine(title, 1, part, tax_class, DELIVERY)
        for tax_class, part in zip(by_class, parts, strict=True)
        if part
    ]


def _over(amount: int, weights: Sequence[int]) -> list[int]:
    """A sum over these by the largest remainder, also one that is larger than they are."""
    times = -(-amount // sum(weights)) if amount else 1
    return spread(amount, [each * times for each in weights])
