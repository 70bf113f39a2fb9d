"""What can go wrong with a receipt."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class NoReceiptYet(Problem):
    code, status = "no_receipt_yet", HTTPStatus.CONFLICT
    title = "There is a receipt once it was handed over and paid."
