"""Routes of people: who follows whom, who asks to, lists, and the search for them."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.follows import lists, pages
from leapfrog.follows.lists import ListPage
from leapfrog.follows.pages import PeoplePage
from leapfrog.follows.store_lists import ReadingList
from leapfrog.identity import SignedIn, search
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Size

SEARCHING = Limit("people_search", 120, 60)
MOST_FOUND = 30
Ids = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=lists.MOST_MEMBERS)]


class ListInput(Input, frozen=True):
    name: Annotated[str, msgspec.Meta(max_length=200)]


class ListPeople(Input, frozen=True):
    person_ids: Ids


class Lists(msgspec.Struct, frozen=True):
    lists: list[ReadingList]


@get("/profiles/{person_id:uuid}/followers")
async def list_followers(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], before: Before = None, limit: Size = 30
) -> PeoplePage:
    """A page of who follows somebody, as far as one may see it. Raises `NoPerson`."""
    return await pages.followers(db, signed.person_id, person_id, before, limit)


@get("/profiles/{person_id:uuid}/following")
async def list_following(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], before: Before = None, limit: Size = 30
) -> PeoplePage:
    """A page of whom somebody follows, as far as one may see it. Raises `NoPerson`."""
    return await pages.following(db, signed.person_id, person_id, before, limit)


@get("/follow-requests")
async def list_follow_requests(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 30
) -> PeoplePage:
    """A page of who asks to follow oneself, the last one first."""
    return await pages.requests(db, signed.person_id, before, limit)


@get("/follow-requests/sent", summary="List whom one asked to follow")
async def list_asked(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 30
) -> PeoplePage:
    """A page of whom one asked to follow and who has not answered, the last one first: who decides
    themselves, and people of other towns that were not reached yet.
    """
    return await pages.asked(db, signed.person_id, before, limit)


@get("/search/people")
async def find_people(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    q: Annotated[str, QueryParameter(max_length=200)],
) -> PeoplePage:
    """People by name or handle, in any script."""
    town.limit(SEARCHING, str(signed.person_id))
    ids = await search(db, q, MOST_FOUND)
    return PeoplePage(await pages.shown(db, signed.person_id, ids), None)


@get("/lists")
async def list_lists(db: DbIn, signed: SignedIn) -> Lists:
    """One's own lists of people."""
    return Lists(list(await lists.mine(db, signed.person_id)))


@put("/lists/{list_id:uuid}")
async def put_list(
    db: DbIn, signed: SignedIn, list_id: FromPath[UUID], data: JSONBody[ListInput]
) -> Lists:
    """Makes a list, or renames it; answers all lists. Raises `Invalid`, `NoList`."""
    check_new_id(list_id)
    return Lists(list(await lists.put(db, signed.person_id, list_id, data.name)))


@get("/lists/{list_id:uuid}", summary="Read a list")
async def read_list_page(db: DbIn, signed: SignedIn, list_id: FromPath[UUID]) -> ListPage:
    """A list of one's own, with who is on it. Raises `NoList`."""
    return await lists.one(db, signed.person_id, list_id)


@delete("/lists/{list_id:uuid}", status_code=204)
async def delete_list(db: DbIn, signed: SignedIn, list_id: FromPath[UUID]) -> None:
    """Deletes a list; its people stay followed. Again, nothing happens. Raises `NoList`."""
    await lists.delete(db, signed.person_id, list_id)


@put("/lists/{list_id:uuid}/people", summary="Set people of a list")
async def place_on_list(
    db: DbIn, signed: SignedIn, list_id: FromPath[UUID], data: JSONBody[ListPeople]
) -> ListPage:
    """These people are on the list, and nobody else; who blocked one, or is blocked, is not. Raises
    `Invalid`, `NoList`.
    """
    return await lists.place(db, signed.person_id, list_id, data.person_ids)


routes: list[HTTPRouteHandler] = [
    list_followers,
    list_following,
    list_follow_requests,
    list_asked,
    find_people,
    list_lists,
    put_list,
    read_list_page,
    delete_list,
    place_on_list,
]
