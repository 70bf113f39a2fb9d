"""What can go wrong with papers of an order, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoInvoice(NotFound):
    code = "no_invoice"
    title = "There is no invoice of this order yet."


class NoLabelYet(Problem):
    code, status = "no_label_yet", HTTPStatus.CONFLICT
    title = "A parcel of this order has a label once it is sent."


class PrivateSeller(Problem):
    code, status = "private_seller", HTTPStatus.CONFLICT
    title = "A private person sold this: there is no invoice."


class InvoiceNotNow(Problem):
    code, status = "invoice_not_now", HTTPStatus.CONFLICT
    title = "There is an invoice when the order was received and nothing is open."
