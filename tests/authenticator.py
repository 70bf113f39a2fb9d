"""An authenticator in software: makes real P-256 passkeys and signs by them (WebAuthn level 3)."""

import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
Json = dict[str, Any]


class Passkey:
    """A private key, and for whom it is."""

    def __init__(self, user_handle: bytes, credential_id: bytes | None) -> None:
        self.id = credential_id or secrets.token_bytes(16)
        self.user_handle = user_handle
        self.private = ec.generate_private_key(ec.SECP256R1())

    def cose(self) -> bytes:
        """The public key as RFC 9053 writes it: EC2, ES256, P-256."""
        point = self.private.public_key().public_numbers()
        x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})


class Authenticator:
    """Speaks for one site at `origin`; `verifies` whether it asks its owner for a finger or a
    code; `count` goes up with each signature, unless it stays 0 as with synchronised passkeys.
    """

    def __init__(self, origin: str = "http://localhost:8000", rp_id: str = "localhost") -> None:
        self.origin, self.rp_id = origin, rp_id
        self.verifies = True
        self.count = 0
        self.passkeys: list[Passkey] = []

    def make(self, options: Json, credential_id: bytes | None = None) -> Json:
        """`navigator.credentials.create()`: a RegistrationResponseJSON. Raises `ValueError` when
        there is one already.
        """
        known = {base64url_to_bytes(each["id"]) for each in options.get("excludeCredentials", [])}
        if any(passkey.id in known for passkey in self.passkeys):
            raise ValueError("InvalidStateError")
        made = Passkey(base64url_to_bytes(options["user"]["id"]), credential_id)
        self.passkeys.append(made)
        attested = bytes(16) + len(made.id).to_bytes(2, "big") + made.id + made.cose()
        data = self._data(ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return _answer(
            made,
            clientDataJSON=self._client_data("webauthn.create", options),
            attestationObject=attestation,
        )

    def sign(self, options: Json, passkey: Passkey | None = None) -> Json:
        """`navigator.credentials.get()`: an AuthenticationResponseJSON."""
        chosen = passkey or self.passkeys[-1]
        data, client = self._data(0), self._client_data("webauthn.get", options)
        signed = data + hashlib.sha256(client).digest()
        return _answer(
            chosen,
            clientDataJSON=client,
            authenticatorData=data,
            signature=chosen.private.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=chosen.user_handle,
        )

    def _data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        rp = hashlib.sha256(self.rp_id.encode()).digest()
        return rp + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, options: Json) -> bytes:
        data = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps({**data, "crossOrigin": False}).encode()


def _answer(passkey: Passkey, **response: bytes) -> Json:
    name = bytes_to_base64url(passkey.id)
    return {
        "id": name,
        "rawId": name,
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {key: bytes_to_base64url(value) for key, value in response.items()},
    }
