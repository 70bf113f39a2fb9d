"""`leapfrog migrate`."""

from argparse import ArgumentParser, Namespace

from leapfrog.cli.database import bring_up, database
from leapfrog.kernel.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    parser.set_defaults(run=migrate)


def migrate(settings: Settings, _asked: Namespace) -> int:
    """Prints the names of the migrations it applied."""
    with database(settings) as town:
        applied = bring_up(town)
    print("\n".join(applied) or "The database is up to date.")
    return 0
