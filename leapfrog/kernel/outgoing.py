"""The one way out: HTTP calls to addresses that strangers may have given us.

Only https, and only to public addresses, so that nobody can make the town speak to what is behind
its walls (SSRF, OWASP A10). What a name resolves to is checked, all of it, and exactly that is
connected to: there is no second look-up that could be answered otherwise. No redirects, no
proxies, bounded time and size. A town may open its own network to such calls by a setting.
"""

import asyncio
import re
import socket
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import httpcore
import msgspec

from leapfrog.kernel.pool import expect_no_loan

CONNECT_SECONDS, SECONDS = 5.0, 15.0
LARGEST_ANSWER = 64 * 1024
MOST_CONNECTIONS, MOST_IDLE, IDLE_SECONDS = 100, 50, 30.0
# IPv6 that carries an IPv4 address: a gateway makes it that address (RFC 6052, RFC 3056).
NAT64, SIX_TO_FOUR = ip_network("64:ff9b::/96"), ip_network("2002::/16")
SITE_LOCAL = ip_network("fec0::/10")
THIS_MACHINE = (ip_address("127.0.0.1"), ip_address("::1"))

PLAIN = re.compile(r"[!-~]{1,2000}")
FAILURES = (
    TimeoutError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
)
HUNG_UP = (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError)

AnyAddress = IPv4Address | IPv6Address


class CallRefused(Exception):
    """We do not call there."""


class CallFailed(Exception):
    """Nobody answered, or not in time, or not in HTTP: perhaps later."""


class OutgoingRequest(msgspec.Struct, frozen=True):
    """A request; the body is sent with its length. Of the answer at most `largest` bytes are
    read.
    """

    method: str
    url: str
    headers: Mapping[str, str] = {}
    body: bytes = b""
    largest: int = LARGEST_ANSWER


class OutgoingResponse(msgspec.Struct, frozen=True):
    """Header names are in small letters; of a body only as many bytes as the call wanted."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def is_public(address: AnyAddress) -> bool:
    """Whether an address is somebody's on the open Internet."""
    if isinstance(address, IPv6Address):
        carried = _carried(address)
        if carried is not None:
            return is_public(carried)
        if address in SITE_LOCAL:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(address.packed[12:])
    if address in SIX_TO_FOUR:
        return IPv4Address(address.packed[2:6])
    return address.ipv4_mapped


class _Guarded(httpcore.AnyIOBackend):
    """Resolves a name once, refuses it for one bad address, tries good ones in turn."""

    def __init__(self, private: bool) -> None:
        self._private = private

    async def connect_tcp(
        self, host: str, port: int, *args: Any, **more: Any
    ) -> httpcore.AsyncNetworkStream:
        addresses = await _resolved(host, port)
        if not self._private and not all(map(is_public, addresses)):
            raise CallRefused(f"{host} is not on the open Internet")
        for address in addresses[:-1]:
            try:
                return await super().connect_tcp(str(address), port, *args, **more)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await super().connect_tcp(str(addresses[-1]), port, *args, **more)

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise CallRefused("no sockets of this machine")


async def _resolved(host: str, port: int) -> list[AnyAddress]:
    if host.endswith(".localhost"):
        # This machine, whatever its resolver knows (RFC 6761, 6.3).
        return list(THIS_MACHINE)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as cause:
        raise httpcore.ConnectError(f"{host}: {cause}") from None
    return list(dict.fromkeys(ip_address(str(each[4][0]).partition("%")[0]) for each in found))


class _Trace:
    """What httpcore tells of a call: whether a connection was made for it."""

    connected = False

    async def __call__(self, event: str, _: Any) -> None:
        self.connected = self.connected or event == "connection.connect_tcp.started"


class Outgoing:
    """One per process. `private`: calls into private networks and over plain http are allowed."""

    def __init__(self, *, private: bool = False) -> None:
        self._private = private
        self._pool = httpcore.AsyncConnectionPool(
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=MOST_IDLE,
            keepalive_expiry=IDLE_SECONDS,
            network_backend=_Guarded(private),
        )

    def check(self, url: str) -> None:
        """Raises `CallRefused` for an address that we would never call, without looking it up."""
        schemes = ("https", "http") if self._private else ("https",)
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            raise CallRefused("this is not an address") from None
        if parts.scheme not in schemes or not host or not PLAIN.fullmatch(url):
            raise CallRefused("only https:// addresses")
        if parts.username is not None or parts.fragment:
            raise CallRefused("no names, passwords or places in the address")
        if not self._private and _is_inside(host):
            raise CallRefused(f"{host} is not on the open Internet")

    async def call(self, call: OutgoingRequest) -> OutgoingResponse:
        """Answers whatever was answered. Raises `CallRefused`, `CallFailed`."""
        expect_no_loan()
        self.check(call.url)
        headers = [("user-agent", "leapfrog"), *call.headers.items()]
        try:
            async with asyncio.timeout(SECONDS):
                while True:
                    trace = _Trace()
                    try:
                        return await self._answer(call, headers, trace)
                    except HUNG_UP:
                        # A server that hangs up after an answer without a word, just as we ask by
                        # the same connection again. What only reads is asked by another one then.
                        if trace.connected or call.method != "GET":
                            raise
        except FAILURES as cause:
            raise CallFailed(f"{type(cause).__name__}: {cause}") from None

    async def _answer(
        self, call: OutgoingRequest, headers: list[tuple[str, str]], trace: _Trace
    ) -> OutgoingResponse:
        async with self._pool.stream(
            call.method,
            call.url,
            headers=headers,
            content=call.body,
            extensions={"timeout": {"connect": CONNECT_SECONDS}, "trace": trace},
        ) as response:
            body = await _beginning(response.aiter_stream(), call.largest)
        answered = {name.decode("latin-1").lower(): text for name, text in response.headers}
        texts = {name: text.decode("latin-1") for name, text in answered.items()}
        return OutgoingResponse(response.status, texts, body)

    async def close(self) -> None:
        await self._pool.aclose()


async def _beginning(stream: Any, largest: int) -> bytes:
    parts, size = [], 0
    async for part in stream:
        parts.append(part)
        size += len(part)
        if size >= largest:
            break
    return b"".join(parts)[:largest]


def _is_inside(host: str) -> bool:
    """A bare address that is not public, or a name that never leaves this machine or house."""
    try:
        return not is_public(ip_address(host.partition("%")[0]))
    except ValueError:
        name = host.rstrip(".").lower()
        return "." not in name or name.endswith((".localhost", ".local", ".internal"))
