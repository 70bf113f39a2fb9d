"""Streaming over HTTP (server-sent events) and over WebSockets, at the ASGI end."""

import asyncio
from collections.abc import Mapping
from typing import Any

import msgspec

from leapfrog import oauth
from leapfrog.kernel.closing import end
from leapfrog.kernel.errors import NotFound, Problem
from leapfrog.kernel.limits import network
from leapfrog.kernel.seats import Seat, seats_of
from leapfrog.kernel.stream import text_frame
from leapfrog.kernel.stream_protocol import LARGEST_FRAME, WIRE
from leapfrog.mastodon import forms
from leapfrog.mastodon.dispatch import CORS, STREAMING, token_in
from leapfrog.mastodon.errors import NoToken, OutOfScope
from leapfrog.mastodon.streams import NAMES, PRIVATE, Stream, Streams, StreamSelector
from leapfrog.oauth import Token

HEARTBEAT = 15.0
NEEDS = {"user:notification": "read:notifications", "list": "read:lists"}
SSE = {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    **CORS,
}


class StreamEvent(msgspec.Struct, frozen=True):
    """What a client app says over a WebSocket."""

    type: str
    stream: str
    tag: str = ""
    list: str = ""


decoder = msgspec.json.Decoder(StreamEvent)


def is_stream(scope: Any) -> bool:
    """Whether a request (ASGI scope) opens a stream of the Mastodon API."""
    path: str = scope["path"]
    return path.startswith(STREAMING) and not path.endswith("/health")


def _named(name: str, given: Mapping[str, Any]) -> StreamSelector:
    """Raises `NotFound` for a stream that there is not."""
    if name not in NAMES:
        raise NotFound
    about = given.get("tag" if name.startswith("hashtag") else "list")
    takes = name.startswith("hashtag") or name == "list"
    return StreamSelector(name, str(about or "") if takes else "")


async def _token(streams: Streams, text: str | None) -> Token | None:
    """Raises `NoToken`."""
    if not text:
        return None
    async with streams.town.database.transaction() as db:
        found = await oauth.who(db, text)
    if found is None:
        raise NoToken
    return found


def _check(token: Token | None, wanted: StreamSelector) -> None:
    """Raises `NoToken`, `OutOfScope`."""
    if wanted.name not in PRIVATE:
        return
    if token is None or token.person_id is None:
        raise NoToken
    if not token.allows(NEEDS.get(wanted.name, "read:statuses")):
        raise OutOfScope


async def events(streams: Streams, scope: Any, receive: Any, send: Any) -> None:
    """Server-sent events, until the client app goes or its token is over. Raises `Problem`."""
    query = forms.of_query(scope["query_string"])
    token = await _token(streams, token_in(scope["state"]["headers"], query))
    name = scope["path"].removeprefix(STREAMING).strip("/").replace("/", ":")
    wanted = _named(name or str(query.get("stream", "")), query)
    _check(token, wanted)
    with streams.town.seats.held(*_seats(streams, token, scope)):
        await _send_events(await streams.open(token, [wanted]), streams, receive, send)


def _seats(streams: Streams, token: Token | None, scope: Any) -> list[Seat]:
    limited = streams.town.settings.rate_limits
    near = network(scope["state"]["address"]) if limited else None
    return seats_of(token.id, token.person_id, near) if token else seats_of(None, None, near)


async def _send_events(stream: Stream, streams: Streams, receive: Any, send: Any) -> None:
    headers = [(key.encode(), value.encode()) for key, value in SSE.items()]
    gone = asyncio.create_task(_gone(receive, stream))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await _write(send, b":)\n\n")
        while not stream.over:
            news = await stream.next(HEARTBEAT)
            lines = [f"event: {event}\ndata: {payload}\n\n" for _, event, payload in news]
            await _write(send, "".join(lines).encode() or b":thump\n\n")
        await send({"type": "http.response.body", "body": b""})
    finally:
        streams.close(stream)
        gone.cancel()


async def _write(send: Any, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _gone(receive: Any, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.hear(None)


async def socket(streams: Streams, scope: Any, receive: Any, send: Any) -> None:
    """Answers a WebSocket (ASGI) over which a client app begins and ends streams, until it closes.
    Before it accepts, raises `NoToken`, `OutOfScope`, `NotFound` for a stream that is none,
    `Malformed`.
    """
    query = forms.of_query(scope["query_string"])
    asked = scope["state"]["headers"].get(b"sec-websocket-protocol", b"").decode("latin-1")
    text = token_in(scope["state"]["headers"], query) or asked or None
    token = await _token(streams, text)
    first = [_named(str(query["stream"]), query)] if query.get("stream") else []
    for one in first:
        _check(token, one)
    await receive()
    await send({"type": "websocket.accept", **({"subprotocol": asked} if asked else {})})
    with streams.town.seats.held(*_seats(streams, token, scope)):
        wire = scope["extensions"][WIRE]["wire"]
        await _converse(await streams.open(token, first), streams, (receive, send), wire)


async def _converse(stream: Stream, streams: Streams, ends: Any, wire: Any) -> None:
    receive, send = ends
    telling = asyncio.create_task(_tell(stream, wire))
    try:
        while True:
            await wire.drained()
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            said = message.get("text") or message.get("bytes") or b""
            if len(said) > LARGEST_FRAME:
                await send({"type": "websocket.close", "code": 1009})
                return
            await _take(stream, wire, said)
    finally:
        streams.close(stream)
        stream.hear(None)
        await end(telling)


async def _take(stream: Stream, wire: Any, said: str | bytes) -> None:
    try:
        spoke = decoder.decode(said)
        wanted = _named(spoke.stream, {"tag": spoke.tag, "list": spoke.list})
        _check(stream.token, wanted)
        if spoke.type == "subscribe":
            await stream.subscribe(wanted)
        elif spoke.type == "unsubscribe":
            stream.unsubscribe(wanted)
    except msgspec.DecodeError:
        _say(wire, {"error": "Error parsing the message", "status": 400})
    except Problem as problem:
        _say(wire, {"error": problem.title, "status": int(problem.status)})


async def _tell(stream: Stream, wire: Any) -> None:
    while not stream.over:
        for streams, event, payload in await stream.next(HEARTBEAT):
            await wire.drained()
            _say(wire, {"stream": streams, "event": event, "payload": payload})
    wire.hang_up(1000)


def _say(wire: Any, message: Any) -> None:
    wire.write_frame(text_frame(msgspec.json.encode(message)))
