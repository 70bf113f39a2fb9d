"""Routes of forms of addresses: the same for everybody, and kept by devices."""

from typing import Annotated

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import PathParameter, QueryParameter

from leapfrog.address_forms import divisions, forms
from leapfrog.address_forms.divisions import AddressDivisions
from leapfrog.address_forms.forms import AddressForm
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import TownIn

KEPT = {"cache-control": "private, max-age=604800"}
Country = Annotated[
    str,
    QueryParameter(
        pattern="^([A-Z]{2})?$",
        description="Two capital letters (ISO 3166); without it: where the town is.",
    ),
]
Code = Annotated[
    str,
    PathParameter(pattern="^[0-9]{1,6}$", description='Of a division (GB/T 2260); "0": of all.'),
]


@get("/address-forms")
async def read_address_form(town: TownIn, signed: SignedIn, country: Country = "") -> AddressForm:
    """How addresses are written where the town is (`LEAPFROG_REGION`), or in another country."""
    return forms.form_of(country or town.settings.region)


@get("/address-forms/china/{code:str}", summary="List divisions of China")
async def list_china_divisions(signed: SignedIn, code: Code) -> Response[AddressDivisions]:
    """What lies right below a province, city or county; townships come with their villages. Raises
    `NoDivision`.
    """
    return Response(AddressDivisions(divisions.below(code)), headers=KEPT)


routes: list[HTTPRouteHandler] = [read_address_form, list_china_divisions]
