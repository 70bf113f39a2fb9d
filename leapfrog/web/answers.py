"""How what a handler returns becomes an answer, where it is JSON.

Litestar makes two objects and a mapping of headers of it, a sixth of what a small request costs.
Most handlers answer JSON under one status, or nothing, with nothing beside it: they need none of
that. All others stay with Litestar.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from litestar.enums import MediaType
from litestar.serialization import encode_json, get_serializer

from leapfrog.web.compression import SMALLEST

JSON = (b"content-type", b"application/json")


class JsonAnswer:
    """One answer, as an ASGI application; without a body under a status that has none."""

    __slots__ = ("_body", "_status")

    def __init__(self, status: int, body: bytes) -> None:
        self._status, self._body = status, body

    def is_large(self) -> bool:
        """Whether it may be worth to be sent smaller."""
        return len(self._body) >= SMALLEST

    async def __call__(self, _scope: Any, _receive: Any, send: Callable[..., Any]) -> None:
        headers = []
        if self._status != HTTPStatus.NO_CONTENT:
            headers = [JSON, (b"content-length", b"%d" % len(self._body))]
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body", "body": self._body, "more_body": False})


Encoder = Callable[[Any], JsonAnswer]


def encoder_of(handler: Any) -> Encoder | None:
    """What makes an answer of what a handler of Litestar's returns; None where that is Litestar's
    to do.
    """
    made = handler.get_response_handler()
    if made is handler._response_handler_mapping["response_type_handler"]:
        return None
    if not _answers_json_alone(handler):
        return None
    status, others = int(handler.status_code), get_serializer(handler.resolve_type_encoders())

    def encode(data: Any) -> JsonAnswer:
        if status == HTTPStatus.NO_CONTENT:
            assert data is None, handler
            return JsonAnswer(status, b"")
        return JsonAnswer(status, encode_json(data, others))

    return encode


def _answers_json_alone(handler: Any) -> bool:
    beside = (
        handler.background,
        handler.cache,
        handler.has_sync_callable,
        handler.resolve_response_headers(),
        handler.resolve_response_cookies(),
        handler.resolve_return_dto(),
        handler.resolve_before_request(),
        handler.resolve_after_response(),
        *(layer.after_request for layer in handler.ownership_layers),
        # Those of the app are in the way of all (`FastPath`).
        *(layer.middleware for layer in handler.ownership_layers),
        *(layer.exception_handlers for layer in handler.ownership_layers[1:]),
    )
    is_json = handler.media_type == MediaType.JSON
    return is_json and handler.status_code != HTTPStatus.NOT_MODIFIED and not any(beside)
