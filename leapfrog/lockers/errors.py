"""What can go wrong with lockers, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoLocker(NotFound):
    code = "no_locker"
    title = "There is no such locker."


class NoDoor(NotFound):
    code = "no_door"
    title = "This locker has no such compartment."


class NoOpening(NotFound):
    code = "no_opening"
    title = "There is no such opening of a compartment."


class NoLockerReturn(NotFound):
    code = "no_locker_return"
    title = "There is nothing of yours to lay into a locker."


class OpeningIdUsed(Problem):
    code, status = "opening_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class NotInLocker(Problem):
    code, status = "not_in_locker", HTTPStatus.CONFLICT
    title = "This parcel does not lie in a locker now."


class LockerOffline(Problem):
    code, status = "locker_offline", HTTPStatus.CONFLICT
    title = "The locker has no network now. Type the code at its keys."


class LockerFull(Problem):
    """Details: `point`: where to bring it instead, null: nowhere."""

    code, status = "locker_full", HTTPStatus.CONFLICT
    title = "No compartment is left into which it fits."


class LockerHasRoom(Problem):
    code, status = "locker_has_room", HTTPStatus.CONFLICT
    title = "There is a compartment for it. Please lay it in."


class NoOtherPoint(Problem):
    code, status = "no_other_point", HTTPStatus.CONFLICT
    title = "No other pickup point has room. Please keep it and come again."


class DoorInUse(Problem):
    """Details: `state`."""

    code, status = "door_in_use", HTTPStatus.CONFLICT
    title = "That cannot be done with this compartment now."


class LockerInUse(Problem):
    """Details: `parcels`: so many lie in it."""

    code, status = "locker_in_use", HTTPStatus.CONFLICT
    title = "Parcels lie in this locker. Take it out of service and wait until it is empty."


class NothingToReturn(Problem):
    code, status = "nothing_to_return", HTTPStatus.CONFLICT
    title = "Nothing of this order is to be brought back now."
