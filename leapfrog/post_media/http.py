"""The route by which files of posts come."""

from uuid import UUID

from litestar import put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, TownIn, spooled
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.limits import Limit
from leapfrog.post_media import files, uploads
from leapfrog.post_media.model import PostMedia

MB = 1_000_000
UPLOADING = Limit("post_file", 600, 3600)


@put("/post-files/{file_id:uuid}", request_max_body_size=None, status_code=200)
async def upload_post_file(
    request: AnyRequest, town: TownIn, signed: SignedIn, file_id: FromPath[UUID]
) -> PostMedia:
    """Takes the raw body as a picture, a film or a voice for a post, by what is in it. It is made
    anew, without what the camera noted beside it. The same id again is the same file. Raises
    `DiskFull`, `Invalid`, `LongVoice`, `NotAFilm`, `NotAPicture`, `NotASound`, `PostIdUsed`,
    `QuotaFull`, `TooLarge`.
    """
    async with town.database.reading() as db:
        known = await files.known(db, signed.person_id, file_id)
    if known is not None:
        return known
    check_new_id(file_id)
    town.limit(UPLOADING, str(signed.person_id))
    async with spooled(request, town, town.settings.largest_file * MB, signed.person_id) as path:
        return await uploads.receive(town, signed.person_id, file_id, path)


routes: list[HTTPRouteHandler] = [upload_post_file]
