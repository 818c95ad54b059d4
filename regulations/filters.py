"""Filters of themes, laws, amendments and measures."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from organizations.filters import InJurisdictionFilter
from organizations.models import Jurisdiction
from regulations.models import Amendment, Instrument, Law, Theme
from regulations.querysets import AmendmentQuerySet, MeasureQuerySet
from sources.filters import Choices, RecordFilter, Slugs, column


class ThemeFilter(RecordFilter):
    """Themes are few: words are enough."""


def amended_under(found: Any, *themes: str) -> Any:
    """Laws of which a published amendment has a measure under one of the themes."""
    return found.filter(
        pk__in=found.model.objects.filter(
            amendments__state="published", amendments__measures__theme__slug__in=themes
        ).values("pk")
    )


def with_measure_under(found: Any, *themes: str) -> Any:
    return found.filter(pk__in=found.model.objects.filter(measures__theme__slug__in=themes).values("pk"))


class LawFilter(InJurisdictionFilter):
    """Laws by place and by what their amendments are about."""

    theme = Slugs(amended_under, Theme, label=_("Theme"), choose=True)


class AmendmentFilter(InJurisdictionFilter):
    """Amendments by place, form, law and theme."""

    instrument = Choices(AmendmentQuerySet.of_instrument, Instrument.choices, label=_("Instrument"))
    law = Slugs(AmendmentQuerySet.amending, Law, label=_("Law"), choose=True)
    theme = Slugs(with_measure_under, Theme, label=_("Theme"), choose=True)


class MeasureFilter(InJurisdictionFilter):
    """Measures by place, theme, amendment and the form of the latter."""

    jurisdiction = Slugs(
        MeasureQuerySet.in_jurisdiction,
        Jurisdiction,
        label=_("Jurisdiction"),
        choose=True,
    )
    theme = Slugs(MeasureQuerySet.under_theme, Theme, label=_("Theme"), choose=True)
    amendment = Slugs(column("amendment__slug"), Amendment, label=_("Amendment"))
    instrument = Choices(column("amendment__instrument"), Instrument.choices, label=_("Instrument"))
