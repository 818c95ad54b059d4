"""Where the official text of a law stands: asked for a day that has come, or the text of today."""

from __future__ import annotations

import datetime

import pytest

from regulations.models import Law
from regulations.official_texts import official_text

TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("official_id", "day", "end", "dated"),
    [
        ("421AC0000000059", "2018-01-26", "/law/421AC0000000059?occasion_date=20180126", True),
        ("421AC0000000059", "2015-08-01", "?occasion_date=20150801", True),
        ("421AC0000000059", "2015-07-31", "/law/421AC0000000059", False),
        ("421AC0000000059", "2026-11-24", "?occasion_date=20261124", True),
        ("421AC0000000059", "2026-11-25", "/law/421AC0000000059", False),
        ("009244", "2018-01-26", "lsId=009244", False),
    ],
)
def test_only_e_gov_is_asked_for_a_day_and_never_for_one_to_come(
    official_id: str, day: str, end: str, dated: bool
) -> None:
    found = official_text(Law(official_id=official_id), datetime.date.fromisoformat(day), TODAY)
    assert found.url.endswith(end)
    assert found.dated == dated


def test_without_an_official_id_there_is_no_address() -> None:
    assert not official_text(Law(), TODAY, TODAY).url
