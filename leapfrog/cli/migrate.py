"""`leapfrog migrate`."""

from leapfrog.cli.database import bring_up, database
from leapfrog.kernel.settings import Settings


def migrate(settings: Settings) -> int:
    """Prints the names of the migrations it applied."""
    with database(settings) as town:
        applied = bring_up(town)
    print("\n".join(applied) or "The database is up to date.")
    return 0
