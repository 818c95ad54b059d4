"""Link: why one event followed another."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sources.fields import SearchTextField
from sources.models import Citation, Record
from timeline.events import Event
from timeline.querysets import LinkQuerySet


class LinkKind(models.TextChoices):
    """What joins two events; all but a contrast lead from the earlier to the later."""

    PROMPTED = "prompted", _("prompted")
    IMPLEMENTS = "implements", _("is carried out by")
    SUCCEEDS = "succeeds", _("is followed on by")
    CONTRASTS_WITH = "contrasts-with", _("contrasts with")


class Link(Record):
    """A tie between two events that a source states."""

    Kind = LinkKind
    parts = ("citations",)
    cited = True

    from_event = models.ForeignKey(
        Event, models.PROTECT, related_name="links_from", verbose_name=_("from event")
    )
    to_event = models.ForeignKey(Event, models.PROTECT, related_name="links_to", verbose_name=_("to event"))
    kind = models.CharField(
        _("kind"),
        max_length=14,
        choices=LinkKind,
        help_text=_("Prompted: the first gave rise to the second."),
    )
    note = models.CharField(
        _("note"), max_length=200, help_text=_("How they belong together, in one sentence.")
    )
    search_text = SearchTextField(texts=("note",))

    objects = LinkQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["from_event", "to_event", "kind"], name="timeline_link_once"),
            models.CheckConstraint(
                condition=~Q(from_event=F("to_event")),
                name="timeline_link_two_events",
                violation_error_message=_("A link joins two different events."),
            ),
            models.CheckConstraint(condition=Q(kind__in=LinkKind.values), name="timeline_link_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.from_event} → {self.to_event}"

    def get_absolute_url(self) -> str:
        return f"{self.from_event.get_absolute_url()}#{self.slug}"

    def clean(self) -> None:
        """A cause cannot come after its effect, as far as the dates tell."""
        super().clean()
        if self.kind == LinkKind.CONTRASTS_WITH or not (self.from_event_id and self.to_event_id):
            return
        start, end = self.from_event.earliest, self.to_event.latest
        if start and end and start > end:
            raise ValidationError(
                {
                    "to_event": _(
                        "“%(to)s” (%(to_date)s) comes before “%(from)s” (%(from_date)s): turn the link round."
                    )
                    % {
                        "to": self.to_event.slug,
                        "to_date": self.to_event.date,
                        "from": self.from_event.slug,
                        "from_date": self.from_event.date,
                    }
                }
            )


class LinkCitation(Citation):
    link = models.ForeignKey(Link, models.CASCADE, related_name="citations")
