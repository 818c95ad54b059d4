"""Event and Incident."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from offerings.models import Offering
from organizations.models import Jurisdiction, Named, Organization
from regulations.models import Amendment, Law, Measure, Theme
from sources import dates
from sources.date_words import in_words
from sources.fields import (
    DerivedBooleanField,
    DerivedCharField,
    DerivedDateField,
    DerivedSmallIntegerField,
    EDTFField,
    SearchTextField,
)
from sources.models import Citation, Reading, Record
from timeline import kinds
from timeline.kinds import Category, EventKind, rank_of
from timeline.querysets import EventQuerySet, IncidentQuerySet


class Incident(Named, Record):
    """All that happened around one failure. It is cited by its events."""

    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("organization"),
        help_text=_("Whose failure it is, such as: Coincheck."),
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="incidents", verbose_name=_("jurisdiction")
    )
    summary = models.TextField(_("summary"), help_text=_("What happened, in our own words."))
    search_text = SearchTextField(names=("name", "name_ja", "name_ko"), texts=("summary",))

    objects = IncidentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["name_sort", "slug"]

    def get_absolute_url(self) -> str:
        return reverse("incident", args=[self.slug])

    @property
    def losses(self) -> list[Any]:
        """The figures of what was lost, where `for_list` fetched them."""
        return [figure for event in self.events.all() for figure in event.figures.all()]


class Event(Record):
    """Something that happened on a date, as precisely as its sources say."""

    Kind = EventKind
    Category = Category
    parts = ("citations", "readings")
    cited = True

    date = EDTFField(
        _("date"), help_text=_("As the source states it: 2018-01-26, 2018-01, 2018, 2018~, 2018-01/2018-03.")
    )
    kind = models.CharField(_("kind"), max_length=24, choices=EventKind, help_text=_("Such as: in force."))
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="events", verbose_name=_("jurisdiction")
    )
    title = models.CharField(
        _("title"), max_length=90, help_text=_("Japan promulgates the first crypto amendment.")
    )
    title_ja = models.CharField(
        _("title in Japanese"), max_length=90, blank=True, help_text=_("改正資金決済法が公布")
    )
    title_ko = models.CharField(
        _("title in Korean"), max_length=90, blank=True, help_text=_("자금결제법 개정 공포")
    )
    summary = models.TextField(_("summary"), help_text=_("One or two sentences in our own words."))
    summary_ja = models.TextField(_("summary in Japanese"), blank=True, help_text=_("In our own words."))
    summary_ko = models.TextField(_("summary in Korean"), blank=True, help_text=_("In our own words."))
    amendments = models.ManyToManyField(
        Amendment, related_name="events", blank=True, verbose_name=_("amendments")
    )
    measures = models.ManyToManyField(
        Measure,
        related_name="events",
        blank=True,
        verbose_name=_("measures"),
        help_text=_("What it brings into force or ends; empty means the whole of its amendments."),
    )
    laws = models.ManyToManyField(Law, related_name="events", blank=True, verbose_name=_("laws"))
    offerings = models.ManyToManyField(
        Offering, related_name="events", blank=True, verbose_name=_("STO cases")
    )
    organizations = models.ManyToManyField(
        Organization, related_name="events", blank=True, verbose_name=_("organizations")
    )
    themes = models.ManyToManyField(
        Theme,
        related_name="events",
        blank=True,
        verbose_name=_("themes"),
        help_text=_("Only where it names no amendment: else its themes follow from the measures."),
    )
    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("incident")
    )
    earliest = DerivedDateField(of=("date",), by=dates.earliest, null=True)
    latest = DerivedDateField(of=("date",), by=dates.latest, null=True)
    precision = DerivedCharField(of=("date",), by=dates.precision, max_length=8)
    approximate = DerivedBooleanField(of=("date",), by=dates.approximate)
    uncertain = DerivedBooleanField(of=("date",), by=dates.uncertain)
    rank = DerivedSmallIntegerField(of=("kind",), by=rank_of)
    search_text = SearchTextField(
        names=("title", "title_ja", "title_ko"), texts=("summary", "summary_ja", "summary_ko")
    )

    objects = EventQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["earliest", "rank", "slug"]
        indexes = [
            # every chronology, feed and page of the API
            models.Index(fields=["state", "earliest", "rank", "slug"], name="timeline_event_chronology"),
            # one country's chronology
            models.Index(
                fields=["jurisdiction", "state", "earliest", "rank", "slug"], name="timeline_event_country"
            ),
            # one kind: incidents, what is in force
            models.Index(fields=["kind", "state", "earliest", "slug"], name="timeline_event_of_kind"),
            # spans that overlap a period
            models.Index(fields=["state", "latest"], name="timeline_event_latest"),
            # counts by period, place and kind: it holds all that they ask, so that no row is read
            models.Index(
                fields=["state", "earliest", "latest", "jurisdiction", "kind"], name="timeline_event_counted"
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=EventKind.values),
                name="timeline_event_kind",
                violation_error_message=_("The kind of an event is one of the closed list."),
            ),
            models.CheckConstraint(
                condition=Q(earliest__isnull=False) | Q(latest__isnull=False),
                name="timeline_event_is_dated",
                violation_error_message=_("An event needs a date of an accepted form."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="incident") | Q(incident__isnull=False),
                name="timeline_event_incident_is_grouped",
                violation_error_message=_(
                    "An event of kind incident belongs to an incident: choose or add one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slug])

    @property
    def stated_date(self) -> dates.StatedDate:
        return dates.parse(self.date)

    @property
    def date_text(self) -> str:
        """The date in the words of the active language."""
        return in_words(self.stated_date)

    @property
    def category(self) -> kinds.Category:
        return EventKind(self.kind).category

    @property
    def category_label(self) -> str:
        return str(self.category.label)

    @property
    def all_themes(self) -> list[Theme]:
        """Its public themes as `with_theme` finds them, by slug.

        Of its measures, else of its amendments' measures; its own; and of the coverage rows that it decides.
        Constant in queries when fetched by `for_page`.
        """
        measures = list(self.measures.all())
        if not measures:
            measures = [
                measure for amendment in self.amendments.all() for measure in amendment.measures.all()
            ]
        found = [measure.theme for measure in measures] + list(self.themes.all())
        found += [row.theme for row in self.decided.all() if row.is_published]
        public = {theme.slug: theme for theme in found if theme.is_published}
        return sorted(public.values(), key=lambda theme: theme.slug)

    @property
    def is_conflicting(self) -> bool:
        """Some source states it otherwise."""
        return bool(self.readings.all())

    def gaps(self) -> list[str]:
        """Also what several relations say together must agree."""
        return super().gaps() + list(self.contradictions())

    def contradictions(self) -> Iterable[str]:
        amendments = set(self.amendments.all()) if self.pk else set()
        for measure in self.measures.all() if self.pk else ():
            if measure.amendment not in amendments:
                yield _("“%(measure)s” is of “%(amendment)s”, which the event does not name.") % {
                    "measure": measure.slug,
                    "amendment": measure.amendment.slug,
                }
        if amendments and self.themes.exists():
            yield str(
                _("themes: an event that names amendments takes its themes from them; leave themes empty.")
            )
        if self.kind in {EventKind.PROMULGATED, EventKind.IN_FORCE}:
            for proposal in (one for one in amendments if one.Instrument(one.instrument).is_proposal):
                yield _("“%(amendment)s” is a %(instrument)s: it cannot be promulgated or in force.") % {
                    "amendment": proposal.slug,
                    "instrument": proposal.get_instrument_display(),
                }

    def owners(self) -> Iterable[Record]:
        """The offering of which the event is a milestone."""
        offerings = list(self.offerings.all()[:2])
        return [one for one in offerings if one.is_published] if len(offerings) == 1 else []

    def clean(self) -> None:
        super().clean()
        if self.kind == EventKind.INCIDENT and self.incident_id is None:
            raise ValidationError(
                {"incident": _("An event of kind incident belongs to an incident: choose or add one.")}
            )


class EventCitation(Citation):
    event = models.ForeignKey(Event, models.CASCADE, related_name="citations")


class EventReading(Reading):
    event = models.ForeignKey(Event, models.CASCADE, related_name="readings")

    class Meta(Reading.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(trusted="yes"),
                name="timeline_eventreading_one_followed",
                violation_error_message=_("Only one reading can be the one that we follow."),
            ),
        ]
