"""From what was paid to what is net and what is tax; pure, in integers.

Prices are gross. Each rate is rounded once, over all of its lines, and the nets of these lines by
the largest remainder, so that they add up: EN 16931 wants that (BR-CO-10, BR-S-08).
"""

from collections.abc import Mapping, Sequence

import msgspec

from leapfrog.papers.model import InvoiceLine, TaxShare

TAXED, ZERO, EXEMPT = "S", "Z", "E"
WHOLE = 10_000


class SoldLine(msgspec.Struct, frozen=True):
    """So many of something, and what was paid for all of them."""

    title: str
    units: int
    gross: int
    tax_class: str


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
    kinds = [tax_of(one.tax_class, rates, has_vat=has_vat) for one in sold]
    nets: dict[int, int] = {}
    shares = []
    for kind in sorted(set(kinds), key=lambda one: (-one[1], one[0])):
        places = [n for n, one in enumerate(kinds) if one == kind]
        gross = sum(sold[n].gross for n in places)
        basis = net_of(gross, kind[1])
        nets |= dict(zip(places, _spread(basis, [sold[n].gross for n in places]), strict=True))
        shares.append(TaxShare(kind[0], kind[1], basis, gross - basis))
    lines = [
        InvoiceLine(one.title, one.units, one.gross, nets[n], *kinds[n])
        for n, one in enumerate(sold)
    ]
    return lines, shares


def _spread(total: int, weights: Sequence[int]) -> list[int]:
    """A sum over these by the largest remainder."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    left = total - sum(parts)
    by_rest = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), n))
    for n in by_rest[:left]:
        parts[n] += 1
    return parts
