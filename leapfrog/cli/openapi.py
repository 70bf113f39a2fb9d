"""`leapfrog openapi`: what other programs can ask the town for."""

from leapfrog.kernel.settings import Settings
from leapfrog.web import describe_api


def openapi(settings: Settings) -> int:
    """Prints the document that a running town serves at /api/v1/openapi/openapi.json."""
    print(describe_api(settings).decode())
    return 0
