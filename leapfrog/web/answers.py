"""How what a handler returns becomes an answer.

Litestar makes two objects and a mapping of headers of it, a sixth of what a small request costs.
Most handlers answer JSON under one status, with nothing beside it: they need none of that. All
others stay with Litestar.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from litestar.enums import MediaType
from litestar.serialization import encode_json, get_serializer

Handler = Callable[..., Awaitable[Any]]
NO_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
JSON = (b"content-type", b"application/json")


class RawResponse:
    """One answer, as an ASGI application."""

    __slots__ = ("_body", "_status")

    def __init__(self, status: int, body: bytes) -> None:
        self._status, self._body = status, body

    async def __call__(self, _scope: Any, _receive: Any, send: Callable[..., Any]) -> None:
        headers = [JSON, (b"content-length", b"%d" % len(self._body))]
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body", "body": self._body, "more_body": False})


def answer_shortly(handler: Any) -> None:
    """Lets a handler of Litestar's answer in this way, where it can."""
    made = handler.get_response_handler()
    kept = handler._response_handler_mapping
    if made is not kept["response_type_handler"] and _answers_json_alone(handler):
        others = get_serializer(handler.resolve_type_encoders())
        kept["default_handler"] = _answering(int(handler.status_code), others)


def _answers_json_alone(handler: Any) -> bool:
    beside = (
        handler.background,
        handler.resolve_response_headers(),
        handler.resolve_response_cookies(),
        handler.resolve_return_dto(),
        *(layer.after_request for layer in handler.ownership_layers),
    )
    is_json = handler.media_type == MediaType.JSON
    return is_json and handler.status_code not in NO_BODY and not any(beside)


def _answering(status: int, others: Callable[[Any], Any]) -> Handler:
    """`others`: writes what JSON has no form for."""

    async def answer(data: Any, **_: Any) -> RawResponse:
        return RawResponse(status, encode_json(data, others))

    return answer
