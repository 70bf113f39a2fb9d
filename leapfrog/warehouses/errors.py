"""What can go wrong with the stock-keeping of a shop, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoStockedVariant(NotFound):
    """Details: `variant_id` or `code`."""

    code = "no_stocked_variant"
    title = "This shop has no such thing."


class NoStockPlace(NotFound):
    code = "no_stock_place"
    title = "This shop has no such warehouse."


class NoStockPaper(NotFound):
    code = "no_stock_paper"
    title = "There is no such transfer, count, purchase or list here."


class NoSuchLot(NotFound):
    """Details: `variant_id`, `lot`."""

    code = "no_such_lot"
    title = "This shop has received no such lot."


class StockPaperIdUsed(Problem):
    code, status = "stock_paper_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class StockPaperOver(Problem):
    code, status = "stock_paper_over", HTTPStatus.CONFLICT
    title = "It is over: nothing of it can be changed any more."


class NotSoManyThere(Problem):
    """Details: `variant_id`, `lot`, `most`."""

    code, status = "not_so_many_there", HTTPStatus.CONFLICT
    title = "There are not so many."


class CountOutdated(Problem):
    """Details: `variant_id`, `lot`, `units`: what lies there by the books now."""

    code, status = "count_outdated", HTTPStatus.CONFLICT
    title = "Something came in or left while you counted. Please look at the differences again."


class LotsNotCounted(Problem):
    """Details: `variant_id`, `lots`: those that lie there and were not counted."""

    code, status = "lots_not_counted", HTTPStatus.CONFLICT
    title = "This lies there in lots too. Please count each lot."


class CountReasonNeeded(Problem):
    """Details: `variant_id`, `lot`."""

    code, status = "count_reason_needed", HTTPStatus.CONFLICT
    title = "Please say why it differs."


class OtherExpiry(Problem):
    """Details: `lot`, `expires_on`: what is known of it."""

    code, status = "other_expiry", HTTPStatus.CONFLICT
    title = "This lot has another day of expiry."


class WrongGoods(Problem):
    """Details: `goods`: what was scanned, if this shop has it."""

    code, status = "wrong_goods", HTTPStatus.CONFLICT
    title = "This is not on the list."


class GoodsComplete(Problem):
    """Details: `goods`."""

    code, status = "goods_complete", HTTPStatus.CONFLICT
    title = "There are enough of it already."


class PickedByOther(Problem):
    """Details: `order_id`."""

    code, status = "picked_by_other", HTTPStatus.CONFLICT
    title = "Somebody is fetching that already."


class NothingPicked(Problem):
    code, status = "nothing_picked", HTTPStatus.CONFLICT
    title = "Nothing was scanned yet."
