"""Routes of conversations that are taken out as files."""

from uuid import UUID

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from leapfrog.chat_archives import exporting
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import Town, TownIn
from leapfrog.kernel.limits import Limit as Rate
from leapfrog.kernel.pool import take_time
from leapfrog.kernel.zones import zone_of

EXPORTS = Rate("history_export", 60, 3600)


@get(
    "/conversations/{conversation_id:uuid}/export",
    summary="Export a conversation",
    media_type="application/zip",
    guards=[own_device],
)
async def export_one(
    town: TownIn,
    signed: SignedIn,
    conversation_id: FromPath[UUID],
    zone: FromQuery[str] = "UTC",
    media: FromQuery[bool] = True,
) -> Stream:
    """One conversation as a zip: JSON, pages, plain text and files, as docs/chat-export.md
    describes. Raises `Invalid`, `NoConversation`.
    """
    return await _export(town, signed.person_id, [conversation_id], zone, media=media)


@get(
    "/export/conversations",
    summary="Export all conversations",
    media_type="application/zip",
    guards=[own_device],
)
async def export_all(
    town: TownIn, signed: SignedIn, zone: FromQuery[str] = "UTC", media: FromQuery[bool] = True
) -> Stream:
    """All conversations in one zip, a folder for each. Raises `Invalid`, `NoConversation`,
    `NotFound`.
    """
    return await _export(town, signed.person_id, None, zone, media=media)


async def _export(
    town: Town, person_id: UUID, ids: list[UUID] | None, zone: str, *, media: bool
) -> Stream:
    town.limit(EXPORTS, str(person_id))
    take_time()
    blocks = await exporting.export(town, person_id, ids, zone_of(zone), media=media)
    name = f"chat-{ids[0]}.zip" if ids else "chats.zip"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
    }
    return Stream(blocks, media_type="application/zip", headers=headers)


routes: list[HTTPRouteHandler] = [export_one, export_all]
