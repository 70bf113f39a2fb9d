"""What can go wrong when client apps ask for access, in order of precedence. RFC 6749, section 5.2,
gives the words.
"""

from http import HTTPStatus

from leapfrog.kernel.errors import Problem


class AppRefused(Problem):
    code, status = "client_app_refused", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A client app cannot introduce itself like that."


class OAuthProblem(Problem):
    """Its `code` is the `error`, its detail or title the `error_description`."""


class BadRequest(OAuthProblem):
    code = "invalid_request"
    title = "The request is missing a parameter, or is otherwise malformed."


class BadClient(OAuthProblem):
    code, status = "invalid_client", HTTPStatus.UNAUTHORIZED
    title = "Client authentication failed."


class BadGrant(OAuthProblem):
    code = "invalid_grant"
    title = "The authorization grant is invalid, expired or was used already."


class BadGrantType(OAuthProblem):
    code = "unsupported_grant_type"
    title = "The authorization grant type is not supported."


class BadScope(OAuthProblem):
    code = "invalid_scope"
    title = "The requested scope is invalid, unknown, or malformed."


class BadRedirect(OAuthProblem):
    code = "invalid_redirect_uri"
    title = "The redirect URI is not one that the client app registered."


class NotTheirs(OAuthProblem):
    code, status = "unauthorized_client", HTTPStatus.FORBIDDEN
    title = "The token is not one of this client app."


class ScopeNeeded(Problem):
    """Details: `scope`, null where programs do not come at all."""

    code, status = "scope_needed", HTTPStatus.FORBIDDEN
    title = "This program was not let in for that."
