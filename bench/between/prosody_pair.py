"""Two Prosodys on addresses of their own on loopback, which are their domains too, so that they
find each other without names: joined by server-to-server streams with dialback, in the clear,
resumed by `smacks` as it is by default.
"""

import asyncio
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import asyncpg

from bench.between.peer_pair import PeerPair
from bench.between.steps import HERE, THERE
from bench.chat import machine
from bench.chat.load import Ear, text
from bench.chat.machine import Cluster
from bench.chat.prosody import IN_DATABASE, IN_FILES, PACKAGES, PROGRAM
from bench.chat.waiting import until_xmpp
from bench.chat.xmpp import Line, connect

HOSTS = ("127.0.0.2", "127.0.0.3")
CONFIGURATION = """
daemonize=false; pidfile="{home}/prosody.pid"; data_path="{home}/data"
run_as_root=true; prosody_user="root"; prosody_group="root"
interfaces={{"{host}"}}; c2s_ports={{{port}}}; s2s_ports={{5269}}; http_ports={{}}; https_ports={{}}
c2s_direct_tls_ports={{}}; s2s_direct_tls_ports={{}}
modules_enabled={{"disco","roster","saslauth","blocklist","bookmarks","carbons","pep","private",
  "smacks","vcard4","vcard_legacy","account_activity","csi_simple","ping","time","uptime","version",
  "mam","dialback"}}
modules_disabled={{"tls"}}
c2s_require_encryption=false; allow_unencrypted_plain_auth=true; authentication="internal_plain"
s2s_require_encryption=false; s2s_secure_auth=false
default_archive_policy=true; archive_expires_after="never"
network_backend="epoll"; gc={{mode="generational"}}
{storage}
log={{warn="{home}/prosody.log"}}
VirtualHost "{host}"
"""
SM = "urn:xmpp:sm:3"
TEXTS = re.compile(rb"@S@\d+:\d+@E@|[a-z]+\.\d+\.\d+\.")
ACK = re.compile(rb"<a [^>]*h=['\"](\d+)")
BOUNCE = re.compile(rb"<message[^>]*type=['\"]error['\"][^>]*>")
ID = re.compile(rb"\bid=['\"]([^'\"]+)")
AGAIN_SECONDS = 0.1
ROWS = "select value from prosodyarchive where store = 'archive' order by sort_id"


class Speaker(Line):
    """A device that knows what its server has got of it, and what came back."""

    def __init__(self, number: int, host: str, bounced: set[str]) -> None:
        super().__init__(number, Ear(closely=False), host)
        self.bounced, self.said, self.rest = bounced, 0, b""
        self.acked: asyncio.Future[None] | None = None
        self.lost = False

    def connection_lost(self, _cause: Exception | None) -> None:
        self.lost = True
        for waits in (self._wanted and self._wanted[1], self.acked):
            if waits and not waits.done():
                waits.set_exception(ConnectionResetError())

    def data_received(self, data: bytes) -> None:
        if not self.live:
            super().data_received(data)
            return
        self.rest += data
        for found in BOUNCE.finditer(self.rest):
            if named := ID.search(found[0]):
                self.bounced.add(named[1].decode().replace("-", "."))
        counts = [int(found[1]) for found in ACK.finditer(self.rest)]
        if counts and max(counts) >= self.said and self.acked and not self.acked.done():
            self.acked.set_result(None)
        self.rest = self.rest[max(0, self.rest.rfind(b"<message")) :][-2000:]

    async def say(self, to: str, body: str) -> None:
        """Until the server says that it has it. Raises `OSError`."""
        if self.lost:
            raise ConnectionResetError
        self.said += 1
        # The id is not the text, which the archive is searched for.
        name = body.replace(".", "-")
        self.acked = asyncio.get_running_loop().create_future()
        self.transport.write(
            f"<message type='chat' to='{to}' id='{name}'><body>{body}</body></message>"
            f"<r xmlns='{SM}'/>".encode()
        )
        await asyncio.wait_for(self.acked, 30)


class Talkers:
    """50 people of the first server who talk to 50 of the second."""

    def __init__(self, pair: "ProsodyPair") -> None:
        self.freed: Callable[[int], None] = lambda _sender: None
        self.pair, self.senders, self.copies = pair, pair.pairs, 1
        self.ears = [Ear(closely=True) for _ in range(pair.pairs)]
        self.says = [Line(n, Ear(closely=False), HOSTS[HERE]) for n in range(pair.pairs)]
        self.hears = [Line(n, ear, HOSTS[THERE]) for n, ear in enumerate(self.ears)]

    async def join(self) -> "Talkers":
        for which, lines in ((HERE, self.says), (THERE, self.hears)):
            await connect(self.pair.ports[which], lines, HOSTS[which])
            for line in lines:
                line.live = True
        return self

    def say(self, sender: int) -> None:
        self.says[sender].transport.write(
            f"<message type='chat' to='u{sender}@{HOSTS[THERE]}' id='m{time.monotonic_ns()}'>"
            f"<body>{text(sender)}</body></message>".encode()
        )

    async def settle(self) -> None:
        """It puts nothing off."""

    async def leave(self) -> None:
        for line in [*self.says, *self.hears]:
            line.transport.close()
        await asyncio.sleep(0.5)


class ProsodyPair(PeerPair):
    """With its archive in files, which are never synced, or in PostgreSQL."""

    window = 4

    def __init__(self, home: Path, pairs: int, cluster: Cluster | None) -> None:
        """Raises `MissingPeer`."""
        machine.from_debian(PROGRAM, PACKAGES)
        self.name = "Prosody pair, PostgreSQL" if cluster else "Prosody pair, files"
        super().__init__(pairs, cluster.postmaster if cluster else None)
        self.cluster = cluster
        self.homes = [home / "lake", home / "hill"]
        self.speakers: dict[int, Speaker] = {}
        for which in (HERE, THERE):
            self._configure(which)

    def _configure(self, which: int) -> None:
        home, host, storage = self.homes[which], HOSTS[which], IN_FILES
        accounts = home / "data" / host.replace(".", "%2e") / "accounts"
        accounts.mkdir(parents=True)
        for n in range(self.pairs):
            (accounts / f"u{n}.dat").write_text('return { ["password"] = "p"; };\n')
        if self.cluster:
            name = self._database(which)
            self.cluster.make(name)
            given = {"port": self.cluster.port, "password": machine.PASSWORD}
            storage = IN_DATABASE.format(**given).replace('"prosody"', f'"{name}"', 1)
        (home / "cfg.lua").write_text(
            CONFIGURATION.format(home=home, host=host, port=self.ports[which], storage=storage)
        )

    @staticmethod
    def _database(which: int) -> str:
        return f"prosody_{'lake' if which == HERE else 'hill'}"

    @property
    def version(self) -> str:
        return machine.version("dpkg-query", "-W", "prosody")

    def start(self, which: int) -> None:
        home = self.homes[which]
        with (home / "out.log").open("ab") as log:
            command = [PROGRAM, "--config", str(home / "cfg.lua"), "-F"]
            process = subprocess.Popen(command, stdout=log, stderr=log)
        self.processes[which] = process
        until_xmpp(self.ports[which], process, HOSTS[which], HOSTS[which])

    async def party(self) -> Talkers:
        return await Talkers(self).join()

    async def stored(self) -> int:
        return sum(len(TEXTS.findall(one)) for one in await self._archive())

    async def kept(self, word: str) -> Sequence[str]:
        begins = f"{word}.".encode()
        found = [one for whole in await self._archive() for one in TEXTS.findall(whole)]
        return [one.decode() for one in found if one.startswith(begins)]

    async def _archive(self) -> Sequence[bytes]:
        if self.cluster is None:
            folder = self.homes[THERE] / "data" / HOSTS[THERE].replace(".", "%2e")
            return [path.read_bytes() for path in sorted(folder.glob("archive/*.list"))]
        connection = await asyncpg.connect(self.cluster.url(self._database(THERE)))
        try:
            # Prosody makes the table when it first keeps something.
            if not await connection.fetchval("select to_regclass('prosodyarchive')"):
                return []
            return [str(row[0]).encode() for row in await connection.fetch(ROWS)]
        finally:
            await connection.close()

    async def say(self, sender: int, body: str) -> None:
        while True:
            try:
                speaker = self.speakers.get(sender) or await self._speaker(sender)
                await speaker.say(f"u{sender}@{HOSTS[THERE]}", body)
            except (OSError, AssertionError):
                # `TimeoutError` is one too. It was not acknowledged: it is said again.
                self._drop(sender)
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                return

    async def _speaker(self, sender: int) -> Speaker:
        speaker = Speaker(sender, HOSTS[HERE], self.bounced)
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: speaker, HOSTS[HERE], self.ports[HERE])
        await speaker.sign_in()
        await speaker.ask(f"<enable xmlns='{SM}'/>", b"<enabled")
        speaker.live, speaker.said = True, 0
        self.speakers[sender] = speaker
        return speaker

    def _drop(self, sender: int) -> None:
        speaker = self.speakers.pop(sender, None)
        if speaker:
            speaker.transport.close()

    async def rest(self) -> None:
        for sender in list(self.speakers):
            self._drop(sender)
