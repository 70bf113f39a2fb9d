"""Calls: two people talk from device to device. The town rings, says who may speak to whom, and
carries what the devices tell each other to find a way; of that it keeps nothing.
"""

from leapfrog.chat.calls.answering import answer, decline, hang_up, here, mine, one
from leapfrog.chat.calls.closing import leave, part
from leapfrog.chat.calls.model import CallSide, LiveCall, Media
from leapfrog.chat.calls.notifying import RING
from leapfrog.chat.calls.placing import CallRequest, place
from leapfrog.chat.calls.signals import Signal, SignalFrame, Switch, side_of
from leapfrog.chat.calls.timeouts import drop_old, run_out
from leapfrog.chat.calls.timers import RUN_OUT

__all__ = [
    "RING",
    "RUN_OUT",
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
