"""Pictures that everyone may see who knows their hash."""

import re

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.kernel import files
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import TownIn
from leapfrog.web.open_to_all import OPEN_TO_ALL

NAME = re.compile(r"([0-9a-f]{64})\.webp")
MEDIA_TYPE = "image/webp"
# The name is the hash of what it names, so it never changes.
FOREVER = "public, max-age=31536000, immutable"


@get("/media/{name:str}", include_in_schema=False)
async def picture(town: TownIn, name: FromPath[str]) -> Response[bytes]:
    """A public WebP by its SHA-256. Raises `NotFound`, also for what is there but not public."""
    named = NAME.fullmatch(name)
    if named is None:
        raise NotFound
    async with town.database.glance() as db:
        found = await files.find_public(db, bytes.fromhex(named[1]))
    if found is None or found.media_type != MEDIA_TYPE:
        raise NotFound
    try:
        content = await town.files.get(found.sha256)
    except FileNotFoundError:
        raise NotFound from None
    return Response(
        content, media_type=MEDIA_TYPE, headers={"cache-control": FOREVER, **OPEN_TO_ALL}
    )


routes: list[HTTPRouteHandler] = [picture]
