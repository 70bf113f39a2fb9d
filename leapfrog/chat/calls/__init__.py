"""Calls: two people talk from device to device. The town rings, says who may speak to whom, and
carries what the devices tell each other to find a way; of that it keeps nothing.
"""

from leapfrog.chat.calls.closing import leave, part
from leapfrog.chat.calls.model import LiveCall, Media, Side
from leapfrog.chat.calls.placing import Wanted, place
from leapfrog.chat.calls.running_out import drop_old, run_out
from leapfrog.chat.calls.signals import Signal, SignalFrame, Switch, side_of
from leapfrog.chat.calls.talking import answer, decline, hang_up, here, mine, one
from leapfrog.chat.calls.telling import RING
from leapfrog.chat.calls.timers import RUN_OUT

__all__ = [
    "RING",
    "RUN_OUT",
    "LiveCall",
    "Media",
    "Side",
    "Signal",
    "SignalFrame",
    "Switch",
    "Wanted",
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
