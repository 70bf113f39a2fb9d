"""What can go wrong with drops, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoDrop(NotFound):
    code = "no_drop"
    title = "There is no such drop."


class DropIdUsed(Problem):
    code, status = "drop_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class DropNotNow(Problem):
    """Details: `phase`."""

    code, status = "drop_not_now", HTTPStatus.CONFLICT
    title = "That cannot be done with this drop as it stands."


class TooYoung(Problem):
    """Details: `registered_before`."""

    code, status = "account_too_young", HTTPStatus.FORBIDDEN
    title = "This account was registered too late for this drop."


class DropLevelNeeded(Problem):
    """Details: `level`: who takes part, and is somebody else."""

    code, status = "drop_level_needed", HTTPStatus.FORBIDDEN
    title = "Who takes part in this drop is said on its page."


class OwnDrop(Problem):
    code, status = "own_drop", HTTPStatus.FORBIDDEN
    title = "Nobody takes part in the drop of the shop where they work."


class ReservedAlready(Problem):
    code, status = "reserved_already", HTTPStatus.CONFLICT
    title = "You have a ticket of this drop already."


class NoReservation(NotFound):
    code = "no_reservation"
    title = "There is no such ticket of yours."


class WrongSeed(Problem):
    code, status = "wrong_seed", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "That is not the seed that was committed to."


class NoCodesLeft(Problem):
    """Details: `most`."""

    code, status = "no_codes_left", HTTPStatus.CONFLICT
    title = "All F-codes of this drop are given."


class NoDropCode(NotFound):
    code = "no_drop_code"
    title = "There is no such F-code for you."


class HadRight(Problem):
    code, status = "had_right", HTTPStatus.CONFLICT
    title = "You have had a right to buy in this drop already."
