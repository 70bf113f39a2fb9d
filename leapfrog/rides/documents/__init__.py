"""Documents of drivers: pictures of the licence, the car, its insurance and inspection, seen by the
driver and by operators alone.
"""

from leapfrog.rides.documents.keeping import (
    FORGET_DOCUMENTS,
    document_blobs,
    document_kinds,
    documents_forgotten,
    forget_documents,
    forget_when_gone,
    keep_document,
    own_document,
    seen_at_desk,
)
from leapfrog.rides.documents.model import DocumentKind, DriverDocument
from leapfrog.rides.documents.reminding import (
    LICENCE_NOTICE,
    REMIND,
    forget_reminders,
    remind_before,
    reminded,
)

__all__ = [
    "FORGET_DOCUMENTS",
    "LICENCE_NOTICE",
    "REMIND",
    "DocumentKind",
    "DriverDocument",
    "document_blobs",
    "document_kinds",
    "documents_forgotten",
    "forget_documents",
    "forget_reminders",
    "forget_when_gone",
    "keep_document",
    "own_document",
    "remind_before",
    "reminded",
    "seen_at_desk",
]
