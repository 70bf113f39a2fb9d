"""Structured logs: one line per thing that happened, with the id of the request it happened in."""

import asyncio
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

import msgspec
import structlog
from structlog.typing import EventDict, Processor

# The number of the request that is being answered; each request runs in a task of its own.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestLine(msgspec.Struct, frozen=True):
    """What is noted of each request; `path` is its route, `ms` the time to the end of its
    answer.
    """

    method: str
    path: str
    status: int
    ms: float
    request_id: str
    event: str
    level: str
    timestamp: datetime


class RequestLog:
    """Notes requests. As JSON, without the chain that other lines go through: each request pays
    for it, and in its line is nothing that needs one.
    """

    def __init__(self) -> None:
        self._to: TextIO | None = None
        self._encode = msgspec.json.Encoder().encode
        self._lines: list[str] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def send(self, to: TextIO | None) -> None:
        """Writes to `to` from now on; with None as all other lines are written."""
        self._to = to

    def note(self, method: str, path: str, status: int, seconds: float) -> None:
        ms, to = round(seconds * 1000, 1), self._to
        if to is None:
            log.info("request", method=method, path=path, status=status, ms=ms)
            return
        told = (request_id.get(), "request", "info", datetime.now(UTC))
        line = RequestLine(method, path, status, ms, *told)
        loop = asyncio.get_running_loop()
        if not self._lines or loop is not self._loop:
            self._loop = loop
            loop.call_soon(self._write, to)
        self._lines.append(self._encode(line).decode())

    def _write(self, to: TextIO) -> None:
        """All of one turn of the loop at once."""
        lines, self._lines = self._lines, []
        to.write("\n".join([*lines, ""]))
        to.flush()


log = structlog.get_logger()
requests = RequestLog()


def configure(level: str = "INFO", form: str = "json", to: TextIO = sys.stderr) -> None:
    """Sends our logs and those of libraries to `to`, as JSON or as text for people."""
    shared: list[Processor] = [
        with_request,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    last: Processor = (
        structlog.dev.ConsoleRenderer(colors=to.isatty())
        if form == "text"
        else structlog.processors.JSONRenderer(serializer=as_json)
    )
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(to),
        cache_logger_on_first_use=False,
    )
    plain = form == "text" or logging.getLevelNamesMapping()[level] > logging.INFO
    requests.send(None if plain else to)
    handler = logging.StreamHandler(to)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processor=last, foreign_pre_chain=shared)
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.getLevelNamesMapping()[level], logging.WARNING))


def with_request(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """Adds the number of the request, if there is one."""
    if number := request_id.get():
        line["request_id"] = number
    return line


def as_json(line: Any, **_: Any) -> str:
    """One line; what JSON does not know is written as Python shows it."""
    return msgspec.json.encode(line, enc_hook=repr).decode()
