"""Signals between the devices in a call of a group: each two of them find a way to each other as
those of a call of two do.
"""

from uuid import UUID

import msgspec

from leapfrog.calls import NoCall, Signal, Switch, side_of
from leapfrog.group_calls import store
from leapfrog.kernel.db import Database
from leapfrog.kernel.limits import Limit, Limiter
from leapfrog.kernel.stream import StreamDevice

# Each two devices need some thirty; a phone that changes its net again and again, some hundreds.
SIGNALLING = Limit("group_signal", 3000, 60)


class GroupSignalFrame(msgspec.Struct, frozen=True, tag_field="t", tag="group_signal"):
    """From one device in a call of a group to another. `seat`: to which, where a device says it;
    from which, where it hears it.
    """

    call_id: UUID
    seat: int
    signal: Signal


class GroupSwitch:
    """One per process. With a `limiter`, a device that signals too much is asked to wait."""

    def __init__(self, database: Database, switch: Switch, limiter: Limiter | None = None) -> None:
        self._database, self._switch, self._limiter = database, switch, limiter

    async def carry(self, device: StreamDevice, frame: GroupSignalFrame) -> None:
        """Brings it to the device on that seat; it is lost where nobody sits any more. Raises
        `RateLimited`, `NoCall` for a device that is not in this call.
        """
        if self._limiter:
            self._limiter.take(SIGNALLING, str(device.session_id))
        async with self._database.glance() as db:
            call = await store.one(db, frame.call_id)
        mine = call.at(side_of(device)) if call else None
        if call is None or mine is None or mine.seat is None:
            raise NoCall
        to = next((one for one in call.seated if one.seat == frame.seat), None)
        if to and to is not mine:
            self._switch.bring(to.side, msgspec.structs.replace(frame, seat=mine.seat))
