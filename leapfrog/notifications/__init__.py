"""Notifications: somebody is told what others did about what they made; kept, shown and pushed."""

from leapfrog.notifications.events import NotificationsAdded
from leapfrog.notifications.store import (
    NewNotification,
    NotificationCursor,
    NotificationGroup,
    NotificationRow,
    TakenBack,
    each,
    exactly,
    forget_comments,
    forget_person,
    forget_posts,
    groups,
    new_about,
    seen_at,
    take_back,
)
from leapfrog.notifications.telling import PUSH, changed, clear, dismiss, drop_old, seen, tell
from leapfrog.notifications.words import NOTIFICATION_WORDS

__all__ = [
    "NOTIFICATION_WORDS",
    "PUSH",
    "NewNotification",
    "NotificationCursor",
    "NotificationGroup",
    "NotificationRow",
    "NotificationsAdded",
    "TakenBack",
    "changed",
    "clear",
    "dismiss",
    "drop_old",
    "each",
    "exactly",
    "forget_comments",
    "forget_person",
    "forget_posts",
    "groups",
    "new_about",
    "seen",
    "seen_at",
    "take_back",
    "tell",
]
