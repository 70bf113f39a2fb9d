"""Structured logs: one line per thing that happened, with the id of the request it happened in."""

import logging
import sys
from contextvars import ContextVar
from typing import Any, TextIO

import msgspec
import structlog
from structlog.typing import EventDict, Processor

# The number of the request that is being answered; each request runs in a task of its own.
request_id: ContextVar[str] = ContextVar("request_id", default="")


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
