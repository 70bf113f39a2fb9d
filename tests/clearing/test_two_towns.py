"""Two towns on two ports: their operators agree, and people pay each other over the line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.clearing.acts import Payer, agreed, olga_of
from tests.fediverse.conftest import open_town
from tests.moves.test_moving import moves
from tests.pay.acts import IBAN
from tests.shared_database import Lender
from tests.towns.conftest import until

TOWN: dict[str, Any] = {"operators": ("olga",), "bank_iban": IBAN}


@pytest.fixture
def lake(settings: Settings) -> Iterator[tuple[str, str]]:
    with open_town(settings, **TOWN) as address:
        yield address, str(settings.database_url)


@pytest.fixture
def hill(settings: Settings, lender: Lender, tmp_path: Path) -> Iterator[tuple[str, str]]:
    with lender.lend() as url:
        there = msgspec.structs.replace(settings, home=tmp_path / "hill", database_url=url)
        with open_town(there, **TOWN) as address:
            yield address, url


@pytest.fixture
def two(lake: tuple[str, str], hill: tuple[str, str]) -> tuple[Payer, Payer]:
    """Amina of Lake and Tariq of Hill, friends; each has 100.00."""
    olga, omar = olga_of(*lake), olga_of(*hill)
    amina, tariq = Payer(lake[0], "amina"), Payer(hill[0], "tariq")
    for desk, one in ((olga, amina), (omar, tariq)):
        one.chooses_pin()
        desk.gives(one, 10_000)
    amina.befriends(tariq)
    agreed(olga, omar)
    return amina, tariq


def test_a_friend_in_another_town_is_paid(two: tuple[Payer, Payer]) -> None:
    amina, tariq = two
    payable = amina.get(f"/town-payments/to/{amina.id_of(tariq)}")
    assert (payable["most"], payable["why"]) == (3_000, None)

    sent = amina.pays(tariq, 1_250, note="for the tea")
    assert sent["state"] == "held"
    assert amina.has() == (10_000, 1_250)
    card = tariq.sees_card(amina, "town_payment")
    assert (card["state"], card["amount"], card["note"]) == ("shown", 1_250, "for the tea")
    assert tariq.has() == (10_000, 0)
    own = amina.sees_card(tariq, "town_payment")
    assert own["id"] == sent["id"], "it stands in the conversation of both"

    assert tariq.told(tariq.http.post(f"/town-payments/{card['id']}/accept"))["state"] == "taken"
    until(lambda: tariq.has() == (11_250, 0), "it arrives")
    assert amina.has() == (8_750, 0)
    assert amina.state(sent["id"]) == "paid"
    assert tariq.state(card["id"]) == "received"
    [account] = amina.get("/wallet")["accounts"]
    row = amina.get(f"/wallet/accounts/{account['id']}/history")["rows"][0]
    assert (row["amount"], row["with_name"], row["note"]) == (-1_250, "Tariq", "for the tea")

    # A part of it comes back, which nobody has to accept.
    back = tariq.pays(amina, 250, of=card["id"])
    until(lambda: amina.has() == (9_000, 0), "it is given back")
    until(lambda: tariq.state(back["id"]) == "paid", "both know")
    more = tariq.tries(amina, 1_001, of=card["id"])
    assert more["code"] == "more_than_paid"


def test_what_is_declined_or_taken_back_is_ones_own_again(two: tuple[Payer, Payer]) -> None:
    amina, tariq = two
    sent = amina.pays(tariq, 500)
    card = tariq.sees_card(amina, "town_payment")
    tariq.told(tariq.http.post(f"/town-payments/{card['id']}/decline"))
    until(lambda: amina.has() == (10_000, 0), "it is hers again")
    assert amina.get(f"/town-payments/{sent['id']}")["code"] == "declined"

    other = amina.pays(tariq, 600)
    amina.told(amina.http.post(f"/town-payments/{other['id']}/cancel"))
    assert amina.has() == (10_000, 0)
    assert tariq.has() == (10_000, 0)


def test_a_request_is_paid_without_more_ado(two: tuple[Payer, Payer]) -> None:
    amina, tariq = two
    body = {"of": tariq.id_of(amina), "amount": 700, "currency": "EUR", "note": "bread"}
    asked = tariq.put(f"/town-requests/{new_id()}", body)
    card = amina.sees_card(tariq, "town_request")
    assert (card["amount"], card["note"], card["state"]) == (700, "bread", "waiting")
    made: Any = new_id()
    token = amina.confirms(made, amina.id_of(tariq), 700)
    paying = {"payment_id": str(made), "confirmation": token}
    amina.told(amina.http.post(f"/town-requests/{card['id']}/pay", json=paying))
    until(lambda: tariq.has() == (10_700, 0), "it arrives")
    assert tariq.get(f"/town-requests/{asked['id']}")["state"] == "paid"
    assert amina.get(f"/town-requests/{card['id']}")["state"] == "paid"
    again = amina.http.post(f"/town-requests/{card['id']}/pay", json={"payment_id": str(new_id())})
    assert again.json()["code"] == "already_settled"


def test_the_wallet_follows_who_moves(two: tuple[Payer, Payer]) -> None:
    """With an agreement all of it comes along, up to what one payment may be."""
    amina, tariq = two
    there, too_early = Payer(tariq.origin, "amina"), Payer(tariq.origin, "amina_too")
    with pytest.raises(AssertionError, match="money_left"):
        moves(amina, too_early, amina.address)
    amina.gives_away(7_500)
    moves(amina, there, amina.address)
    until(lambda: there.has() == (2_500, 0), "her money is there")
