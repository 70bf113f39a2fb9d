"""Routes of the book: lists, search, one contact."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType

from leapfrog.contact_formats import Field, photo
from leapfrog.contacts import book, editing, rows
from leapfrog.contacts.errors import NoContact
from leapfrog.contacts.model import Contact, FieldKind
from leapfrog.identity import SignedIn
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.images import square_webp

Name = Annotated[str, Meta(max_length=200)]
Note = Annotated[str, Meta(max_length=10_000)]
Places = Annotated[list[UUID], Meta(max_length=100)]
Tags = Annotated[list[str], Meta(max_length=100)]


class FieldInput(Input, frozen=True):
    kind: FieldKind
    label: Annotated[str, Meta(max_length=60)]
    value: Annotated[str, Meta(max_length=4000)]


class ContactInput(Input, frozen=True):
    """A contact as it is typed; `org`, `note`, `tags`, `circles`, `starred` stay when left out."""

    name: Name
    fields: Annotated[list[FieldInput], Meta(max_length=200)]
    org: Name | None = None
    note: Note | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    circles: Places | UnsetType = UNSET
    starred: bool | UnsetType = UNSET


class ContactChange(Input, frozen=True):
    remark: Annotated[str, Meta(max_length=80)] | UnsetType = UNSET
    note: Note | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    circles: Places | UnsetType = UNSET
    starred: bool | UnsetType = UNSET


@get("/contacts")
async def list_contacts(
    *,
    db: DbIn,
    signed: SignedIn,
    q: Annotated[str, QueryParameter(max_length=200)] = "",
    circle: Annotated[UUID | None, QueryParameter(description="Only in this circle.")] = None,
    tag: Annotated[str | None, QueryParameter(description="Only with this tag.")] = None,
    after: Annotated[
        str | None,
        QueryParameter(description="The `next` of the page before; without it the first page."),
    ] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 500,
) -> rows.ContactPage:
    """A page of one's address book, by name: all, or those with some words, in a circle, or with a
    tag. Raises `Invalid`.
    """
    return await rows.listed(db, signed.person_id, rows.ListFilter(q, circle, tag), after, limit)


@get("/contacts/{contact_id:uuid}")
async def read_contact(db: DbIn, signed: SignedIn, contact_id: FromPath[UUID]) -> Contact:
    """One contact: what one wrote oneself, and what a living contact shares now. Raises
    `NoContact`.
    """
    return await rows.contact(db, signed.person_id, contact_id)


@put("/contacts/{contact_id:uuid}")
async def put_contact(
    db: DbIn, signed: SignedIn, contact_id: FromPath[UUID], data: JSONBody[ContactInput]
) -> Contact:
    """Makes a contact, or replaces all that one wrote about it. Raises `Invalid`, `NoCircle`,
    `NoContact`, `QuotaFull`, `UidTaken`.
    """
    edit = editing.Edit(
        name=data.name,
        fields=_fields(data.fields),
        org=data.org,
        note=data.note,
        tags=data.tags,
        starred=data.starred,
        circles=data.circles,
    )
    await editing.put(db, signed.person_id, contact_id, edit)
    return await rows.contact(db, signed.person_id, contact_id)


def _fields(given: Sequence[FieldInput]) -> list[Field]:
    return [Field(field.kind, field.label, field.value) for field in given]


@patch("/contacts/{contact_id:uuid}")
async def change_contact(
    db: DbIn, signed: SignedIn, contact_id: FromPath[UUID], data: JSONBody[ContactChange]
) -> Contact:
    """Changes remark, note, tags, star or circles of a contact; what is left out stays. Raises
    `Invalid`, `NoCircle`, `NoContact`, `UidTaken`.
    """
    change = editing.Change(data.remark, data.note, data.tags, data.starred, data.circles)
    await editing.change(db, signed.person_id, contact_id, change)
    return await rows.contact(db, signed.person_id, contact_id)


@delete("/contacts/{contact_id:uuid}")
async def delete_contact(db: DbIn, signed: SignedIn, contact_id: FromPath[UUID]) -> None:
    """Deletes a contact. With a living contact the connection ends on this side. Deleting twice is
    one operation. Raises `NoContact`.
    """
    if not await book.remove(db, signed.person_id, [contact_id]) and not (
        await book.is_tombstone(db, signed.person_id, contact_id)
    ):
        raise NoContact


@get("/contacts/{contact_id:uuid}/photo", summary="Read a contact's photo", media_type="image/webp")
async def read_photo(town: TownIn, signed: SignedIn, contact_id: FromPath[UUID]) -> Response[bytes]:
    """The picture in the card that one keeps of a contact, made anew as WebP. Raises `NoContact`,
    `NotAPicture`.
    """
    async with town.database.reading() as db:
        entry = await book.entry(db, signed.person_id, contact_id)
    content = photo(entry.card)
    if content is None:
        raise NotFound
    made = await square_webp(content)
    headers = {"cache-control": "private, max-age=86400"}
    return Response(made, media_type="image/webp", headers=headers)


routes: list[HTTPRouteHandler] = [
    list_contacts,
    read_contact,
    put_contact,
    change_contact,
    delete_contact,
    read_photo,
]
