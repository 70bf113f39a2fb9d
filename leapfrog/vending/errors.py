"""What can go wrong at a machine, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoMachine(NotFound):
    code = "no_machine"
    title = "There is no such machine."


class MachineIdUsed(Problem):
    code, status = "machine_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another machine."


class BadOffer(Problem):
    code, status = "bad_offer", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no code of a machine of this town."


class OfferOver(Problem):
    code, status = "offer_over", HTTPStatus.GONE
    title = "This code is too old. Please choose at the machine again."


class OfferUsed(Problem):
    code, status = "offer_used", HTTPStatus.CONFLICT
    title = "This was paid already. Please choose at the machine again."


class NoSlot(NotFound):
    code = "no_slot"
    title = "This machine has no such slot."


class PriceChanged(Problem):
    code, status = "price_changed", HTTPStatus.CONFLICT
    title = "The price has changed. Please choose at the machine again."


class SlotFaulty(Problem):
    code, status = "slot_faulty", HTTPStatus.CONFLICT
    title = "This slot does not work at the moment."


class NoSale(NotFound):
    code = "no_sale"
    title = "There is no such sale."


class SaleIdUsed(Problem):
    code, status = "sale_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another sale."


class NothingToClaim(Problem):
    code, status = "nothing_to_claim", HTTPStatus.CONFLICT
    title = "Nothing was paid for this, or it is settled already."


class BadReport(Problem):
    code, status = "bad_report", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This report does not fit the sale."
