"""What can go wrong between towns, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoTown(NotFound):
    code = "no_town"
    title = "There is no line to such a town."


class NotSignedByTown(Problem):
    code, status = "not_signed_by_town", HTTPStatus.UNAUTHORIZED
    title = "This must be signed by the town that says it."


class NotSpokenWith(Problem):
    code, status = "not_spoken_with", HTTPStatus.FORBIDDEN
    title = "This town does not speak with that one."


class NoDispatches(Problem):
    code, status = "no_dispatches", HTTPStatus.BAD_REQUEST
    title = "These are no dispatches that this town can read."


class KeyGivenUp(Problem):
    code, status = "key_given_up", HTTPStatus.CONFLICT
    title = "The town's key is another one by now."


class NotTheOfflineKey(Problem):
    code, status = "not_the_offline_key", HTTPStatus.FORBIDDEN
    title = "This is not the town's offline key, or one letter of it is wrong."


class OfflineKeyMade(Problem):
    code, status = "offline_key_made", HTTPStatus.CONFLICT
    title = "This town has an offline key: there is one, for good, and only its paper has it."


class TownNotReached(Problem):
    """`why`: what was tried."""

    code, status = "town_not_reached", HTTPStatus.BAD_GATEWAY
    title = "That town does not answer now."


class InvalidDispatch(Exception):
    """Why a dispatch is not done; the other town is told."""
