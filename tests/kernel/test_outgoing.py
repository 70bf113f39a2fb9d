"""The way out: to the open Internet only, whatever a name says, and never for long."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from leapfrog.kernel import outgoing
from leapfrog.kernel.outgoing import (
    LARGEST_ANSWER,
    CallFailed,
    CallRefused,
    Outgoing,
    OutgoingRequest,
    OutgoingResponse,
    is_public,
)

Names = Callable[..., list[str]]
INSIDE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.9.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "100::1",
]
OUTSIDE = [
    "8.8.8.8",
    "1.1.1.1",
    "2606:4700::1111",
    "2a00:1450::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_behind_walls(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_on_the_open_internet(address: str) -> None:
    assert is_public(ip_address(address))


REFUSED = """
http://push.example/x ftp://push.example/x https:///x https://127.0.0.1/ https://[::1]/
https://[fe80::1%25eth0]/ https://2130706433/ https://localhost/ https://printer/
https://x.localhost/ https://nas.local/ https://metadata.google.internal/ https://a:b@push.example/
https://a@push.example/ https://push.example/#x https://push.example:99999/ https://push.example:x/
https://push.exämple/ https://[::1/ push.example javascript:alert(1)
""".strip().split()


@pytest.mark.parametrize(
    "url",
    [*REFUSED, "https://push.example/a b", "https://push.example/\ta", "https://a/\r\nX: y", ""],
)
async def test_where_we_never_call(url: str, names: Names) -> None:
    asked = names("8.8.8.8")
    async with way() as out:
        with pytest.raises(CallRefused):
            await out.call(OutgoingRequest("POST", url))
    assert asked == []


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """`names("10.0.0.1")`: every name has these addresses; answers the names that are asked for."""

    def have(*addresses: str) -> list[str]:
        asked: list[str] = []

        def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
            asked.append(host)
            return [(0, 0, 0, "", (address, port)) for address in addresses]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        return asked

    return have


@asynccontextmanager
async def way(**more: Any) -> AsyncIterator[Outgoing]:
    made = Outgoing(**more)
    yield made
    await made.close()


class Door:
    """A server that says one thing, and how often somebody came in."""

    def __init__(self, says: bytes, ends: bool = True) -> None:
        self.says, self.ends = says, ends
        self.heard: list[bytes] = []
        self.writers: list[asyncio.StreamWriter] = []
        self.port = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        self.heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(self.says)
        if self.ends:
            writer.close()


@asynccontextmanager
async def door(says: bytes, tls: ssl.SSLContext | None = None, **more: Any) -> AsyncIterator[Door]:
    made = Door(says, **more)
    server = await asyncio.start_server(made, "127.0.0.1", 0, ssl=tls)
    made.port = server.sockets[0].getsockname()[1]
    yield made
    for writer in made.writers:
        writer.close()
    server.close()


FINE = b"HTTP/1.1 201 Created\r\nX-Way: a\r\nContent-Length: 2\r\n\r\nok"


async def test_what_is_sent_and_what_is_answered() -> None:
    async with way(private=True) as out, door(FINE) as there:
        call = OutgoingRequest(
            "POST", f"http://127.0.0.1:{there.port}/a?b=c", {"topic": "x"}, b"body"
        )
        assert await out.call(call) == OutgoingResponse(
            201, {"x-way": "a", "content-length": "2"}, b"ok"
        )
    [head] = there.heard
    lines = head.decode().lower().split("\r\n")
    assert lines[0] == "post /a?b=c http/1.1"
    host = f"host: 127.0.0.1:{there.port}"
    assert {host, "topic: x", "content-length: 4", "user-agent: leapfrog"} <= set(lines)


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:127.0.0.1"], ["::1%lo"]]
)
async def test_a_name_that_leads_inside_is_not_called(names: Names, addresses: list[str]) -> None:
    names(*addresses)
    async with way() as out, door(FINE) as there:
        with pytest.raises(CallRefused):
            await out.call(OutgoingRequest("POST", f"https://push.example:{there.port}/"))
    assert there.heard == []


@pytest.mark.parametrize("host", ["0x7f.1", "127.1", "localhost.", "017700000001.0"])
async def test_other_ways_to_write_an_address_lead_nowhere_else(host: str) -> None:
    async with way() as out, door(FINE) as there:
        with pytest.raises((CallRefused, CallFailed)):
            await out.call(OutgoingRequest("POST", f"https://{host}:{there.port}/"))
    assert there.heard == []


async def test_a_name_below_localhost_is_this_machine(names: Names) -> None:
    asked = names("8.8.8.8")
    async with way(private=True) as out, door(FINE) as there:
        answer = await out.call(OutgoingRequest("GET", f"http://hill.localhost:{there.port}/"))
    assert answer.status == 201
    assert asked == []


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server shows as `push.example`, signed by somebody whom this process trusts."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "push.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("push.example")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, SHA256())
    )
    certificate, private = tmp_path / "certificate.pem", tmp_path / "key.pem"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(certificate, private)
    return shown


@pytest.fixture
def here_is_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine's usual address passes for one of the open Internet; its others do not."""
    monkeypatch.setattr(outgoing, "is_public", lambda address: str(address) == "127.0.0.1")


@pytest.mark.usefixtures("here_is_outside")
async def test_what_was_checked_is_what_is_called_under_the_name_that_was_given(
    names: Names, trusted: ssl.SSLContext
) -> None:
    asked = names("127.0.0.1")
    async with way() as out, door(FINE, trusted) as there:
        assert (
            await out.call(OutgoingRequest("POST", f"https://push.example:{there.port}/"))
        ).status == 201
        with pytest.raises(CallFailed, match="certificate"):
            await out.call(OutgoingRequest("POST", f"https://other.example:{there.port}/"))
    assert asked == ["push.example", "other.example"]
    assert b"host: push.example" in there.heard[0].lower()


@pytest.mark.usefixtures("here_is_outside")
async def test_a_server_that_cannot_show_who_it_is(
    names: Names, trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    names("127.0.0.1")
    monkeypatch.delenv("SSL_CERT_FILE")
    async with way() as out, door(FINE, trusted) as there:
        with pytest.raises(CallFailed, match="certificate"):
            await out.call(OutgoingRequest("POST", f"https://push.example:{there.port}/"))
    assert there.heard == []


async def test_of_several_addresses_one_that_answers_is_enough(names: Names) -> None:
    names("127.0.0.3", "127.0.0.1")
    async with way(private=True) as out, door(FINE) as there:
        assert (
            await out.call(OutgoingRequest("GET", f"http://push.example:{there.port}/"))
        ).status == 201


async def test_a_redirect_is_an_answer_and_no_way(names: Names) -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"
    async with way(private=True) as out, door(moved) as there:
        answer = await out.call(OutgoingRequest("GET", f"http://127.0.0.1:{there.port}/"))
    assert (answer.status, len(there.heard)) == (302, 1)


async def test_of_a_long_answer_only_the_beginning_is_read() -> None:
    async with way(private=True) as out:
        async with door(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 3_000_000) as there:
            answer = await out.call(OutgoingRequest("GET", f"http://127.0.0.1:{there.port}/"))
        assert answer.body == b"x" * LARGEST_ANSWER


@pytest.mark.parametrize(
    "says", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"]
)
async def test_what_is_no_answer(says: bytes) -> None:
    async with way(private=True) as out, door(says) as there:
        with pytest.raises(CallFailed):
            await out.call(OutgoingRequest("GET", f"http://127.0.0.1:{there.port}/"))


@pytest.mark.parametrize("says", [b"", FINE[:-1], b"HTTP/1.1 200 OK\r\nX: " + b"y" * 50])
async def test_who_never_ends_is_not_waited_for(
    says: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "SECONDS", 0.2)
    async with way(private=True) as out, door(says, ends=False) as there:
        with pytest.raises(CallFailed):
            await out.call(OutgoingRequest("GET", f"http://127.0.0.1:{there.port}/"))


async def test_who_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    async with way(private=True) as out:
        with pytest.raises(CallFailed):
            await out.call(OutgoingRequest("GET", f"http://127.0.0.1:{port}/"))
        with pytest.raises(CallFailed):
            await out.call(OutgoingRequest("GET", "http://nowhere.invalid/"))
        with pytest.raises(CallFailed):
            await out.call(OutgoingRequest("GET", f"http://{'x' * 64}.example/"))


async def test_who_hangs_up_just_as_it_is_asked_again_is_asked_by_another_connection() -> None:
    """As a server does that closes after each answer and does not say so, when that takes it a
    moment: snac2 is one.
    """
    heard: list[bytes] = []

    async def answers_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for says in (FINE, b""):
            heard.append((await reader.readuntil(b"\r\n\r\n"))[:4])
            writer.write(says)
        writer.close()

    server = await asyncio.start_server(answers_once, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with way(private=True) as out:
        for _ in range(2):
            assert (await out.call(OutgoingRequest("GET", url))).body == b"ok"
        assert heard == [b"GET "] * 3
        # What does something may have been done.
        with pytest.raises(CallFailed):
            await out.call(OutgoingRequest("POST", url))
        assert heard[3:] == [b"POST"]
    server.close()
