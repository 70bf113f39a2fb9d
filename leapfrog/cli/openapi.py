"""`leapfrog openapi`: what other programs can ask the town for."""

from argparse import ArgumentParser, Namespace

from leapfrog.kernel.settings import Settings
from leapfrog.web import describe_api


def arguments(parser: ArgumentParser) -> None:
    parser.set_defaults(run=openapi)


def openapi(_settings: Settings, _asked: Namespace) -> int:
    """Prints the document that a running town serves at /api/v1/openapi/openapi.json."""
    print(describe_api().decode())
    return 0
