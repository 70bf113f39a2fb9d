"""Push: what people are told while the app is not in front of them (Web Push: RFC 8030, 8291,
8292; UnifiedPush is the same).
"""

from leapfrog.push.archive import RECORD_SETS
from leapfrog.push.front import away, in_front
from leapfrog.push.jobs import Composers, works
from leapfrog.push.keys import make_key
from leapfrog.push.model import Action, Notice, Notification, Urgency
from leapfrog.push.notifying import HELD, drop_expired, measure, notify, release

__all__ = [
    "HELD",
    "RECORD_SETS",
    "Action",
    "Composers",
    "Notice",
    "Notification",
    "Urgency",
    "away",
    "drop_expired",
    "in_front",
    "make_key",
    "measure",
    "notify",
    "release",
    "works",
]
