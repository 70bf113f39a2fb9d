"""Sessions: a cookie that scripts cannot read, made anew at each sign-in, ended from any device."""

from datetime import timedelta
from uuid import UUID

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.stream import StreamDevice
from tests.http import PASSWORD, Client, Enter, running
from tests.matrix import unchanged

CREDENTIALS = {"handle": "amina", "password": PASSWORD}


async def test_the_cookie_is_not_for_scripts_or_other_sites(client: Enter) -> None:
    await client().join("amina")
    answer = await client().post("/sessions", json=CREDENTIALS)
    flags = answer.headers["set-cookie"].split("; ")[1:]
    assert sorted(flags) == ["HttpOnly", "Max-Age=15552000", "Path=/", "SameSite=lax"]
    assert answer.headers["cache-control"] == "no-store"


async def test_the_cookie_of_a_town_with_tls_goes_over_tls_only(settings: Settings) -> None:
    secure = Settings(home=settings.home, database_url=settings.database_url, origin="https://l.t")
    async with running(secure) as app, Client(app, "https://l.t", "203.0.113.1") as browser:
        await browser.join("amina")
        answer = await browser.post("/sessions", json=CREDENTIALS)
        assert "Secure" in answer.headers["set-cookie"].split("; ")
        link = await browser.post("/device-links", json={"id": str(new_id())})
        assert "Secure" in link.headers["set-cookie"].split("; ")


async def test_signs_in_however_the_name_is_written(client: Enter) -> None:
    await client().join("amina")
    for handle in ("amina", " Amina ", "@amina", "amina@lake.town"):
        assert (await client().sign_in(handle))["handle"] == "amina"


WRONG = [
    ("amina", "wrong password"),
    ("amina", ""),
    ("amina", PASSWORD.upper()),
    ("nobody_here", PASSWORD),
    ("amina\x00", PASSWORD),
    ("", PASSWORD),
    ("амина", PASSWORD),
]


async def test_whatever_is_wrong_the_answer_is_the_same(client: Enter, database_url: str) -> None:
    await client().join("amina")
    stranger = client()
    async with unchanged(database_url):
        for handle, password in WRONG:
            body = {"handle": handle, "password": password}
            answer = await stranger.post("/sessions", json=body)
            problem = answer.json()
            problem.pop("instance")
            assert answer.status_code == 401
            assert problem == {
                "type": "urn:leapfrog:problem:wrong_credentials",
                "code": "wrong_credentials",
                "title": "The name or the secret is not right.",
                "status": 401,
            }
            assert stranger.token is None


async def test_a_sign_in_makes_a_new_session_in_the_place_of_the_old(client: Enter) -> None:
    amina, planted = client(), client()
    await amina.join("amina")
    before = amina.token
    await amina.sign_in("amina")
    assert amina.token != before
    planted.cookies.set("leapfrog_session", str(before), domain="localhost.local")
    assert (await planted.get("/me")).status_code == 401
    [session] = (await amina.get("/sessions")).json()
    assert session["kind"] == "password"


async def test_a_planted_cookie_is_not_taken_over(client: Enter) -> None:
    await client().join("amina")
    victim, attacker = client(), client()
    for browser in (victim, attacker):
        browser.cookies.set("leapfrog_session", "planted", domain="localhost.local")
    answer = await victim.post("/sessions", json=CREDENTIALS)
    assert "planted" not in answer.headers["set-cookie"]
    assert (await attacker.get("/me")).status_code == 401


async def test_sessions_are_listed_and_ended(client: Enter) -> None:
    phone, laptop = client(), client(headers={"User-Agent": "Mac OS X Safari"})
    await phone.join("amina")
    await laptop.sign_in("amina")
    listed = (await phone.get("/sessions")).json()
    assert [(each["name"], each["current"]) for each in listed] == [
        ("Safari, Mac", False),
        ("Firefox, Android", True),
    ]
    assert listed[0]["address"] == laptop.address
    assert (await phone.delete(f"/sessions/{listed[0]['id']}")).status_code == 204
    assert (await laptop.get("/me")).status_code == 401
    assert (await phone.delete(f"/sessions/{listed[0]['id']}")).status_code == 404


async def test_a_session_that_ended_is_over_in_every_process_at_once(
    client: Enter, settings: Settings, clock: FixedClock
) -> None:
    amina = client()
    await amina.join("amina")
    async with (
        running(settings, clock) as other_process,
        Client(other_process, settings.origin, amina.address, cookies=amina.cookies) as there,
    ):
        for _ in range(3):
            assert (await there.get("/me")).status_code == 200
        assert (await amina.delete("/sessions/current")).status_code == 204
        assert (await there.get("/me")).status_code == 401


async def test_signing_out_forgets_the_cookie(client: Enter) -> None:
    amina = client()
    await amina.join("amina")
    token = amina.token
    answer = await amina.delete("/sessions/current")
    assert answer.status_code == 204
    assert amina.token is None
    bearer = {"Authorization": f"Bearer {token}"}
    assert (await client().get("/me", headers=bearer)).status_code == 401


async def test_a_session_lives_half_a_year(client: Enter, clock: FixedClock) -> None:
    amina = client()
    await amina.join("amina")
    clock.advance(timedelta(days=180) - timedelta(seconds=1))
    assert (await amina.get("/me")).status_code == 200
    clock.advance(timedelta(seconds=1))
    assert (await amina.get("/me")).status_code == 401


async def test_seen_is_noted_every_ten_minutes(client: Enter, clock: FixedClock) -> None:
    amina = client()
    await amina.join("amina")
    for minutes, seen in ((10, "2026-11-24T09:00:00Z"), (1, "2026-11-24T09:11:00Z")):
        clock.advance(timedelta(minutes=minutes))
        [session] = (await amina.get("/sessions")).json()
        assert session["last_seen_at"] == seen


async def test_a_bearer_token_needs_no_header(client: Enter) -> None:
    amina, program = client(), client()
    await amina.join("amina")
    del program.headers["X-Leapfrog"]
    program.headers["Authorization"] = f"Bearer {amina.token}"
    answer = await program.patch("/me", json={"about": "by a program"})
    assert answer.json()["about"] == "by a program"


CROSS_SITE = [
    {"X-Leapfrog": ""},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:8001"},
    {"Origin": "http://localhost:8000.evil.example"},
]


@pytest.mark.parametrize("headers", CROSS_SITE)
async def test_another_site_changes_nothing(
    client: Enter, database_url: str, headers: dict[str, str]
) -> None:
    amina = client()
    await amina.join("amina")
    if headers == {"X-Leapfrog": ""}:
        del amina.headers["X-Leapfrog"]
        headers = {}
    async with unchanged(database_url):
        for send, path, body in (
            (amina.patch, "/me", {"about": "hacked"}),
            (amina.post, "/me/recovery-codes", None),
            (amina.post, "/sessions", CREDENTIALS),
            (amina.post, "/people", None),
            (amina.put, "/me/password", {"password": "hacked hacked"}),
        ):
            answer = await send(path, json=body, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")


async def test_our_own_origin_is_welcome(client: Enter) -> None:
    amina = client()
    await amina.join("amina")
    answer = await amina.patch("/me", json={"about": "me"}, headers={"Origin": amina.origin})
    assert answer.status_code == 200


class Wire:
    """The far end of a stream: keeps what it is told."""

    def __init__(self) -> None:
        self.frames: list[bytes] = []
        self.closed: int | None = None

    def write_frame(self, frame: bytes) -> None:
        self.frames.append(frame)

    def waiting(self) -> int:
        return 0

    async def drained(self) -> None:
        return

    def hang_up(self, code: int) -> None:
        self.closed = code


async def open_streams(town: Town, browser: Client) -> dict[str, Wire]:
    """One stream for each session of a person, by the session's id."""
    wires = {}
    for session in (await browser.get("/sessions")).json():
        wires[session["id"]] = Wire()
        device = StreamDevice(UUID(browser.me["id"]), UUID(session["id"]), wires[session["id"]])
        town.hub.join(device)
    return wires


async def test_the_stream_of_an_ended_session_closes(client: Enter, town: Town) -> None:
    phone, laptop = client(), client()
    await phone.join("amina")
    await laptop.sign_in("amina")
    wires = await open_streams(town, phone)
    laptop_id, phone_id = wires
    await phone.delete(f"/sessions/{laptop_id}")
    assert wires[laptop_id].closed == 4001
    assert b'"bye"' in wires[laptop_id].frames[-1]
    assert wires[phone_id].closed is None
    await phone.delete("/sessions/current")
    assert wires[phone_id].closed == 4001


async def test_a_new_password_closes_all_other_streams(client: Enter, town: Town) -> None:
    phone, laptop = client(), client()
    await phone.join("amina")
    await laptop.sign_in("amina")
    wires = await open_streams(town, phone)
    body = {"password": "ten green bottles", "current_password": PASSWORD}
    assert (await phone.put("/me/password", json=body)).status_code == 204
    assert [wire.closed for wire in wires.values()] == [4001, None]
    assert (await laptop.get("/me")).status_code == 401
    assert (await phone.get("/me")).status_code == 200
