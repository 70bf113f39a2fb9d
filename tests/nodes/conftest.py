"""A town with a database of its own, for who moves it."""

from tests.backup.conftest import home, lived_in

__all__ = ["home", "lived_in"]
