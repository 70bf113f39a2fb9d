"""A program of others asks, is let in by who signs in for it, and is shown the door."""

from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import expect

from tests.callers import caller
from tests.client.browser import Join
from tests.client.conftest import Device
from tests.client.test_square import fits
from tests.http import PASSWORD, PATIENCE

BACK = "http://127.0.0.1:9/back"
# Of the example of RFC 8291.
KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx"
    "aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


def test_a_program_is_let_in_after_signing_in_and_shown_the_door(
    join: Join, device: Device
) -> None:
    amina = join("amina")
    words = {
        "client_name": "Pond reader",
        "redirect_uris": [BACK, OUT_OF_BAND],
        "scopes": "read write:statuses push",
    }
    web = caller(amina.origin, timeout=PATIENCE)
    program = web.post("/api/v1/apps", json=words).json()
    wish = {
        "response_type": "code",
        "client_id": program["client_id"],
        "redirect_uri": OUT_OF_BAND,
        "scope": "read write:statuses push",
    }
    page = device()
    page.goto(f"/oauth/authorize?{urlencode(wish)}")
    page.get_by_role("link", name="Sign in").tap()
    page.get_by_label("Leapfrog name").fill("amina")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).tap()
    expect(page.get_by_role("heading", name="Let Pond reader in?")).to_be_visible()
    page.get_by_role("button", name="Let it in").tap()
    expect(page.get_by_text("Type this code into the app")).to_be_visible()
    proof = {name: program[name] for name in ("client_id", "client_secret")}
    code = page.locator("code").inner_text()
    grant = {"grant_type": "authorization_code", "redirect_uri": OUT_OF_BAND, "code": code}
    token = web.post("/oauth/token", data=grant | proof).json()["access_token"]
    me = "/api/v1/accounts/verify_credentials"
    assert web.get(me, headers={"Authorization": f"Bearer {token}"}).json()["acct"] == "amina"
    subscribed = web.post(
        "/api/v1/push/subscription",
        json={"subscription": {"endpoint": "https://push.example/x", "keys": KEYS}},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert subscribed.is_success

    page.goto(f"/oauth/authorize?{urlencode(wish | {'redirect_uri': BACK, 'state': 'here'})}")
    # Its name is its own word; the host is where the code goes.
    expect(page.get_by_role("paragraph").filter(has_text="You go on to")).to_contain_text(
        "127.0.0.1"
    )
    fits(page)
    with page.expect_request(f"{BACK}*") as asked:
        page.get_by_role("button", name="No", exact=True).tap()
    told = parse_qs(urlsplit(asked.value.url).query)
    assert told == {"error": ["access_denied"], "state": ["here"]}

    mine = amina.open("/me/security")
    mine.get_by_role("link", name="Apps with access").tap()
    expect(mine.get_by_text("Now through push.example")).to_be_visible()
    fits(mine)
    mine.get_by_role("button", name="Take access from Pond reader").tap()
    mine.get_by_role("dialog").get_by_role("button", name="Take away").tap()
    expect(mine.get_by_text("No app has access.")).to_be_visible()
    assert web.get(me, headers={"Authorization": f"Bearer {token}"}).status_code == 401
