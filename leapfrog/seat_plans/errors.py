"""What can be wrong with a seating plan."""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class BadPlan(Problem):
    """Details: `where` in the plan, `why`."""

    code, status = "bad_plan", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This seating plan cannot be used."
