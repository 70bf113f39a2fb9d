"""The desk: cash, bank statements, suspense, pay-outs; all of it in its book."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sepaxml
from xmlschema import XMLSchema

from leapfrog import wallet
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.pay.desk import references, statements
from leapfrog.pay.errors import BadStatement
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import IBAN, Two, balance, code, confirmed, ok, order

PAIN = XMLSchema(Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.03.xsd")
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
{entries}</Stmt></BkToCstmrStmt></Document>"""
ENTRY = """<Ntry><NtryRef>{ref}</NtryRef><Amt Ccy="{currency}">{amount}</Amt>
<CdtDbtInd>{way}</CdtDbtInd>
<BookgDt><Dt>2026-11-23</Dt></BookgDt><AcctSvcrRef>{ref}</AcctSvcrRef><NtryDtls><TxDtls>
<RltdPties><Dbtr><Pty><Nm>B. Chen</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


def camt(*entries: dict[str, Any]) -> str:
    usual = {"currency": "EUR", "way": "CRDT", "amount": "20.00", "text": "", "ref": "A1"}
    return CAMT.format(entries="".join(ENTRY.format(**(usual | one)) for one in entries))


async def statement(olga: Client, content: str) -> Any:
    return ok(await olga.post("/pay/desk/statements", content=content.encode()))


async def reference(one: Client) -> str:
    return str(ok(await one.get("/pay/top-up"))["reference"])


async def books_balance(town: Town) -> None:
    """All accounts are zero in sum, and the clearing account of pay-outs is no debt."""
    async with town.database.reading() as db:
        for line in await wallet.trial_balance(db):
            assert line.kind is not None or line.net == 0


async def test_cash_is_issued_once_and_noted(two: Two, join: Join, town: Town) -> None:
    olga, operation_id = await join("olga"), new_id()
    body = {"person_id": two.bo.me["id"], "amount": 5000, "currency": "EUR", "note": "two notes"}
    first = ok(await olga.put(f"/pay/desk/top-ups/{operation_id}", json=body))
    assert ok(await olga.put(f"/pay/desk/top-ups/{operation_id}", json=body)) == first
    assert await balance(two.bo) == (5000, 0, 0)
    other = await olga.put(f"/pay/desk/top-ups/{operation_id}", json=body | {"amount": 5001})
    assert code(other) == "operation_id_used"
    book = ok(await olga.get("/pay/desk/book"))
    assert [(one["what"], one["by_id"], one["amount"]) for one in book] == [
        ("top_up", olga.me["id"], 5000)
    ]
    await books_balance(town)


async def test_a_clerk_takes_cash_and_nothing_else(two: Two, join: Join) -> None:
    olga, carl = await join("olga"), await join("carl")
    body = {"person_id": two.bo.me["id"], "amount": 5000, "currency": "EUR"}
    path = f"/pay/desk/top-ups/{new_id()}"
    assert code(await carl.put(path, json=body)) == "clerk_needed"
    ok(await olga.put(f"/pay/desk/clerks/{carl.me['id']}"))
    ok(await carl.put(path, json=body))
    assert ok(await carl.get("/pay/desk")) == {"operator": False, "clerk": True}
    assert code(await carl.get("/pay/desk/book")) == "operator_needed"
    assert code(await carl.put(f"/pay/desk/clerks/{carl.me['id']}")) == "operator_needed"
    ok(await olga.delete(f"/pay/desk/clerks/{carl.me['id']}"))
    assert code(await carl.put(path, json=body)) == "clerk_needed"
    whats = [one["what"] for one in ok(await olga.get("/pay/desk/book"))]
    assert sorted(whats) == ["clerk_added", "clerk_removed", "top_up"]


async def test_a_statement_fills_wallets_by_reference_once(
    two: Two, join: Join, town: Town
) -> None:
    olga = await join("olga")
    ref = await reference(two.bo)
    spaced = f"{ref[:4]} {ref[4:8]} {ref[8:]}"
    content = camt(
        {"text": f"for my wallet {spaced.lower()}", "amount": "12.34", "ref": "A1"},
        {"text": "no idea", "ref": "A2"},
        {"text": "no idea", "ref": "A2"},
        {"text": ref, "way": "DBIT", "ref": "A3"},
        {"text": ref, "currency": "USD", "ref": "A4"},
    )
    first = await statement(olga, content)
    assert first == {"lines": 4, "matched": 1, "suspense": 2, "known": 0, "foreign": 1}
    assert await balance(two.bo) == (1234, 0, 0)
    again = await statement(olga, content)
    assert again == {"lines": 4, "matched": 0, "suspense": 0, "known": 3, "foreign": 1}
    assert await balance(two.bo) == (1234, 0, 0)
    [line, other] = ok(await olga.get("/pay/desk/suspense"))
    body = {"person_id": two.bo.me["id"]}
    resolved = ok(await olga.post(f"/pay/desk/suspense/{line['id']}", json=body))
    assert ok(await olga.post(f"/pay/desk/suspense/{line['id']}", json=body)) == resolved
    someone = {"person_id": two.amina.me["id"]}
    refused = await olga.post(f"/pay/desk/suspense/{line['id']}", json=someone)
    assert code(refused) == "already_settled"
    assert await balance(two.bo) == (3234, 0, 0)
    assert [one["id"] for one in ok(await olga.get("/pay/desk/suspense"))] == [other["id"]]
    await books_balance(town)


def test_csv_of_several_banks_is_read() -> None:
    german = (
        "Kontoauszug;DE89\n\n"
        '"Buchungstag";"Auftraggeber";"Verwendungszweck";"Betrag";"Währung"\n'
        '"23.11.2026";"B. Chen";"RF Wallet";"1.234,50";"EUR"\n'
        '"23.11.2026";"Power Co";"bill";"-20,00";"EUR"\n'
    )
    [line] = statements.read(german.encode("cp1252"), 2)
    assert (line.booked_on, line.amount, line.name) == (date(2026, 11, 23), 123450, "B. Chen")
    english = 'Date,Amount,Currency,Name,Reference\n2026-11-23,"1,234.50",EUR,B,hello\n'
    assert statements.read(english.encode(), 2)[0].amount == 123450


BOMB = """<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Document>&b;</Document>"""
STEALS = """<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Document>&f;</Document>"""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"<Document/>",
        b"<Document><BkToCstmrStmt>",
        BOMB.encode(),
        STEALS.encode(),
        b"name,colour\nx,y\n",
        b"date,amount\nnever,1.00\n",
        b"date,amount\n2026-01-01,NaN\n",
        b"date,amount\n2026-01-01,1.005\n",
        b"date,amount\n2026-01-01,99999999999999999999\n",
        camt({"amount": "1e3"}).encode().replace(b"1e3", b"x"),
    ],
)
def test_what_is_no_statement_is_refused(content: bytes) -> None:
    with pytest.raises(BadStatement):
        statements.read(content, 2)


async def test_a_broken_statement_books_nothing(two: Two, join: Join, settings: Settings) -> None:
    olga = await join("olga")
    assert settings.database_url
    async with unchanged(settings.database_url):
        content = camt({"ref": "A1"}, {"amount": "x"})
        answer = await olga.post("/pay/desk/statements", content=content.encode())
        assert code(answer) == "bad_statement"


def test_a_reference_is_found_and_a_mistyped_one_is_not() -> None:
    made = references.made()
    assert references.found_in(f"x {made.lower()} y") == {made}
    wrong = made[:-1] + ("A" if made[-1] != "A" else "B")
    assert references.found_in(wrong) == set()


async def test_a_pay_out_leaves_the_wallet_at_once_and_is_handed_over_once(
    two: Two, join: Join, town: Town
) -> None:
    olga, payout_id = await join("olga"), new_id()
    body = {
        "amount": 4000,
        "currency": "EUR",
        "way": "bank",
        "iban": "DE89 3704 0044 0532 0130 00",
        "name": "Amina Diallo",
        "confirmation": await confirmed(two.amina, order("pay_out", payout_id, IBAN, 4000)),
    }
    path = f"/pay/pay-outs/{payout_id}"
    asked = ok(await two.amina.put(path, json=body))
    assert ok(await two.amina.put(path, json=body)) == asked
    assert await balance(two.amina) == (6000, 0, 0)
    file_id = new_id()
    made = await olga.put(f"/pay/desk/pay-out-files/{file_id}")
    again = await olga.put(f"/pay/desk/pay-out-files/{file_id}")
    assert all(said in made.text for said in (payout_id.hex, IBAN, "40.00"))
    PAIN.validate(made.text)
    assert again.text.count(payout_id.hex) == made.text.count(payout_id.hex)
    ids = re.findall(r"<(?:MsgId|PmtInfId)>([^<]*)<", made.text + again.text)
    assert ids == [UUID(str(file_id)).hex] * 4, "the same file again is paid once by a bank"
    assert code(await olga.put(f"/pay/desk/pay-out-files/{new_id()}")) == "no_payout"
    done = ok(await olga.post(f"/pay/desk/pay-outs/{payout_id}/done"))
    assert ok(await olga.post(f"/pay/desk/pay-outs/{payout_id}/done"))["state"] == done["state"]
    assert code(await olga.post(f"/pay/desk/pay-outs/{payout_id}/return")) == "already_settled"
    await books_balance(town)


async def test_a_pay_out_that_cannot_be_handed_over_comes_back(two: Two, join: Join) -> None:
    olga, payout_id = await join("olga"), new_id()
    body = {"amount": 4000, "currency": "EUR", "way": "cash"}
    about = order("pay_out", payout_id, "cash", 4000)
    body["confirmation"] = await confirmed(two.amina, about)
    ok(await two.amina.put(f"/pay/pay-outs/{payout_id}", json=body))
    assert code(await two.bo.post(f"/pay/desk/pay-outs/{payout_id}/return")) == "clerk_needed"
    ok(await olga.post(f"/pay/desk/pay-outs/{payout_id}/return"))
    assert await balance(two.amina) == (10_000, 0, 0)


async def test_an_iban_is_checked(two: Two, settings: Settings) -> None:
    body = {"amount": 4000, "currency": "EUR", "way": "bank", "iban": "DE88370400440532013000"}
    made = new_id()
    about = order("pay_out", made, body["iban"], 4000)
    body["confirmation"] = await confirmed(two.amina, about)
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await two.amina.put(f"/pay/pay-outs/{made}", json=body)) == "bad_iban"
