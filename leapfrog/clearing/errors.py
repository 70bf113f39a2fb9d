"""What can go wrong with money between towns, in order of precedence; what the books refuse is the
wallet's.
"""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoPartner(NotFound):
    code = "no_partner"
    title = "This town has no agreement about money with that one."


class NoTownPayment(NotFound):
    code = "no_town_payment"
    title = "There is no such payment of yours."


class NoTownRequest(NotFound):
    code = "no_town_request"
    title = "There is no such request for money from another town."


class NoSettlement(NotFound):
    code = "no_settlement"
    title = "There is no such settlement."


class InvalidTerms(Problem):
    code, status = "invalid_terms", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "These terms cannot be signed."


class TermsChanged(Problem):
    """The other town signed another text in the meantime."""

    code, status = "terms_changed", HTTPStatus.CONFLICT
    title = "The other town signed other terms in the meantime. Please look again."


class PartnerStopped(Problem):
    """Details: `why`."""

    code, status = "partner_stopped", HTTPStatus.CONFLICT
    title = "Payments between the two towns are stopped for now."


class OverTownLimit(Problem):
    """Details: `most`, in minor units."""

    code, status = "over_town_limit", HTTPStatus.FORBIDDEN
    title = "That is more than the two towns agreed on."


class TownPaymentTooLate(Problem):
    code, status = "town_payment_too_late", HTTPStatus.CONFLICT
    title = "The time for this payment is over; it goes back."
