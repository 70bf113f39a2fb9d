"""`leapfrog openapi`: what other programs can ask the town for."""

from leapfrog.kernel.settings import Settings
from leapfrog.web import describe_api


def openapi(_settings: Settings) -> int:
    """Prints the document that a running town serves at /api/v1/openapi/openapi.json."""
    print(describe_api().decode())
    return 0
