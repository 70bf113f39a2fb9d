"""People of other towns without any town: their keys are known here, and they sign what a test
wants.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from leapfrog import identity
from leapfrog.fediverse import keys, signatures, store
from leapfrog.fediverse.store import Actor
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id

AS = "https://www.w3.org/ns/activitystreams"
PUBLIC = f"{AS}#Public"
KEYS = [keys.made() for _ in range(2)]


class Peer:
    """Somebody at `host`, whose key is the nth."""

    def __init__(self, actor: Actor, nth: int = 0) -> None:
        self.actor, self.private = actor, KEYS[nth][0]
        self.uri = actor.uri

    def note(self, text: str, **more: Any) -> dict[str, Any]:
        return {
            "type": "Note",
            "id": f"{self.uri}/notes/{new_id()}",
            "attributedTo": self.uri,
            "content": f"<p>{text}</p>",
            "to": [PUBLIC],
            "cc": [f"{self.uri}/followers"],
        } | more

    def act(self, kind: str, thing: Any, **more: Any) -> dict[str, Any]:
        ident = f"{self.uri}/acts/{new_id()}"
        return {
            "@context": AS,
            "id": ident,
            "type": kind,
            "actor": self.uri,
            "object": thing,
        } | more

    def described(self, **more: Any) -> dict[str, Any]:
        """What their town says of them."""
        one = self.actor
        key = {"id": one.key_id, "owner": one.uri, "publicKeyPem": one.public_pem}
        return {
            "type": "Person",
            "id": one.uri,
            "preferredUsername": one.uri.rpartition("/")[2],
            "inbox": one.inbox,
            "publicKey": key,
        } | more

    def signed(
        self, origin: str, body: bytes, now: datetime, target: str = "/ap/inbox"
    ) -> dict[str, str]:
        """The headers of an activity to this town."""
        request = signatures.SignedRequest("POST", target, origin, {}, body)
        return signatures.signed(request, self.private, self.actor.key_id, now)

    def asking(self, origin: str, target: str, now: datetime) -> dict[str, str]:
        """The headers of a question to this town."""
        request = signatures.SignedRequest("GET", target, origin, {})
        return signatures.signed(request, self.private, self.actor.key_id, now)


async def peer(town: Town, name: str, host: str, nth: int = 0, *, scheme: str = "https") -> Peer:
    """Somebody whom the town knows already."""
    uri = f"{scheme}://{host}/users/{name}"
    async with town.database.transaction() as db:
        person = await identity.remote(db, new_id(), f"{name}@{host}", name.capitalize())
        actor = Actor(
            person.id,
            uri,
            host,
            f"{uri}#main-key",
            KEYS[nth][1],
            f"{uri}/inbox",
            f"{scheme}://{host}/inbox",
            uri,
            None,
            None,
            False,
            db.now,
        )
        await store.keep(db, actor)
    return Peer(actor, nth)


class Door:
    """The inbox of a town."""

    def __init__(self, town: Town, client: httpx.AsyncClient) -> None:
        self.town, self.client, self.origin = town, client, town.settings.origin

    async def bring(
        self,
        by: Peer,
        activity: Any,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> httpx.Response:
        """Brings an activity, signed; or what a test makes of it."""
        sent = json.dumps(activity).encode()
        given = by.signed(self.origin, sent, now or self.town.clock.now()) | dict(headers or {})
        given.pop("host", None)
        return await self.client.post(
            f"{self.origin}/ap/inbox", content=body if body is not None else sent, headers=given
        )

    async def ask(self, target: str, by: Peer | None = None) -> httpx.Response:
        """Asks for what is there, signed by somebody or by nobody."""
        given = by.asking(self.origin, target, self.town.clock.now()) if by else {}
        given.pop("host", None)
        return await self.client.get(f"{self.origin}{target}", headers=given)
