"""CardDAV (RFC 6352): the book on the phone's own contacts app, both ways."""

from leapfrog.carddav.app import carddav_app, is_carddav

__all__ = ["carddav_app", "is_carddav"]
