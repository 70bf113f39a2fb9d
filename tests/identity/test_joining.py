"""Joining: who may have which name, and what they get."""

from tests.http import Enter


async def test_who_joins_is_signed_in(client: Enter) -> None:
    amina = client()
    me = await amina.join("amina")
    assert me["address"] == "amina@lake.town"
    assert (await amina.get("/me")).json() == me
    assert len(set(amina.recovery_codes)) == 10
