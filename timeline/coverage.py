"""Coverage: what was searched for a theme in a jurisdiction, until when, and what was found."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Jurisdiction
from regulations.models import Measure, Theme
from sources import dates
from sources.fields import EDTFField, SearchTextField
from sources.models import Record, Source
from timeline.events import Event
from timeline.querysets import CoverageQuerySet


class CoverageStatus(models.TextChoices):
    FOUND = "found", _("found")
    NONE_FOUND = "none-found", _("searched, none found")
    NOT_RESEARCHED = "not-researched", _("not researched")


class Coverage(Record):
    """One cell of the comparison. Absence is a record too."""

    Status = CoverageStatus

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="coverage_rows", verbose_name=_("theme"))
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="coverage_rows", verbose_name=_("jurisdiction")
    )
    status = models.CharField(
        _("status"), max_length=14, choices=CoverageStatus, help_text=_("Such as: found.")
    )
    searched_to = EDTFField(_("searched to"), help_text=_("The day up to which was searched: 2026-11-22."))
    deciding = models.ManyToManyField(
        Event,
        related_name="decided",
        blank=True,
        verbose_name=_("deciding events"),
        help_text=_("The events that decide since when there is a rule."),
    )
    events = models.ManyToManyField(
        Event,
        related_name="coverage_rows",
        blank=True,
        verbose_name=_("events"),
        help_text=_("All that bear on it."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("What the cell rests on, in our own words."))
    sources = models.ManyToManyField(
        Source, related_name="coverage_rows", blank=True, verbose_name=_("sources")
    )
    search_text = SearchTextField(texts=("note",))

    objects = CoverageQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("coverage row")
        verbose_name_plural = _("coverage")
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["theme", "jurisdiction"], name="timeline_coverage_one_row_a_cell"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CoverageStatus.values), name="timeline_coverage_status"
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"{self.theme.get_absolute_url()}#{self.slug}"

    def clean(self) -> None:
        super().clean()
        if self.theme_id and self.jurisdiction_id:
            expected = f"{self.theme.slug}-{self.jurisdiction.slug}"
            if self.slug != expected:
                raise ValidationError(
                    {
                        "slug": _("“%(slug)s” must be “%(expected)s”: theme and jurisdiction.")
                        % {"slug": self.slug, "expected": expected}
                    }
                )

    def ends_before(self, day: datetime.date) -> bool:
        """The search was over before the day: what came in between may be missing."""
        latest = dates.latest(self.searched_to)
        return latest is not None and latest < day

    @property
    def measures(self) -> Any:
        """All published measures of the cell: those of the theme in the jurisdiction."""
        return Measure.objects.published().filter(theme=self.theme, amendment__jurisdiction=self.jurisdiction)
