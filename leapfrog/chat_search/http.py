"""The route of the search."""

from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from leapfrog.chat_search import search
from leapfrog.chat_search.search import Looking, MessageFilter, SearchPage
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import TownIn
from leapfrog.kernel.limits import Limit

SEARCHING = Limit("search", 120, 60)


@get("/search/messages")
async def find_messages(
    town: TownIn,
    signed: SignedIn,
    *,
    q: Annotated[
        str, QueryParameter(max_length=1000, description="Words; none with `sender` or `only`.")
    ] = "",
    conversation: Annotated[
        UUID | None, QueryParameter(description="Only in this conversation.")
    ] = None,
    sender: Annotated[
        UUID | None, QueryParameter(description="Only what this person said.")
    ] = None,
    only: Annotated[
        Looking | None,
        QueryParameter(description="Only pictures and films, files, or what has a link in it."),
    ] = None,
    before: Annotated[
        str | None,
        QueryParameter(
            max_length=500, description="The `next` of the page before; without it the first page."
        ),
    ] = None,
) -> SearchPage:
    """Messages of one's own conversations with these words, any part of any text in any script,
    Chinese also by how it sounds (pinyin); the newest first; without words, all that one person
    said, or all pictures, files or links. Raises `Invalid`.
    """
    town.limit(SEARCHING, str(signed.person_id))
    async with town.database.reading(planned_once=True) as db:
        kept_to = MessageFilter(sender, only)
        return await search.find(db, signed.person_id, q, conversation, before, only=kept_to)


routes: list[HTTPRouteHandler] = [find_messages]
