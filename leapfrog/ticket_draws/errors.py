"""What can go wrong with draws of tickets, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoTicketDraw(NotFound):
    code = "no_ticket_draw"
    title = "There is no draw of this show."


class DrawStands(Problem):
    code, status = "draw_stands", HTTPStatus.CONFLICT
    title = "There is another draw of this show, which stands."


class TicketDrawNotNow(Problem):
    """Details: `phase`."""

    code, status = "ticket_draw_not_now", HTTPStatus.CONFLICT
    title = "That cannot be done with this draw as it stands."


class EnteredLate(Problem):
    """Details: `registered_before`."""

    code, status = "entered_late", HTTPStatus.FORBIDDEN
    title = "This account was registered too late for this draw."


class OwnDraw(Problem):
    code, status = "own_draw", HTTPStatus.FORBIDDEN
    title = "Nobody takes part in the draw of the shop where they work."


class EnteredAlready(Problem):
    code, status = "entered_already", HTTPStatus.CONFLICT
    title = "You take part in this draw already."


class WrongDrawSeed(Problem):
    code, status = "wrong_draw_seed", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "That is not the seed that was committed to."
