"""What other towns send: signed notes of people whom somebody here follows, until the last of them
is stored. The same activities, but for the address, to us and to snac2; their senders' keys are
asked for once, before.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import Any

import msgspec

from bench.chat.processes import Meter, Server
from bench.load import each
from leapfrog.fediverse import keys, signatures

SENDERS, CONNECTIONS = 10, 16
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
PATIENCE, LOOK = 120, 0.05


class Taken(msgspec.Struct, frozen=True):
    """How many were stored in a second; microseconds of CPU of server and database for each."""

    rate: float
    server_us: float
    database_us: float
    others: float

    @property
    def on_one_core(self) -> float:
        """So many a second, if a core did nothing else."""
        return 1e6 / (self.server_us + self.database_us)


class Senders:
    """People of a town that is only a page for each of them."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.keys = [keys.made() for _ in range(SENDERS)]
        self.numbers = count()

    def uri(self, n: int) -> str:
        return f"{self.origin}/users/sender{n}"

    def actor(self, n: int) -> dict[str, Any]:
        uri = self.uri(n)
        key = {"id": f"{uri}#main-key", "owner": uri, "publicKeyPem": self.keys[n][1]}
        return {
            "@context": "https://www.w3.org/ns/activitystreams",
            "type": "Person",
            "id": uri,
            "url": uri,
            "preferredUsername": f"sender{n}",
            "name": f"Sender {n}",
            "inbox": f"{uri}/inbox",
            "outbox": f"{uri}/outbox",
            "followers": f"{uri}/followers",
            "publicKey": key,
        }

    def activity(self, origin: str, path: str) -> bytes:
        """A note of the next sender, signed, as it goes over the wire."""
        number = next(self.numbers)
        n = number % SENDERS
        uri, at = self.uri(n), datetime.now(UTC)
        note = {
            "type": "Note",
            "id": f"{uri}/notes/{number}",
            "url": f"{uri}/notes/{number}",
            "attributedTo": uri,
            "published": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "content": f"<p>The <b>{number}th</b> ferry has left, see you at the pier.</p>",
            "to": [PUBLIC],
            "cc": [f"{uri}/followers"],
        }
        activity = {
            "@context": "https://www.w3.org/ns/activitystreams",
            "type": "Create",
            "id": f"{uri}/notes/{number}/create",
            "actor": uri,
            "object": note,
            "to": [PUBLIC],
            "cc": [f"{uri}/followers"],
        }
        body = json.dumps(activity).encode()
        asked = signatures.SignedRequest("POST", path, origin, {}, body)
        headers = signatures.signed(asked, self.keys[n][0], f"{uri}#main-key", at)
        lines = [f"POST {path} HTTP/1.1", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextmanager
def senders(port: int) -> Iterator[Senders]:
    """They answer who they are, and take every activity."""
    made = Senders(port)

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path.rpartition("sender")[2]
            self._answer(json.dumps(made.actor(int(found))).encode() if found.isdigit() else b"")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self._answer(b"{}", 202)

        def _answer(self, body: bytes, status: int = 200) -> None:
            self.send_response(status if body else 404)
            self.send_header("content-type", "application/activity+json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def taken(server: Server, activities: Sequence[bytes], stored: Callable[[], bool]) -> Taken:
    """From the first activity until all are stored."""
    meter = Meter(server)
    began = time.perf_counter()
    meter.start()
    answers = asyncio.run(each(server.port, activities, CONNECTIONS))
    assert {status // 10 for status in answers} == {20}, answers
    while not stored():
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError("not all were stored")
        time.sleep(LOOK)
    spent, took = meter.stop(), time.perf_counter() - began
    one = 1e6 / len(activities)
    costs = (spent.server * one, spent.database * one)
    return Taken(len(activities) / took, *costs, spent.others / spent.seconds)
