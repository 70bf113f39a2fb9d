"""How this town's people and posts are named on the net, and back."""

import re
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
# Some write it in short.
PUBLICS = frozenset((PUBLIC, "as:Public", "Public"))
TOWN = UUID(int=0)
Kind = Literal["people", "posts", "comments"]
OURS = re.compile(r"/ap/(people|posts|comments)/([0-9a-f-]{36})")
PAGE = re.compile(r"/post/([0-9a-f-]{36})")


class TownAddress(msgspec.Struct, frozen=True):
    """Where this town is: `origin` without a slash at its end, `domain` of people's addresses.
    `listed`: it speaks only with towns that the operator allowed.
    """

    origin: str
    domain: str
    listed: bool = False

    @property
    def host(self) -> str:
        return urlsplit(self.origin).netloc

    @property
    def name(self) -> str:
        """What the town's own actor is called: a name has no port."""
        return self.host.partition(":")[0]

    def uri(self, kind: Kind, ident: UUID) -> str:
        return f"{self.origin}/ap/{kind}/{ident}"

    def note(self, ident: UUID, *, comment: bool) -> str:
        """A post of this town. Comments have names of their own, by which others know them."""
        return self.uri("comments" if comment else "posts", ident)

    def person(self, ident: UUID) -> str:
        """The town itself has an actor of its own, by which it asks others."""
        return f"{self.origin}/ap/town" if ident == TOWN else self.uri("people", ident)

    def key(self, ident: UUID) -> str:
        return f"{self.person(ident)}#main-key"

    def followers(self, ident: UUID) -> str:
        return f"{self.person(ident)}/followers"

    def page(self, post_id: UUID) -> str:
        return f"{self.origin}/post/{post_id}"

    def local(self, uri: str) -> tuple[Kind, UUID] | None:
        """What of ours this names; a post may be named by its page."""
        if not uri.startswith(f"{self.origin}/"):
            return None
        path = uri.removeprefix(self.origin).partition("#")[0]
        try:
            if found := OURS.fullmatch(path):
                return found[1], UUID(found[2])  # type: ignore[return-value]
            if found := PAGE.fullmatch(path):
                return "posts", UUID(found[1])
        except ValueError:
            return None
        return None


def host_of(uri: str) -> str:
    """Host and port in small letters; empty for what is no address."""
    try:
        parts = urlsplit(uri)
        return parts.netloc.lower() if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def same_host(one: str, other: str) -> bool:
    host = host_of(one)
    return bool(host) and host == host_of(other)
