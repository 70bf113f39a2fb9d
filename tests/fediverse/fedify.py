"""A peer by Fedify: a strict reader of ActivityPub, in another language. What it is to send is told
by the test; what came is remembered. `make test` installs it.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.start import until_answered
from leapfrog.kernel.ids import new_id
from tests.callers import caller
from tests.fediverse.conftest import until
from tests.ports import free_port

PEER = Path(__file__).parent / "peer"
INSTALLED = PEER / "node_modules" / ".installed-from"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = "https://www.w3.org/ns/activitystreams"
TOOT = [CONTEXT, {"toot": "http://joinmastodon.org/ns#", "Emoji": "toot:Emoji"}]


class Fedify:
    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.http = caller(self.origin, timeout=60)

    def told(self, **what: Any) -> None:
        answer = self.http.post("/told", json=what)
        assert answer.is_success, answer.text

    def seen(self, kind: str) -> list[dict[str, Any]]:
        """The activities of a kind that came."""
        return [one for one in self.http.get("/seen").json() if one["type"] == kind]

    def sees(self, kind: str, words: str = "") -> dict[str, Any]:
        """The first of them in which these words are, once it came."""
        return until(
            lambda: next((one for one in self.seen(kind) if words in str(one)), None),
            f"{kind} {words}",
        )

    def actor(self, name: str) -> str:
        return f"{self.origin}/users/{name}"

    def address(self, name: str) -> str:
        return f"{name}@{self.origin.partition('//')[2]}"

    def blobcat(self) -> dict[str, Any]:
        """The tag of a picture that stands for `:blobcat:`."""
        icon = {"type": "Image", "mediaType": "image/png", "url": f"{self.origin}/blobcat.png"}
        return {"id": f"{self.origin}/emojis/1", "type": "Emoji", "name": ":blobcat:", "icon": icon}

    def note(self, by: str, text: str, kind: str = "Note", **more: Any) -> dict[str, Any]:
        """A note that is there to be asked for, too."""
        note = {
            "@context": TOOT,
            "type": kind,
            "id": f"{self.actor(by)}/{kind.lower()}s/{new_id()}",
            "attributedTo": self.actor(by),
            "content": f"<p>{text}</p>",
            "published": "2026-11-24T09:00:00Z",
            "to": PUBLIC,
            "cc": f"{self.actor(by)}/followers",
        } | more
        self.told(keep=note)
        return note

    def send(self, by: str, box: str, kind: str, thing: Any, **more: Any) -> dict[str, Any]:
        """An activity to one of the town's people."""
        activity = {
            "@context": TOOT,
            "id": f"{self.actor(by)}/acts/{new_id()}",
            "type": kind,
            "actor": self.actor(by),
            "object": thing,
        } | more
        self.told(send=activity, to=box, by=by)
        return activity


@contextmanager
def running(first: str, log: Path) -> Iterator[Fedify]:
    """`first`: by which kind of signature it begins, `cavage` or `rfc9421`."""
    assert INSTALLED.exists(), "The peer is not installed: run `make peer`."
    node = INSTALLED.read_text().splitlines()[1]
    port = free_port()
    with log.open("wb") as told:
        command = [node, "peer.mjs", str(port), first]
        process = subprocess.Popen(command, cwd=PEER, stdout=told, stderr=told)
    try:
        until_answered(f"http://127.0.0.1:{port}/seen", process)
        yield Fedify(port)
    finally:
        process.terminate()
        process.wait(30)
