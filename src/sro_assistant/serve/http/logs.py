"""Log lines as JSON, one object a line, without anything that a visitor typed."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Final, TextIO

FIELDS: Final = "fields"
"""The name under which a log call hands over its fields, in `extra`."""


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON: time, level, message, and the fields that came with it.

    Of an exception it keeps the name and the places in the code: its words may hold a question.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if (message := record.getMessage()) != "":
            line["message"] = message
        fields = getattr(record, FIELDS, None)
        if isinstance(fields, dict):
            line |= fields
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["stack"] = traceback.format_tb(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def log_json_lines(stream: TextIO) -> None:
    """Sends the log of this process to a stream as JSON lines: warnings of all, and our own requests."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("sro_assistant").setLevel(logging.INFO)
