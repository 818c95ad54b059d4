"""Where the official text of a law stands, asked for a day as far as its database can be asked for one.

The parameter by which e-Gov is asked, `occasion_date`, is known from links that others publish and from no
description of its own: the address asks, and what it answers is for the database to say.
"""

import datetime
from dataclasses import dataclass
from typing import Any

# From here on e-Gov keeps how each act stood.
EGOV_BEGINS = datetime.date(2015, 8, 1)


@dataclass(frozen=True, slots=True)
class OfficialText:
    """The address, and whether it asks for the text of the day; otherwise it leads to today's."""

    law: Any
    url: str
    dated: bool


def official_text(law: Any, day: datetime.date, today: datetime.date) -> OfficialText:
    """The law's text on a day that has come; of a later one nobody has the text yet, so today's.

    law.go.kr takes no day in an address. No `url` without an official id.
    """
    is_egov = bool(law.official_id) and not law.official_id.isdigit()
    if is_egov and EGOV_BEGINS <= day <= today:
        return OfficialText(law, f"{law.official_url}?occasion_date={day:%Y%m%d}", dated=True)
    return OfficialText(law, law.official_url, dated=False)
