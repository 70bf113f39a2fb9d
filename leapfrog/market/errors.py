"""What can go wrong in the market, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoFront(NotFound):
    code = "no_front"
    title = "This shop sells nothing here."


class FrontIncomplete(Problem):
    """Details: `fields`, what is missing."""

    code, status = "front_incomplete", HTTPStatus.CONFLICT
    title = "Something is missing before this shop can open."


class FrontLimited(Problem):
    code, status = "front_limited", HTTPStatus.FORBIDDEN
    title = "The town has limited this shop."


class NoItem(NotFound):
    code = "no_item"
    title = "There is no such item for sale."


class ItemIdUsed(Problem):
    code, status = "item_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another item, variant or picture."


class ItemTakenDown(Problem):
    code, status = "item_taken_down", HTTPStatus.FORBIDDEN
    title = "The town has taken this item down."


class ItemIncomplete(Problem):
    """Details: `fields`, what is missing."""

    code, status = "item_incomplete", HTTPStatus.CONFLICT
    title = "Something is missing before this can be sold."


class ItemProhibited(Problem):
    """Details: `ban_id`; `by`: word, category or barcode; `reason`; `reasons` by language."""

    code, status = "item_prohibited", HTTPStatus.CONFLICT
    title = "This cannot be sold in this town."


class NoBan(NotFound):
    code = "no_ban"
    title = "There is no such ban, or no such item."


class BanIdUsed(Problem):
    code, status = "ban_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another ban."


class FeeTooSoon(Problem):
    code, status = "fee_too_soon", HTTPStatus.CONFLICT
    title = "Shops hear of new fees fifteen days before."


class FeeIdUsed(Problem):
    code, status = "fee_id_used", HTTPStatus.CONFLICT
    title = "This id or this day was used for another table of fees."


class SkuUsed(Problem):
    """Details: `sku`."""

    code, status = "sku_used", HTTPStatus.CONFLICT
    title = "Another item of this shop has this number."


class NoVariant(NotFound):
    code = "no_variant"
    title = "There is no such variant."


class NoCampaign(NotFound):
    code = "no_campaign"
    title = "There are no such campaign days."


class CampaignBegun(Problem):
    """Details: `state`."""

    code, status = "campaign_begun", HTTPStatus.CONFLICT
    title = "These campaign days have begun, or are over."


class NotReduced(Problem):
    """Details: `lowest`: the lowest price of the last 30 days, in minor units."""

    code, status = "not_reduced", HTTPStatus.CONFLICT
    title = "On campaign days it costs less than in the 30 days before."


class EnrolledElsewhere(Problem):
    code, status = "enrolled_elsewhere", HTTPStatus.CONFLICT
    title = "It is enrolled for other campaign days at the same time."


class TooManyFollowed(Problem):
    """Details: `most`."""

    code, status = "too_many_followed", HTTPStatus.CONFLICT
    title = "You follow as many shops as one may."


class NoPicture(NotFound):
    code = "no_picture"
    title = "There is no such picture of this item."


class TooManyPictures(Problem):
    code, status = "too_many_pictures", HTTPStatus.CONFLICT
    title = "An item has at most twelve pictures."


class NoWarehouse(NotFound):
    code = "no_warehouse"
    title = "This shop keeps nothing there."


class TooManyWarehouses(Problem):
    code, status = "too_many_warehouses", HTTPStatus.CONFLICT
    title = "A shop has at most twenty places where goods lie."


class StockChanged(Problem):
    """Details: `units`, how many lie there."""

    code, status = "stock_changed", HTTPStatus.CONFLICT
    title = "Meanwhile another number lies there. Please count again."


class MoreInLots(Problem):
    """Details: `units`, how many lie there in lots."""

    code, status = "more_in_lots", HTTPStatus.CONFLICT
    title = "More than that lie there in lots. Please count each lot."
