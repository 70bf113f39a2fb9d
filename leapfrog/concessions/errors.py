"""What can go wrong with products of shows, in order of precedence."""

from http import HTTPStatus

from leapfrog.kernel.errors import NotFound, Problem


class NoProduct(NotFound):
    code = "no_product"
    title = "There is no such product at this show."


class ProductIdUsed(Problem):
    code, status = "product_id_used", HTTPStatus.CONFLICT
    title = "This id was used for another product."


class QuotaTaken(Problem):
    """Details: `quota`, its number; `taken`, so many units are sold or held."""

    code, status = "quota_taken", HTTPStatus.CONFLICT
    title = "More of this quota is sold already."


class QuotasStay(Problem):
    """Details: `products`, of which somebody has some."""

    code, status = "quotas_stay", HTTPStatus.CONFLICT
    title = "Somebody has this, so it draws from the same quotas as before; add another one."


class AlreadyHanded(Problem):
    """Details: `at`."""

    code, status = "already_handed", HTTPStatus.CONFLICT
    title = "This was handed over already."


class NotHandable(Problem):
    """Details: `reason`: `back`, `held`, `fare`, `cancelled`, `over`."""

    code, status = "not_handable", HTTPStatus.CONFLICT
    title = "This cannot be handed over."
