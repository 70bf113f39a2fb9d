"""Who is who: the people of the town, remote people, and the sessions by which they prove it."""

import re
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

Language = Literal["en", "zh-CN"]
SessionKind = Literal["join", "password", "passkey", "recovery", "linked"]

HANDLE = re.compile(r"[a-z][a-z0-9_]{2,29}")
# What is left of the name of somebody who was erased; nobody can choose it.
ERASED = re.compile(r"erased-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Names that would let somebody speak for the town, or that stand for a page or a role (RFC 2142).
RESERVED = frozenset(
    [
        "about",
        "abuse",
        "account",
        "accounts",
        "admin",
        "administrator",
        "all",
        "anonymous",
        "api",
        "app",
        "apps",
        "arrive",
        "assets",
        "auth",
        "billing",
        "blog",
        "bot",
        "carddav",
        "chat",
        "chats",
        "circle",
        "circles",
        "contact",
        "contacts",
        "dav",
        "discover",
        "everyone",
        "export",
        "group",
        "groups",
        "guest",
        "hello",
        "help",
        "here",
        "host",
        "hostmaster",
        "import",
        "info",
        "invite",
        "join",
        "leapfrog",
        "legal",
        "link",
        "login",
        "logout",
        "mail",
        "me",
        "media",
        "moderator",
        "news",
        "nobody",
        "noreply",
        "null",
        "office",
        "official",
        "operator",
        "owner",
        "password",
        "pay",
        "payments",
        "police",
        "post",
        "postmaster",
        "privacy",
        "profile",
        "root",
        "scan",
        "search",
        "security",
        "settings",
        "shop",
        "shops",
        "signin",
        "signup",
        "staff",
        "stream",
        "support",
        "sys",
        "system",
        "takeout",
        "team",
        "terms",
        "test",
        "town",
        "undefined",
        "user",
        "users",
        "wallet",
        "webmaster",
        "www",
        "you",
    ]
)

SESSION_LIFE = timedelta(days=180)
# A browser that somebody lent us forgets us soon.
LINKED_SESSION_LIFE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=10)
CHALLENGE_LIFE = timedelta(minutes=5)
DEVICE_LINK_LIFE = timedelta(minutes=3)
OPERATOR_CODE_LIFE = timedelta(days=7)
# A lost answer to a joining is asked for again within this time.
JOIN_AGAIN = timedelta(hours=1)
# Whoever proved so lately who they are need not do it again to change the ways in.
FRESH = timedelta(minutes=10)


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person's public face. `address` is `handle@town`; `avatar` a URL on this server. `emojis`:
    the ids of the pictures that stand for `:words:` of somebody from elsewhere. `service`: it says
    of itself that it is a shop, an office or a program, and no private person. `moved_to`: the
    address of the account that they moved to, where they did; this one takes nothing any more.
    """

    id: UUID
    handle: str
    address: str
    display_name: str
    about: str
    avatar: str | None
    kind: Literal["person", "remote", "erased"]
    emojis: dict[str, str] = {}
    service: bool = False
    moved_to: str = ""


class ProfileChange(msgspec.Struct, frozen=True):
    """What somebody changes of their own profile; None stays."""

    display_name: str | None = None
    about: str | None = None
    language: Language | None = None
    service: bool | None = None


class Me(Person, frozen=True, kw_only=True):
    """A person, as that person sees it; `operator`: they run the town."""

    language: Language
    created_at: datetime
    has_password: bool
    passkeys: int
    recovery_codes_left: int
    operator: bool


class Principal(msgspec.Struct, frozen=True):
    """Who asks, proved by a session; `borrowed`: on a computer that a phone vouched for; `program`:
    through a program that they let in.
    """

    person_id: UUID
    session_id: UUID
    borrowed: bool = False
    program: bool = False


class PresentedToken(msgspec.Struct, frozen=True):
    """The token that a request brought, as it is kept, and the address that it came from."""

    token_hash: bytes
    address: str


class Session(msgspec.Struct, frozen=True):
    """One device that is signed in."""

    id: UUID
    name: str
    kind: SessionKind
    current: bool
    created_at: datetime
    last_seen_at: datetime
    address: str


class ClientInfo(msgspec.Struct, frozen=True):
    """From where somebody asks: the browser's or program's own words, and the network address.

    `held` is the hash of the session token that it has now, which a new sign-in replaces.
    """

    name: str
    address: str
    held: bytes | None = None


class Passkey(msgspec.Struct, frozen=True):
    """A passkey, as its owner sees it."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class AppPassword(msgspec.Struct, frozen=True):
    """A password for one program, as its owner sees it."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class DeviceLink(msgspec.Struct, frozen=True):
    """A computer that waits for a phone to vouch for it, as the phone sees it."""

    code: str
    device_name: str
    address: str
    created_at: datetime
    expires_at: datetime


def avatar_url(sha256: bytes | None) -> str | None:
    """The path at which the town serves a profile picture; None without one."""
    return f"/media/{sha256.hex()}.webp" if sha256 else None


def handle_refusal(handle: str) -> Literal["reserved", "malformed"] | None:
    """Why nobody may have this handle; None when it could be had."""
    if not HANDLE.fullmatch(handle):
        return "malformed"
    return "reserved" if handle in RESERVED else None
