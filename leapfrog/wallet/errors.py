"""What can come of an operation instead of its being done, in order of precedence.

The number of each in `RESULTS` is what `wallet_post` answers. A refused operation leaves no trace:
its id is free, and the same operation may be done later.
"""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class ChainOpen(Problem):
    code, status = "chain_open", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The last of the linked payments has nothing that it is linked to."


class TransferIdUsed(Problem):
    code, status = "transfer_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another payment."


class BadAmount(Problem):
    code, status = "bad_amount", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This cannot be an amount."


class SameAccount(Problem):
    code, status = "same_account", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Money cannot go to where it comes from."


class NoAccount(NotFound):
    code = "no_account"
    title = "There is no such account."


class CurrenciesDiffer(Problem):
    code, status = "currencies_differ", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "These two accounts have different currencies."


class NoHold(NotFound):
    code = "no_hold"
    title = "No money was set aside under this id."


class HoldMismatch(Problem):
    code, status = "hold_mismatch", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This money was set aside between other accounts."


class HoldResolved(Problem):
    code, status = "hold_resolved", HTTPStatus.CONFLICT
    title = "The money that was set aside was paid or given back already."


class HoldExpired(Problem):
    code, status = "hold_expired", HTTPStatus.CONFLICT
    title = "The time for which the money was set aside is over."


class MoreThanHeld(Problem):
    code, status = "more_than_held", HTTPStatus.CONFLICT
    title = "That is more than was set aside."


class NoOriginal(NotFound):
    code = "no_original"
    title = "There is no payment that could be given back."


class RefundMismatch(Problem):
    code, status = "refund_mismatch", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This payment was between other accounts."


class MoreThanPaid(Problem):
    code, status = "more_than_paid", HTTPStatus.CONFLICT
    title = "That is more than is left of this payment to give back."


class AccountClosed(Problem):
    code, status = "account_closed", HTTPStatus.LOCKED
    title = "One of the accounts is closed."


class AccountFrozen(Problem):
    code, status = "account_frozen", HTTPStatus.LOCKED
    title = "One of the accounts is frozen."


class OverPaymentLimit(Problem):
    code, status = "over_payment_limit", HTTPStatus.FORBIDDEN
    title = "That is more than one payment from this account may be."


class OverDailyLimit(Problem):
    code, status = "over_daily_limit", HTTPStatus.FORBIDDEN
    title = "That is more than this account may pay today."


class InsufficientFunds(Problem):
    code, status = "insufficient_funds", HTTPStatus.PAYMENT_REQUIRED
    title = "There is not enough money on this account."


class OverBalanceLimit(Problem):
    code, status = "over_balance_limit", HTTPStatus.CONFLICT
    title = "The receiver's account cannot hold that much."


class LinkedFailed(Problem):
    code, status = "linked_failed", HTTPStatus.FAILED_DEPENDENCY
    title = "A payment that belongs to this one was refused."


class NoCurrency(NotFound):
    code = "no_currency"
    title = "This town does not know this currency."


class UnitDiffers(Problem):
    code, status = "unit_differs", HTTPStatus.CONFLICT
    title = "There is another currency of this name."


class NotEmpty(Problem):
    code, status = "account_not_empty", HTTPStatus.CONFLICT
    title = "There is still money on this account, or promised."


class CreditInUse(Problem):
    code, status = "credit_in_use", HTTPStatus.CONFLICT
    title = "This account is further below zero already."


class MoneyLeft(Problem):
    """`where`: `wallet`, `trade` (of an order or a case that is not over), `ride`, `shop`, or
    `parcels` (others' parcels or cash).
    """

    code, status = "money_left", HTTPStatus.CONFLICT
    title = "There is still money in your wallet, or something is owed. Please settle that first."


class LongStatement(Problem):
    code, status = "long_statement", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "There are too many entries for one statement. Please choose a shorter time."


DONE, AGAIN = 0, 1
# The first of them is number 2.
RESULTS: tuple[type[Problem], ...] = (
    ChainOpen,
    TransferIdUsed,
    BadAmount,
    SameAccount,
    NoAccount,
    CurrenciesDiffer,
    NoHold,
    HoldMismatch,
    HoldResolved,
    HoldExpired,
    MoreThanHeld,
    NoOriginal,
    RefundMismatch,
    MoreThanPaid,
    AccountClosed,
    AccountFrozen,
    OverPaymentLimit,
    OverDailyLimit,
    InsufficientFunds,
    OverBalanceLimit,
    LinkedFailed,
)


def refusal(result: int) -> Problem:
    """The problem that `wallet_post` answers as this number."""
    return RESULTS[result - 2]()
