"""Rows of an archive as they are written."""

import msgspec

from leapfrog.chat_content import ArchiveRow, RestoredMessage


def stored_row(row: RestoredMessage) -> ArchiveRow:
    """A row that was brought, in the archive for which it is."""
    return ArchiveRow(
        seq=row.seq,
        ord=row.ord,
        client_id=row.client_id,
        sender_id=row.sender_id,
        kind=row.kind,
        body=row.body,
        ref=row.ref,
        meta=json_text(row.meta) if row.meta else None,
        edited_at=row.edited_at,
        recalled=row.recalled,
        at=row.created_at,
    )


def json_text(value: object) -> str:
    return msgspec.json.encode(value).decode()
