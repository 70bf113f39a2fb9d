"""What can go wrong with pre-sales, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoPresale(NotFound):
    code = "no_presale"
    title = "There is no such pre-sale."


class NoBooking(NotFound):
    code = "no_booking"
    title = "There is no such deposit of yours."


class PresaleIdUsed(Problem):
    code, status = "presale_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class PresaleNotNow(Problem):
    """Details: `phase` of the pre-sale."""

    code, status = "presale_not_now", HTTPStatus.CONFLICT
    title = "That cannot be done with this pre-sale as it stands."


class PresalePriceHigh(Problem):
    """Details: `lowest`: the price of the last 30 days at the least, in minor units."""

    code, status = "presale_price_high", HTTPStatus.CONFLICT
    title = "Without the deposit it would cost more than in the last 30 days."


class OwnPresale(Problem):
    code, status = "own_presale", HTTPStatus.FORBIDDEN
    title = "Nobody buys in the shop where they work."


class BookedAlready(Problem):
    code, status = "booked_already", HTTPStatus.CONFLICT
    title = "You have paid the deposit already."


class PresaleSoldOut(Problem):
    code, status = "presale_sold_out", HTTPStatus.CONFLICT
    title = "All of it is taken."


class DepositStays(Problem):
    """A private person sells, and it was agreed on."""

    code, status = "deposit_stays", HTTPStatus.CONFLICT
    title = "The deposit does not come back: that was agreed on."
