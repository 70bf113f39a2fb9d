"""What a home asks of the town that holds a spare."""

import msgspec

from leapfrog import towns
from leapfrog.kernel.http import Town
from leapfrog.mirrors.errors import (
    NoRoomOffered,
    NoSpare,
    SpareRefused,
    SpareTownNotReached,
)
from leapfrog.mirrors.model import (
    LARGEST_PIECE,
    MIRROR_PATH,
    MirrorAnswer,
    MirrorRequest,
)
from leapfrog.towns import NotReached

MORE = 1_000
# By what their problem is called there.
REFUSALS = {"no_room_offered": NoRoomOffered, "no_spare": NoSpare, "spare_refused": SpareRefused}


class _Problem(msgspec.Struct, frozen=True):
    code: str = ""


async def ask(town: Town, domain: str, asked: MirrorRequest, content: bytes = b"") -> MirrorAnswer:
    """Raises `SpareTownNotReached`, `NoRoomOffered`, `NoSpare`, `SpareRefused`."""
    body = await _post(town, domain, asked, content, 64 * 1024)
    try:
        return msgspec.json.decode(body, type=MirrorAnswer)
    except msgspec.DecodeError:
        raise SpareTownNotReached(why="it answered what is no answer") from None


async def offered(town: Town, domain: str, pid: str) -> None:
    """Whether the town speaks this and would take one more. Raises `NoRoomOffered`,
    `SpareTownNotReached`, `SpareRefused`.
    """
    try:
        await ask(town, domain, MirrorRequest("", "", pid, "offer"))
    except NoSpare:
        raise NoRoomOffered from None


async def fetch(town: Town, domain: str, asked: MirrorRequest) -> bytes:
    """A chunk, or a piece of a file, as it is kept there. Raises the same."""
    return await _post(town, domain, asked, b"", LARGEST_PIECE + MORE)


async def _post(
    town: Town, domain: str, asked: MirrorRequest, content: bytes, largest: int
) -> bytes:
    head = msgspec.structs.replace(asked, sender=town.settings.town_domain, to=domain)
    body = msgspec.json.encode(head) + b"\n" + content
    try:
        answer = await towns.ask_town(town, domain, MIRROR_PATH, body, largest=largest)
    except NotReached as why:
        raise SpareTownNotReached(why=str(why)) from None
    if answer.status == 200:
        return answer.body
    if 400 <= answer.status < 500 and answer.status != 429:
        try:
            code = msgspec.json.decode(answer.body, type=_Problem).code
        except msgspec.DecodeError:
            code = ""
        raise REFUSALS.get(code, SpareRefused)
    raise SpareTownNotReached(why=f"answered {answer.status}")
