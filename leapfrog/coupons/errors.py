"""What can go wrong with coupons, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoCouponBatch(NotFound):
    code = "no_coupon_batch"
    title = "There are no such coupons."


class CouponBatchIdUsed(Problem):
    code, status = "coupon_batch_id_used", HTTPStatus.CONFLICT
    title = "This id was used for other coupons."


class CouponBatchesFull(Problem):
    """Details: `most`."""

    code, status = "coupon_batches_full", HTTPStatus.CONFLICT
    title = "This shop has as many kinds of coupons as it may have at once. Please stop one first."


class CouponBatchNotNow(Problem):
    """Details: `state`."""

    code, status = "coupon_batch_not_now", HTTPStatus.CONFLICT
    title = "That cannot be done with these coupons as they stand."


class CouponIdUsed(Problem):
    code, status = "coupon_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another coupon."


class CouponsNotGiven(Problem):
    """Details: `state` of the batch."""

    code, status = "coupons_not_given", HTTPStatus.CONFLICT
    title = "These coupons are not given out now."


class CouponsGone(Problem):
    code, status = "coupons_gone", HTTPStatus.CONFLICT
    title = "All of these coupons are taken."


class CouponLimit(Problem):
    """Details: `most`."""

    code, status = "coupon_limit", HTTPStatus.CONFLICT
    title = "You have as many of these as one person may have."


class CouponNotUsable(Problem):
    """Details: `coupon_id`."""

    code, status = "coupon_not_usable", HTTPStatus.CONFLICT
    title = "This coupon cannot be used for that."
