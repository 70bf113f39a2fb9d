"""What goods are worth: pure arithmetic in minor units. Whatever is split adds up again."""

from collections.abc import Sequence

from leapfrog.orders.model import OrderLine


def part_worth(line: OrderLine, before: int, units: int) -> int:
    """What was paid for `units` of a line, after the `before` first ones: those of a line add up to
    what was paid for it.
    """
    if not 0 <= before <= before + units <= line.n:
        raise ValueError("a line has not so many units")
    return line.paid * (before + units) // line.n - line.paid * before // line.n


def open_worth(line: OrderLine) -> int:
    """What was paid for the units that are still to be sent: those after the sent ones."""
    return part_worth(line, line.sent, line.open)


def cancelled_worth(line: OrderLine, units: int) -> int:
    """What was paid for the last units that are still to be sent: they are cancelled first."""
    return part_worth(line, line.n - line.cancelled - units, units)


def sent_worth(line: OrderLine, units: int) -> int:
    """What was paid for units that were sent and are here still, as far as it has not gone back."""
    return min(part_worth(line, line.returned, units), line.paid - line.refunded)


def mean_fee(lines: Sequence[OrderLine]) -> int | None:
    """What the town takes of the rest of these lines, in hundredths of a percent: the mean of their
    rates by what is left of each, rounded down. None: nothing is left, or it is not known by line.
    """
    rates = [line.fee_bp for line in lines if line.fee_bp is not None]
    left = [line.paid - line.refunded for line in lines]
    if len(rates) < len(lines) or not sum(left):
        return None
    return sum(rate * part for rate, part in zip(rates, left, strict=True)) // sum(left)
