"""Towns that erased people before erasing took all of it: what was left goes with the program."""

from pathlib import Path
from uuid import UUID

import asyncpg

import leapfrog.portability
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import made
from tests.chat.test_attaching import meta_of, send
from tests.chat.test_files import got, put
from tests.contacts.acts import befriend, ok
from tests.contacts.conftest import Join, join
from tests.posts.acts import posted

__all__ = ["join"]

SQL = Path(leapfrog.portability.__file__).parent / "migrations" / "0179_before.sql"
# As erasing left it: the words were gone, the rest was not.
BEFORE = """
update identity_person set kind = 'erased', display_name = '' where id = $1;
"""
WORDS = "update chat_message set body = '', meta = null where sender_id = $1 and kind <> 'system'"


async def test_what_was_left_goes(join: Join, settings: Settings) -> None:
    amina, bo = await join("amina"), await join("bo_chen")
    await befriend(amina, bo)
    group = await made(amina, bo, name="Rowing")
    ok(await amina.patch(f"/groups/{group}", json={"announcement": "Sunday at nine"}))
    files = [ok(await put(amina, name.encode(), kind="file")) for name in ("sent", "passed on")]
    for file in files:
        ok(await send(amina, group, "file", meta_of(file)))
    ok(await send(bo, group, "file", meta_of(files[1])))
    shop = new_id()
    ok(await amina.put(f"/merchants/{shop}", json={"name": "Amina's"}))
    shown = await posted(amina, "rude")
    body = {"kind": "post", "ref": shown["id"], "reason": "he is rude"}
    ok(await bo.put(f"/post-reports/{new_id()}", json=body))
    connection = await asyncpg.connect(str(settings.database_url))
    try:
        left = UUID(amina.me["id"])
        await connection.execute(BEFORE.replace("$1", f"'{left}'"))
        await connection.execute(WORDS, left)
        await connection.execute("delete from pay_cashier where person_id = $1", left)
        await connection.execute("update pay_merchant set closed_at = now()")
        async with connection.transaction():
            await connection.execute(SQL.read_text())
        names = await connection.fetchrow("select name, latin from pay_merchant")
        reason = await connection.fetchval("select reason from posts_report")
    finally:
        await connection.close()
    assert (await got(bo, files[0]["id"])).status_code == 404
    assert (await got(bo, files[1]["id"])).content == b"passed on"
    assert "announcement" not in ok(await bo.get(f"/conversations/{group}"))
    assert (tuple(names), reason) == (("", ""), "he is rude")
