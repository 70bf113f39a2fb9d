"""What can go wrong with topics, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoTopic(NotFound):
    code = "no_topic"
    title = "Nobody has written about this yet."


class TopicHosted(Problem):
    code, status = "topic_hosted", HTTPStatus.CONFLICT
    title = "This topic has a host already."
