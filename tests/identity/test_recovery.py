"""Recovery codes: each is good once, for a new password."""

from tests.http import PASSWORD, Client, Enter
from tests.matrix import unchanged

NEW = "ten green bottles"


async def recover(browser: Client, code: str, handle: str = "amina", new: str = NEW) -> int:
    body = {"handle": handle, "code": code, "new_password": new}
    return (await browser.post("/sessions/recovery", json=body)).status_code


async def test_a_code_buys_a_new_password_and_ends_all_other_sessions(client: Enter) -> None:
    lost, fresh = client(), client()
    await lost.join("amina")
    assert await recover(fresh, lost.recovery_codes[0]) == 201
    assert (await lost.get("/me")).status_code == 401
    [session] = (await fresh.get("/sessions")).json()
    assert (session["kind"], session["current"]) == ("recovery", True)
    assert (await fresh.get("/me")).json()["recovery_codes_left"] == 9
    await client().sign_in("amina", NEW)
    old = {"handle": "amina", "password": PASSWORD}
    assert (await client().post("/sessions", json=old)).status_code == 401


async def test_a_code_is_good_once(client: Enter, database_url: str) -> None:
    amina = client()
    await amina.join("amina")
    assert await recover(client(), amina.recovery_codes[3]) == 201
    async with unchanged(database_url):
        assert await recover(client(), amina.recovery_codes[3]) == 401
    assert await recover(client(), amina.recovery_codes[4]) == 201


async def test_a_code_is_read_as_it_was_meant(client: Enter) -> None:
    amina = client()
    await amina.join("amina")
    code = amina.recovery_codes[0].upper().replace("-", " ").replace("0", "O").replace("1", "l")
    assert await recover(client(), f" {code} ", "Amina@lake.town") == 201


async def test_refused_and_nothing_changed(client: Enter, database_url: str) -> None:
    amina, boris = client(), client()
    await amina.join("amina")
    await boris.join("boris")
    right = amina.recovery_codes[0]
    refused = [
        (boris.recovery_codes[0], "amina", NEW, 401),
        ("0000-0000-0000-0000", "amina", NEW, 401),
        ("", "amina", NEW, 401),
        (right, "nobody_here", NEW, 401),
        (right, "", NEW, 401),
        (right, "amina", "short", 422),
        (right, "amina", "x" * 501, 400),
    ]
    async with unchanged(database_url):
        for code, handle, new, status in refused:
            assert await recover(client(), code, handle, new) == status


async def test_new_codes_void_the_old(client: Enter) -> None:
    amina = client()
    await amina.join("amina")
    fresh = (await amina.post("/me/recovery-codes")).json()["recovery_codes"]
    assert len({*fresh, *amina.recovery_codes}) == 20
    assert await recover(client(), amina.recovery_codes[0]) == 401
    assert await recover(client(), fresh[0]) == 201


async def test_codes_cannot_be_tried_for_long(client: Enter) -> None:
    amina, guesser = client(), client()
    await amina.join("amina")
    for n in range(8):
        assert await recover(guesser, f"0000-0000-0000-000{n}") == 401
    assert await recover(guesser, amina.recovery_codes[0]) == 429
    assert await recover(client(), amina.recovery_codes[0]) == 201
