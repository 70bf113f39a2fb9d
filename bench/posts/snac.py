"""snac2 from Debian: a small server for the fediverse, in C, that keeps all in files. Its store is
filled as it would be by deliveries from other servers: an object for each post and author, and
the reader's index of them, newest last (snac(5)).
"""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from bench.chat.machine import unpacked
from bench.chat.processes import Server
from bench.posts.story import AUTHORS, POSTS, said, when
from bench.start import free_port, until_answered

READER = "bench"
PEER = "https://peer.example"


class Snac:
    def __init__(self, home: Path) -> None:
        self.program = unpacked("snac2") / "usr" / "bin" / "snac"
        self.port = free_port()
        self.home = home / "snac"
        home.mkdir(exist_ok=True)
        answers = f"127.0.0.1\n{self.port}\n127.0.0.1:{self.port}\n\n\n"
        self._ask("init", answers)
        told = self._ask("adduser", "\n" * 4, READER)
        self.password = re.findall(r"password is (\S+)", told)[0]
        config = json.loads((self.home / "server.json").read_text())
        config |= {"protocol": "http"}
        (self.home / "server.json").write_text(json.dumps(config))
        self._fill()

    def _ask(self, verb: str, answers: str, *more: str) -> str:
        command = [str(self.program), verb, str(self.home), *more]
        done = subprocess.run(command, input=answers, capture_output=True, text=True, check=True)
        return done.stdout + done.stderr

    def _fill(self) -> None:
        following = self.home / "user" / READER / "following"
        following.mkdir(exist_ok=True)
        for n in range(AUTHORS):
            path = self._object(f"{PEER}/people/{n}", person(n))
            (following / path.name).write_text(json.dumps(followed(n, self.port)))
            os.link(path, following / f"{path.stem}_a.json")
        lines = []
        with_links = self.home / "user" / READER / "private"
        for n in reversed(range(POSTS)):
            path = self._object(f"{PEER}/posts/{n}", note(n))
            os.link(path, with_links / path.name)
            lines.append(path.stem)
        (self.home / "user" / READER / "private.idx").write_text("\n".join([*lines, ""]))

    def _object(self, url: str, what: dict[str, object]) -> Path:
        name = hashlib.md5(url.encode()).hexdigest()
        folder = self.home / "object" / name[:2]
        folder.mkdir(exist_ok=True)
        path = folder / f"{name}.json"
        path.write_text(json.dumps(what, ensure_ascii=False))
        return path

    @contextmanager
    def running(self) -> Iterator[Server]:
        with (self.home / "bench.log").open("ab") as log:
            command = [str(self.program), "httpd", str(self.home)]
            process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            until_answered(f"http://127.0.0.1:{self.port}/api/v1/instance", process)
            yield Server(process.pid, self.port)
        finally:
            process.terminate()
            process.wait(30)

    def follow(self, actor: str) -> None:
        """The reader follows somebody elsewhere; twice is one operation."""
        command = [str(self.program), "follow", str(self.home), READER, actor]
        subprocess.run(command, capture_output=True, check=True)

    def token(self) -> str:
        """For the Mastodon client API."""
        body = urlencode({"login": READER, "passwd": self.password}).encode()
        with urlopen(f"http://127.0.0.1:{self.port}/oauth/x-snac-get-token", body) as answer:
            return str(answer.read().decode().strip())


def person(n: int) -> dict[str, object]:
    url = f"{PEER}/people/{n}"
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "Person",
        "id": url,
        "url": url,
        "preferredUsername": f"bench_{n}",
        "name": f"Bench Person {n}",
        "summary": "",
        "published": when(0),
        "inbox": f"{url}/inbox",
        "outbox": f"{url}/outbox",
    }


def followed(n: int, port: int) -> dict[str, object]:
    """What they answered to the reader: of whom one does not follow, the API shows nothing."""
    url, reader = f"{PEER}/people/{n}", f"http://127.0.0.1:{port}/{READER}"
    follow = {"type": "Follow", "id": f"{reader}/d/{n}/Follow", "actor": reader, "object": url}
    return {"type": "Accept", "id": f"{url}#accepts/{n}", "actor": url, "object": follow}


def note(n: int) -> dict[str, object]:
    url, author = f"{PEER}/posts/{n}", f"{PEER}/people/{n % AUTHORS}"
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "Note",
        "id": url,
        "url": url,
        "published": when(n),
        "attributedTo": author,
        "summary": "",
        "content": f"<p>{said(n)}</p>",
        "to": ["https://www.w3.org/ns/activitystreams#Public"],
        "cc": [f"{author}/followers"],
        "tag": [],
        "attachment": [],
    }
