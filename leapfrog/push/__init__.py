"""Push: what people are told while the app is not in front of them (Web Push: RFC 8030, 8291,
8292; UnifiedPush is the same).
"""

from leapfrog.push.archive import RECORD_SETS
from leapfrog.push.errors import AddressRefused
from leapfrog.push.front import away, in_front
from leapfrog.push.jobs import Composers, works
from leapfrog.push.keys import make_key, public_key, unbase64url
from leapfrog.push.model import (
    LASTS,
    Action,
    Address,
    Notification,
    PushNotice,
    Urgency,
    cut,
    topic,
)
from leapfrog.push.notifying import HELD, drop_expired, measure, notify, release
from leapfrog.push.sending import PushMessage, PushSender, end_of, ended, lasting, wait_after
from leapfrog.push.subscriptions import check

__all__ = [
    "HELD",
    "LASTS",
    "RECORD_SETS",
    "Action",
    "Address",
    "AddressRefused",
    "Composers",
    "Notification",
    "PushMessage",
    "PushNotice",
    "PushSender",
    "Urgency",
    "away",
    "check",
    "cut",
    "drop_expired",
    "end_of",
    "ended",
    "in_front",
    "lasting",
    "make_key",
    "measure",
    "notify",
    "public_key",
    "release",
    "topic",
    "unbase64url",
    "wait_after",
    "works",
]
