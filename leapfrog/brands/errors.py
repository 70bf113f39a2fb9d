"""What can go wrong with verified brands, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoBrand(NotFound):
    code = "no_brand"
    title = "There is no such verified brand."


class BrandIdUsed(Problem):
    code, status = "brand_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class NotATrader(Problem):
    code, status = "not_a_trader", HTTPStatus.CONFLICT
    title = "Only a shop that says which business it is can be a verified brand."


class BrandUnderWay(Problem):
    code, status = "brand_under_way", HTTPStatus.CONFLICT
    title = "This shop has asked already. Please wait for the answer."


class BrandNotNow(Problem):
    """Details: `state`."""

    code, status = "brand_not_now", HTTPStatus.CONFLICT
    title = "That cannot be done as it stands now."


class NoDocuments(Problem):
    code, status = "no_documents", HTTPStatus.CONFLICT
    title = "Please add a document that shows the right to the name."


class TooManyDocuments(Problem):
    """Details: `most`."""

    code, status = "too_many_documents", HTTPStatus.CONFLICT
    title = "No more files can be added."


class NotADocument(Problem):
    code, status = "not_a_document", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Please choose a picture or a PDF file."


class OwnBrand(Problem):
    code, status = "own_brand", HTTPStatus.FORBIDDEN
    title = "Somebody else has to decide about your own shop."


class PageChanged(Problem):
    code, status = "page_changed", HTTPStatus.CONFLICT
    title = "Somebody else has changed the page meanwhile."


class NoBrandComplaint(NotFound):
    code = "no_brand_complaint"
    title = "There is no such complaint."


class ComplaintUnderWay(Problem):
    code, status = "complaint_under_way", HTTPStatus.CONFLICT
    title = "Your brand has complained about this already."


class ComplaintsSuspended(Problem):
    """Details: `until`."""

    code, status = "complaints_suspended", HTTPStatus.FORBIDDEN
    title = "Too many complaints of this brand were false."


class ComplaintOver(Problem):
    """Details: `state`."""

    code, status = "complaint_over", HTTPStatus.CONFLICT
    title = "This complaint is answered, or decided, already."


class AnswerFirst(Problem):
    """Details: `answer_by`."""

    code, status = "answer_first", HTTPStatus.CONFLICT
    title = "The shop still has time to answer."
