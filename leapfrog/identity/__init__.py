"""Identity: who is who in the town, and how they prove it."""

from leapfrog.identity.access import (
    DeviceIn,
    SignedIn,
    dependencies,
    require_signed,
    signed_by,
    token_of,
)
from leapfrog.identity.errors import SignInNeeded
from leapfrog.identity.events import PersonJoined, ProfileChanged
from leapfrog.identity.model import Device, Language, Me, Person, Signed, avatar_url
from leapfrog.identity.people import (
    Newcomer,
    add,
    change,
    find,
    me,
    me_if_changed,
    named,
    remote,
    show_picture,
)
from leapfrog.identity.store import drop_expired, set_town

__all__ = [
    "Device",
    "DeviceIn",
    "Language",
    "Me",
    "Newcomer",
    "Person",
    "PersonJoined",
    "ProfileChanged",
    "SignInNeeded",
    "Signed",
    "SignedIn",
    "add",
    "avatar_url",
    "change",
    "dependencies",
    "drop_expired",
    "find",
    "me",
    "me_if_changed",
    "named",
    "remote",
    "require_signed",
    "set_town",
    "show_picture",
    "signed_by",
    "token_of",
]
