"""Client apps that somebody lets in (OAuth 2.0, RFC 6749), and what they may do."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

CODE_LIFE = timedelta(minutes=10)
SEEN_EVERY = timedelta(minutes=10)
# Client apps that nobody let in are forgotten after that.
UNUSED = timedelta(days=30)
# The code is shown to the person, who types it into the client app.
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
# A character that no session token has tells these apart from sessions.
TOKEN_PREFIX = "app."

NOUNS = {
    "read": (
        "accounts",
        "blocks",
        "bookmarks",
        "favourites",
        "filters",
        "follows",
        "lists",
        "mutes",
        "notifications",
        "search",
        "statuses",
    ),
    "write": (
        "accounts",
        "blocks",
        "bookmarks",
        "conversations",
        "favourites",
        "filters",
        "follows",
        "lists",
        "media",
        "mutes",
        "notifications",
        "reports",
        "statuses",
    ),
}
# An older name for what has to do with other people.
FOLLOW = frozenset(
    f"{operation}:{noun}"
    for operation in ("read", "write")
    for noun in ("blocks", "follows", "mutes")
)
# What programs of shops ask for, at our own routes; no part of "read" or "write", which apps for
# Mastodon have.
SHOP_ORDERS, SHOP_SHIPPING = "shop:orders", "shop:shipping"
# What a route's `opt` calls the scope with which a program may come.
SCOPE = "program_scope"
# Client apps ask for the admin scopes as a matter of course; nothing hangs on those.
SCOPES = frozenset(
    (
        *("read", "write", "follow", "push", "profile"),
        *(SHOP_ORDERS, SHOP_SHIPPING),
        *(f"{operation}:{noun}" for operation, nouns in NOUNS.items() for noun in nouns),
    )
)


class ClientApp(msgspec.Struct, frozen=True):
    """A client app, as it introduced itself."""

    id: UUID
    client_id: str
    secret_hash: bytes
    name: str
    website: str | None
    redirect_uris: list[str]
    scopes: list[str]


class AuthorizationCode(msgspec.Struct, frozen=True):
    """A person's yes to a client app."""

    app_id: UUID
    person_id: UUID
    redirect_uri: str
    scopes: list[str]
    challenge: str | None


class Token(msgspec.Struct, frozen=True):
    """Who speaks: a client app for a person, or for itself."""

    id: UUID
    app_id: UUID
    app_name: str
    website: str | None
    person_id: UUID | None
    scopes: list[str]
    last_used_at: datetime

    def allows(self, scope: str) -> bool:
        """Whether this scope, such as `read:statuses`, was granted, itself or the whole of it."""
        given = set(self.scopes)
        whole = scope.partition(":")[0]
        return scope in given or whole in given or ("follow" in given and scope in FOLLOW)


class Access(msgspec.Struct, frozen=True):
    """A client app that has access, as the person sees it; `id` is that of its token."""

    id: UUID
    name: str
    website: str | None
    scopes: list[str]
    made_at: datetime
    last_used_at: datetime


def scopes_in(text: str) -> list[str]:
    """The scopes that we know, each once, as they were asked for; separated by spaces."""
    return [one for one in dict.fromkeys(text.replace("+", " ").split()) if one in SCOPES]


def within(wanted: Iterable[str], granted: Sequence[str]) -> bool:
    """Whether all that is wanted was granted, in itself or as a part of it."""
    given = set(granted)
    return all(
        one in given or one.partition(":")[0] in given or ("follow" in given and one in FOLLOW)
        for one in wanted
    )
