"""Who is in a conversation now, as other modules ask for it."""

from uuid import UUID

from leapfrog import chat
from leapfrog.kernel.http import Town
from tests.chat.acts import Talk, befriend, made
from tests.contacts.conftest import Join


async def test_who_left_and_who_never_was_there_are_not_present(
    talk: Talk, join: Join, town: Town
) -> None:
    cleo = await join("cleo")
    await befriend(talk.amina, cleo)
    group = await made(talk.amina, talk.bo)
    amina, bo, other = (UUID(one.me["id"]) for one in (talk.amina, talk.bo, cleo))
    two, place = UUID(talk.id), UUID(group)
    asked = [(amina, two), (bo, place), (other, two), (other, place)]
    async with town.database.reading() as db:
        assert await chat.present(db, asked) == {(amina, two): "direct", (bo, place): "group"}
        assert set(await chat.people(db, place)) == {amina, bo}
        assert await chat.present(db, []) == {}
    assert (await talk.bo.delete(f"/groups/{group}/members/{bo}")).status_code == 204
    async with town.database.reading() as db:
        assert await chat.present(db, [(bo, place)]) == {}
        assert await chat.people(db, place) == [amina]
