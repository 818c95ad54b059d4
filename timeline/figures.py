"""Figure: something that measured so much."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offerings.models import Offering
from organizations.models import Jurisdiction, Organization
from regulations.models import Amendment, Law
from sources import dates
from sources.fields import DerivedDateField, EDTFField, SearchTextField
from sources.models import Citation, Reading, Record
from timeline import metrics
from timeline.events import Event
from timeline.metrics import METRICS, Unit
from timeline.querysets import FigureQuerySet

EXACT_DIGITS = 15


def validate_exactly_storable(value: Decimal) -> None:
    """Refuse more significant digits than every database keeps."""
    if len(value.normalize().as_tuple().digits) > EXACT_DIGITS:
        raise ValidationError(
            _("%(value)s has more than %(most)s significant digits, which cannot be kept exactly."),
            params={"value": value, "most": EXACT_DIGITS},
        )


class Qualifier(models.TextChoices):
    """How the source states the number."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    OVER = "over", _("over")
    UNDER = "under", _("under")


SUBJECTS = ("organization", "event", "offering", "law", "amendment", "jurisdiction")


def exactly_one_subject() -> Q:
    """Condition: one subject is set and all others are null."""
    condition = Q()
    for chosen in SUBJECTS:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in SUBJECTS})
    return condition


class Figure(Record):
    """A number that a source states about one subject, with its unit and the date it holds for."""

    Qualifier = Qualifier
    SUBJECTS = SUBJECTS
    parts = ("citations", "readings")
    cited = True

    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("organization"),
    )
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("event")
    )
    offering = models.ForeignKey(
        Offering, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("STO case")
    )
    law = models.ForeignKey(
        Law, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("law")
    )
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("amendment")
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("jurisdiction"),
    )
    metric = models.CharField(
        _("metric"),
        max_length=60,
        choices=metrics.choices,
        help_text=_("What is measured, such as: members."),
    )
    scope = models.CharField(
        _("scope"), max_length=80, blank=True, help_text=_("Words that narrow it, such as: real estate.")
    )
    value = models.DecimalField(
        _("value"),
        max_digits=28,
        decimal_places=8,
        validators=[validate_exactly_storable],
        help_text=_("In full figures: 523000000."),
    )
    unit = models.CharField(
        _("unit"), max_length=12, choices=Unit, help_text=_("One that the metric allows: XEM.")
    )
    qualifier = models.CharField(
        _("qualifier"),
        max_length=6,
        choices=Qualifier,
        default=Qualifier.EXACT,
        help_text=_("As the source says it."),
    )
    as_of = EDTFField(
        _("as of"), blank=True, help_text=_("The date it holds for: 2018-01-26, 2018-01 or 2018.")
    )
    as_of_earliest = DerivedDateField(of=("as_of",), by=dates.earliest, null=True)
    as_of_latest = DerivedDateField(of=("as_of",), by=dates.latest, null=True)
    search_text = SearchTextField(texts=("metric", "scope"))

    objects = FigureQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["metric", "as_of_earliest", "slug"]
        indexes = [
            # a metric over time
            models.Index(fields=["metric", "as_of_earliest", "slug"], name="timeline_figure_metric"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=exactly_one_subject(),
                name="timeline_figure_one_subject",
                violation_error_message=_(
                    "A figure has exactly one subject: choose one and leave the others empty."
                ),
            ),
            models.CheckConstraint(
                condition=Q(metric__in=list(METRICS), unit__in=Unit.values, qualifier__in=Qualifier.values),
                name="timeline_figure_closed_lists",
                violation_error_message=_("Metric, unit and qualifier come from closed lists."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric_label}: {self.value.normalize():f} {self.unit}"

    def get_absolute_url(self) -> str:
        return f"{self.subject.get_absolute_url()}#{self.slug}"

    def clean(self) -> None:
        super().clean()
        metric = METRICS.get(self.metric)
        if metric and self.unit not in metric.units:
            raise ValidationError(
                {
                    "unit": _("“%(unit)s” is no unit of %(metric)s; accepted: %(units)s.")
                    % {"unit": self.unit, "metric": self.metric, "units": ", ".join(metric.units)}
                }
            )

    @property
    def subject(self) -> Record:
        """The one record that the figure is about."""
        subjects: list[Record | None] = [getattr(self, name) for name in SUBJECTS]
        return next(record for record in subjects if record is not None)

    @property
    def metric_label(self) -> str:
        return metrics.label(self.metric)

    @property
    def meaning(self) -> str:
        return str(METRICS[self.metric].meaning)


class FigureCitation(Citation):
    figure = models.ForeignKey(Figure, models.CASCADE, related_name="citations")


class FigureReading(Reading):
    figure = models.ForeignKey(Figure, models.CASCADE, related_name="readings")

    class Meta(Reading.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["figure"],
                condition=Q(trusted="yes"),
                name="timeline_figurereading_one_followed",
                violation_error_message=_("Only one reading can be the one that we follow."),
            ),
        ]
