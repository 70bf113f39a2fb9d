"""The promise: what is taken out of one town and brought into an empty one is the same again."""

import hashlib
import io
import json
from typing import Any
from zipfile import ZipFile

from leapfrog.contact_formats import read_cards
from leapfrog.demo.cast import PASSWORD
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.http import App, Client, Enter
from tests.portability.conftest import Played, take_out

# What belongs to the town and not to the person, or is a moment of the operation itself.
TRADE = {
    "claims",
    "pay_bill_parts",
    "pay_bills",
    "pay_charges",
    "pay_debts",
    "pay_desk",
    "pay_packet_finds",
    "pay_packets",
    "pay_payouts",
    "pay_requests",
    "escrow_trades",
    "pay_transfers",
    "wallet_accounts",
    "wallet_entries",
    "till_payments",
    "merchants",
    "merchant_trades",
    "market_fronts",
    "market_items",
    "warehouses",
    "vending_sales",
    "vending_machines",
    "lockers",
    "lockers_openings",
    "lockers_returns",
    "rides",
    "rides_said",
    "live_locations",
    "rides_driver",
    "duty_sessions",
    "rank_standing",
    "ride_wishes",
    "ride_partings",
    "ride_pauses",
    "ride_payers",
    "ride_followers",
    "ride_speeds",
    "ride_ways",
    "ride_terms",
    "ticket_orders",
    "tickets",
    "ticket_programme",
    "ticket_draws",
    "ticket_draw_entries",
    "ticket_gates",
    "ticket_gate_helpers",
    "ticket_gate_setups",
    "posters",
    "ticket_messages",
    "voucher_uses",
    "voucher_batches",
    "orders",
    "orders_cart",
    "orders_presents",
    "orders_rights",
    "market_follows",
    "market_news",
    "brands",
    "brand_pages",
    "brand_complaints",
    "drops",
    "drop_codes",
    "drop_tickets",
    "door_orders",
    "door_orders_sales",
    "presales",
    "presales_bookings",
    "share_rewards",
    "share_rewards_links",
    "share_rewards_offers",
    "orders_sales",
    "parcels_courier",
    "parcels_deliveries",
    "parcels_points",
}
# What one did under other people's posts, which stay where they are, and who follows one there.
UNDER_OTHERS = {"post_comments", "post_likes", "post_saves", "post_votes", "post_followers"}
OF_THE_TOWN = {
    "sessions",
    "passkeys",
    "app_passwords",
    "fediverse_account",
    "recovery_codes",
    "contact_requests",
    *TRADE,
    *UNDER_OTHERS,
}
NOT_COMPARED = {
    "profile": {"id", "address", "handle", "created_at", "avatar"},
    "contacts": {"updated_at", "connected"},
    # Where it came from.
    "posts": {"imported_from"},
    # Whoever is of another town is asked anew.
    "post_follows": {"state", "at"},
}


def records(zipped: bytes) -> dict[str, list[dict[str, Any]]]:
    with ZipFile(io.BytesIO(zipped)) as opened:
        return {
            name.removeprefix("records/").removesuffix(".jsonl"): [
                json.loads(line) for line in opened.read(name).splitlines()
            ]
            for name in opened.namelist()
            if name.startswith("records/")
        }


def compared(zipped: bytes) -> dict[str, list[dict[str, Any]]]:
    """All that the person owns, without what a town adds."""
    return {
        name: sorted(
            (
                {key: value for key, value in record.items() if key not in left_out}
                for record in found
            ),
            key=lambda record: json.dumps(record, sort_keys=True),
        )
        for name, found in records(zipped).items()
        if name not in OF_THE_TOWN
        for left_out in [NOT_COMPARED.get(name, set())]
    }


async def arrive(person: Client, zipped: bytes, applied: bool = True) -> dict[str, Any]:
    arrival = f"/arrivals/{new_id()}"
    seen = await person.put(arrival, params={"name": "copy.zip"}, content=zipped)
    assert seen.status_code == 200, seen.text
    if not applied:
        return dict(seen.json())
    answer = await person.post(f"{arrival}/application")
    assert answer.status_code == 200, answer.text
    assert answer.json()["sets"] == seen.json()["sets"], "the preview is the operation"
    return dict(answer.json())


async def test_what_was_taken_out_comes_back_the_same_in_an_empty_town(
    stage: Played, app: App, client: Enter, empty_town: App, settings: Settings
) -> None:
    leaving = client()
    await leaving.sign_in("amina", PASSWORD)
    first = await take_out(app, leaving, new_id())
    arriving = Client(empty_town, settings.origin, "198.51.100.7")
    await arriving.join("amina", display_name="Somebody")
    await arrive(arriving, first)
    second = await take_out(empty_town, arriving, new_id())
    assert compared(second) == compared(first)
    assert len(records(first)["contacts"]) >= 15
    assert len(records(first)["messages"]) >= 20
    again = await arrive(arriving, first)
    assert [kept["new"] for kept in again["sets"]] == [0] * len(again["sets"])
    third = await take_out(empty_town, arriving, new_id())
    assert compared(third) == compared(first)


async def test_a_preview_keeps_nothing(
    stage: Played, app: App, client: Enter, empty_town: App, settings: Settings
) -> None:
    leaving = client()
    await leaving.sign_in("amina", PASSWORD)
    zipped = await take_out(app, leaving, new_id())
    arriving = Client(empty_town, settings.origin, "198.51.100.7")
    await arriving.join("amina")
    seen = await arrive(arriving, zipped, applied=False)
    assert seen["from_address"] == "amina@lake.town"
    assert (await arriving.get("/contacts")).json()["contacts"] == []
    assert (await arriving.get("/conversations")).json()["conversations"] == []


async def test_the_manifest_counts_and_hashes_what_is_in_the_zip(
    stage: Played, app: App, client: Enter
) -> None:
    person = client()
    await person.sign_in("mei", PASSWORD)
    zipped = await take_out(app, person, new_id())
    with ZipFile(io.BytesIO(zipped)) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        for name, sha256 in manifest["files"].items():
            assert hashlib.sha256(opened.read(name)).hexdigest() == sha256
        for kept in manifest["sets"]:
            lines = opened.read(f"records/{kept['name']}.jsonl").splitlines()
            assert len(lines) == kept["count"]
        page = opened.read("index.html").decode()
    assert "林美 Lin Mei" in page
    assert "<script" not in page


async def test_address_books_hold_everybody_in_all_three_formats(
    stage: Played, app: App, client: Enter
) -> None:
    person = client()
    await person.sign_in("amina", PASSWORD)
    zipped = await take_out(app, person, new_id())
    known = len(records(zipped)["contacts"])
    with ZipFile(io.BytesIO(zipped)) as opened:
        for name in ("contacts/contacts-vcard3.vcf", "contacts/contacts-vcard4.vcf"):
            assert len(list(read_cards([opened.read(name)], name=name))) == known
        cards = json.loads(opened.read("contacts/contacts-jscontact.json"))
    assert len(cards) == known
    shown = json.dumps(cards, ensure_ascii=False)
    assert "+86 139 0000 1234" in shown, "a living field of Mei, as Amina may see it"


async def test_a_file_makes_nobody_of_this_town_a_contact(
    stage: Played, app: App, client: Enter
) -> None:
    mei = client()
    await mei.sign_in("mei", PASSWORD)
    zipped = await take_out(app, mei, new_id())
    forger = client()
    await forger.join("forger")
    await arrive(forger, zipped)
    rows = (await forger.get("/conversations")).json()["conversations"]
    assert {row["kind"] for row in rows} == {"archive"}
    shown = [
        (await forger.get(f"/contacts/{row['id']}")).json()["shared"]
        for row in (await forger.get("/contacts")).json()["contacts"]
    ]
    assert not any(shown), "a file makes nobody a contact of somebody here"
