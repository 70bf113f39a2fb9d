"""What can go wrong with paying, in order of precedence; what the books refuse is the wallet's."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoMoney(NotFound):
    code = "no_money"
    title = "There is no money in this town."


class WeakPin(Problem):
    code, status = "weak_pin", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A PIN has six digits, neither all the same nor in a row."


class OverCodeLimit(Problem):
    """Details: `once`, `daily`, the most that a town lets a payment code pay without asking."""

    code, status = "over_code_limit", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A payment code cannot pay as much as that without asking."


class NoPin(Problem):
    """Neither a PIN nor a passkey is there to confirm with."""

    code, status = "no_pin", HTTPStatus.CONFLICT
    title = "Please choose a PIN for your wallet first."


class ConfirmationNeeded(Problem):
    """Details: `ways`, which of `pin`, `passkey` and `password` there are; `strong`: a passkey, or
    the PIN and the password together.
    """

    code, status = "confirmation_needed", HTTPStatus.FORBIDDEN
    title = "Please confirm this payment."


class PinThrottled(Problem):
    code, status = "pin_throttled", HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many wrong PINs on this device. Please wait, or use your passkey."

    def __init__(self, seconds: int) -> None:
        super().__init__(retry_after=seconds)
        self.headers = {"Retry-After": str(seconds)}


class WrongPin(Problem):
    """Details: `tries_left`, before this device has to wait."""

    code, status = "wrong_pin", HTTPStatus.FORBIDDEN
    title = "That is not your PIN."


class NoTransfer(NotFound):
    code = "no_transfer"
    title = "There is no such transfer of yours."


class NoPaymentRequest(NotFound):
    code = "no_payment_request"
    title = "There is no such request for money."


class OperationIdUsed(Problem):
    code, status = "operation_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class NotBetweenYou(Problem):
    code, status = "not_between_you", HTTPStatus.FORBIDDEN
    title = "You cannot send money to each other."


class NotForYou(Problem):
    code, status = "not_for_you", HTTPStatus.FORBIDDEN
    title = "Only the other one can do that."


class AlreadySettled(Problem):
    """Details: `state`, what became of it."""

    code, status = "already_settled", HTTPStatus.CONFLICT
    title = "This was settled already."


class NoReceipt(NotFound):
    code = "no_receipt"
    title = "There is no receipt of this."


class ClerkNeeded(Problem):
    code, status = "clerk_needed", HTTPStatus.FORBIDDEN
    title = "Only those who work at the desk may do that."


class NotInThisMode(Problem):
    code, status = "not_in_this_mode", HTTPStatus.CONFLICT
    title = "Money does not come in or leave this way in this town."


class BadStatement(Problem):
    code, status = "bad_statement", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no bank statement that we can read."


class NoBankLine(NotFound):
    code = "no_bank_line"
    title = "There is no such line of a statement."


class BadIban(Problem):
    code, status = "bad_iban", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no IBAN. Please look again."


class NoBankAccount(Problem):
    code, status = "no_bank_account", HTTPStatus.CONFLICT
    title = "The town's settings name no bank account."


class NoPayout(NotFound):
    code = "no_payout"
    title = "There is no such pay-out."


class NoCharge(NotFound):
    code = "no_charge"
    title = "There is no such top-up of yours."


class ProviderUnavailable(Problem):
    code, status = "provider_unavailable", HTTPStatus.SERVICE_UNAVAILABLE
    title = "The payment provider does not answer. Nothing was paid; please try again."


class BadWebhook(Problem):
    code, status = "bad_webhook", HTTPStatus.BAD_REQUEST
    title = "This was not signed by the payment provider."
