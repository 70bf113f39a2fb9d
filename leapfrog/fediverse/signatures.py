"""HTTP signatures: those of draft-cavage-http-signatures-12, which all of the fediverse speaks, and
of RFC 9421. We send the first and take both.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import msgspec

from leapfrog.fediverse import keys

Headers = Mapping[bytes, bytes]
OLDEST, NEWEST = timedelta(hours=12), timedelta(hours=1)
CAVAGE = re.compile(r'(\w+)="([^"]*)"')
CAVAGE_ALGORITHMS = ("", "rsa-sha256", "hs2019", "ed25519")
ALGORITHMS = ("", "rsa-v1_5-sha256", "ed25519")
INPUT = re.compile(
    r'([a-z*][a-z0-9_.*-]*)=(\(((?:"[^"]+"(?:;[a-z]+)*\s*)*)\)((?:;[a-z]+=[^;,]+)*))'
)
PARAMETER = re.compile(r';([a-z]+)=(?:"([^"]*)"|(\d+))')
DIGEST = re.compile(r"(sha-256)=:([A-Za-z0-9+/=]+):", re.IGNORECASE)


class InvalidHttpSignature(Exception):
    """Nobody has signed this, or not so that it could be checked."""


class SignedRequest(msgspec.Struct, frozen=True):
    """What is signed: `target` is the path with its query, `origin` ours."""

    method: str
    target: str
    origin: str
    headers: Headers
    body: bytes | None = None

    def header(self, name: str) -> str:
        return self.headers.get(name.encode(), b"").decode("latin-1")

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2]


class SignatureClaim(msgspec.Struct, frozen=True):
    """Who says that they signed, what exactly, and their signature of it."""

    key_id: str
    base: bytes
    signature: bytes

    def by(self, pem: str) -> bool:
        return keys.verifies(pem, self.signature, self.base)


def read(request: SignedRequest, now: datetime) -> SignatureClaim:
    """What was signed, once all that can be checked without the key is right: that it covers the
    request and its body, and is of now. Raises `InvalidHttpSignature`.
    """
    try:
        if request.header("signature-input"):
            return _rfc9421(request, now)
        return _cavage(request, now)
    except (binascii.Error, UnicodeDecodeError) as cause:
        raise InvalidHttpSignature(str(cause)) from None


def key_named(request: SignedRequest) -> str:
    """Whose key a request names, whether that is true or not; for the log."""
    lines = request.header("signature") + request.header("signature-input")
    found = re.search(r'key[iI]d="([^"]{1,200})', lines)
    return found[1] if found else ""


def _cavage(request: SignedRequest, now: datetime) -> SignatureClaim:
    given = dict(CAVAGE.findall(request.header("signature")))
    names = given.get("headers", "date").lower().split()
    needed = {"(request-target)", "host"} | ({"digest"} if request.body is not None else set())
    if not given.get("keyId") or not given.get("signature"):
        raise InvalidHttpSignature("not signed")
    if not needed.issubset(names):
        raise InvalidHttpSignature(f"must cover {', '.join(sorted(needed))}")
    if given.get("algorithm", "").lower() not in CAVAGE_ALGORITHMS:
        raise InvalidHttpSignature("unknown algorithm")
    _check_time(request.header("date"), now)
    if "date" not in names:
        raise InvalidHttpSignature("must cover date")
    if request.body is not None:
        _check_digest(request.header("digest").partition("=")[2], request.body)
    lines = [f"{name}: {_cavage_value(request, name)}" for name in names]
    return SignatureClaim(
        given["keyId"], "\n".join(lines).encode("latin-1"), base64.b64decode(given["signature"])
    )


def _cavage_value(request: SignedRequest, name: str) -> str:
    if name == "(request-target)":
        return f"{request.method.lower()} {request.target}"
    if name == "host":
        return request.host
    if name.encode() not in request.headers:
        raise InvalidHttpSignature(f"signed a header that is not there: {name}")
    return request.header(name).strip()


def _rfc9421(request: SignedRequest, now: datetime) -> SignatureClaim:
    found = INPUT.search(request.header("signature-input"))
    if not found:
        raise InvalidHttpSignature("no signature input")
    label, whole, listed, _ = found.groups()
    fields = re.findall(r'"([^"]+)"((?:;[a-z]+)*)', listed)
    names = [name for name, _ in fields]
    parameters = {name: text or number for name, text, number in PARAMETER.findall(whole)}
    body_covered = request.body is None or "content-digest" in names
    target = {"@target-uri", "@request-target"}.intersection(names) or "@path" in names
    if "@method" not in names or not target or not body_covered:
        raise InvalidHttpSignature("must cover @method, @target-uri and content-digest")
    if not {"@target-uri", "@authority", "host"}.intersection(names):
        raise InvalidHttpSignature("must cover the host")
    if parameters.get("alg", "") not in ALGORITHMS or not parameters.get("keyid"):
        raise InvalidHttpSignature("unknown algorithm, or no key")
    _check_created(request, parameters, names, now)
    if request.body is not None:
        digest = DIGEST.search(request.header("content-digest"))
        _check_digest(digest[2] if digest else "", request.body)
    signature = re.search(
        rf"(?:^|,)\s*{re.escape(label)}=:([A-Za-z0-9+/=]+):", request.header("signature")
    )
    if not signature:
        raise InvalidHttpSignature("no signature of this label")
    lines = [f'"{name}"{more}: {_component(request, name, more)}' for name, more in fields]
    base = "\n".join([*lines, f'"@signature-params": {whole}'])
    return SignatureClaim(
        parameters["keyid"], base.encode("latin-1"), base64.b64decode(signature[1])
    )


def _component(request: SignedRequest, name: str, more: str) -> str:
    """RFC 9421, 2.1 and 2.2."""
    path, _, query = request.target.partition("?")
    derived = {
        "@method": request.method,
        "@target-uri": f"{request.origin}{request.target}",
        "@authority": request.host,
        "@scheme": request.origin.partition(":")[0],
        "@request-target": request.target,
        "@path": path,
        "@query": f"?{query}",
        "host": request.host,
    }
    if more:
        raise InvalidHttpSignature("unknown parameters of a component")
    if name in derived:
        return derived[name]
    if name.startswith("@") or name.encode() not in request.headers:
        raise InvalidHttpSignature(f"signed what is not there: {name}")
    return " ".join(request.header(name).split())


def _check_created(
    request: SignedRequest, parameters: Mapping[str, str], names: list[str], now: datetime
) -> None:
    created = parameters.get("created", "")
    if created.isdigit():
        when = datetime.fromtimestamp(min(int(created), 2**35), UTC)
        if not now - OLDEST <= when <= now + NEWEST:
            raise InvalidHttpSignature("not of now")
    elif "date" in names:
        _check_time(request.header("date"), now)
    else:
        raise InvalidHttpSignature("says no time")
    expires = parameters.get("expires", "")
    if expires.isdigit() and int(expires) < now.timestamp():
        raise InvalidHttpSignature("expired")


def _check_time(date: str, now: datetime) -> None:
    try:
        when = parsedate_to_datetime(date)
    except ValueError:
        raise InvalidHttpSignature("says no time") from None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    if not now - OLDEST <= when <= now + NEWEST:
        raise InvalidHttpSignature("not of now")


def _check_digest(given: str, body: bytes) -> None:
    if base64.b64decode(given or "AA==") != hashlib.sha256(body).digest():
        raise InvalidHttpSignature("the body is another one than was signed")


def signed(request: SignedRequest, private_pem: str, key_id: str, now: datetime) -> dict[str, str]:
    """The headers of a request that we send, by draft-cavage-12. `origin` is theirs."""
    headers = {"host": request.host, "date": format_datetime(now.astimezone(UTC), usegmt=True)}
    if request.body is not None:
        digest = base64.b64encode(hashlib.sha256(request.body).digest()).decode()
        headers |= {"digest": f"SHA-256={digest}", "content-type": "application/activity+json"}
    lines = [f"(request-target): {request.method.lower()} {request.target}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    made = base64.b64encode(keys.sign(private_pem, "\n".join(lines).encode())).decode()
    names = " ".join(["(request-target)", *headers])
    signature = f'keyId="{key_id}",algorithm="rsa-sha256",headers="{names}",signature="{made}"'
    return headers | {"signature": signature}
