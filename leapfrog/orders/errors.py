"""What can go wrong with a cart, a quote and an order, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class CartFull(Problem):
    """Details: `most`."""

    code, status = "cart_full", HTTPStatus.CONFLICT
    title = "There is no room left in the cart."


class NotForSale(Problem):
    """Details: `variant_id`."""

    code, status = "not_for_sale", HTTPStatus.CONFLICT
    title = "This is not for sale any more."


class NoRightToBuy(Problem):
    """Details: `variant_id`."""

    code, status = "no_right_to_buy", HTTPStatus.FORBIDDEN
    title = "Only who was given a right to buy this has it."


class RightToBuyOver(Problem):
    """Details: `variant_id`."""

    code, status = "right_to_buy_over", HTTPStatus.GONE
    title = "Your right to buy this is used, or its time is over."


class OverPurchaseLimit(Problem):
    """Details: `variant_id`, `most`."""

    code, status = "over_purchase_limit", HTTPStatus.CONFLICT
    title = "That is more than one may buy of this at once."


class FromOwnShop(Problem):
    """Details: `merchant_id`."""

    code, status = "from_own_shop", HTTPStatus.CONFLICT
    title = "Nobody buys from the shop where they work."


class NoDelivery(Problem):
    """Details: `merchant_id`."""

    code, status = "no_delivery", HTTPStatus.CONFLICT
    title = "This shop does not deliver in that way."


class ShopResting(Problem):
    """Details: `merchant_id`."""

    code, status = "shop_resting", HTTPStatus.CONFLICT
    title = "This shop takes no orders at the moment."


class ConsentNeeded(Problem):
    """Details: `most`: minor units that can be ordered without asking."""

    code, status = "consent_needed", HTTPStatus.FORBIDDEN
    title = "For so much the digits of the card are needed."


class NoPresent(NotFound):
    code = "no_present"
    title = "There is no such present."


class PresentIdUsed(Problem):
    code, status = "present_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another present."


class TooManyPresents(Problem):
    """Details: `most`."""

    code, status = "too_many_presents", HTTPStatus.CONFLICT
    title = "So many presents wait for you already. Please send or withdraw one first."


class PresentNotOpen(Problem):
    """Details: `present_id`, `state`."""

    code, status = "present_not_open", HTTPStatus.CONFLICT
    title = "It is not known any more, or not yet, where this present shall be sent."


class BadQuote(Problem):
    code, status = "bad_quote", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no quote of ours for you."


class QuoteOver(Problem):
    code, status = "quote_over", HTTPStatus.GONE
    title = "These prices are too old. Please look again."


class PaymentIdUsed(Problem):
    code, status = "payment_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another payment."


class OrderPriceChanged(Problem):
    """Details: `variant_id`, `old`, `new` (minor units)."""

    code, status = "order_price_changed", HTTPStatus.CONFLICT
    title = "A price has changed meanwhile. Please look again."


class OrderTermsChanged(Problem):
    """Details: `merchant_id`, whose goods or terms are not described as they were."""

    code, status = "order_terms_changed", HTTPStatus.CONFLICT
    title = "The shop has changed something meanwhile. Please look again."


class OrderSoldOut(Problem):
    """Details: `variant_id`, `left`."""

    code, status = "order_sold_out", HTTPStatus.CONFLICT
    title = "There is not enough left of something."


class NoOrder(NotFound):
    code = "no_order"
    title = "There is no such order of yours."


class NoOrderCase(NotFound):
    code = "no_order_case"
    title = "There is no such question about this order."


class OrderActIdUsed(Problem):
    code, status = "order_act_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class OrderNotNow(Problem):
    """Details: `state`, `refund`."""

    code, status = "order_not_now", HTTPStatus.CONFLICT
    title = "That cannot be done with this order as it stands."


class NotSoMany(Problem):
    """Details: `no`, `most`: the line, and so many units at most."""

    code, status = "not_so_many", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "There are not so many units to do that with."


class NoRightToReturn(Problem):
    code, status = "no_right_to_return", HTTPStatus.CONFLICT
    title = "This cannot be given back without a reason."


class NothingMoreToAsk(Problem):
    """Details: `most`: so many questions without success are answered about an order; null: the
    town has judged about one of these lines.
    """

    code, status = "nothing_more_to_ask", HTTPStatus.CONFLICT
    title = "Nothing more can be asked about this."


class OwnOrderCase(Problem):
    code, status = "own_order_case", HTTPStatus.FORBIDDEN
    title = "Nobody judges what they bought, or what their own shop sold."


class WrongPickupCode(Problem):
    """Details: `tries_left`."""

    code, status = "wrong_pickup_code", HTTPStatus.FORBIDDEN
    title = "That is not the code of this order."


class PickupCodeLocked(Problem):
    code, status = "pickup_code_locked", HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many wrong codes. Please wait."

    def __init__(self, seconds: int) -> None:
        super().__init__(retry_after=seconds)
        self.headers = {"Retry-After": str(seconds)}
