"""A device that knows what becomes of messages, as the client does: it keeps each as an answer gave
it, and folds the rows on it that change it and are newer than that answer.
"""

from typing import Any

from tests.chat.acts import ok
from tests.web.phone import Phone

EVENTS = ("edit", "recall", "reaction")
Place = tuple[str, int]


class Shipmate(Phone):
    """`base`: by place, the message and the highest seq of the answer that it came with."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.base: dict[Place, tuple[dict[str, Any], int]] = {}
        self.hidden: set[Place] = set()

    def view(self, talk: str, seq: int) -> dict[str, Any]:
        """What the message is now."""
        message, known = self.base[talk, seq]
        ref = message.get("ref") if message["kind"] == "edit" else seq
        rows = [row for (place, _), (row, _) in self.base.items() if place == talk]
        events = [row for row in rows if row["kind"] in EVENTS and row.get("ref") == ref]
        found = dict(message)
        for event in sorted(events, key=lambda row: int(row["seq"])):
            if event["seq"] > known:
                fold(found, event)
        if (talk, seq) in self.hidden:
            kept = ("conversation_id", "seq", "ord", "client_id", "sender_id", "kind", "created_at")
            found = {key: found[key] for key in kept} | {"body": "", "hidden": True}
        return comparable(found)

    async def fill(self) -> None:
        for talk, state in self.talks.items():
            while missing := [seq for seq in window(state) if (talk, seq) not in self.base]:
                query = {"after": missing[0] - 1, "limit": 7}
                page = await self.owner.get(f"/conversations/{talk}/messages", params=query)
                self._keep(ok(page)["messages"])
                assert (talk, missing[0]) in self.base, "a hole that cannot be filled"

    def _keep(self, messages: list[dict[str, Any]]) -> None:
        tops: dict[str, int] = {}
        for message in messages:
            talk = message["conversation_id"]
            tops[talk] = max(tops.get(talk, 0), message["seq"])
        for message in messages:
            place = (message["conversation_id"], message["seq"])
            top = tops[place[0]]
            before, known = self.base.get(place, (message, 0))
            assert before["client_id"] == message["client_id"], "two messages in one place"
            if top >= known:
                self.base[place] = (message, top)

    def _merge(self, found: dict[str, Any]) -> None:
        if found["reset"]:
            self.base.clear()
        for talk in found["conversations"]:
            self.hidden |= {(talk["id"], seq) for seq in talk.get("hidden", ())}
        super()._merge(found)

    def _mark(self, frame: dict[str, Any]) -> None:
        if self.talks.get(frame["conversation_id"], {}).get("kind") == "direct":
            super()._mark(frame)


def window(state: dict[str, Any]) -> range:
    """The rows of a conversation that are its owner's to see."""
    return range(state.get("hidden_to", 0) + 1, state["last_seq"] + 1)


def fold(message: dict[str, Any], event: dict[str, Any]) -> None:
    """A row changes the message that it names, or empties another one that did."""
    if event["kind"] == "recall":
        message["body"] = ""
        if message["kind"] not in EVENTS:
            message["recalled"] = True
            for key in ("meta", "mentions", "reactions"):
                message.pop(key, None)
    elif message["kind"] in EVENTS:
        return
    elif event["kind"] == "edit":
        message |= {"body": event["body"], "edited_at": event["created_at"]}
    else:
        who, given = event["sender_id"], event["body"]
        left = [
            {"emoji": one["emoji"], "people": [each for each in one["people"] if each != who]}
            for one in message.get("reactions", [])
        ]
        message["reactions"] = left + ([{"emoji": given, "people": [who]}] if given else [])


def comparable(message: dict[str, Any]) -> dict[str, Any]:
    """The message with its reactions in no order."""
    reactions: dict[str, set[str]] = {}
    for one in message.get("reactions", []):
        reactions.setdefault(one["emoji"], set()).update(one["people"])
    found = {key: value for key, value in message.items() if key != "reactions"}
    return found | {"reactions": {key: value for key, value in reactions.items() if value}}
