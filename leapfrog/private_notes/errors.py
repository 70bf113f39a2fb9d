"""What can go wrong with private notes, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class NotReachedByNote(Problem):
    code, status = "not_reached_by_note", HTTPStatus.FORBIDDEN
    title = "This town cannot write to that person."


class OnTheLine(Problem):
    code, status = "on_the_line", HTTPStatus.CONFLICT
    title = "They live in a town like this one. Ask them to be your contact instead."


class ServerSilent(Problem):
    code, status = "server_silent", HTTPStatus.SERVICE_UNAVAILABLE
    title = "Their server does not answer now. Try again later."


class TooManyStrangers(Problem):
    code, status = "too_many_strangers", HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many people of that server wrote to strangers today."


class NotTheirNote(Problem):
    code, status = "not_their_note", HTTPStatus.FORBIDDEN
    title = "This private note is somebody else's."
