"""Two Synapses that federate on loopback with certificates signed by themselves, which neither
checks; without limits, and trying again after a second, where the usual is ten minutes.
"""

import asyncio
import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import asyncpg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bench.between.peer_pair import PeerPair
from bench.between.steps import HERE, THERE
from bench.chat import machine, matrix
from bench.chat.http import Wire, open_wire
from bench.chat.load import Ear
from bench.chat.machine import Cluster
from bench.chat.synapse import CONFIGURATION, LOG, PACKAGE
from bench.chat.waiting import until_http
from bench.start import free_port

NAMES = ("lake", "hill")
LISTENER = """
  - port: {0}
    type: http
    tls: true
    x_forwarded: false
    bind_addresses: ['127.0.0.1']
    resources: [{{names: [federation, keys], compress: false}}]
tls_certificate_path: "{1}/cert.pem"
tls_private_key_path: "{1}/key.pem"
federation_verify_certificates: false
ip_range_blacklist: []
ip_range_whitelist: ['127.0.0.0/8', '::1/128']
rc_federation: {{window_size: 1000, sleep_limit: 1000000, sleep_delay: 0, reject_limit: 1000000,
  concurrent: 100}}
federation: {{destination_min_retry_interval: 1s, destination_retry_multiplier: 1,
  destination_max_retry_interval: 2s}}
"""
AGAIN_SECONDS = 0.2
STORED = "select count(*) from events where type = 'm.room.message' and not outlier"
KEPT = """
select j.json::jsonb #>> '{content,body}' from events e join event_json j using (event_id)
where e.type = 'm.room.message' and not e.outlier and j.json::jsonb #>> '{content,body}' like $1
order by e.topological_ordering, e.stream_ordering
"""


class Talkers(matrix.Talkers):
    """50 people of the first server who talk to 50 of the second; all of them listen."""

    def __init__(self, pair: "SynapsePair") -> None:
        home = matrix.Home(pair.ports[HERE])
        home.tokens, home.pairs = pair.tokens[HERE] + pair.tokens[THERE], pair.rooms
        super().__init__(home, pairs=True)
        self.pair, self.senders = pair, pair.pairs
        self.everyone = [Ear(closely=True) for _ in home.tokens]
        self.ears = self.everyone[pair.pairs :]

    async def join(self, _port: int = 0) -> "Talkers":
        here, there = self.pair.ports
        self.free = [await open_wire(here) for _ in range(self.senders)]
        for n in range(2 * self.senders):
            wire = await open_wire(here if n < self.senders else there)
            since = await self._sync(wire, n, "timeout=0", None)
            self._begin(self._listen(wire, n, since))
        return self


class SynapsePair(PeerPair):
    name, version, window = "Synapse pair", PACKAGE.replace("==", " "), 1

    def __init__(self, home: Path, pairs: int, cluster: Cluster) -> None:
        """Raises `MissingPeer`."""
        self.bin = machine.from_pypi("synapse", PACKAGE)
        super().__init__(pairs, cluster.postmaster)
        self.cluster, self.federation = cluster, [free_port(), free_port()]
        self.homes = [home / name for name in NAMES]
        self.tokens: list[list[str]] = [[], []]
        self.rooms: list[str] = []
        self.wires: dict[int, Wire] = {}
        for which in (HERE, THERE):
            self._configure(which)

    def _configure(self, which: int) -> None:
        home, port, database = self.homes[which], self.ports[which], f"synapse_{NAMES[which]}"
        home.mkdir(parents=True)
        self.cluster.make(database)
        _certify(home)
        given = {"home": home, "port": port, "sql_port": self.cluster.port}
        text = CONFIGURATION.format(password=machine.PASSWORD, **given)
        text = text.replace('"localhost"', f'"{self.domain(which)}"')
        text = text.replace("dbname: synapse,", f"dbname: {database},")
        text = text.replace("federation_domain_whitelist: []\n", "")
        before, after = text.split("database:\n", 1)
        listener = LISTENER.format(self.federation[which], home).lstrip("\n")
        (home / "hs.yaml").write_text(f"{before}{listener}database:\n{after}")
        (home / "log.yaml").write_text(LOG.format(home=home))
        key = [str(self.bin / "generate_signing_key"), "-o", str(home / "signing.key")]
        subprocess.run(key, check=True)

    def domain(self, which: int) -> str:
        return f"127.0.0.1:{self.federation[which]}"

    def start(self, which: int) -> None:
        home = self.homes[which]
        command = [str(self.bin / "python"), "-m", "synapse.app.homeserver"]
        command += [f"--config-path={home / 'hs.yaml'}"]
        with (home / "out.log").open("ab") as log:
            process = subprocess.Popen(command, cwd=home, stdout=log, stderr=log)
        self.processes[which] = process
        until_http(f"http://127.0.0.1:{self.ports[which]}/_matrix/client/versions", process)

    async def settle(self) -> "SynapsePair":
        """All are registered, and in their rooms, which the people of the first server make."""
        wires = [await open_wire(port) for port in self.ports]
        for n in range(self.pairs):
            for which, home in enumerate(map(matrix.Home, self.ports)):
                self.tokens[which].append(await home.person(wires[which], f"u{n}"))
            asked = {
                "preset": "trusted_private_chat",
                "is_direct": True,
                "invite": [f"@u{n}:{self.domain(THERE)}"],
            }
            mine, other = (self.tokens[which][n] for which in (HERE, THERE))
            made = await matrix.call(wires[HERE], "POST", "/createRoom", mine, asked)
            room = str(made["room_id"])
            path = f"/join/{room}?server_name={self.domain(HERE)}"
            await matrix.call(wires[THERE], "POST", path, other, {})
            self.rooms.append(room)
        for wire in wires:
            wire.transport.close()
        return self

    async def party(self) -> Talkers:
        return await Talkers(self).join()

    async def stored(self) -> int:
        return int(await self._ask("fetchval", STORED))

    async def kept(self, word: str) -> Sequence[str]:
        return [row[0] for row in await self._ask("fetch", KEPT, f"{word}.%")]

    async def _ask(self, how: str, *question: object) -> Any:
        connection = await asyncpg.connect(self.cluster.url(f"synapse_{NAMES[THERE]}"))
        try:
            return await getattr(connection, how)(*question)
        finally:
            await connection.close()

    async def say(self, sender: int, body: str) -> None:
        path = f"{matrix.API}/rooms/{self.rooms[sender]}/send/m.room.message/{body}"
        given, asked = matrix.bearer(self.tokens[HERE][sender]), {"msgtype": "m.text", "body": body}
        while True:
            try:
                wire = self.wires.get(sender)
                if wire is None or wire.transport.is_closing():
                    wire = self.wires[sender] = await open_wire(self.ports[HERE])
                status, _ = await asyncio.wait_for(wire.ask("PUT", path, given, asked), 60)
            except (OSError, json.JSONDecodeError):
                self._drop(sender)
            else:
                if status == 200:
                    return
            await asyncio.sleep(AGAIN_SECONDS)

    def _drop(self, sender: int) -> None:
        wire = self.wires.pop(sender, None)
        if wire:
            wire.transport.close()

    async def rest(self) -> None:
        for sender in list(self.wires):
            self._drop(sender)


def _certify(home: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    alone = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(alone, critical=True)
        .sign(key, hashes.SHA256())
    )
    (home / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (home / "key.pem").write_bytes(private)
