"""How the log is written."""

from __future__ import annotations

import logging


class OneLine(logging.Formatter):
    """One line a record, the traceback included, so that a line taken alone still tells the whole."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\n", " | ")
