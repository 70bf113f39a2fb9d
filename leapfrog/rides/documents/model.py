"""What a document of a driver is."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

DocumentKind = Literal["licence", "vehicle", "insurance", "inspection"]


class DriverDocument(msgspec.Struct, frozen=True):
    """The newest picture of a kind that a driver has shown; `sha256`: of its bytes."""

    driver_id: UUID
    kind: DocumentKind
    file_id: UUID
    sha256: bytes
    added_at: datetime
