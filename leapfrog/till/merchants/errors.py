"""What can go wrong with a shop and who works there, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoMerchant(NotFound):
    code = "no_merchant"
    title = "There is no such shop."


class MerchantIdUsed(Problem):
    code, status = "merchant_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another shop."


class MerchantClosed(Problem):
    code, status = "merchant_closed", HTTPStatus.GONE
    title = "This shop is closed for good."


class RoleNeeded(Problem):
    code, status = "role_needed", HTTPStatus.FORBIDDEN
    title = "Your role in this shop does not allow that."


class NoInvitation(NotFound):
    code = "no_shop_invitation"
    title = "This invitation is over, or was followed already."


class InvitationIdUsed(Problem):
    code, status = "shop_invitation_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another invitation."


class TooManyInvitations(Problem):
    code, status = "too_many_shop_invitations", HTTPStatus.CONFLICT
    title = "At most fifty invitations wait at a time."


class NotYourPerson(Problem):
    code, status = "not_your_person", HTTPStatus.FORBIDDEN
    title = "Only your contacts can work in your shop."


class OwnerStays(Problem):
    code, status = "owner_stays", HTTPStatus.CONFLICT
    title = "The owner of a shop stays its owner."


class DayOpen(Problem):
    code, status = "day_open", HTTPStatus.CONFLICT
    title = "The day has to be closed before."
