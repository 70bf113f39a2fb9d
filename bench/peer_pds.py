"""A Bluesky account that goes from one personal data server to another, as its makers' guide
says: `createAccount`, `importRepo`, blob by blob, the identity's operation, `activateAccount`. Two
servers of npm (`@atproto/pds`) and the directory of identities that they ask, in memory, all on
loopback.
"""

import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec

from bench.bundles import find_node, installed
from bench.chat.machine import MissingPeer
from bench.chat.waiting import stopped, until_http
from bench.memory import Peak
from bench.start import free_port

HERE = Path(__file__).parent / "pds"
PASSWORD = "a heron sleeps in the reeds"
NODE = (22, 19)
# So many writes one request may have.
AT_ONCE = 200
POST, FILED = "app.bsky.feed.post", "com.example.file"
TOKEN = "select token from email_token where did = ? and purpose = 'plc_operation'"


class PdsMove(msgspec.Struct, frozen=True):
    """Seconds, and MB above what each server took before; how much of it is there afterwards."""

    version: str
    seconds: float
    old_memory: float
    new_memory: float
    records: int
    files: int


class PersonalServer:
    """One of the two, in a process of its own, and somebody who asks it."""

    def __init__(self, home: Path, folder: Path, directory: int) -> None:
        self.home, self.folder, self.port = home, folder, free_port()
        self.did = f"did:web:localhost%3A{self.port}"
        self.http = httpx.Client(base_url=f"http://localhost:{self.port}/xrpc/", timeout=600)
        (home / "blobs").mkdir(parents=True)
        self.environ = {
            "PDS_PORT": str(self.port),
            "PDS_HOSTNAME": "localhost",
            "PDS_SERVICE_DID": self.did,
            "PDS_DATA_DIRECTORY": str(home),
            "PDS_BLOBSTORE_DISK_LOCATION": str(home / "blobs"),
            "PDS_DID_PLC_URL": f"http://localhost:{directory}",
            "PDS_JWT_SECRET": secrets.token_hex(16),
            "PDS_ADMIN_PASSWORD": secrets.token_hex(16),
            "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX": secrets.token_hex(32),
            "PDS_SERVICE_HANDLE_DOMAINS": ".test",
            "PDS_DEV_MODE": "true",
            "PDS_INVITE_REQUIRED": "false",
            "PDS_RATE_LIMITS_ENABLED": "false",
            "PDS_DISABLE_SSRF_PROTECTION": "true",
            "PDS_BSKY_APP_VIEW_URL": "http://localhost:1",
            "PDS_BSKY_APP_VIEW_DID": "did:web:localhost",
            "LOG_ENABLED": "false",
        }

    @contextmanager
    def running(self) -> Iterator[int]:
        node, _ = find_node(NODE)
        with (self.home / "out.log").open("ab") as log:
            process = subprocess.Popen(
                [node, self.folder / "server.mjs"],
                cwd=self.folder,
                env={**os.environ, **self.environ},
                stdout=log,
                stderr=log,
            )
        with stopped(process):
            until_http(f"http://localhost:{self.port}/xrpc/_health", process)
            yield process.pid

    def ask(self, name: str, **params: Any) -> Any:
        return self._answer(self.http.get(name, params=params))

    def do(self, name: str, body: Any = None) -> Any:
        return self._answer(self.http.post(name, json=body))

    def give(self, name: str, content: bytes, kind: str) -> Any:
        return self._answer(self.http.post(name, content=content, headers={"content-type": kind}))

    def bytes(self, name: str, **params: Any) -> bytes:
        found = self.http.get(name, params=params)
        found.raise_for_status()
        return found.content

    def signed_in(self, token: str) -> None:
        self.http.headers["authorization"] = f"Bearer {token}"

    @staticmethod
    def _answer(found: httpx.Response) -> Any:
        if found.is_error:
            raise RuntimeError(f"{found.url}: {found.status_code} {found.text[:300]}")
        return found.json() if found.content else None


@contextmanager
def directory(folder: Path, port: int) -> Iterator[None]:
    node, _ = find_node(NODE)
    process = subprocess.Popen(
        [node, folder / "directory.mjs", str(port)], cwd=folder, stdout=subprocess.DEVNULL
    )
    with stopped(process):
        until_http(f"http://localhost:{port}/_health", process)
        yield


def moved(home: Path, records: int, files: int) -> PdsMove:
    """Raises `MissingPeer`, and what went wrong on the way."""
    try:
        folder = installed("pds", HERE / "package.json", NODE)
    except SystemExit as why:
        raise MissingPeer(f"npm does not install @atproto/pds here: {why}") from None
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, folder)
    found = msgspec.json.decode(
        (folder / "node_modules" / "@atproto" / "pds" / "package.json").read_bytes()
    )
    port = free_port()
    with directory(folder, port):
        old, new = (PersonalServer(home / name, folder, port) for name in ("old", "new"))
        with old.running() as old_pid, new.running() as new_pid:
            did = fill(old, records, files)
            peaks = [Peak(old_pid), Peak(new_pid)]
            took = move(old, new, did)
            memory = [peak.stop() for peak in peaks]
            status = new.ask("com.atproto.server.checkAccountStatus")
    assert status["activated"], status
    return PdsMove(
        version=f"@atproto/pds {found['version']}",
        seconds=took,
        old_memory=memory[0],
        new_memory=memory[1],
        records=status["indexedRecords"],
        files=status["importedBlobs"],
    )


def fill(old: PersonalServer, records: int, files: int) -> str:
    """Somebody's identity, who said and filed so much."""
    asked = {"handle": "amina.test", "email": "amina@test.invalid", "password": PASSWORD}
    made = old.do("com.atproto.server.createAccount", asked)
    old.signed_in(made["accessJwt"])
    did = str(made["did"])
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    values: list[tuple[str, dict[str, Any]]] = [
        (POST, {"text": f"record number {n}", "createdAt": now}) for n in range(records)
    ]
    for number in range(files):
        content = hashlib.sha256(str(number).encode()).digest() * 320
        blob = old.give("com.atproto.repo.uploadBlob", content, "application/octet-stream")
        values.append((FILED, {"file": blob["blob"], "createdAt": now}))
    for at in range(0, len(values), AT_ONCE):
        writes = [
            {
                "$type": "com.atproto.repo.applyWrites#create",
                "collection": collection,
                "value": {"$type": collection, **value},
            }
            for collection, value in values[at : at + AT_ONCE]
        ]
        asked = {"repo": did, "validate": False, "writes": writes}  # type: ignore[dict-item]
        old.do("com.atproto.repo.applyWrites", asked)
    return did


def move(old: PersonalServer, new: PersonalServer, did: str) -> float:
    """Seconds from the first question to the account that is active in the new server."""
    began = time.perf_counter()
    permit = old.ask(
        "com.atproto.server.getServiceAuth", aud=new.did, lxm="com.atproto.server.createAccount"
    )
    new.signed_in(permit["token"])
    asked = {"handle": "amina2.test", "email": "amina@test.invalid", "password": PASSWORD}
    made = new.do("com.atproto.server.createAccount", {**asked, "did": did})
    new.signed_in(made["accessJwt"])
    repo = old.bytes("com.atproto.sync.getRepo", did=did)
    new.give("com.atproto.repo.importRepo", repo, "application/vnd.ipld.car")
    cursor: dict[str, str] = {}
    while True:
        page = new.ask("com.atproto.repo.listMissingBlobs", limit=500, **cursor)
        for one in page["blobs"]:
            blob = old.bytes("com.atproto.sync.getBlob", did=did, cid=one["cid"])
            new.give("com.atproto.repo.uploadBlob", blob, "application/octet-stream")
        if "cursor" not in page:
            break
        cursor = {"cursor": page["cursor"]}
    wanted = new.ask("com.atproto.identity.getRecommendedDidCredentials")
    old.do("com.atproto.identity.requestPlcOperationSignature")
    operation = old.do(
        "com.atproto.identity.signPlcOperation", {"token": token_of(old, did), **wanted}
    )
    new.do("com.atproto.identity.submitPlcOperation", {"operation": operation["operation"]})
    new.do("com.atproto.server.activateAccount")
    took = time.perf_counter() - began
    old.do("com.atproto.server.deactivateAccount", {})
    return took


def token_of(old: PersonalServer, did: str) -> str:
    """What its e-mail would have said."""
    with sqlite3.connect(f"file:{old.home / 'account.sqlite'}?mode=ro", uri=True) as database:
        [found] = database.execute(TOKEN, [did]).fetchone()
    return str(found)
