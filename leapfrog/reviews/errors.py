"""What can go wrong with a review, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoReview(NotFound):
    code = "no_review"
    title = "There is no such review."


class NotReceived(Problem):
    code, status = "not_received", HTTPStatus.FORBIDDEN
    title = "Only those who bought and received something say how it is."


class AlreadyReviewed(Problem):
    """Details: `review_id`."""

    code, status = "already_reviewed", HTTPStatus.CONFLICT
    title = "You have said how this is already."


class ReviewIdUsed(Problem):
    code, status = "review_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another review or picture."


class ReviewTooLate(Problem):
    """Details: `days`, within which it is possible."""

    code, status = "review_too_late", HTTPStatus.CONFLICT
    title = "The time for that is over."


class ReviewVersionsUsed(Problem):
    """Details: `most`."""

    code, status = "review_versions_used", HTTPStatus.CONFLICT
    title = "This was changed as often as it can be."


class AlreadyAdded(Problem):
    code, status = "already_added", HTTPStatus.CONFLICT
    title = "Something was added to this review already."


class TooManyReviewPictures(Problem):
    """Details: `most`."""

    code, status = "too_many_review_pictures", HTTPStatus.CONFLICT
    title = "There is no room for more pictures."


class OwnReview(Problem):
    code, status = "own_review", HTTPStatus.FORBIDDEN
    title = "Whether a review helps is for others to say."
