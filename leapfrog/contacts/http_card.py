"""Routes of one's own card."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from leapfrog.contacts import living
from leapfrog.contacts.model import Audience, CardField, FieldKind
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input


class OwnCard(msgspec.Struct, frozen=True):
    """What a person shows of themselves, and to whom."""

    fields: list[CardField]


class AudienceInput(Input, frozen=True):
    everyone: bool
    circles: Annotated[list[UUID], Meta(max_length=100)]


class CardFieldInput(Input, frozen=True):
    kind: FieldKind
    label: Annotated[str, Meta(max_length=60)]
    value: Annotated[str, Meta(min_length=1, max_length=2000)]
    audience: AudienceInput


@get("/me/card", summary="Read own card")
async def read_card(db: DbIn, signed: SignedIn) -> OwnCard:
    """One's own card: each field, and for whom it is."""
    return OwnCard(await living.card(db, signed.person_id))


@put("/me/card/fields/{field_id:uuid}", summary="Put a card field")
async def put_field(
    db: DbIn, signed: SignedIn, field_id: FromPath[UUID], data: JSONBody[CardFieldInput]
) -> CardField:
    """Adds a field to one's own card, or changes it, with who may see it. Raises `Invalid`."""
    audience = Audience(data.audience.everyone, data.audience.circles)
    field = CardField(field_id, data.kind, data.label, data.value, audience)
    return await living.put_field(db, signed.person_id, field)


@delete("/me/card/fields/{field_id:uuid}", summary="Delete a card field")
async def delete_field(db: DbIn, signed: SignedIn, field_id: FromPath[UUID]) -> None:
    """Takes a field away from one's own card. Again, nothing happens."""
    await living.delete_field(db, signed.person_id, field_id)


routes: list[HTTPRouteHandler] = [read_card, put_field, delete_field]
