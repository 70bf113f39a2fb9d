"""Webhooks: what happens in a shop is told to programs of the shop, signed, at least once, in the
way of Standard Webhooks. What there is to tell comes from modules above, through `tell`.
"""

from leapfrog.webhooks.archive import RECORD_SETS
from leapfrog.webhooks.delivering import drop_expired, due, works
from leapfrog.webhooks.model import DUE, NOTICE, SECRETS_NOTICE, HookEvent, HookEventKind
from leapfrog.webhooks.registering import has_hooks, hook_seen
from leapfrog.webhooks.telling import tell

TIMERS = {DUE: due}

__all__ = [
    "NOTICE",
    "RECORD_SETS",
    "SECRETS_NOTICE",
    "TIMERS",
    "HookEvent",
    "HookEventKind",
    "drop_expired",
    "has_hooks",
    "hook_seen",
    "tell",
    "works",
]
