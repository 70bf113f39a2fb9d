"""Whether the list says that one can write somewhere is what one finds who writes there."""

from uuid import UUID

import pytest

from leapfrog.contacts import may_talk
from leapfrog.kernel.http import Town
from tests.chat.acts import Talk, ok, say

BLOCK = "insert into contacts_block (owner_id, person_id, created_at) select '{}', '{}', now()"
STATES = {
    "contacts": "select",
    "not any more": "update contacts_contact set connected = false where owner_id = '{0}'",
    "not there any more": "update contacts_contact set connected = false where owner_id = '{1}'",
    "deleted": "update contacts_contact set deleted = true where owner_id = '{0}'",
    "deleted there": "update contacts_contact set deleted = true where owner_id = '{1}'",
    "blocked": BLOCK.format("{0}", "{1}"),
    "blocked there": BLOCK.format("{1}", "{0}"),
    "moved": "update identity_person set moved_to = 'https://x.example' where id = '{1}'",
}


@pytest.mark.parametrize("state", STATES)
async def test_the_list_says_what_is_found_by_writing(state: str, talk: Talk, town: Town) -> None:
    ok(await say(talk.amina, talk.id, "hello"))
    async with town.database.transaction() as db:
        pair = (UUID(talk.amina.me["id"]), UUID(talk.bo.me["id"]))
        await db.run(STATES[state].format(*pair))
        may = pair in await may_talk(db, [pair])
    [listed] = ok(await talk.amina.get("/conversations"))["conversations"]
    changed = ok(await talk.amina.get("/sync"))["conversations"]
    assert may == (state == "contacts")
    assert listed["writable"] == may
    assert {one["id"]: one["writable"] for one in changed}[talk.id] == may
    assert (await say(talk.amina, talk.id, "again")).is_success == may
