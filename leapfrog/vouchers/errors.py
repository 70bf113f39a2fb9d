"""What can go wrong with vouchers, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoVoucher(NotFound):
    """Also for one of another show or shop, one that is over, and one that was stopped: who guesses
    hears nothing.
    """

    code = "no_voucher"
    title = "This code is not good here."


class NoVoucherBatch(NotFound):
    code = "no_voucher_batch"
    title = "There are no such vouchers."


class VoucherIdUsed(Problem):
    code, status = "voucher_id_used", HTTPStatus.CONFLICT
    title = "This id was used for other vouchers."


class VoucherCodeTaken(Problem):
    code, status = "voucher_code_taken", HTTPStatus.CONFLICT
    title = "There is a voucher with this code already."


class VoucherUsed(Problem):
    """Details: `left`: so many uses are left for who asks."""

    code, status = "voucher_used", HTTPStatus.CONFLICT
    title = "This code was used as often as it can be."


class VoucherUnfit(Problem):
    code, status = "voucher_unfit", HTTPStatus.CONFLICT
    title = "This code changes nothing of what is chosen."


class VoucherNeeded(Problem):
    code, status = "voucher_needed", HTTPStatus.CONFLICT
    title = "What is chosen can be had only with its code."
