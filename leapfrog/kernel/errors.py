"""What can go wrong for any request, as RFC 9457 problem details.

Each module lists its own problems in its `errors.py`, in order of precedence, by subclassing
`Problem`.
"""

from http import HTTPStatus
from typing import Any, ClassVar


class Problem(Exception):
    """A refusal that is safe to show. Subclasses set `code`, `status` and `title`."""

    code: ClassVar[str] = "problem"
    status: ClassVar[int] = HTTPStatus.BAD_REQUEST
    title: ClassVar[str] = "That did not work."

    def __init__(self, detail: str | None = None, **details: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.details = details
        self.headers: dict[str, str] = {}

    def body(self, instance: str) -> dict[str, Any]:
        """The problem+json members; `instance` is the request's id."""
        shown = self.members(instance)
        if self.detail:
            shown["detail"] = self.detail
        return {**self.details, **shown}

    @classmethod
    def members(cls, instance: str) -> dict[str, Any]:
        """The members that all problems of this kind have."""
        return {
            "type": f"urn:leapfrog:problem:{cls.code}",
            "code": cls.code,
            "title": cls.title,
            "status": int(cls.status),
            "instance": f"urn:leapfrog:request:{instance}",
        }


class Malformed(Problem):
    code, status = "malformed", HTTPStatus.BAD_REQUEST
    title = "The request could not be read."


class Invalid(Problem):
    code, status = "invalid", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Something in the request is not acceptable."


class NotAPicture(Problem):
    code, status = "not_a_picture", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This file is not a picture that we can read."


class CrossSite(Problem):
    code, status = "cross_site", HTTPStatus.FORBIDDEN
    title = "This request came from another site."


class RateLimited(Problem):
    code, status = "rate_limited", HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many tries. Please wait a little."

    def __init__(self, seconds: int) -> None:
        super().__init__(retry_after=seconds)
        self.headers = {"Retry-After": str(seconds)}


class TooManyStreams(Problem):
    code, status = "too_many_streams", HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many streams are open at once. Please close one."


class NotFound(Problem):
    code, status = "not_found", HTTPStatus.NOT_FOUND
    title = "There is nothing here that you may see."


class MethodNotAllowed(Problem):
    code, status = "method_not_allowed", HTTPStatus.METHOD_NOT_ALLOWED
    title = "That cannot be done with this."


class WrongMediaType(Problem):
    code, status = "wrong_media_type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    title = "We cannot read content of this type here."


class TooLarge(Problem):
    code, status = "too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = "That is larger than we can take."


class Unavailable(Problem):
    code, status = "unavailable", HTTPStatus.SERVICE_UNAVAILABLE
    title = "The town is busy. Please try again in a moment."

    def __init__(self, detail: str | None = None, **details: Any) -> None:
        super().__init__(detail, **details)
        self.headers = {"Retry-After": "2"}


class Unexpected(Problem):
    code, status = "unexpected", HTTPStatus.INTERNAL_SERVER_ERROR
    title = "Something went wrong on our side. It was noted under this number."
