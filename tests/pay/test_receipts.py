"""Receipts: signed, the same each time, checked without the town."""

import json
from pathlib import Path

import pytest

from leapfrog.cli import main
from leapfrog.kernel.signing import InvalidStatement, Keys, read_keys
from leapfrog.pay import receipts
from tests.contacts.conftest import Join
from tests.pay.acts import Two, code, ok, send_ok


async def receipt(two: Two) -> bytes:
    sent = await send_ok(two.amina, two.bo, 1234, note="Brot für 林美")
    path = f"/pay/receipts/pay:transfer:{sent['id']}"
    assert code(await two.bo.get(path)) == "no_receipt"
    ok(await two.bo.post(f"/pay/transfers/{sent['id']}/accept"))
    found = (await two.bo.get(path)).content
    assert (await two.amina.get(path)).content == found
    return found


async def test_it_is_checked_offline_by_the_published_key(
    two: Two, join: Join, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = await receipt(two)
    keys = (await two.bo.page("/.well-known/leapfrog-receipts.json")).content
    said = json.loads(content)
    assert (said["amount"], said["exponent"], said["to"]["name"]) == ("1234", 2, "Bo_chen")
    assert receipts.check(content, read_keys(keys)).known
    (tmp_path / "r.json").write_bytes(content)
    (tmp_path / "k.json").write_bytes(keys)
    capsys.readouterr()
    arguments = ["receipt", "verify", str(tmp_path / "r.json"), "--keys", str(tmp_path / "k.json")]
    assert main(arguments) == 0
    assert "12.34 EUR from Amina" in capsys.readouterr().out
    assert main(arguments[:3]) == 0
    assert "Key" in capsys.readouterr().out
    stranger = await join("stranger")
    assert code(await stranger.get(f"/pay/receipts/{said['ref']}")) == "no_receipt"
    for ref in ("pay:transfer:x", "nothing", "pay:split:" + said["operation"]):
        assert code(await two.bo.get(f"/pay/receipts/{ref}")) == "no_receipt"


async def test_what_was_changed_or_signed_by_another_is_refused(two: Two, tmp_path: Path) -> None:
    content = await receipt(two)
    keys = read_keys((await two.bo.page("/.well-known/leapfrog-receipts.json")).content)
    said = json.loads(content)
    for name in set(said) - {"signature"}:
        bent = said | {name: "1" if said[name] != "1" else "2"}
        with pytest.raises(InvalidStatement):
            receipts.check(json.dumps(bent).encode(), keys)
    for bad in (b"", b"[]", b"{}", b"\xff", json.dumps(said | {"x": 10**400}).encode()):
        with pytest.raises(InvalidStatement):
            receipts.check(bad, keys)
    other = Keys(keys.town, [])
    assert receipts.check(content, other).known is False
    (tmp_path / "r.json").write_bytes(content)
    (tmp_path / "k.json").write_text('{"town":"lake.town","keys":[]}')
    arguments = ["receipt", "verify", str(tmp_path / "r.json"), "--keys", str(tmp_path / "k.json")]
    assert main(arguments) == 1
