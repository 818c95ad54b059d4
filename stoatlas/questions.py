"""The addresses of the API that answer a question instead of listing records."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its address after `/api/v1/`, what it answers, and an example as it is asked."""

    name: str
    label: Promise
    meaning: Promise
    path: str
    example: str

    @property
    def api_url(self) -> str:
        return f"/api/v1/{self.path}"


QUESTIONS = (
    Question(
        "as-of",
        _("On a day"),
        _("which rules held on a day, side by side"),
        "as-of/",
        "as-of/?date=2018-01-26&jurisdiction=jp,kr",
    ),
    Question(
        "timeline",
        _("Timeline"),
        _("what fits a picture so wide: events while they fit, counts by period where they do not"),
        "timeline/",
        "timeline/?theme=custody&from=2016&to=2020&width=1200",
    ),
    Question(
        "lags",
        _("Lags"),
        _("by how many days one country came before another, theme by theme"),
        "lags/",
        "lags/?from=jp&to=kr&theme=exchange-registration",
    ),
    Question(
        "chains",
        _("Chains"),
        _("what led to an event and what followed from it, step by step"),
        "chains/{event}/",
        "chains/jp-2018-01-26-coincheck-hack/",
    ),
    Question(
        "search",
        _("Search"),
        _("records of every type by their words, best first, with the part that matched"),
        "search/",
        "search/?q=FIEA&type=laws,events",
    ),
    Question(
        "stats-sto-cases",
        _("STO market"),
        _("how many STO cases there are and for how much, by year, asset class or who took part"),
        "stats/sto-cases/",
        "stats/sto-cases/?group_by=year,asset_class&jurisdiction=jp",
    ),
    Question(
        "changes",
        _("Changes of the data"),
        _("what was published, changed or withdrawn since, in order: enough to keep a copy in step"),
        "changes/",
        "changes/?since=2026-11-22",
    ),
    Question(
        "quality",
        _("Quality"),
        _("what was searched, which facts have no primary source, what is undecided"),
        "quality/",
        "quality/",
    ),
)
