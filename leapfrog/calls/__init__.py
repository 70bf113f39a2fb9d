"""Calls: two people talk from device to device. The town rings, says who may speak to whom, and
carries what the devices tell each other to find a way; of that it keeps nothing.
"""

from leapfrog.calls.answering import answer, decline, hang_up, here, mine, one
from leapfrog.calls.closing import leave, part
from leapfrog.calls.elsewhere import CallStand, ToldCall, heard, not_reached, signalled, stand
from leapfrog.calls.engaging import disengage, engage, release
from leapfrog.calls.errors import CallOver, InCall, NoCall
from leapfrog.calls.model import Call, CallSide, LiveCall, Media
from leapfrog.calls.model import Outcome as CallOutcome
from leapfrog.calls.model import State as CallState
from leapfrog.calls.notifying import RING, TELL_TOWN
from leapfrog.calls.placing import CallRequest, place, place_about
from leapfrog.calls.signals import Signal, SignalFrame, Switch, side_of
from leapfrog.calls.timeouts import drop_old, run_out
from leapfrog.calls.timers import RUN_OUT

TIMERS = {RUN_OUT: run_out}

__all__ = [
    "RING",
    "TELL_TOWN",
    "TIMERS",
    "Call",
    "CallOutcome",
    "CallOver",
    "CallRequest",
    "CallSide",
    "CallStand",
    "CallState",
    "InCall",
    "LiveCall",
    "Media",
    "NoCall",
    "Signal",
    "SignalFrame",
    "Switch",
    "ToldCall",
    "answer",
    "decline",
    "disengage",
    "drop_old",
    "engage",
    "hang_up",
    "heard",
    "here",
    "leave",
    "mine",
    "not_reached",
    "one",
    "part",
    "place",
    "place_about",
    "release",
    "run_out",
    "side_of",
    "signalled",
    "stand",
]
