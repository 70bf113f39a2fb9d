"""What can be wrong with a message by itself, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class EmptyMessage(Problem):
    code, status = "empty_message", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "There is nothing in this message."


class LongMessage(Problem):
    code, status = "long_message", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A message has at most 4,000 characters."


class BadContent(Problem):
    code, status = "bad_content", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This message is not made as messages of its kind are."


class NotByNote(Problem):
    code, status = "not_by_note", HTTPStatus.FORBIDDEN
    title = "Servers of this kind take texts, pictures, films, voices and files, and nothing else."
