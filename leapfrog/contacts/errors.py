"""What can go wrong with contacts, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoContact(NotFound):
    code = "no_contact"
    title = "There is no such contact in your book."


class NoCircle(NotFound):
    code = "no_circle"
    title = "There is no such circle of yours."


class NoContactRequest(NotFound):
    code = "no_request"
    title = "There is no such request to you."


class InvitationOver(Problem):
    code, status = "invitation_over", HTTPStatus.GONE
    title = "This invitation is no longer valid. Ask for a new one."


class Yourself(Problem):
    code, status = "yourself", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "That is you."


class BlockedByYou(Problem):
    code, status = "blocked_by_you", HTTPStatus.CONFLICT
    title = "You blocked this person. Unblock them first."


class ElsewhereNow(Problem):
    code, status = "elsewhere_now", HTTPStatus.CONFLICT
    title = "This person lives in another town, which we cannot reach yet."


class AlreadyContacts(Problem):
    code, status = "already_contacts", HTTPStatus.CONFLICT
    title = "You are contacts already."


class AlreadyRequested(Problem):
    code, status = "already_requested", HTTPStatus.CONFLICT
    title = "You asked already. Give them some time."


class RequestDecided(Problem):
    code, status = "request_decided", HTTPStatus.CONFLICT
    title = "This request was answered already."


class UidTaken(Problem):
    code, status = "uid_taken", HTTPStatus.CONFLICT
    title = "Another contact in your book has this UID."


class ContactIdUsed(Problem):
    code, status = "id_taken", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class NoMerge(NotFound):
    code = "no_merge"
    title = "There is no such merge of yours."


class TwoPeople(Problem):
    code, status = "two_people", HTTPStatus.CONFLICT
    title = "These are two different people of the town, so they stay two contacts."


class MergeEdited(Problem):
    code, status = "merge_edited", HTTPStatus.CONFLICT
    title = "The merged contact is gone, merged on or another person now, and cannot be parted."
