"""A stored blob as an answer: whole, a range of it (RFC 9110, 14), or nothing when the asker has it
already.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Response
from litestar.response import Stream

from leapfrog.kernel.errors import Problem
from leapfrog.kernel.files import Files
from leapfrog.kernel.http import AnyRequest

# One range; whoever asks for several gets the whole, as the standard allows.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class NoSuchRange(Problem):
    code, status = "no_such_range", HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    title = "The file does not have this part."

    def __init__(self, size: int) -> None:
        super().__init__()
        self.headers = {"Content-Range": f"bytes */{size}"}


def serve(
    request: AnyRequest, files: Files, sha256: bytes, size: int, headers: Mapping[str, str]
) -> Response[Any]:
    """What the request's `Range`, `If-Range` and `If-None-Match` ask for. Raises `NoSuchRange`."""
    tag = f'"{sha256.hex()[:32]}"'
    shared = {**headers, "etag": tag, "accept-ranges": "bytes"}
    asked = request.headers
    if tag in asked.get("if-none-match", ""):
        return Response(b"", status_code=HTTPStatus.NOT_MODIFIED, headers=shared)
    found = None
    if asked.get("if-range", tag) == tag:
        found = wanted(asked.get("range", ""), size)
    start, end = found or (0, size)
    shared["content-length"] = str(end - start)
    if found:
        shared["content-range"] = f"bytes {start}-{end - 1}/{size}"
    status = HTTPStatus.PARTIAL_CONTENT if found else HTTPStatus.OK
    return Stream(files.part(sha256, start, end), status_code=status, headers=shared)


def wanted(line: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one after the last; None for the whole. Raises `NoSuchRange`."""
    asked = RANGE.fullmatch(line.strip())
    if asked is None or not any(asked.groups()):
        return None
    first, last = asked.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise NoSuchRange(size)
    return start, end
