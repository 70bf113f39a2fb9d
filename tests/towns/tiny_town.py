"""A whole town of one person, written from docs/between-towns.md alone: it imports nothing of the
program. It describes itself, keeps a line in each direction, is asked and says yes, and says what
its person says; all of it in memory.
"""

import base64
import hashlib
import http.client
import json
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.towns.stranger import (
    Key,
    Person,
    Said,
    b64,
    beginning,
    canonical,
    chain,
    digest,
    key,
    shown_key,
    sign_request,
)

AT = "2026-11-28T12:00:00+00:00"


class Heard:
    """What a town has said, in the last epoch that it began."""

    def __init__(self, epoch: str) -> None:
        self.epoch, self.high, self.prev = epoch, 0, beginning(epoch)


class Spoken:
    """What is said to a town; all of it is kept."""

    def __init__(self) -> None:
        self.begin()

    def begin(self, kept: list[Said] | None = None) -> None:
        self.epoch, self.acked = uuid.uuid4().hex, 0
        self.said: list[Said] = kept or []

    def prev(self, first: int) -> str:
        found = beginning(self.epoch)
        for one in self.said[: first - 1]:
            found = chain(found, one)
        return found


class TinyTown:
    """One town, whose only person is Tariq. `talk`: what he was told."""

    def __init__(self, seed: int = 40) -> None:
        self.key, self.person = key(seed), Person(key(seed + 1), key(seed + 2))
        self.talk: list[Said] = []
        self.asked: list[Said] = []
        self.cards: list[Said] = []
        self.bounced: list[Said] = []
        self.tied: set[str] = set()
        self.heard: dict[str, Heard] = {}
        self.lines: dict[str, Spoken] = {}
        self.done: set[str] = set()
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.domain = f"localhost:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def address(self) -> str:
        return f"tariq@{self.domain}"

    def record(self) -> Said:
        return self.person.record(1, self.address, self.key)

    # What it says of itself

    def description(self) -> Said:
        shown = {**shown_key(self.key, self.domain), "since": AT, "signed_by": "", "sig": ""}
        said = {"v": 1, "domain": self.domain, "origin": f"http://{self.domain}"}
        kinds = ["say", "tie.ask", "tie.yes", "tie.end", "bounce"]
        return {**said, "name": "Tiny", "line": "/town/v1/line", "keys": [shown], "kinds": kinds}

    # Speaking

    def line(self, domain: str) -> Spoken:
        return self.lines.setdefault(domain, Spoken())

    def say(self, domain: str, kind: str, body: Said, to: str) -> Said:
        """A dispatch, which waits until it is carried."""
        said: Said = {"id": str(uuid.uuid4()), "k": kind, "at": AT, "from": self.person.pid}
        said |= {"to": to, "b": body}
        with self.lock:
            self.line(domain).said.append(said)
        return said

    def ask(self, domain: str, address: str) -> Said:
        body = {"i": str(uuid.uuid4()), "name": "Tariq", "greeting": "hello"}
        return self.say(domain, "tie.ask", {**body, "home": self.record()}, address)

    def carry(self, domain: str, *, first: int = 0, hello: bool = False) -> tuple[int, Said]:
        """Posts what waits, or from another number; answers what the other town says, and does what
        follows from it.
        """
        with self.lock:
            line = self.line(domain)
            at = first or line.acked + 1
            said = [] if hello else line.said[at - 1 :][:500]
            head = {"from": self.domain, "to": domain, "epoch": line.epoch, "first": at}
            head["prev"] = line.prev(at)
            body = b"\n".join([canonical(head), *map(canonical, said)])
        status, answer = self.post(domain, "/town/v1/line", body)
        with self.lock:
            if status == 200:
                line.acked = max(line.acked, answer["ack"])
            elif status == 409 and answer["why"] == "gap":
                line.acked = answer["ack"]
            elif status == 409:
                line.begin(line.said)
        return status, answer

    def post(self, domain: str, path: str, body: bytes, by: Key | None = None) -> tuple[int, Any]:
        url = f"http://{domain}{path}"
        key_id = f"{self.domain}#{b64(self.key.public)[:16]}"
        headers = sign_request(by or self.key, url, body, 1_795_791_600, key_id)
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"{}")
        finally:
            connection.close()

    # Hearing

    def take(self, headers: Any, path: str, body: bytes) -> tuple[int, Said]:
        domain = self.signer(headers, path, body)
        if domain is None:
            return 401, {}
        first, *rest = body.split(b"\n")
        head = json.loads(first)
        if (head["from"], head["to"]) != (domain, self.domain):
            return 403, {}
        with self.lock:
            return self.hear(domain, head, rest)

    def hear(self, domain: str, head: Said, rest: list[bytes]) -> tuple[int, Said]:
        known = self.heard.get(domain)
        if known is None or known.epoch != head["epoch"]:
            if head["first"] != 1:
                return 409, {"ack": 0, "why": "epoch"}
            known = self.heard[domain] = Heard(head["epoch"])
        if head["first"] > known.high + 1:
            return 409, {"ack": known.high, "why": "gap"}
        prev, number = head["prev"], head["first"] - 1
        if number == known.high and prev != known.prev:
            return 409, {"ack": known.high, "why": "fork"}
        for line in rest:
            one = hashlib.sha256(line).digest()
            prev, number = hashlib.sha256(bytes.fromhex(prev) + one).hexdigest(), number + 1
            if number == known.high and prev != known.prev:
                return 409, {"ack": known.high, "why": "fork"}
            if number > known.high:
                self.do(domain, json.loads(line))
                known.high, known.prev = number, prev
        return 200, {"ack": known.high}

    def do(self, domain: str, said: Said) -> None:
        if said["id"] in self.done:
            return
        self.done.add(said["id"])
        kind, body = said["k"], said["b"]
        if kind == "tie.ask":
            self.asked.append(said)
        elif kind == "tie.yes":
            if said["from"] not in self.tied:
                self.tied.add(said["from"])
                self.yes(domain, said["from"])
            self.cards.append(body["card"])
        elif kind == "tie.end":
            self.tied.discard(said["from"])
        elif kind == "card":
            self.cards.append(body["card"])
        elif kind == "say" and said["from"] in self.tied:
            self.talk.append(body)
        elif kind == "bounce":
            self.bounced.append(body)
        elif kind not in ("home", "mark", "resync"):
            self.back(domain, said, "no_dispatch")

    def yes(self, domain: str, pid: str) -> None:
        """Says yes, once; the lock is held."""
        card = {"v": 1, "name": "Tariq", "fields": []}
        said: Said = {"id": str(uuid.uuid4()), "k": "tie.yes", "at": AT, "from": self.person.pid}
        said |= {"to": pid, "b": {"home": self.record(), "card": card}}
        self.line(domain).said.append(said)

    def accept(self, domain: str) -> str:
        """Says yes to the first who asked; answers their pid."""
        with self.lock:
            pid: str = self.asked[0]["from"]
            self.tied.add(pid)
            self.yes(domain, pid)
        return pid

    def back(self, domain: str, said: Said, code: str) -> None:
        one: Said = {"id": str(uuid.uuid4()), "k": "bounce", "at": AT, "from": "", "to": ""}
        self.line(domain).said.append({**one, "b": {"of": said["id"], "code": code}})

    def signer(self, headers: Any, path: str, body: bytes) -> str | None:
        """Which town signed it, by the key that it shows at its domain."""
        made, signature = headers["signature-input"] or "", headers["signature"] or ""
        if headers["content-digest"] != digest(body) or 'keyid="' not in made:
            return None
        domain, _, wanted = made.partition('keyid="')[2].partition('"')[0].partition("#")
        for one in self.look_up(domain)["keys"]:
            public = base64.urlsafe_b64decode(one["public"] + "=")
            said = {"kind": "leapfrog.town-key", "domain": domain, "id": one["id"]}
            if one["id"] != wanted or not holds(
                public, canonical({**said, "public": one["public"]}), one["proof"]
            ):
                continue
            lines = [f'"@method": POST\n"@target-uri": http://{self.domain}{path}']
            lines += [f'"content-digest": {digest(body)}']
            lines += [f'"@signature-params": {made.removeprefix("line=")}']
            text = signature.removeprefix("line=:").removesuffix(":")
            sig = b64(base64.b64decode(text))
            if holds(public, "\n".join(lines).encode(), sig):
                return domain
        return None

    def look_up(self, domain: str) -> Said:
        connection = http.client.HTTPConnection(domain, timeout=30)
        try:
            connection.request("GET", "/.well-known/leapfrog-town")
            found: Said = json.loads(connection.getresponse().read())
            return found
        finally:
            connection.close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        town = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                known = self.path == "/.well-known/leapfrog-town"
                self.answer(200 if known else 404, town.description() if known else {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                known = self.path == "/town/v1/line"
                self.answer(*town.take(self.headers, self.path, body) if known else (404, {}))

            def answer(self, status: int, said: Said) -> None:
                content = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                return

        return Handler


def holds(public: bytes, said: bytes, sig: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            base64.urlsafe_b64decode(sig + "=" * (-len(sig) % 4)), said
        )
    except InvalidSignature:
        return False
    return True
