"""What a browser does with an authenticator, step by step."""

from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from tests.authenticator import Authenticator
from tests.http import Client

Json = dict[str, Any]


async def ask(browser: Client, purpose: str, **more: str) -> Json:
    answer = await browser.post("/passkey-challenges", json={"purpose": purpose, **more})
    assert answer.status_code == 201, answer.text
    asked: Json = answer.json()
    return asked


async def join(browser: Client, phone: Authenticator, handle: str = "amina") -> Json:
    """Joins by passkey; answers the body that was sent."""
    asked = await ask(browser, "join", handle=handle, display_name="Amina")
    passkey = {
        "challenge_id": asked["id"],
        "credential": phone.make(asked["options"]),
        "name": "Phone",
    }
    body = {
        "id": str(new_id()),
        "handle": handle,
        "display_name": "Amina",
        "language": "en",
        "passkey": passkey,
    }
    answer = await browser.post("/people", json=body)
    assert answer.status_code == 201, answer.text
    return body


async def sign_in(browser: Client, phone: Authenticator, **more: Any) -> httpx.Response:
    asked = await ask(browser, "sign_in")
    credential = phone.sign(asked["options"], **more)
    body = {"challenge_id": asked["id"], "credential": credential}
    return await browser.post("/sessions/passkey", json=body)


async def prove(browser: Client, phone: Authenticator) -> None:
    """Shows anew that it is them, for what comes next."""
    asked = await ask(browser, "sign_in")
    passkey = {"challenge_id": asked["id"], "credential": phone.sign(asked["options"])}
    assert (await browser.post("/me/proof", json={"passkey": passkey})).status_code == 204


async def add(browser: Client, phone: Authenticator, name: str = "Key") -> httpx.Response:
    asked = await ask(browser, "add")
    made = {"challenge_id": asked["id"], "credential": phone.make(asked["options"]), "name": name}
    return await browser.post("/me/passkeys", json=made)
