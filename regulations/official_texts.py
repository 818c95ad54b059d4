"""Where the official text of a law stands, as it was on a day as far as its database can be asked for one."""

import datetime
from dataclasses import dataclass
from typing import Any

# From here on e-Gov keeps how each act stood, and takes a day in the address of a law.
EGOV_BEGINS = datetime.date(2015, 8, 1)


@dataclass(frozen=True, slots=True)
class OfficialText:
    """The address, and whether it leads to the text of the day; otherwise it leads to today's."""

    law: Any
    url: str
    dated: bool


def official_text(law: Any, day: datetime.date) -> OfficialText:
    """The law's text on the day; law.go.kr takes no day in an address. No `url` without an official id."""
    is_egov = bool(law.official_id) and not law.official_id.isdigit()
    if is_egov and day >= EGOV_BEGINS:
        return OfficialText(law, f"{law.official_url}?occasion_date={day:%Y%m%d}", dated=True)
    return OfficialText(law, law.official_url, dated=False)
