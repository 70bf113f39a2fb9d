"""Presence: who is there, for the screens that are open now; kept in memory only."""

from leapfrog.presence.events import look_anew
from leapfrog.presence.watching import Presence, PresenceFrame

__all__ = ["Presence", "PresenceFrame", "look_anew"]
