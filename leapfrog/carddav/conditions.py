"""If-Match and If-None-Match (RFC 9110 section 13, which took over from RFC 7232)."""

import re
from collections.abc import Mapping
from http import HTTPStatus

from leapfrog.kernel.errors import Problem

ETAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


class EtagMismatch(Problem):
    code, status = "overtaken", HTTPStatus.PRECONDITION_FAILED
    title = "This contact was changed somewhere else in the meantime."


def check(headers: Mapping[str, str], etag: str | None) -> None:
    """Whether something may be written over the resource; `etag` is None when there is none.

    Raises `EtagMismatch`.
    """
    if "if-match" in headers and not _is_strongly_in(headers["if-match"], etag):
        raise EtagMismatch
    if "if-none-match" in headers and is_in(headers["if-none-match"], etag):
        raise EtagMismatch


def is_in(listed: str, etag: str | None) -> bool:
    """Whether the ETag is one of those in a header (weak comparison); `*` is any."""
    if listed.strip() == "*":
        return etag is not None
    return etag in {tag for _, tag in ETAG.findall(listed)}


def _is_strongly_in(listed: str, etag: str | None) -> bool:
    if listed.strip() == "*":
        return etag is not None
    return etag in {tag for weak, tag in ETAG.findall(listed) if not weak}
