"""What can go wrong with posts, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoPost(NotFound):
    code = "no_post"
    title = "There is no such post, or it is not for you."


class NoDraft(NotFound):
    code = "no_draft"
    title = "There is no such draft of yours."


class PostingClosed(Problem):
    code, status = "posting_closed", HTTPStatus.FORBIDDEN
    title = "The operator has closed posting for you. You can appeal."


class NotYourPost(Problem):
    code, status = "not_your_post", HTTPStatus.FORBIDDEN
    title = "Only who wrote it may do that."


class EmptyPost(Problem):
    code, status = "empty_post", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "There is nothing in this post."


class LongPost(Problem):
    code, status = "long_post", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A post has at most 2,000 characters; with a title, 50,000."


class BadPost(Problem):
    code, status = "bad_post", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This post is not made as posts are."


class NotShareable(Problem):
    code, status = "not_shareable", HTTPStatus.FORBIDDEN
    title = "Only what is public can be reposted."


class NoQuotes(Problem):
    code, status = "no_quotes", HTTPStatus.FORBIDDEN
    title = "The author does not want to be quoted."


class NoReplies(Problem):
    code, status = "no_replies", HTTPStatus.FORBIDDEN
    title = "The author decides who may comment here, and you are not among them."


class PollOver(Problem):
    code, status = "poll_over", HTTPStatus.CONFLICT
    title = "This poll is over."


class AlreadyVoted(Problem):
    code, status = "voted", HTTPStatus.CONFLICT
    title = "You have voted already."
