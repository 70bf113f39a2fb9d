"""Subscriptions, notifications, and what of them goes over the line."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import msgspec

# RFC 8030, section 5.3: what may wake a phone that saves its battery.
Urgency = Literal["low", "normal", "high"]

LASTS = timedelta(days=1)
# A person looks at the app on one device: their others wait so long, and hear nothing of what
# was read by then.
HOLD = timedelta(seconds=3)
# A device that is looked at says so more often than that.
FRONT_LIFE = timedelta(seconds=75)
LONGEST_TITLE, LONGEST_BODY = 80, 300
# Push services take 4,096 bytes with the encryption around it (RFC 8030, section 7.2).
LARGEST = 3_000
# Web Push, RFC 8030: what tells a browser that it can show this by itself.
DECLARATIVE = 8030


class PushNotice(msgspec.Struct, frozen=True):
    """A person is to be told about something; `tag` names it, `<kind>:<ref>`. A newer notice about
    the same takes the place of the older, on its way and on the screen.
    """

    person_id: UUID
    tag: str
    urgency: Urgency = "normal"
    lasts: timedelta = LASTS


# A ring stays until it is answered; what is quiet takes the place of one that is over.
Manner = Literal["plain", "ring", "quiet"]


class Action(msgspec.Struct, frozen=True):
    """A button of a notification: what it is called among programs and people, and the place in
    the app that it leads to.
    """

    action: str
    title: str
    url: str


class Notification(msgspec.Struct, frozen=True):
    """What somebody is told, in their language.

    `discreet` stands for title and body with people who do not want them to be read over their
    shoulder. `url` is a place in the app. `badge`: the number on the app's icon.
    """

    title: str
    body: str
    discreet: str
    url: str
    badge: int | None = None
    manner: Manner = "plain"
    actions: tuple[Action, ...] = ()


# As members of the options of the Notifications API.
MANNERS: Mapping[Manner, Mapping[str, bool]] = {
    "plain": {},
    "ring": {"requireInteraction": True, "renotify": True},
    "quiet": {"silent": True},
}


class Address(msgspec.Struct, frozen=True):
    """Where a device is reached, and the keys that only it can open (RFC 8291)."""

    endpoint: str
    p256dh: bytes
    auth: bytes


class PushSubscription(msgspec.Struct, frozen=True):
    """A device that is told, as its owner sees it; `service` is the host that carries it there."""

    session_id: UUID
    device: str
    service: str
    current: bool
    created_at: datetime


class EncryptedPush(msgspec.Struct, frozen=True):
    """A notice on its way to one device."""

    session_id: UUID
    tag: str
    person_id: UUID
    shows_text: bool
    address: Address
    urgency: Urgency
    expires_at: datetime
    version: int
    attempts: int


def payload(tag: str, told: Notification, origin: str) -> bytes:
    """The JSON of a Declarative Web Push, which browsers that do not know it hand to our service
    worker; at most `LARGEST` bytes.

    Safari 18.4 looks for the badge inside of the notification, later ones beside it.
    """
    badge = {} if told.badge is None else {"app_badge": told.badge}
    actions = [
        {"action": one.action, "title": one.title, "navigate": origin + one.url}
        for one in told.actions
    ]
    shown: dict[str, Any] = {
        "title": cut(told.title, LONGEST_TITLE),
        "body": cut(told.body, LONGEST_BODY),
        "navigate": origin + told.url,
        "tag": tag,
        **MANNERS[told.manner],
        **({"actions": actions} if actions else {}),
        **badge,
    }
    return msgspec.json.encode({"web_push": DECLARATIVE, "notification": shown, **badge})


def cut(text: str, longest: int) -> str:
    """A text of at most `longest` characters, the last of which is an ellipsis where it was cut."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def topic(session_id: UUID, tag: str) -> str:
    """The `Topic` of a push (RFC 8030, section 5.4), by which a newer push takes the place of one
    that still waits. A hash, so that the push service learns neither what it is about, nor that two
    people hear of the same.
    """
    digest = hashlib.sha256(session_id.bytes + tag.encode()).digest()
    return urlsafe_b64encode(digest[:24]).decode()
