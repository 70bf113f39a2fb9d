"""What can go wrong with webhooks, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoWebhook(NotFound):
    code = "no_webhook"
    title = "There is no such address of this shop."


class WebhookIdUsed(Problem):
    code, status = "webhook_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another address."


class WebhookRefused(Problem):
    """Details: `why`."""

    code, status = "webhook_refused", HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The town does not call this address: only https, on the open Internet."


class TooManyWebhooks(Problem):
    code, status = "too_many_webhooks", HTTPStatus.CONFLICT
    title = "A shop has at most ten addresses."


class NoWebhookMessage(NotFound):
    code = "no_webhook_delivery"
    title = "There is no such message."


class WebhookOff(Problem):
    code, status = "webhook_off", HTTPStatus.CONFLICT
    title = "This address is switched off."
