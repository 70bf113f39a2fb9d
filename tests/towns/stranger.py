"""Another server, as small as can be, written from docs/between-towns.md: it shares no code with
the town, so that what both agree on is what the page says.
"""

import base64
import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Said = dict[str, Any]


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def canonical(said: Any) -> bytes:
    """RFC 8785 for what the protocol holds: objects of ASCII names, text, whole numbers, lists."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Key:
    """A key pair, made of its 32 private bytes."""

    def __init__(self, seed: bytes) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self.private.public_key().public_bytes_raw()

    @property
    def text(self) -> str:
        return "ed25519:" + b64(self.public)

    @property
    def hash(self) -> str:
        return "sha256:" + b64(hashlib.sha256(self.public).digest())

    @property
    def pid(self) -> str:
        short = hashlib.sha256(self.public).digest()[:20]
        return "p" + base64.b32encode(short).decode().lower()

    def sign(self, said: Said) -> Said:
        return {**said, "sig": b64(self.private.sign(canonical(said)))}


def key(number: int) -> Key:
    """Of as many bytes of this number."""
    return Key(bytes([number]) * 32)


class Person:
    """Somebody with a key, and one that is to follow it."""

    def __init__(self, first: Key, following: Key) -> None:
        self.first, self.key, self.following = first, first, following
        self.chain: list[Said] = []

    @property
    def pid(self) -> str:
        return self.first.pid

    def rotate(self, following: Key) -> None:
        said = {"key": self.key.text, "next": self.following.hash}
        whole = self.key.sign({"kind": "leapfrog.next-key", "pid": self.pid, **said})
        self.chain.append({**said, "sig": whole["sig"]})
        self.key, self.following = self.following, following

    def record(self, n: int, address: str, town: Key, **more: Any) -> Said:
        said: Said = {"v": 1, "pid": self.pid, "n": n, "key": self.key.text}
        said |= {"next": self.following.hash, "address": address, "town_key": town.hash}
        said |= {"at": "2026-11-27T15:00:00Z"} | more
        if self.chain:
            said["chain"] = list(self.chain)
        return self.key.sign(said)


def shown_key(one: Key, domain: str) -> Said:
    """A key as its town shows it: it signs that it is one of this domain."""
    public = b64(one.public)
    said = {"kind": "leapfrog.town-key", "domain": domain, "id": public[:16], "public": public}
    return {"id": public[:16], "public": public, "proof": one.sign(said)["sig"]}


def chain(before: str, dispatch: Said) -> str:
    """The hash of a line up to this dispatch, from that up to the one before it; hex."""
    one = hashlib.sha256(canonical(dispatch)).digest()
    return hashlib.sha256(bytes.fromhex(before) + one).hexdigest()


def beginning(epoch: str) -> str:
    """The hash of a line without dispatches."""
    return hashlib.sha256(f"leapfrog.line:{epoch}".encode()).hexdigest()


def digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def sign_request(key: Key, url: str, body: bytes, created: int, key_id: str) -> dict[str, str]:
    """The headers of a POST, by RFC 9421."""
    parts = '("@method" "@target-uri" "content-digest")'
    input_ = f'{parts};created={created};keyid="{key_id}";tag="leapfrog-line"'
    base = f'"@method": POST\n"@target-uri": {url}\n"content-digest": {digest(body)}\n'
    base += f'"@signature-params": {input_}'
    made = base64.b64encode(key.private.sign(base.encode())).decode()
    return {
        "content-type": "application/json",
        "content-digest": digest(body),
        "signature-input": f"line={input_}",
        "signature": f"line=:{made}:",
    }
