"""Routes of drops for who makes one, and for the desk that names helpers of the community."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import pay
from leapfrog.drops import announcing, closing, codes, community, shapes, store
from leapfrog.drops.errors import NoDrop
from leapfrog.drops.model import DropCode, DropHelper, DropLevel, NewDrop
from leapfrog.drops.shapes import DropShown
from leapfrog.identity import Person, SignedIn, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.market import CostPart

DropId = FromPath[UUID]
MAKING = Limit("drop_make", 60, 3600)
Hex = Annotated[str, msgspec.Meta(max_length=64)]
Text = Annotated[str, msgspec.Meta(max_length=600)]


class DropCostInput(Input, frozen=True):
    """A part of the price, in minor units; null: not told."""

    name: Text
    amount: int | None = None


Zoned = Annotated[datetime, msgspec.Meta(tz=True)]


class DropInput(Input, frozen=True):
    """`commitment`: the SHA-256, in hexadecimal, of 32 random bytes that the maker's device keeps
    until the list is closed. `opens_at` null: at once. `registered_before`: younger accounts do not
    take part; null: than now. `levels`: only who is all of these takes part, as `DropShown` says.
    """

    variant_id: UUID
    mode: Literal["lottery", "queue"]
    units: int
    price: int
    closes_at: Zoned
    commitment: Hex
    opens_at: Zoned | None = None
    early_units: int = 0
    code_units: int = 0
    registered_before: Zoned | None = None
    buy_hours: int = 24
    costs: Annotated[list[DropCostInput], msgspec.Meta(max_length=50)] = msgspec.field(
        default_factory=list
    )
    accessories: Annotated[list[UUID], msgspec.Meta(max_length=50)] = msgspec.field(
        default_factory=list
    )
    levels: Annotated[list[DropLevel], msgspec.Meta(max_length=10)] = msgspec.field(
        default_factory=list
    )


class SeedInput(Input, frozen=True):
    """The seed, in hexadecimal."""

    seed: Hex


class CommitmentInput(Input, frozen=True):
    """SHA-256 of a new seed, in hexadecimal."""

    commitment: Hex


class WhyInput(Input, frozen=True):
    """For everybody to read."""

    why: Text


class CodeFor(Input, frozen=True):
    """For whom."""

    person_id: UUID


class DropCodeShown(msgspec.Struct, frozen=True):
    """A code as its maker sees it: the text is for whom it was given to."""

    id: UUID
    person: Person | None
    given_at: datetime
    used: bool


class DropCodes(msgspec.Struct, frozen=True):
    codes: list[DropCodeShown]


class HelperShown(msgspec.Struct, frozen=True):
    """A helper of the community, and why the desk says so."""

    person: Person
    reason: str
    at: datetime


class DropHelpers(msgspec.Struct, frozen=True):
    helpers: list[HelperShown]


async def one_shown(db: Db, me: UUID, drop_id: UUID) -> DropShown:
    """Raises `NoDrop`."""
    found = await store.find(db, [drop_id])
    if not found:
        raise NoDrop
    [shown] = await shapes.shown(db, me, list(found.values()))
    return shown


def _bytes(text: str, field: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Invalid("These are no hexadecimal digits.", field=field) from None


@put("/drops/{drop_id:uuid}", summary="Announce a drop")
async def announce(
    db: DbIn, town: TownIn, signed: SignedIn, drop_id: DropId, data: JSONBody[DropInput]
) -> DropShown:
    """A drop of a shop that one leads; its units leave the shelf for it. Again is the same. Raises
    `DropIdUsed`, `Invalid`, `NoDrop`, `NoItem`, `NoVariant`, `RateLimited`, `RoleNeeded`,
    `TooFewFree`.
    """
    town.limit(MAKING, str(signed.person_id))
    given = msgspec.structs.asdict(data)
    given["commitment"] = _bytes(data.commitment, "commitment")
    given["costs"] = [CostPart(one.name, one.amount) for one in data.costs]
    await announcing.announce(db, signed.person_id, NewDrop(id=drop_id, **given))
    return await one_shown(db, signed.person_id, drop_id)


@put("/drops/{drop_id:uuid}/end", summary="Call a drop off")
async def call_off(
    db: DbIn, signed: SignedIn, drop_id: DropId, data: JSONBody[WhyInput]
) -> DropShown:
    """It does not take place, and everybody can read why. Again is the same. Raises `DropNotNow`,
    `Invalid`, `NoDrop`, `RoleNeeded`.
    """
    await announcing.call_off(db, signed.person_id, drop_id, data.why)
    return await one_shown(db, signed.person_id, drop_id)


@put("/drops/{drop_id:uuid}/seed", summary="Show the seed")
async def reveal(
    db: DbIn, signed: SignedIn, drop_id: DropId, data: JSONBody[SeedInput]
) -> DropShown:
    """The maker shows the seed of a closed list: it is drawn. Again is the same. Raises
    `DropNotNow`, `Invalid`, `NoDrop`, `RoleNeeded`, `WrongSeed`.
    """
    await closing.reveal(db, signed.person_id, drop_id, _bytes(data.seed, "seed"))
    return await one_shown(db, signed.person_id, drop_id)


@put("/drops/{drop_id:uuid}/commitment", summary="Commit to another seed")
async def recommit(
    db: DbIn, signed: SignedIn, drop_id: DropId, data: JSONBody[CommitmentInput]
) -> DropShown:
    """The seed is lost: the round is void, for everybody to see, and another one begins, at most
    twice. Raises `DropNotNow`, `Invalid`, `NoDrop`, `RoleNeeded`.
    """
    made = _bytes(data.commitment, "commitment")
    await closing.recommit(db, signed.person_id, drop_id, made)
    return await one_shown(db, signed.person_id, drop_id)


@get("/drops/{drop_id:uuid}/codes", summary="List F-codes")
async def list_codes(db: DbIn, signed: SignedIn, drop_id: DropId) -> DropCodes:
    """To whom one gave F-codes of a drop of one's shop. Raises `NoDrop`, `RoleNeeded`."""
    await announcing.enter_as_maker(db, signed.person_id, drop_id)
    return await _codes(db, drop_id)


@put("/drops/{drop_id:uuid}/codes/{code_id:uuid}", summary="Give an F-code")
async def give_code(
    db: DbIn, signed: SignedIn, drop_id: DropId, code_id: FromPath[UUID], data: JSONBody[CodeFor]
) -> DropCodes:
    """Gives somebody the right to buy one unit, by a code that is of use to nobody else. The same
    id again is the same. Raises `DropIdUsed`, `DropNotNow`, `HadRight`, `Invalid`, `NoCodesLeft`,
    `NoDrop`, `NoPerson`, `OwnDrop`, `RoleNeeded`.
    """
    me = signed.person_id
    wanted = DropCode(code_id, drop_id, data.person_id, me, "", db.now)
    await codes.give_code(db, me, wanted)
    return await _codes(db, drop_id)


async def _codes(db: Db, drop_id: UUID) -> DropCodes:
    found = await store.codes(db, drop_id)
    people = await named(db, [one.person_id for one in found if one.person_id])
    return DropCodes(
        [
            DropCodeShown(
                one.id,
                people.get(one.person_id) if one.person_id else None,
                one.given_at,
                one.right_id is not None,
            )
            for one in found
        ]
    )


@get("/drops/helpers", summary="List helpers of the community")
async def list_helpers(db: DbIn, signed: SignedIn) -> DropHelpers:
    """Who comes first where a drop has an early lane, and why."""
    found = await store.helpers(db)
    people = await named(db, [one.person_id for one in found])
    return DropHelpers(
        [_helper(one, people[one.person_id]) for one in found if one.person_id in people]
    )


def _helper(one: DropHelper, person: Person) -> HelperShown:
    return HelperShown(person, one.reason, one.at)


@put(
    "/desk/drops/helpers/{person_id:uuid}",
    summary="Name a helper of the community",
    guards=[pay.desk_only],
)
async def name_helper(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[WhyInput]
) -> HelperShown:
    """The desk says who is one, and why. Raises `ClerkNeeded`, `Invalid`, `NoPerson`."""
    made = await community.name_helper(db, signed.person_id, person_id, data.why)
    return _helper(made, (await named(db, [person_id]))[person_id])


@delete(
    "/desk/drops/helpers/{person_id:uuid}",
    summary="Name somebody no longer",
    status_code=204,
    guards=[pay.desk_only],
)
async def drop_helper(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> None:
    """Somebody is no helper any more; tickets stay what they are. Raises `ClerkNeeded`."""
    await store.drop_helper(db, person_id)


routes: list[HTTPRouteHandler] = [
    announce,
    call_off,
    reveal,
    recommit,
    list_codes,
    give_code,
    list_helpers,
    name_helper,
    drop_helper,
]
