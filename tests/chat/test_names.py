"""A conversation bears the name that its owner gave the other one, and nobody else sees that
name.
"""

from tests.chat.acts import Talk, listed, ok, said
from tests.contacts.acts import contact_of
from tests.contacts.conftest import Settle


async def test_a_remark_is_the_name_on_ones_own_screen_only(talk: Talk, settle: Settle) -> None:
    await said(talk.amina, talk.id, "hello")
    assert [each["name"] for each in await listed(talk.amina)] == ["Bo_chen"]
    await settle()
    cursor = ok(await talk.amina.get("/sync"))["cursor"]
    contact = await contact_of(talk.amina, talk.bo)
    ok(await talk.amina.patch(f"/contacts/{contact['id']}", json={"remark": "Little Bo"}))
    await settle()
    changes = ok(await talk.amina.get("/sync", params={"cursor": cursor}))
    assert [each["name"] for each in changes["conversations"]] == ["Little Bo"]
    assert [each["name"] for each in await listed(talk.amina)] == ["Little Bo"]
    assert [each["name"] for each in await listed(talk.bo)] == ["Amina"]


async def test_a_new_display_name_is_on_the_others_screen(talk: Talk, settle: Settle) -> None:
    await said(talk.amina, talk.id, "hello")
    ok(await talk.bo.patch("/me", json={"display_name": "Bo Chen"}))
    await settle()
    assert [each["name"] for each in await listed(talk.amina)] == ["Bo Chen"]
