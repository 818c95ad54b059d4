"""The one memory of the site: every published, proposed or superseded state of every record."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.documents import document_of


class RevisionQuerySet(models.QuerySet["Revision", "Revision"]):
    def of(self, record: Any) -> Self:
        return self.filter(record_type=record.record_type, slug=record.slug)

    def elsewhere(self, record: Any) -> Self:
        """Records of other types that had the record's slug: a slug is given once, over all types."""
        return self.filter(slug=record.slug).exclude(record_type=record.record_type).defer("document")

    def published(self) -> Self:
        """What the public saw at some time: the state of now and those before it."""
        return self.filter(state__in=[Revision.State.PUBLISHED, Revision.State.SUPERSEDED])

    def latest_number(self, record: Any) -> int:
        """The highest number given to a record; 0 when it has no revision."""
        return self.of(record).aggregate(highest=models.Max("number"))["highest"] or 0

    def write(self, record: Any, *, author: Any = None, note: str = "") -> "Revision":
        """Write the record's document as its published revision; the one before is superseded."""
        self.of(record).filter(state=Revision.State.PUBLISHED).update(state=Revision.State.SUPERSEDED)
        return self.create(
            record_type=record.record_type,
            slug=record.slug,
            number=self.latest_number(record) + 1,
            document=document_of(record),
            author=author,
            note=note,
            decided_at=timezone.now(),
        )

    def write_first(self, records: Iterable[Any], note: str) -> None:
        """Write revision 1 of many records at once, as loading does."""
        now = timezone.now()
        self.bulk_create(
            [
                Revision(
                    record_type=record.record_type,
                    slug=record.slug,
                    number=1,
                    document=document_of(record),
                    note=note,
                    decided_at=now,
                )
                for record in records
            ],
            batch_size=500,
        )


class Revision(models.Model):
    """A whole record at one state, as one canonical document."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        PUBLISHED = "published", _("published")
        SUPERSEDED = "superseded", _("superseded")
        REJECTED = "rejected", _("rejected")

    record_type = models.CharField(_("type of record"), max_length=20)
    slug = models.CharField(_("slug"), max_length=120)
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    document = models.JSONField(_("document"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("author"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("reviewer"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["record_type", "slug", "-number"]
        permissions = [("publish_record", "Can publish and withdraw records")]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "slug", "number"], name="sources_revision_number_once"
            ),
            models.UniqueConstraint(
                fields=["record_type", "slug"],
                condition=models.Q(state="published"),
                name="sources_revision_one_published",
                violation_error_message=_("A record has at most one published revision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.slug}@{self.number}"
