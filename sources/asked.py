"""Parameters of a page's address that mean nothing there. The page answers all the same, and says so."""

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.http import QueryDict

from sources.parameters import printable

# what mail, advertisers and social networks add to an address that is passed on: nothing a reader asked for
TRACKING = {"fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "_gl"}
MOST_NAMED, LONGEST = 5, 40


@dataclass(frozen=True, slots=True)
class Unknown:
    """A parameter that nobody knows here, as it can be shown, and the one that it may have been meant for."""

    name: str
    near: str


class Asked:
    """A page that its address can ask for something: `understood` are the parameters that it knows."""

    parameters: ClassVar[Collection[str]] = ()

    def understood(self) -> Collection[str]:
        return self.parameters


def is_tracking(name: str) -> bool:
    return name in TRACKING or name.startswith("utm_")


def unknown(given: QueryDict, understood: Collection[str]) -> Iterator[Unknown]:
    """The parameters given that are not among those understood; of very many the first, then an ellipsis."""
    names = [name for name in given if name not in understood and not is_tracking(name)]
    for name in names[:MOST_NAMED]:
        near = difflib.get_close_matches(name, understood, 1, cutoff=0.75)
        shown = printable(name)
        yield Unknown(shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…", near[0] if near else "")
    if len(names) > MOST_NAMED:
        yield Unknown("…", "")
