"""What can go wrong in a conversation, in order of precedence."""

from http import HTTPStatus

from leapfrog.chat_content import MessageDraft
from leapfrog.kernel.errors import NotFound, Problem


class NoConversation(NotFound):
    code = "no_conversation"
    title = "There is no such conversation of yours."


class NoMessageRequest(NotFound):
    code = "no_request"
    title = "There is no such request to you."


class ReadOnly(Problem):
    code, status = "read_only", HTTPStatus.FORBIDDEN
    title = "This is a kept conversation; nobody can write in it."


class NotMember(Problem):
    code, status = "not_member", HTTPStatus.FORBIDDEN
    title = "You are no longer in this group."


class MutedAll(Problem):
    code, status = "muted_all", HTTPStatus.FORBIDDEN
    title = "Only the admins of this group may write now."


class NotContacts(Problem):
    code, status = "not_contacts", HTTPStatus.FORBIDDEN
    title = "You can write to each other once you are contacts."


class TextsOnly(Problem):
    code, status = "texts_only", HTTPStatus.FORBIDDEN
    title = "Until they accept, you can only send texts."


class RequestWaits(Problem):
    code, status = "request_waits", HTTPStatus.FORBIDDEN
    title = "You can write more once they accept."


class StaysHere(Problem):
    code, status = "stays_here", HTTPStatus.FORBIDDEN
    title = "This cannot be sent to another town yet."


class GroupLivesElsewhere(Problem):
    code, status = "group_lives_elsewhere", HTTPStatus.CONFLICT
    title = "This group lives in another town, which must be asked."


class AskedElsewhere(Problem):
    """Not refused: `draft` is as it is kept, and waits until the group's town has ordered it."""

    code, status = "waits_for_town", HTTPStatus.ACCEPTED
    title = "This waits for the town in which the group lives."
    draft: MessageDraft


class NotAdmin(Problem):
    code, status = "not_admin", HTTPStatus.FORBIDDEN
    title = "Only an admin of the group may do that."


class NotOwner(Problem):
    code, status = "not_owner", HTTPStatus.FORBIDDEN
    title = "Only the owner of the group may do that."


class NotYourContact(Problem):
    code, status = "not_your_contact", HTTPStatus.FORBIDDEN
    title = "You can only add your contacts."


class NoMember(NotFound):
    code = "no_member"
    title = "There is no such person in this group."


class GroupFull(Problem):
    code, status = "group_full", HTTPStatus.CONFLICT
    title = "A group has at most 2,000 people."


class GroupLinkOver(Problem):
    code, status = "group_link_over", HTTPStatus.GONE
    title = "This link is no longer valid. Ask for a new one."


class GroupClosed(Problem):
    code, status = "group_closed", HTTPStatus.FORBIDDEN
    title = "Nobody can join this group by a link."


class GroupIdUsed(Problem):
    code, status = "id_taken", HTTPStatus.CONFLICT
    title = "This id is used already."


class NoMessage(NotFound):
    code = "no_message"
    title = "There is no such message here."


class NotYourMessage(Problem):
    code, status = "not_yours", HTTPStatus.FORBIDDEN
    title = "That is only for whoever wrote the message."


class Recalled(Problem):
    code, status = "recalled", HTTPStatus.CONFLICT
    title = "This message was recalled."


class TooLate(Problem):
    code, status = "too_late", HTTPStatus.CONFLICT
    title = "It is too late to change this message."


class ClientIdUsed(Problem):
    code, status = "client_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another message."


class NoFile(NotFound):
    code = "no_file"
    title = "There is no such file that you may see."


class FileIdUsed(Problem):
    code, status = "file_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another file."
