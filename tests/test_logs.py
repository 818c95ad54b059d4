"""The log: one line a record, with all it has to say."""

from __future__ import annotations

import logging
import sys

from stoatlas.logs import OneLine


def test_an_error_is_one_line_with_its_traceback() -> None:
    try:
        raise ValueError("broken\nin two")
    except ValueError:
        record = logging.LogRecord("atlas", logging.ERROR, __file__, 1, "no page", None, sys.exc_info())
    line = OneLine("%(levelname)s %(name)s: %(message)s").format(record)
    assert line.startswith("ERROR atlas: no page | Traceback")
    assert line.endswith("ValueError: broken | in two")
