"""The one memory of the site: every published, proposed or superseded state of every record."""

import datetime
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

    def for_changes(self) -> Any:
        """The newest public state of each record, be it its withdrawal, in the order of publication.

        `is_first` says that the public never saw another state of it.
        """
        before = Revision.objects.filter(
            record_type=models.OuterRef("record_type"),
            slug=models.OuterRef("slug"),
            state=Revision.State.SUPERSEDED,
        )
        newest = self.filter(state__in=[Revision.State.PUBLISHED, Revision.State.WITHDRAWN])
        return newest.annotate(is_first=~models.Exists(before)).order_by("decided_at", "pk")

    def for_history(self) -> Self:
        """All that the public saw, withdrawals included."""
        return self.exclude(state__in=[Revision.State.PROPOSED, Revision.State.REJECTED])

    def last_decided(self) -> datetime.datetime | None:
        """When the published data last changed; None before anything was published."""
        last: datetime.datetime | None = self.aggregate(last=models.Max("decided_at"))["last"]
        return last

    def next_moment(self) -> datetime.datetime:
        """Now, but later than every decision before: a clock that is set back hides no change from those who
        read on from the last one that they saw."""
        now, last = timezone.now(), self.last_decided()
        return now if last is None else max(now, last + datetime.timedelta(microseconds=1))

    def latest_number(self, record: Any) -> int:
        """The highest number given to a record; 0 when it has no revision."""
        return self.of(record).aggregate(highest=models.Max("number"))["highest"] or 0

    def write(self, record: Any, *, author: Any = None, note: str = "") -> "Revision":
        """Write the record's document as its published revision; the one before is superseded."""
        return self.supersede(record, document=document_of(record), author=author, note=note)

    def write_withdrawal(self, record: Any) -> "Revision":
        """Write that the record was taken back: all that the public sees of it is why, and its successor."""
        document = {"withdrawn_reason": record.withdrawn_reason, "successor": record.successor}
        return self.supersede(record, state=Revision.State.WITHDRAWN, document=document)

    def supersede(self, record: Any, **columns: Any) -> "Revision":
        """Put a new public state of a record in the place of the one before."""
        public = [Revision.State.PUBLISHED, Revision.State.WITHDRAWN]
        self.of(record).filter(state__in=public).update(state=Revision.State.SUPERSEDED)
        return self.create(
            record_type=record.record_type,
            slug=record.slug,
            number=self.latest_number(record) + 1,
            decided_at=self.model.objects.next_moment(),
            **columns,
        )

    def write_first(self, records: Iterable[Any], note: str) -> None:
        """Write revision 1 of many records at once, as loading does."""
        now = self.next_moment()
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
        WITHDRAWN = "withdrawn", _("withdrawn")

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
        indexes = [
            # changes from a moment on, and the moment of the last one
            models.Index(fields=["decided_at", "id"], name="sources_revision_decided"),
        ]
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

    @property
    def is_withdrawal(self) -> bool:
        """It says that the record was taken back; no other document holds this."""
        return "withdrawn_reason" in self.document
