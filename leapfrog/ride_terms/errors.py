"""What can go wrong with the terms of rides, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoCarAsked(NotFound):
    code = "no_car_asked"
    title = "This driver does not ask for another class of car."


class ClassNotOffered(Problem):
    code, status = "class_not_offered", HTTPStatus.CONFLICT
    title = "There are no such cars in this town."


class CarTooSmall(Problem):
    code, status = "car_too_small", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A car of this kind does not carry all of that."
