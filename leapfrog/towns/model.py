"""What towns say to each other: how a town describes itself, dispatches, and what is in them."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.identity import InvalidHomeRecord, check_signature
from leapfrog.kernel.signing import base64url, from_base64url

LINE_PATH = "/town/v1/line"
FILE_PATH = "/town/v1/file"
DESCRIPTION_PATH = "/.well-known/leapfrog-town"
KEY_KIND = "leapfrog.town-key"
DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*(:\d{1,5})?")
MOST_KEYS = 10


class TownLineKey(msgspec.Struct, frozen=True):
    """A key of a town: `public` in base64url; `since`: an ISO 8601 time; `proof`: its own signature
    of the domain and itself, so that nobody lists a key that is another town's. One that follows
    another is signed by that too: `signed_by` is its id, `sig` its signature in base64url.
    `offline_sig`: the one of the town's offline key.
    """

    id: str
    public: str
    since: str = ""
    proof: str = ""
    signed_by: str = ""
    sig: str = ""
    offline_sig: str = ""


class TownDescription(msgspec.Struct, frozen=True):
    """What a town says of itself at `/.well-known/leapfrog-town`. `offline`: the public half of
    a key that lies on paper, in base64url; empty where it has none.
    """

    v: int
    domain: str
    origin: str
    name: str
    keys: list[TownLineKey]
    line: str = LINE_PATH
    kinds: list[str] = []
    offline: str = ""


class Dispatch(msgspec.Struct, frozen=True, rename={"sender": "from", "kind": "k", "body": "b"}):
    """What one town tells another: `id` stays the same however often it is sent, `sender` is the
    pid of somebody of the town that writes, `to` the pid of somebody of the other one, or their
    address.
    """

    id: UUID
    kind: str
    at: datetime
    sender: str = ""
    to: str = ""
    body: dict[str, Any] = {}


class Envelope(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """The first line of what is posted; each further one is a dispatch. `prev`: in hex."""

    sender: str
    to: str
    epoch: str
    first: int
    prev: str


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the other town has done of it so far; `why`: nothing of this was taken."""

    ack: int
    why: str | None = None


def key_id(public: bytes) -> str:
    """How a town names its key."""
    return base64url(public)[:16]


def pinned(
    known: Mapping[str, str], described: Sequence[TownLineKey], domain: str, offline: str = ""
) -> dict[str, str]:
    """The keys by which a town is known from now on, by id: all that it shows when nothing was
    known, else those that are known, and those that one of them signed. Each new one signs for
    itself that it is a key of this domain. Keys that it no longer shows are no longer good. Empty:
    it is not who it was. `offline`: its offline key, in base64url, as it is known. Where that
    signed keys that are shown, they count, and those that follow them, and no others: another one
    was stolen.
    """
    shown = [one for one in described[:MOST_KEYS] if is_key(one, domain)]
    if offline:
        found = {one.id: one.public for one in shown if _by_offline(one, domain, offline)}
        if found:
            return _followed(found, shown, domain)
    if not known:
        return {one.id: one.public for one in shown}
    kept = {one.id: one.public for one in described if known.get(one.id) == one.public}
    return _followed(kept, shown, domain, known)


def proved_keys(
    known: Mapping[str, str], described: Sequence[TownLineKey], domain: str, offline: str = ""
) -> list[str]:
    """Of the keys that are pinned now (`pinned`, of the same), and of those that are known, the
    ones that signed that they are of this domain, or that one that is pinned follows them.
    """
    good = pinned(known, described, domain, offline)
    shown = [one for one in described[:MOST_KEYS] if good.get(one.id) == one.public]
    found = {one.public for one in shown if is_key(one, domain)}
    before = ((one, known.get(one.signed_by)) for one in shown)
    return sorted(found | {by for one, by in before if by and _signed(one, domain, by)})


def _followed(
    good: dict[str, str],
    shown: Sequence[TownLineKey],
    domain: str,
    known: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """With those that one of these, or one that is known, signed; and so on."""
    found = dict(good)
    for _ in shown:
        for one in shown:
            by = {**(known or {}), **found}.get(one.signed_by)
            if one.id not in found and by and _signed(one, domain, by):
                found[one.id] = one.public
    return found


def _by_offline(one: TownLineKey, domain: str, offline: str) -> bool:
    return bool(one.offline_sig) and _holds(
        key_said(one.id, one.public, domain), one.offline_sig, offline
    )


def is_key(one: TownLineKey, domain: str) -> bool:
    """Whether this is a key, by its id, that signed for itself that it is of this domain."""
    try:
        public = from_base64url(one.public)
    except ValueError:
        return False
    if len(public) != 32 or key_id(public) != one.id:
        return False
    return _holds(key_said(one.id, one.public, domain), one.proof, one.public)


def _signed(one: TownLineKey, domain: str, by: str) -> bool:
    return _holds(key_said(one.id, one.public, domain), one.sig, by)


def key_said(key: str, public: str, domain: str) -> dict[str, str]:
    """What a town's key signs of itself, and the one before it of the one that follows."""
    return {"kind": KEY_KIND, "domain": domain, "id": key, "public": public}


def _holds(said: Mapping[str, str], sig: str, by: str) -> bool:
    try:
        check_signature({**said, "sig": sig}, f"ed25519:{by}")
    except InvalidHomeRecord:
        return False
    return True


def offline_of(described: TownDescription) -> str:
    """Its offline key; empty for none, and for what is no key."""
    try:
        good = len(from_base64url(described.offline)) == 32
    except ValueError:
        return ""
    return described.offline if good else ""


def public_bytes(text: str) -> bytes:
    """A public key of a description."""
    return from_base64url(text)


def written(dispatch: Dispatch) -> bytes:
    """The bytes of a dispatch's line, which the hash of the line covers."""
    return msgspec.json.encode(dispatch)
