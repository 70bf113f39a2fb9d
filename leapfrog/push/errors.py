"""What can go wrong with push."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class AddressRefused(Problem):
    code, status = "push_address_refused", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Nothing can be pushed to this address."
