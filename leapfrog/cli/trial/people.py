"""People of a trial, and what they wrote as they see it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.cli.trial.asking import ask
from leapfrog.cli.trial.model import TrialError, happens
from leapfrog.kernel.ids import new_id, new_secret

PAIRS, PAGE = 3, 500


class Writer(msgspec.Struct, frozen=True):
    """Somebody who joined, with a session of theirs."""

    id: UUID
    handle: str
    token: str


class Talk(msgspec.Struct, frozen=True):
    """Two contacts, and their conversation."""

    people: tuple[Writer, Writer]
    id: UUID


class Api:
    """The town's API, by the proxy."""

    def __init__(self, origin: str) -> None:
        self._at = f"{origin}/api/v1"

    async def done(self, method: str, path: str, body: Any = None, by: str = "") -> Any:
        """Asks until it is answered; with ids that the caller made nothing is done twice. Raises
        `TrialError` for a refusal, or when nobody answers for long.
        """
        found = []

        async def is_answered() -> bool:
            answer = await ask(method, f"{self._at}{path}", body, by)
            if answer is None or answer.status == 503:
                return False
            if answer.status >= 300:
                raise TrialError(f"{method} {path}: {answer.status} {answer.body}")
            found.append(answer)
            return True

        await happens(f"an answer to {method} {path}", is_answered)
        return found[0]

    async def join(self, handle: str) -> Writer:
        body = {"id": new_id(), "handle": handle, "display_name": handle, "language": "en"}
        answer = await self.done("POST", "/people", body | {"password": new_secret()})
        return Writer(UUID(answer.body["me"]["id"]), handle, answer.token)

    async def pair(self, one: Writer, other: Writer) -> Talk:
        """They become contacts, and have a conversation."""
        asks = f"/contact-requests/{new_id()}"
        about = {"handle": other.handle, "greeting": "It is me"}
        request = (await self.done("PUT", asks, about, one.token)).body["id"]
        path = f"/contact-requests/{request}/acceptance"
        await self.done("POST", path, {"circles": []}, other.token)
        made = await self.done("PUT", f"/conversations/direct/{other.id}", None, one.token)
        return Talk((one, other), UUID(made.body["id"]))

    async def written(self, talk: Talk, by: Writer) -> Counter[str]:
        """By the id that its writer gave it, how often each text is there for this person."""
        found: Counter[str] = Counter()
        seq = 0
        while True:
            path = f"/conversations/{talk.id}/messages?after={seq}&limit={PAGE}"
            page = (await self.done("GET", path, None, by.token)).body["messages"]
            if not page:
                return found
            found.update(one["client_id"] for one in page if one["kind"] == "text")
            seq = page[-1]["seq"]


async def settle(api: Api) -> Sequence[Talk]:
    """People who know each other two by two."""
    people = [await api.join(f"trial_{n}") for n in range(2 * PAIRS)]
    pairs = zip(people[::2], people[1::2], strict=True)
    return [await api.pair(one, other) for one, other in pairs]
