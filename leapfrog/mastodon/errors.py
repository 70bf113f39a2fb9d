"""What can go wrong for client apps that speak Mastodon's language, in order of precedence.

`title` is the `error` of the answer.
"""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class NoToken(Problem):
    code, status = "invalid_token", HTTPStatus.UNAUTHORIZED
    title = "The access token is invalid"


class NoPersonHere(Problem):
    code, status = "no_person_here", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This method requires an authenticated user"


class AppAlone(Problem):
    code, status = "app_alone", HTTPStatus.FORBIDDEN
    title = "This method requires a client credentials authentication"


class OutOfScope(Problem):
    code, status = "out_of_scope", HTTPStatus.FORBIDDEN
    title = "This action is outside the authorized scopes"


class ApiRefused(Problem):
    code, status = "refused", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Validation failed"


class JoiningRefused(ApiRefused):
    """`details`: by the parameter that is not right, its code and what is wrong with it."""

    def __init__(self, parameter: str, error: str, words: str) -> None:
        told = [{"error": error, "description": words}]
        super().__init__(
            f"Validation failed: {parameter.capitalize()} {words}", details={parameter: told}
        )
