"""Calls of groups: up to eight people talk, each device with each other one. The town rings, says
who may be in it, and carries what the devices tell each other to find a way.
"""

from leapfrog.group_calls.attending import decline, here, join, leave, one
from leapfrog.group_calls.model import GroupCall
from leapfrog.group_calls.notifying import RING, LiveGroupCall, shown
from leapfrog.group_calls.parting import leave_town, member_is_out, part
from leapfrog.group_calls.signals import GroupSignalFrame, GroupSwitch
from leapfrog.group_calls.starting import GroupCallRequest, start
from leapfrog.group_calls.store import running
from leapfrog.group_calls.timeouts import drop_old, run_out
from leapfrog.group_calls.timers import RUN_OUT

TIMERS = {RUN_OUT: run_out}

__all__ = [
    "RING",
    "TIMERS",
    "GroupCall",
    "GroupCallRequest",
    "GroupSignalFrame",
    "GroupSwitch",
    "LiveGroupCall",
    "decline",
    "drop_old",
    "here",
    "join",
    "leave",
    "leave_town",
    "member_is_out",
    "one",
    "part",
    "running",
    "shown",
    "start",
]
