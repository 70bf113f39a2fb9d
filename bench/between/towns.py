"""Two towns on this machine that can be killed, and devices of their people."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from bench.chat.processes import Server
from bench.people import SESSION
from bench.start import free_port, until_answered
from leapfrog import identity
from leapfrog.identity import NewPerson
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id, new_secret, secret_hash

PASSWORD = "a heron sleeps in the reeds"
LOOK_EVERY = 0.2


class BenchTown:
    """A town in a process of its own, which can be killed and started again."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        home.mkdir()
        self.origin = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environ = {
            **os.environ,
            "LEAPFROG_HOME": str(self.home),
            "LEAPFROG_HOST": "127.0.0.1",
            "LEAPFROG_PORT": str(self.port),
            "LEAPFROG_ORIGIN": self.origin,
            "LEAPFROG_TOWN_DOMAIN": f"localhost:{self.port}",
            "LEAPFROG_DEMO": "false",
            "LEAPFROG_RATE_LIMITS": "false",
            "LEAPFROG_FEDERATION": "on",
            "LEAPFROG_PRIVATE_CALLS": "true",
            "LEAPFROG_LOG_LEVEL": "error",
        }
        program = Path(sys.executable).with_name("leapfrog")
        with (self.home / "bench.log").open("ab") as log:
            self.process = subprocess.Popen([program, "up"], env=environ, stdout=log, stderr=log)
        until_answered(f"{self.origin}/healthz", self.process)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        assert self.process is not None
        self.process.send_signal(by)
        self.process.wait(60)

    @property
    def server(self) -> Server:
        assert self.process is not None
        pid = int((self.home / "data" / "postmaster.pid").read_text().split()[0])
        return Server(self.process.pid, self.port, pid)


async def soon(ask: Callable[[], Awaitable[Any]]) -> Any:
    """What it answers, once it answers something."""
    while True:
        found = await ask()
        if found:
            return found
        await asyncio.sleep(LOOK_EVERY)


class Device:
    """Somebody, and what they say and hear by the API."""

    def __init__(self, town: BenchTown, handle: str) -> None:
        self.town, self.handle, self.id = town, handle, new_id()
        self.address = f"{handle}@localhost:{town.port}"
        self.http = httpx.AsyncClient(
            base_url=f"{town.origin}/api/v1", headers={"X-Leapfrog": "1"}, timeout=60
        )

    async def ask(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        answer = await self.http.request(method, path, json=body, params=params)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def join(self) -> None:
        body = {"id": str(self.id), "handle": self.handle, "display_name": self.handle}
        await self.ask("POST", "/people", {**body, "language": "en", "password": PASSWORD})

    async def come(self, database: Database) -> None:
        """The same, without the time that a password costs."""
        person, token = self.id, new_secret()
        async with database.transaction() as db:
            await identity.add(db, NewPerson(person, self.handle, self.handle, "en"))
            await db.run(SESSION, new_id(), person, secret_hash(token))
        self.http.cookies.set("leapfrog_session", token)

    async def say(self, body: str) -> None:
        """Until the town has it on disk, whoever kills it meanwhile."""
        path = f"/conversations/{self.talk}/messages/{new_id()}"
        while True:
            try:
                await self.ask("PUT", path, {"body": body})
            except (httpx.TransportError, httpx.HTTPStatusError) as why:
                if isinstance(why, httpx.HTTPStatusError) and why.response.status_code < 500:
                    raise
                await asyncio.sleep(LOOK_EVERY)
            else:
                return

    async def meet(self, other: "Device") -> None:
        asked = {"handle": other.address, "greeting": ""}
        await self.ask("PUT", f"/contact-requests/{new_id()}", asked)
        waiting = await soon(other.waiting)
        path = f"/contact-requests/{waiting[0]['id']}/acceptance"
        await other.ask("POST", path, {"circles": []})
        for one, whom in ((self, other), (other, self)):
            person = await soon(partial(one.contact, whom.address))
            one.talk = (await one.ask("PUT", f"/conversations/direct/{person}", {}))["id"]

    talk = ""

    async def waiting(self) -> Any:
        """Requests that wait for an answer."""
        return (await self.ask("GET", "/contact-requests"))["received"]

    async def contact(self, address: str) -> str | None:
        for row in (await self.ask("GET", "/contacts"))["contacts"]:
            person = row["person"]
            if person and person["address"] == address:
                whole = await self.ask("GET", f"/contacts/{row['id']}")
                return str(person["id"]) if whole["connected"] else None
        return None
