"""Writes docs/chat-export.schema.json from the program's own types."""

import json

from tests.chat_formats.test_round_trip import SCHEMA, schema

if __name__ == "__main__":
    SCHEMA.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
