"""The route of the search."""

from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from leapfrog.chat_search import search
from leapfrog.chat_search.search import SearchPage
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import TownIn
from leapfrog.kernel.limits import Limit

SEARCHING = Limit("search", 120, 60)


@get("/search/messages")
async def find_messages(
    town: TownIn,
    signed: SignedIn,
    q: Annotated[str, QueryParameter(max_length=1000)],
    conversation: Annotated[
        UUID | None, QueryParameter(description="Only in this conversation.")
    ] = None,
    before: Annotated[
        str | None,
        QueryParameter(
            max_length=500, description="The `next` of the page before; without it the first page."
        ),
    ] = None,
) -> SearchPage:
    """Messages of one's own conversations with these words, any part of any text in any script; the
    newest first. Raises `Invalid`.
    """
    town.limit(SEARCHING, str(signed.person_id))
    async with town.database.reading() as db:
        return await search.find(db, signed.person_id, q, conversation, before)


routes: list[HTTPRouteHandler] = [find_messages]
