"""Calls: two people talk from device to device. The town rings, says who may speak to whom, and
carries what the devices tell each other to find a way; of that it keeps nothing.
"""

from leapfrog.calls.answering import answer, decline, hang_up, here, mine, one
from leapfrog.calls.closing import leave, part
from leapfrog.calls.model import CallSide, LiveCall, Media
from leapfrog.calls.notifying import RING
from leapfrog.calls.placing import CallRequest, place
from leapfrog.calls.signals import Signal, SignalFrame, Switch, side_of
from leapfrog.calls.timeouts import drop_old, run_out
from leapfrog.calls.timers import RUN_OUT

TIMERS = {RUN_OUT: run_out}

__all__ = [
    "RING",
    "TIMERS",
    "CallRequest",
    "CallSide",
    "LiveCall",
    "Media",
    "Signal",
    "SignalFrame",
    "Switch",
    "answer",
    "decline",
    "drop_old",
    "hang_up",
    "here",
    "leave",
    "mine",
    "one",
    "part",
    "place",
    "run_out",
    "side_of",
]
