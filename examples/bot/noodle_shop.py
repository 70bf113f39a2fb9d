"""A noodle shop that answers in a Leapfrog town: shows its menu, takes an order, says when it is
ready.

    TOWN=http://localhost:8000 HANDLE=noodles PASSWORD='...' python examples/bot/noodle_shop.py

It uses nothing but the town's public API, so it is also how any other bot can be written; see
docs/bots.md. It may be stopped or killed at any moment: what was said meanwhile is answered when it
is back, and nothing is answered twice.
"""

import asyncio
import json
import os
import re
import time
import uuid
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

TOWN = os.environ.get("TOWN", "http://localhost:8000").rstrip("/")
HANDLE, PASSWORD = os.environ["HANDLE"], os.environ["PASSWORD"]
MEMORY = Path(os.environ.get("MEMORY", "noodle_shop.json"))
# So long the noodles take.
COOKING = float(os.environ.get("COOKING_SECONDS", "600"))

MENU = {
    "1": ("Beef noodles 牛肉面", 890),
    "2": ("Dumplings 饺子", 650),
    "3": ("Jasmine tea 茶", 220),
}
LIST = "\n".join(f"{n}  {name}  {price / 100:.2f}" for n, (name, price) in MENU.items())
WELCOME = f"Welcome to the noodle shop! 欢迎！\n{LIST}\nSay “order 1” or “order 2 x3”."
ORDER = re.compile(r"order\s+(\d+)(?:\s*x\s*(\d{1,2}))?$", re.IGNORECASE)
# An answer's id is made of what it answers: the same answer again is the same message.
ANSWERS = uuid.UUID("7d1f6c6e-6d0b-5c52-9c8e-5a1b7c0e9d11")


def answer(text: str, seq: int) -> tuple[str, bool]:
    """What to say to a text, and whether there is something to cook now."""
    found = ORDER.match(text.strip())
    if not found:
        return WELCOME, False
    dish, many = MENU.get(found[1]), int(found[2] or 1)
    if dish is None or many == 0:
        return f"That is not on the menu.\n{LIST}", False
    name, price = dish
    return f"Order {seq}: {many} x {name}, {many * price / 100:.2f}. Thank you!", True


class Memory:
    """What must outlive the bot: its session, its cursor, how far each conversation was answered,
    and what is on the stove. Written as a whole, so that it is never half there.
    """

    def __init__(self) -> None:
        kept = json.loads(MEMORY.read_text()) if MEMORY.exists() else {}
        self.token: str | None = kept.get("token")
        self.cursor: str | None = kept.get("cursor")
        self.answered: dict[str, int] = kept.get("answered", {})
        # (conversation, order) by when it is ready
        self.stove: list[tuple[float, str, int]] = [tuple(one) for one in kept.get("stove", [])]

    def keep(self) -> None:
        draft = MEMORY.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(vars(self)))
        draft.replace(MEMORY)


class Bot:
    """One connection to the town, from its `hello` to its end."""

    def __init__(self, memory: Memory, me: str, http: httpx.AsyncClient, line: ClientConnection):
        self.memory, self.me, self.http, self.line = memory, me, http, line
        self.acks: dict[str, asyncio.Future[None]] = {}
        # ("read", conversation), and ("cursor", cursor) once all that is before it was answered.
        self.todo: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    async def run(self) -> None:
        """Raises `ConnectionClosed` when the line is lost."""
        await self.line.send(json.dumps({"t": "hello", "cursor": self.memory.cursor}))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.listen())
            tasks.create_task(self.serve())
            tasks.create_task(self.cook())

    async def listen(self) -> None:
        """Each frame: what is new is only noted, so that acks are heard while answering."""
        async for text in self.line:
            frame = json.loads(text)
            match frame["t"]:
                case "sync":
                    for conversation in frame["conversations"]:
                        self.todo.put_nowait(("read", conversation["id"]))
                    if frame["reset"]:
                        # Without a cursor a sync brings the newest only.
                        await self.look_in("main")
                    await self.look_in("requests")
                    self.todo.put_nowait(("cursor", frame["cursor"]))
                case "message":
                    self.todo.put_nowait(("read", frame["message"]["conversation_id"]))
                case "gap":
                    await self.line.send(json.dumps({"t": "sync", "cursor": self.memory.cursor}))
                case "ack" | "nack":
                    waits = self.acks.pop(frame["client_id"], None)
                    if waits and not waits.done():
                        waits.set_result(None)
                        if frame["t"] == "nack":
                            print(f"not said: {frame['code']}", flush=True)
        raise ConnectionError("the town closed the stream")

    async def look_in(self, box: str) -> None:
        """Strangers wait in a box of their own, "requests"; answering them accepts them."""
        found = await self.http.get("/conversations", params={"box": box})
        for conversation in found.raise_for_status().json()["conversations"]:
            self.todo.put_nowait(("read", conversation["id"]))

    async def serve(self) -> None:
        """Answers what was said, one conversation after the other."""
        while True:
            what, value = await self.todo.get()
            if what == "read":
                await self.catch_up(value)
            else:
                self.memory.cursor = value
                self.memory.keep()

    async def catch_up(self, conversation: str) -> None:
        """Reads the log on from where it was answered; it has no holes."""
        while True:
            after = self.memory.answered.get(conversation, 0)
            path = f"/conversations/{conversation}/messages"
            page = await self.http.get(path, params={"after": after, "limit": 100})
            messages = page.raise_for_status().json()["messages"]
            if not messages:
                return
            for message in messages:
                await self.hear(conversation, message)

    async def hear(self, conversation: str, message: dict[str, Any]) -> None:
        """Answers one, then remembers that it did: a kill in between answers it again, as the same
        message.
        """
        seq = message["seq"]
        if message["kind"] == "text" and message["sender_id"] != self.me:
            text, cooks = answer(message["body"], seq)
            await self.say(conversation, f"{seq}", text, ref=seq)
            if cooks:
                self.memory.stove.append((time.time() + COOKING, conversation, seq))
        self.memory.answered[conversation] = seq
        self.memory.keep()

    async def cook(self) -> None:
        """Says when an order is ready, also one of before."""
        while True:
            for due in sorted(self.memory.stove):
                ready, conversation, order = due
                if ready <= time.time():
                    await self.say(conversation, f"{order} ready", f"Order {order} is ready! 🍜")
                    self.memory.stove.remove(due)
                    self.memory.keep()
            await asyncio.sleep(0.2)

    async def say(self, conversation: str, what: str, text: str, ref: int | None = None) -> None:
        """Returns when the message is on the town's disk. Sent again, it is the same message."""
        client_id = str(uuid.uuid5(ANSWERS, f"{conversation} {what}"))
        waits = self.acks[client_id] = asyncio.get_running_loop().create_future()
        frame = {"t": "send", "client_id": client_id, "conversation_id": conversation}
        await self.line.send(json.dumps(frame | {"body": text, "ref": ref}))
        async with asyncio.timeout(30):
            await waits


async def sign_in(memory: Memory, http: httpx.AsyncClient) -> str:
    """With the session of last time or a new one; answers the bot's own id."""
    if memory.token:
        http.headers["Authorization"] = f"Bearer {memory.token}"
        found = await http.get("/me")
        if found.status_code == 200:
            return found.json()["id"]
        del http.headers["Authorization"]
    found = await http.post("/sessions", json={"handle": HANDLE, "password": PASSWORD})
    if found.status_code == 401:
        raise SystemExit(f"{HANDLE}: {found.json()['title']}")
    found.raise_for_status()
    # On https the name begins with `__Host-`.
    [memory.token] = [one.value for one in http.cookies.jar if "leapfrog_session" in one.name]
    http.cookies.clear()
    http.headers["Authorization"] = f"Bearer {memory.token}"
    memory.keep()
    return found.json()["me"]["id"]


async def main() -> None:
    memory, wait = Memory(), 0.2
    stream = TOWN.replace("http", "ws", 1) + "/api/v1/stream"
    async with httpx.AsyncClient(base_url=f"{TOWN}/api/v1", headers={"X-Leapfrog": "1"}) as http:
        while True:
            try:
                me = await sign_in(memory, http)
                headers = {"Authorization": f"Bearer {memory.token}"}
                async with connect(stream, additional_headers=headers) as line:
                    print("open", flush=True)
                    wait = 0.2
                    await Bot(memory, me, http, line).run()
            except* (
                ConnectionClosed,
                InvalidStatus,
                OSError,
                TimeoutError,
                httpx.HTTPError,
            ) as lost:
                print(f"away: {lost.exceptions[0]!r}", flush=True)
            await asyncio.sleep(wait)
            wait = min(2 * wait, 30)


if __name__ == "__main__":
    asyncio.run(main())
