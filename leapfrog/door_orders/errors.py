"""What can go wrong with orders that are paid at the door, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoDoorOrder(NotFound):
    code = "no_door_order"
    title = "There is no such order."


class DoorOrderIdUsed(Problem):
    code, status = "door_order_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class NoPayingAtDoor(Problem):
    code, status = "no_paying_at_door", HTTPStatus.CONFLICT
    title = "This shop is paid before it sends."


class OverDoorLimit(Problem):
    """Details: `most`: what can be paid at the door, in minor units."""

    code, status = "over_door_limit", HTTPStatus.CONFLICT
    title = "So much is paid before it is sent."


class DoorTotalChanged(Problem):
    """Details: `total`: what it costs now, in minor units."""

    code, status = "door_total_changed", HTTPStatus.CONFLICT
    title = "It costs something else now."


class PaysBefore(Problem):
    """Details: `days`: so long it is remembered what came back from a door."""

    code, status = "pays_before", HTTPStatus.CONFLICT
    title = "What you ordered came back from your door more than once: please pay before."


class TooManyDoorOrders(Problem):
    """Details: `most`."""

    code, status = "too_many_door_orders", HTTPStatus.CONFLICT
    title = "Please wait for what is on its way to your door."


class DoorOrderNotNow(Problem):
    """Details: `state` of the order."""

    code, status = "door_order_not_now", HTTPStatus.CONFLICT
    title = "That cannot be done with this order as it stands."
