"""A snac2 server from Debian: another town, written by others in another language."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import httpx

from bench.chat.machine import unpacked
from bench.start import until_answered
from tests.ports import free_port


class Snac:
    def __init__(self, home: Path, *people: str) -> None:
        self.program = unpacked("snac2") / "usr" / "bin" / "snac"
        self.port = free_port()
        self.home = home / "snac"
        self.host = f"127.0.0.1:{self.port}"
        self.origin = f"http://{self.host}"
        self._run("init", [], f"127.0.0.1\n{self.port}\n{self.host}\n\n\n")
        self.passwords = {}
        for one in people:
            told = self._run("adduser", [one], "\n" * 4)
            self.passwords[one] = re.findall(r"password is (\S+)", told)[0]
        config = self.home / "server.json"
        wanted = {"protocol": "http", "queue_retry_minutes": 1, "disable_cache": True}
        config.write_text(json.dumps(json.loads(config.read_text()) | wanted))

    def _run(self, verb: str, more: list[str], answers: str = "") -> str:
        command = [str(self.program), verb, str(self.home), *more]
        done = subprocess.run(
            command, input=answers, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout + done.stderr

    def do(self, verb: str, person: str, *more: str) -> str:
        """A verb of its command line."""
        return self._run(verb, [person, *more])

    def form(self, person: str, page: str, **fields: str) -> None:
        """A form of its web pages: for what neither its command line nor its Mastodon API has."""
        place = f"{self.origin}/{person}/admin/{page}"
        answer = httpx.post(place, data=fields, auth=(person, self.passwords[person]), timeout=20)
        assert answer.status_code == 303, answer.text

    def actor(self, person: str) -> str:
        return f"{self.origin}/{person}"

    def address(self, person: str) -> str:
        return f"{person}@{self.host}"

    def held(self, words: str) -> dict[str, Any] | None:
        """What is stored there with these words."""
        for path in (self.home / "object").rglob("*.json"):
            text = path.read_text(errors="replace")
            if words in text:
                # What was in its memory may stand behind the end.
                found: dict[str, Any] = json.JSONDecoder().raw_decode(text)[0]
                return found
        return None

    def follows(self, person: str, actor: str) -> bool:
        """Whether somebody there follows an actor."""
        lines = (self.home / "user" / person / "following").glob("*.json")
        return any(f'"{actor}"' in path.read_text(errors="replace") for path in lines)

    def log(self) -> str:
        # Not all that it writes there is text.
        return (self.home / "out.log").read_text(errors="replace")

    @contextmanager
    def running(self) -> Iterator["Snac"]:
        with (self.home / "out.log").open("ab") as log:
            command = [str(self.program), "httpd", str(self.home)]
            process = subprocess.Popen(command, stdout=log, stderr=log, env={"DEBUG": "2"})
        try:
            until_answered(f"{self.origin}/api/v1/instance", process)
            yield self
        finally:
            process.terminate()
            process.wait(30)

    def client(self, person: str) -> httpx.Client:
        """Speaks its Mastodon API as this person."""
        body = urlencode({"login": person, "passwd": self.passwords[person]}).encode()
        with urlopen(f"{self.origin}/oauth/x-snac-get-token", body) as answer:
            token = answer.read().decode().strip()
        # It hangs up after each answer.
        return httpx.Client(
            base_url=f"{self.origin}/api",
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
            limits=httpx.Limits(max_keepalive_connections=0),
        )


def timeline(client: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/v1/timelines/home").json()
    return found
