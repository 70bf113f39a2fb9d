"""What can go wrong with a case of what was paid at the door, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoDoorCase(NotFound):
    code = "no_door_case"
    title = "There is no such question."


class OwnDoorCase(Problem):
    code, status = "own_door_case", HTTPStatus.FORBIDDEN
    title = "Nobody judges what they or their shop have a part in."


class DoorCaseIdUsed(Problem):
    code, status = "door_case_id_used", HTTPStatus.CONFLICT
    title = "This id was used for something else."


class DoorCaseNotNow(Problem):
    """Details: `state` of the case; null: there is none."""

    code, status = "door_case_not_now", HTTPStatus.CONFLICT
    title = "That cannot be done with this question as it stands."


class NoMoreDoorCases(Problem):
    code, status = "no_more_door_cases", HTTPStatus.CONFLICT
    title = "Nothing more can be asked about this order."


class ShopHasNotEnough(Problem):
    """Details: `amount`: what is owed, in minor units."""

    code, status = "shop_has_not_enough", HTTPStatus.CONFLICT
    title = "The shop has not so much in its wallet."
