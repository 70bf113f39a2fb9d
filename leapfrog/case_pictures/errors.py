"""What can go wrong with pictures of questions about orders, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoCasePicture(NotFound):
    code = "no_case_picture"
    title = "There is no such question, or no such picture of it."


class CasePictureIdUsed(Problem):
    code, status = "case_picture_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class CaseIsOver(Problem):
    code, status = "case_is_over", HTTPStatus.CONFLICT
    title = "This question is over: nothing more is shown."


class TooManyCasePictures(Problem):
    """Details: `most`."""

    code, status = "too_many_case_pictures", HTTPStatus.CONFLICT
    title = "Each side shows only so many pictures."
