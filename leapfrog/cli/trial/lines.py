"""Lines on which people write one numbered message after the other, as an app does: one that was
not acknowledged is sent again, with the same id, on another line.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from leapfrog.cli.trial.model import happens
from leapfrog.cli.trial.people import Talk, Writer
from leapfrog.kernel.ids import new_id

# Who hears nothing for so long tries another line; and who waits for a PostgreSQL to be replaced,
# which takes less: a line that breaks then is one that the town broke.
SILENT_SECONDS, PATIENT_SECONDS = 10.0, 120.0
AGAIN_SECONDS, PACE_SECONDS = 0.2, 0.02
EACH = 2


class WritingLine:
    """One device that writes. `acked`: when each of its messages was acknowledged, by its id;
    `cuts`: when a line of it broke, or was `silent` for so many seconds.
    """

    def __init__(self, origin: str, person: Writer, talk: Talk, silent: float) -> None:
        self.talk, self._silent = talk, silent
        self.sent = 0
        self.acked: dict[str, float] = {}
        self.cuts: list[float] = []
        self.errors: Counter[str] = Counter()
        self._person, self._at = person, f"{origin.replace('http', 'ws', 1)}/api/v1/stream"
        self._waiting: str | None = None

    async def write(self, over: asyncio.Event) -> None:
        """Until it is over and the last one is acknowledged."""
        while self._waiting or not over.is_set():
            try:
                await self._on_one_line(over)
            except (OSError, WebSocketException, TimeoutError) as error:
                self.errors[type(error).__name__] += 1
                await asyncio.sleep(AGAIN_SECONDS)

    async def _on_one_line(self, over: asyncio.Event) -> None:
        headers = {"Authorization": f"Bearer {self._person.token}"}
        opening = connect(
            self._at,
            additional_headers=headers,
            compression=None,
            open_timeout=SILENT_SECONDS,
            close_timeout=AGAIN_SECONDS,
        )
        async with opening as socket:
            try:
                await _say(socket, {"t": "hello", "cursor": None})
                while self._waiting or not over.is_set():
                    await self._send_one(socket)
                    await asyncio.sleep(PACE_SECONDS)
            except (OSError, WebSocketException, TimeoutError):
                self.cuts.append(time.monotonic())
                raise

    async def _send_one(self, socket: ClientConnection) -> None:
        if self._waiting is None:
            self._waiting = str(new_id())
            self.sent += 1
        text = f"number {self.sent}"
        frame = {"client_id": self._waiting, "conversation_id": self.talk.id, "body": text}
        await _say(socket, {"t": "send"} | frame)
        async with asyncio.timeout(self._silent):
            while True:
                heard = msgspec.json.decode(await socket.recv())
                if heard["t"] == "ack" and heard["client_id"] == self._waiting:
                    self.acked[self._waiting] = time.monotonic()
                    self._waiting = None
                    return
                if heard["t"] == "nack":
                    self.errors[heard["code"]] += 1
                    await asyncio.sleep(AGAIN_SECONDS)
                    return

    @property
    def back(self) -> float:
        """In seconds, how long nothing was acknowledged around the moment in which a line broke, at
        worst.
        """
        return max(map(self._gap, self.cuts), default=0.0)

    def _gap(self, cut: float) -> float:
        moments = self.acked.values()
        before = max((at for at in moments if at <= cut), default=cut)
        return min((at for at in moments if at > cut), default=before) - before


class Writing:
    """All lines of a round, which write until they are told that it is over; one that hears nothing
    for `silent` seconds is given up.
    """

    def __init__(
        self, origin: str, talks: Sequence[Talk], *, silent: float = SILENT_SECONDS
    ) -> None:
        writers = [(person, talk) for talk in talks for person in talk.people] * EACH
        self.lines = [WritingLine(origin, person, talk, silent) for person, talk in writers]
        self._over = asyncio.Event()
        self._tasks = [asyncio.create_task(one.write(self._over)) for one in self.lines]

    @property
    def acked(self) -> int:
        return sum(len(one.acked) for one in self.lines)

    async def goes_on(self, messages: int) -> None:
        """Returns when so many more were acknowledged, and each line had one of them. Raises
        `TrialError`.
        """
        before = [len(one.acked) for one in self.lines]
        until = self.acked + messages

        async def is_so() -> bool:
            for task in self._tasks:
                if task.done():
                    task.result()
            all_wrote = all(len(one.acked) > n for one, n in zip(self.lines, before, strict=True))
            return all_wrote and self.acked >= until

        await happens(f"{messages} more messages", is_so)

    async def finish(self) -> None:
        """Each line waits until its last message is acknowledged."""
        self._over.set()
        await asyncio.gather(*self._tasks)

    async def drop(self) -> None:
        """Whatever they are waiting for."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def pause(self) -> float:
        """The longest time, in seconds, in which nothing was acknowledged to anybody."""
        moments = sorted(at for one in self.lines for at in one.acked.values())
        return max((later - at for at, later in pairwise(moments)), default=0.0)


async def _say(socket: ClientConnection, frame: dict[str, object]) -> None:
    await socket.send(msgspec.json.encode(frame).decode())
