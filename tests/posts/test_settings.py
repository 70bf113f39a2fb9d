"""What people let others see and do on the square."""

import asyncio

from tests.contacts.conftest import Join
from tests.posts.acts import ok


async def test_two_settings_changed_at_once_are_both_kept(join: Join) -> None:
    amina = await join("amina")
    for approve, shows in [(True, "nobody"), (False, "everyone")] * 5:
        await asyncio.gather(
            amina.patch("/post-settings", json={"approve": approve}),
            amina.patch("/post-settings", json={"show_follows": shows}),
        )
        found = ok(await amina.get("/post-settings"))
        assert (found["approve"], found["show_follows"]) == (approve, shows)
