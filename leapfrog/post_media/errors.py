"""What can go wrong with files of posts, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoPostFile(NotFound):
    code = "no_post_file"
    title = "There is no such file, or it is not for you."


class PostIdUsed(Problem):
    code, status = "post_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."
