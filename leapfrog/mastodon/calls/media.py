"""Pictures, films and voices: uploaded, described, looked at again."""

from typing import Any

from leapfrog import post_media, posts
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import new_id
from leapfrog.mastodon.call import ApiCall, Asked, Routes
from leapfrog.mastodon.calls.composing import check_focus
from leapfrog.mastodon.entities.media import attachment
from leapfrog.mastodon.errors import ApiRefused
from leapfrog.post_media import UPLOADING, PostMedia

routes = Routes()


async def _receive(asked: Asked) -> PostMedia:
    """Raises `ApiRefused`, `NotAPicture`, …"""
    _check(asked)
    asked.take(UPLOADING)
    source = asked.file("file")
    if source is None:
        raise ApiRefused("Validation failed: File can't be blank")
    return await post_media.receive(asked.town, asked.me, new_id(), source)


@routes("POST", "/api/v1/media", "write:media", prepare=_receive)
@routes("POST", "/api/v2/media", "write:media", prepare=_receive)
async def upload(call: ApiCall) -> Any:
    """Made anew and ready when this is answered."""
    return await _described(call, call.prepared)


def _check(call: Asked) -> None:
    """Raises `ApiRefused`."""
    check_focus(call)
    call.only("thumbnail", (), "cannot be chosen: it is made of the file")


async def _described(call: ApiCall, media: PostMedia) -> Any:
    if call.has("description"):
        words = call.text("description")
        media = await posts.describe_file(call.db, call.me, media.file, words)
    return attachment(media, call.at, call.me)


async def _mine(call: ApiCall) -> PostMedia:
    """Raises `NotFound` for what is not there, or another's."""
    found = await post_media.known_to(call.db, call.me, await call.own("file"))
    if found is None:
        raise NotFound
    return found


@routes("GET", "/api/v1/media/{id}", "write:media|read:statuses")
async def one(call: ApiCall) -> Any:
    return attachment(await _mine(call), call.at, call.me)


@routes("PUT", "/api/v1/media/{id}", "write:media")
async def describe(call: ApiCall) -> Any:
    """What it shows, told until it is in a post; from then on by editing the post."""
    _check(call)
    return await _described(call, await _mine(call))
