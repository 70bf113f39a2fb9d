"""Servers that help two devices to find a way between them (RFC 8445): what the operator has set,
with credentials that last for a while.
"""

import hashlib
import hmac
from base64 import b64encode
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.kernel.settings import Settings

# Longer than people talk: a relay asks again while the call goes on.
LASTS = timedelta(hours=12)


class IceServer(msgspec.Struct, frozen=True, omit_defaults=True):
    """As `RTCConfiguration.iceServers` wants it."""

    urls: list[str]
    username: str | None = None
    credential: str | None = None


class IceServers(msgspec.Struct, frozen=True):
    """Without any, devices find each other in the same network only."""

    servers: list[IceServer]
    expires_at: datetime


def servers(settings: Settings, person_id: UUID, now: datetime) -> IceServers:
    """STUN as it is; TURN with the time-limited credentials of coturn's `use-auth-secret`
    (draft-uberti-behave-turn-rest-00).
    """
    until = now + LASTS
    found = [IceServer(list(settings.stun))] if settings.stun else []
    if settings.turn_url and settings.turn_secret:
        username = f"{int(until.timestamp())}:{person_id}"
        digest = hmac.new(settings.turn_secret.encode(), username.encode(), hashlib.sha1).digest()
        found.append(IceServer(list(settings.turn_url), username, b64encode(digest).decode()))
    return IceServers(found, until)
