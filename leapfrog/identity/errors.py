"""What can go wrong with identity, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class SignInNeeded(Problem):
    code, status = "sign_in_needed", HTTPStatus.UNAUTHORIZED
    title = "Please sign in first."


class OwnDeviceNeeded(Problem):
    code, status = "own_device_needed", HTTPStatus.FORBIDDEN
    title = "Please do this on your own phone or computer."


class ProofNeeded(Problem):
    """`ways`: with what this person can show it."""

    code, status = "proof_needed", HTTPStatus.FORBIDDEN
    title = "Please show first that it is you."


class OperatorNeeded(Problem):
    code, status = "operator_needed", HTTPStatus.FORBIDDEN
    title = "Only the operators of the town may see this."


class NoPerson(NotFound):
    code = "no_person"
    title = "There is nobody of this name whom you may see."


class LivesElsewhere(NotFound):
    """`lines`: this town has lines to others, so whoever has the address can be asked."""

    code = "lives_elsewhere"
    title = "This address is of another town."


class MovedAway(Problem):
    """`moved_to`: the address where they live now."""

    code, status = "moved_away", HTTPStatus.CONFLICT
    title = "This person has moved to another town."


class AddressKnown(Problem):
    code, status = "address_known", HTTPStatus.CONFLICT
    title = "Somebody else is known here by that address."


class NotWhoTheyWere(Problem):
    code, status = "not_who_they_were", HTTPStatus.CONFLICT
    title = "This is not signed by the key by which they are known here."


class WrongCredentials(Problem):
    code, status = "wrong_credentials", HTTPStatus.UNAUTHORIZED
    title = "The name or the secret is not right."


class HandleMalformed(Problem):
    code, status = "handle_malformed", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A name has 3 to 30 small letters, digits or _, and begins with a letter."


class HandleReserved(Problem):
    code, status = "handle_reserved", HTTPStatus.CONFLICT
    title = "This name is kept for the town."


class OperatorCodeRefused(Problem):
    code, status = "operator_code_refused", HTTPStatus.FORBIDDEN
    title = "This code is not good, or not any more. `leapfrog operator NAME` makes a new one."


class HandleTaken(Problem):
    code, status = "handle_taken", HTTPStatus.CONFLICT
    title = "Somebody has this name already."


class NoWayIn(Problem):
    code, status = "no_way_in", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Choose a passkey or a password."


class WeakPassword(Problem):
    code, status = "weak_password", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A password has at least 10 characters and is not your name."


class PasskeyRefused(Problem):
    code, status = "passkey_refused", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This passkey could not be checked."


class LinkExpired(Problem):
    code, status = "link_expired", HTTPStatus.GONE
    title = "This code is too old. Show a new one."


class LastWayIn(Problem):
    code, status = "last_way_in", HTTPStatus.CONFLICT
    title = "This is your only way to sign in. Add another one first."


class NotConfirmed(Problem):
    code, status = "not_confirmed", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "What you typed does not match."


class HomeKeyTheirs(Problem):
    code, status = "home_key_theirs", HTTPStatus.CONFLICT
    title = "You hold your home key yourself. Let the town keep it again first."


class NotThatKey(Problem):
    code, status = "not_that_key", HTTPStatus.FORBIDDEN
    title = "This is not the key that your home record names."
