"""What can go wrong in a conversation, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoConversation(NotFound):
    code = "no_conversation"
    title = "There is no such conversation of yours."


class EmptyMessage(Problem):
    code, status = "empty_message", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "There is nothing in this message."


class LongMessage(Problem):
    code, status = "long_message", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A message has at most 4,000 characters."


class NotContacts(Problem):
    code, status = "not_contacts", HTTPStatus.FORBIDDEN
    title = "You can write to each other once you are contacts."


class ClientIdUsed(Problem):
    code, status = "client_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another message."


class NoFile(NotFound):
    code = "no_file"
    title = "There is no such file that you may see."


class FileIdUsed(Problem):
    code, status = "file_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another file."


class EmptyFile(Problem):
    code, status = "empty_file", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "There is nothing in this file."
