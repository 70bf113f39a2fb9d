"""A push service as browsers' makers run them, and phones that subscribe to it.

It stands behind a real port and believes nothing: who sends is checked by RFC 8292, and what came
is opened by another implementation of RFC 8291 than the one under test.
"""

import json
import secrets
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import http_ece
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.serving import PATIENCE, QuietServer

Json = dict[str, Any]


def plain(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


class Pushed:
    """One request that came in."""

    def __init__(self, headers: Mapping[str, str], body: bytes, message: Json) -> None:
        self.headers, self.body, self.message = headers, body, message

    @property
    def notification(self) -> Json:
        """What the town's own app shows of it."""
        found: Json = self.message["notification"]
        return found


class Handset:
    """A browser's subscription, with the keys that only it has."""

    def __init__(self, service: "PushService") -> None:
        self.private, self.auth = generate_private_key(SECP256R1()), secrets.token_bytes(16)
        self.path = f"/to/{secrets.token_urlsafe(16)}"
        self.endpoint = service.origin + self.path
        self.point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        self.pushed: list[Pushed] = []
        # What the service answers next to a push that is meant for it, the last one for good.
        self.answers: list[tuple[int, dict[str, str]]] = [(201, {})]

    @property
    def subscription(self) -> Json:
        """As the API takes it."""
        keys = {"p256dh": base64url(self.point), "auth": base64url(self.auth)}
        return {"endpoint": self.endpoint, **keys}

    def take(self, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        opened = http_ece.decrypt(
            body, private_key=self.private, auth_secret=self.auth, **sealing(headers)
        )
        self.pushed.append(Pushed(headers, body, json.loads(opened)))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @property
    def texts(self) -> list[str]:
        return [each.notification["body"] for each in self.pushed]


def sealing(headers: Mapping[str, str]) -> Json:
    """What RFC 8291 has in the body, the draft before it had in headers."""
    if headers["content-encoding"] == "aes128gcm":
        return {"version": "aes128gcm"}
    salt, given = headers["encryption"].removeprefix("salt="), given_keys(headers)
    return {"version": "aesgcm", "salt": plain(salt), "dh": plain(given["dh"])}


def given_keys(headers: Mapping[str, str]) -> dict[str, str]:
    return dict(part.strip().split("=", 1) for part in headers["crypto-key"].split(";"))


class PushService:
    """Answers 404 where nobody is, 401 to whoever has not signed, 400 to what cannot be read."""

    def __init__(self) -> None:
        self.origin = ""
        self.handsets: dict[str, Handset] = {}
        self.refused: list[str] = []
        self.asked = 0

    def handset(self) -> Handset:
        made = Handset(self)
        self.handsets[made.path] = made
        return made

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            part = await receive()
            body += part.get("body", b"")
            more = part.get("more_body", False)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.asked += 1
        status, extra = self._answer(scope["path"], headers, body)
        raw = [(name.encode(), value.encode()) for name, value in extra.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": b""})

    def _answer(
        self, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str]]:
        handset = self.handsets.get(path)
        if handset is None:
            return 404, {}
        try:
            self._check(headers)
        except (AssertionError, ValueError, KeyError) as cause:
            self.refused.append(repr(cause))
            return 401, {}
        return handset.take(headers, body)

    def _check(self, headers: Mapping[str, str]) -> None:
        assert 0 <= int(headers["ttl"]) <= 4 * 7 * 86400
        assert headers["urgency"] in ("very-low", "low", "normal", "high")
        assert len(headers.get("topic", "")) <= 32
        claims = signed(*token_and_key(headers))
        assert claims["aud"] == self.origin
        assert claims["sub"].startswith(("mailto:", "https://"))


def token_and_key(headers: Mapping[str, str]) -> tuple[str, bytes]:
    """By RFC 8292, or as the drafts had it, with which only their own sealing goes."""
    kind, _, rest = headers["authorization"].partition(" ")
    if headers["content-encoding"] == "aesgcm":
        assert kind == "WebPush"
        return rest, plain(given_keys(headers)["p256ecdsa"])
    assert (kind, headers["content-encoding"]) == ("vapid", "aes128gcm")
    given = dict(part.strip().split("=", 1) for part in rest.split(","))
    return given["t"], plain(given["k"])


def signed(token: str, public_key: bytes) -> Json:
    """The claims of a JWT signed by ES256. Raises `ValueError` for a false signature."""
    head, body, signature = token.split(".")
    assert json.loads(plain(head)) == {"typ": "JWT", "alg": "ES256"}
    raw = plain(signature)
    assert len(raw) == 64
    r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public_key)
    key.verify(encode_dss_signature(r, s), f"{head}.{body}".encode(), ECDSA(SHA256()))
    claims: Json = json.loads(plain(body))
    return claims


@contextmanager
def push_service() -> Iterator[PushService]:
    """A running one, in a thread, on a port of its own."""
    service = PushService()
    config = uvicorn.Config(service, port=0, lifespan="off", log_level="error")
    server = QuietServer(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert server.open.wait(PATIENCE)
        port = server.servers[0].sockets[0].getsockname()[1]
        service.origin = f"http://127.0.0.1:{port}"
        yield service
    finally:
        server.should_exit = True
        thread.join()
