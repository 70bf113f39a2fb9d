"""What can go wrong with wishes, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NotSaid(NotFound):
    code = "not_said"
    title = "This driver has not said so, or has taken it back."


class WomenWishOff(Problem):
    code, status = "women_wish_off", HTTPStatus.CONFLICT
    title = "This town does not offer to choose women drivers or riders."
