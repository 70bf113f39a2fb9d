"""Oak loses what it keeps for Amina of Lake: she hears of it, and can keep a spare elsewhere."""

from typing import Any

from leapfrog.kernel.settings import Settings
from tests.mirrors.test_spare import (
    asked,
    fresh,
    keeps,
    oak,
    oak_settings,
    quick,
)
from tests.towns.conftest import Dweller, open_town, until

__all__ = ["oak", "oak_settings", "quick"]


def lost(one: Dweller) -> Any:
    return one.get("/me/mirror")["spare"]["lost_at"]


def test_whose_spare_is_lost_is_told(
    settings: Settings, oak: str, oak_settings: Settings, quick: None
) -> None:
    with open_town(settings) as lake:
        amina = Dweller(lake, "amina")
        keeps(amina, oak)
        assert lost(amina) is None
        for statement in ("delete from mirrors_held", "delete from mirrors_generation"):
            before = lost(amina)
            asked(oak_settings, statement)
            until(lambda before=before: lost(amina) not in (None, before), "that it was lost")
            until(lambda: fresh(amina), "a new copy")
        # She does not trust Oak any more, and gives it up.
        amina.delete("/me/mirror")
        assert amina.get("/me/mirror")["spare"] is None
