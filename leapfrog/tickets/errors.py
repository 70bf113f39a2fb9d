"""What can go wrong with tickets, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoVenue(NotFound):
    code = "no_venue"
    title = "There is no such venue."


class NoHall(NotFound):
    code = "no_hall"
    title = "There is no such hall."


class NoEvent(NotFound):
    code = "no_event"
    title = "There is no such event."


class NoShow(NotFound):
    code = "no_show"
    title = "There is no such show."


class NoTicketOrder(NotFound):
    code = "no_ticket_order"
    title = "There is no such order of tickets."


class NoTicket(NotFound):
    code = "no_ticket"
    title = "There is no such ticket of yours."


class TicketsIdUsed(Problem):
    code, status = "tickets_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class ShowStands(Problem):
    code, status = "show_stands", HTTPStatus.CONFLICT
    title = "This show is on sale or was, so it can no longer be changed."


class HallTaken(Problem):
    """Details: `show_id`, the other one."""

    code, status = "hall_taken", HTTPStatus.CONFLICT
    title = "There is another show in this hall at that time."


class SeatsSold(Problem):
    """Details: `seats`, the names of those that would have to move."""

    code, status = "seats_sold", HTTPStatus.CONFLICT
    title = "Somebody has seats that would move, or not be there any more."


class ShowOver(Problem):
    code, status = "show_over", HTTPStatus.CONFLICT
    title = "This show is over, so it can no longer be called off or changed."


class NotOnSale(Problem):
    """Details: `opens_at`, when the sale opens to everybody, where it has not yet."""

    code, status = "not_on_sale", HTTPStatus.CONFLICT
    title = "There are no tickets of this show now."


class SeatGone(Problem):
    """Details: `seats`, those that somebody else has."""

    code, status = "seat_gone", HTTPStatus.CONFLICT
    title = "Somebody else has just taken this."


class TooManyTickets(Problem):
    """Details: `most`."""

    code, status = "too_many_tickets", HTTPStatus.CONFLICT
    title = "One person cannot have so many tickets of this show."


class PairBroken(Problem):
    """Details: `seats`, which have to be taken too."""

    code, status = "pair_broken", HTTPStatus.CONFLICT
    title = "These seats go together. Please take those beside them too."


class SeatAlone(Problem):
    """Details: `seats`, which would stay alone; `instead`, seats that can be taken."""

    code, status = "seat_alone", HTTPStatus.CONFLICT
    title = "That would leave a single seat between others."


class HoldOver(Problem):
    code, status = "hold_over", HTTPStatus.GONE
    title = "The time to pay for these seats is over."


class NotReturnable(Problem):
    """Details: `reason`: `used`, `too_late`, `never`, `void`, `passed_on`."""

    code, status = "not_returnable", HTTPStatus.CONFLICT
    title = "This ticket cannot be given back."


class NotChangeable(Problem):
    """Details: `reason`: `other_event`, `too_late`, `not_paid`, `once`, `fewer`,
    `not_all_yours`.
    """

    code, status = "not_changeable", HTTPStatus.CONFLICT
    title = "This order cannot be changed for another show."


class NotPassable(Problem):
    """Details: `reason`: `used`, `void`, `over`, `never`, `no_contact`."""

    code, status = "not_passable", HTTPStatus.CONFLICT
    title = "This ticket cannot be passed on."


class NotListable(Problem):
    """Details: `reason`: `used`, `void`, `at_desk`, `passed_on`, `standing`, `reduced`,
    `over`, `being_bought`."""

    code, status = "not_listable", HTTPStatus.CONFLICT
    title = "This ticket cannot be offered to others, or not be taken back now."


class NoParty(NotFound):
    code = "no_party"
    title = "Nobody pays for tickets together here any more."


class NotJoinable(Problem):
    """Details: `reason`: `no_contact`, `yours`, `not_yours`, `standing`, `kept_back`, `taken`,
    `over`.
    """

    code, status = "not_joinable", HTTPStatus.CONFLICT
    title = "These seats cannot be taken by a friend."


class DeskHold(Problem):
    code, status = "desk_hold", HTTPStatus.CONFLICT
    title = (
        "What is held at the box office is paid by who stands there: by their phone, or in cash."
    )
