"""What others may see of one in chats."""

import asyncio

from tests.chat.acts import ok
from tests.contacts.conftest import Join


async def test_two_settings_changed_at_once_are_both_kept(join: Join) -> None:
    amina = await join("amina")
    for marks, presence in [(False, "nobody"), (True, "contacts")] * 5:
        await asyncio.gather(
            amina.patch("/chat/settings", json={"read_marks": marks}),
            amina.patch("/chat/settings", json={"presence": presence}),
        )
        found = ok(await amina.get("/chat/settings"))
        assert (found["read_marks"], found["presence"]) == (marks, presence)
