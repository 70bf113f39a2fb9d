"""A borrowed computer: it shows a code, a phone vouches, and it is over in half a day."""

from datetime import timedelta
from typing import Any

import httpx

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from tests.http import PASSWORD, Client, Enter
from tests.matrix import unchanged

Json = dict[str, Any]


async def offer(computer: Client) -> Json:
    answer = await computer.post("/device-links", json={"id": str(new_id())})
    assert answer.status_code == 201, answer.text
    offered: Json = answer.json()
    return offered


async def poll(computer: Client, link: Json) -> httpx.Response:
    return await computer.post(f"/device-links/{link['id']}/session")


async def approve(phone: Client, link: Json) -> int:
    return (await phone.post(f"/device-links/{link['code']}/approval")).status_code


async def link_up(phone: Client, computer: Client) -> None:
    link = await offer(computer)
    assert await approve(phone, link) == 204
    assert (await poll(computer, link)).status_code == 201


async def test_a_phone_vouches_for_a_computer(client: Enter) -> None:
    phone, computer = client(), client(headers={"User-Agent": "Windows Chrome Edg/1"})
    me = await phone.join("amina")
    link = await offer(computer)
    assert link["url"] == f"http://localhost:8000/link/{link['code']}"
    assert link["expires_at"] == "2026-11-24T09:03:00Z"
    waiting = await poll(computer, link)
    assert (waiting.status_code, waiting.json()) == (202, {"state": "waiting"})
    assert (await phone.get(f"/device-links/{link['code']}")).json() == {
        "code": link["code"],
        "device_name": "Edge, Windows",
        "address": computer.address,
        "created_at": "2026-11-24T09:00:00Z",
        "expires_at": link["expires_at"],
    }
    assert await approve(phone, link) == 204
    entered = await poll(computer, link)
    assert (entered.status_code, entered.json()) == (201, {"me": me})
    assert (await computer.get("/me")).json() == me


async def test_the_browser_forgets_when_it_is_closed(client: Enter) -> None:
    phone, computer = client(), client()
    await phone.join("amina")
    asked = await computer.post("/device-links", json={"id": str(new_id())})
    flags = sorted(asked.headers["set-cookie"].split("; ")[1:])
    path = "Path=/api/v1/device-links"
    assert flags == ["HttpOnly", "Max-Age=180", path, "SameSite=strict"]
    await approve(phone, asked.json())
    cookie = (await poll(computer, asked.json())).headers["set-cookie"]
    assert sorted(cookie.split("; ")[1:]) == ["HttpOnly", "Path=/", "SameSite=lax"]


async def test_it_is_over_in_twelve_hours(client: Enter, clock: FixedClock) -> None:
    phone, computer = client(), client()
    await phone.join("amina")
    await link_up(phone, computer)
    clock.advance(timedelta(hours=12) - timedelta(seconds=1))
    assert (await computer.get("/me")).status_code == 200
    clock.advance(timedelta(seconds=1))
    assert (await computer.get("/me")).status_code == 401


async def test_the_phone_can_end_it(client: Enter) -> None:
    phone, computer = client(), client()
    await phone.join("amina")
    await link_up(phone, computer)
    linked = (await phone.get("/sessions")).json()[0]
    assert linked["kind"] == "linked"
    assert (await phone.delete(f"/sessions/{linked['id']}")).status_code == 204
    assert (await computer.get("/me")).status_code == 401


async def test_a_code_is_good_once(client: Enter) -> None:
    phone, computer = client(), client()
    await phone.join("amina")
    link = await offer(computer)
    await approve(phone, link)
    assert (await poll(computer, link)).status_code == 201
    gone = await poll(computer, link)
    assert (gone.status_code, gone.json()["code"]) == (410, "link_expired")
    assert await approve(phone, link) == 410


async def test_a_code_lives_three_minutes(
    client: Enter, clock: FixedClock, database_url: str
) -> None:
    phone, computer = client(), client()
    await phone.join("amina")
    link, approved = await offer(computer), await offer(computer)
    await approve(phone, approved)
    clock.advance(timedelta(minutes=3))
    async with unchanged(database_url):
        assert await approve(phone, link) == 410
        assert (await phone.get(f"/device-links/{link['code']}")).status_code == 410
        assert (await poll(computer, link)).status_code == 410
        assert (await poll(computer, approved)).status_code == 410


async def test_only_the_browser_that_shows_the_code_gets_in(
    client: Enter, database_url: str
) -> None:
    phone, computer, thief = client(), client(), client()
    await phone.join("amina")
    link = await offer(computer)
    await approve(phone, link)
    await offer(thief)
    async with unchanged(database_url):
        assert (await poll(thief, link)).status_code == 410
        assert (await poll(client(), link)).status_code == 410
    assert (await poll(computer, link)).status_code == 201


async def test_nobody_vouches_for_what_another_has_vouched_for(
    client: Enter, database_url: str
) -> None:
    amina, mallory, computer = client(), client(), client()
    await amina.join("amina")
    await mallory.join("mallory")
    link = await offer(computer)
    assert await approve(amina, link) == 204
    async with unchanged(database_url):
        assert await approve(mallory, link) == 410
        assert (await mallory.get(f"/device-links/{link['code']}")).status_code == 410
        assert await approve(amina, link) == 204
    assert (await poll(computer, link)).json()["me"]["handle"] == "amina"


async def test_asking_again_is_one_operation(client: Enter, database_url: str) -> None:
    computer, other = client(), client()
    body = {"id": str(new_id())}
    link = (await computer.post("/device-links", json=body)).json()
    async with unchanged(database_url):
        assert (await computer.post("/device-links", json=body)).json() == link
        assert (await other.post("/device-links", json=body)).status_code == 410


async def test_a_code_that_never_was(client: Enter, database_url: str) -> None:
    phone = client()
    await phone.join("amina")
    async with unchanged(database_url):
        for code in ("00000000", "x", "%00", "a" * 300):
            assert (await phone.get(f"/device-links/{code}")).status_code == 410
            assert await approve(phone, {"code": code}) == 410


async def test_codes_cannot_be_tried_for_long(client: Enter) -> None:
    phone = client()
    await phone.join("amina")
    tries = [(await phone.get(f"/device-links/0000000{n}")).status_code for n in range(31)]
    assert tries == [410] * 30 + [429]


async def test_a_code_is_read_as_it_was_meant(client: Enter) -> None:
    phone, computer = client(), client()
    await phone.join("amina")
    code = (await offer(computer))["code"].upper().replace("0", "O")
    assert await approve(phone, {"code": f"{code[:4]}-{code[4:]}"}) == 204


async def test_a_borrowed_computer_changes_no_way_in(client: Enter, database_url: str) -> None:
    phone, computer, other = client(), client(), client()
    await phone.join("amina")
    await link_up(phone, computer)
    link = await offer(other)
    sessions = (await phone.get("/sessions")).json()
    phones = next(each["id"] for each in sessions if each["current"])
    some, password = new_id(), {"password": "ten green bottles", "current_password": PASSWORD}
    refused = [
        ("PUT", "/me/password", password),
        ("POST", "/me/recovery-codes", None),
        ("POST", "/me/proof", {"password": PASSWORD}),
        ("POST", "/passkey-challenges", {"purpose": "add"}),
        ("POST", "/me/passkeys", {"challenge_id": str(some), "credential": {}, "name": "x"}),
        ("PATCH", f"/me/passkeys/{some}", {"name": "x"}),
        ("DELETE", f"/me/passkeys/{some}", None),
        ("PUT", f"/app-passwords/{some}", {"name": "x"}),
        ("DELETE", f"/app-passwords/{some}", None),
        ("GET", f"/device-links/{link['code']}", None),
        ("POST", f"/device-links/{link['code']}/approval", None),
        ("DELETE", f"/sessions/{phones}", None),
    ]
    async with unchanged(database_url):
        for method, path, body in refused:
            answer = await computer.request(method, path, json=body)
            assert (path, answer.status_code) == (path, 403)
            assert answer.json()["code"] == "own_device_needed"
    assert (await computer.patch("/me", json={"about": "at the library"})).status_code == 200
    assert (await computer.delete("/sessions/current")).status_code == 204
