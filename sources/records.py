"""What every public record shares: slug, publication state, the road to publication, its document."""

from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.data_version import DataVersion
from sources.documents import document_of, foreign_keys
from sources.fields import SlugField, derived_from, validate_slug
from sources.revisions import Revision


class State(models.TextChoices):
    """Where a record stands on its way to the public."""

    DRAFT = "draft", _("draft")
    REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


@cache
def labels_of(field: Any) -> dict[str, Any]:
    """The labels of a field's choices, still to be translated, by value."""
    return dict(field.flatchoices)


class Record(models.Model):
    """A record with a page or an address of its own.

    Subclasses name in `parts` the relations that belong to the record (its citations, readings, ...) and in
    `cited` whether it may be published only with a citation.
    """

    State = State
    parts: ClassVar[tuple[str, ...]] = ()
    document_prefetches: ClassVar[tuple[Any, ...]] = ()
    cited: ClassVar[bool] = False

    slug = SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        validators=[validate_slug],
        help_text=_("Last part of its address; never changed once published, such as jp-2016-act-62."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False, db_default=State.DRAFT
    )
    withdrawn_reason = models.CharField(
        _("reason of withdrawal"),
        max_length=300,
        blank=True,
        help_text=_("Such as: the same event as jp-2017-…."),
    )
    successor = models.CharField(
        _("successor"),
        max_length=120,
        blank=True,
        help_text=_("Slug of the record that takes its place, if any."),
    )
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    updated_at = models.DateTimeField(_("updated at"), default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values),
                name="%(app_label)s_%(class)s_state",
                violation_error_message=_("The state must be draft, in-review, published or withdrawn."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.WITHDRAWN) | ~models.Q(withdrawn_reason=""),
                name="%(app_label)s_%(class)s_withdrawn_says_why",
                violation_error_message=_("A withdrawn record says why in the reason of withdrawal."),
            ),
        ]

    def __str__(self) -> str:
        return str(getattr(self, "name", "") or getattr(self, "title", "") or self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse a published record without a citation; write derived columns along with theirs.

        What the public sees of it changes with the token of the data's state, in one transaction.
        """
        if self.is_published and self.cited and not self.is_cited():
            raise ValidationError({"citations": self.uncited_message()})
        given = kwargs.get("update_fields")
        if names := self.fetched_columns() if given is None else set(given):
            kwargs["update_fields"] = names | derived_from(type(self), names)
        with transaction.atomic(savepoint=False):
            if self.state in {State.PUBLISHED, State.WITHDRAWN}:
                DataVersion.objects.renew()
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        raise NotImplementedError(f"{type(self).__name__} has no address")

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802 - Django's own name
        """A value in words. Django's own translates and hashes every label of the field at each call."""
        value = getattr(self, field.attname)
        return str(labels_of(field).get(value, value))

    def fetched_columns(self) -> set[str]:
        """The columns that Django would write where some were deferred; none where all were fetched."""
        missing = self.get_deferred_fields()
        columns = [field for field in self._meta.concrete_fields if not field.primary_key] if missing else []
        return {field.name for field in columns if field.attname not in missing}

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def record_type(self) -> str:
        """Name of the record's type, such as `event`, in revisions and fixtures."""
        return str(self._meta.model_name)

    def is_cited(self) -> bool:
        return self.pk is not None and bool(getattr(self, "citations").exists())  # noqa: B009  # of subclasses

    def uncited_message(self) -> str:
        return _("“%s” has no citation; nothing is published without at least one source.") % self.slug

    def gaps(self) -> list[str]:
        """What keeps the record from publication, a sentence each; empty when it may be published."""
        problems = [self.uncited_message()] if self.cited and not self.is_cited() else []
        if not self.revision and (other := Revision.objects.elsewhere(self).first()):
            problems.append(f"“{self.slug}” is taken already, by a record of type {other.record_type}.")
        try:
            self.full_clean()
        except ValidationError as error:
            problems += [f"{name}: {text}" for name, texts in error.message_dict.items() for text in texts]
        return problems + [
            _("“%(slug)s” refers to “%(other)s”, which is not published.")
            % {"slug": self.slug, "other": other.slug}
            for other in self.unpublished_references()
        ]

    def unpublished_references(self) -> Iterable["Record"]:
        """Records that this one names, itself or in its parts, and nobody outside may see."""
        for field in self._meta.many_to_many:
            yield from getattr(self, field.name).exclude(state=State.PUBLISHED)
        yield from (other for other in dict.fromkeys(named_by(self)) if not other.is_published)

    @transaction.atomic
    def publish(self, *, author: AbstractBaseUser | None = None, note: str = "") -> None:
        """Make the record public and remember its document; ValidationError lists what is missing."""
        if problems := self.gaps():
            raise ValidationError(problems)
        self.state = State.PUBLISHED
        self.remember(author=author, note=note)
        self.after_change_of_state(author=author, note=note)

    @transaction.atomic
    def remember(self, *, author: AbstractBaseUser | None = None, note: str = "") -> None:
        """Save the published record; where its document changed, write a revision of it and its owners."""
        DataVersion.objects.renew()  # first: who publishes at the same moment waits, then sees this revision
        last = Revision.objects.of(self).filter(state=Revision.State.PUBLISHED).first()
        if last is None or last.document != document_of(self):
            written = Revision.objects.write(self, author=author, note=note)
            self.revision, self.updated_at = written.number, written.decided_at or timezone.now()
        self.save()
        for owner in self.owners():
            owner.remember(author=author, note=note)

    @transaction.atomic
    def withdraw(self, reason: str, successor: str = "") -> None:
        """Take a published record back; its address answers 410 with the reason from now on."""
        if not reason.strip():
            raise ValidationError({"withdrawn_reason": _("Say why the record is withdrawn.")})
        DataVersion.objects.renew()  # first, as in `remember`
        self.state, self.withdrawn_reason, self.successor = State.WITHDRAWN, reason, successor
        self.updated_at = timezone.now()
        if Revision.objects.of(self).filter(state=Revision.State.PUBLISHED).exists():
            written = Revision.objects.write_withdrawal(self)
            self.revision, self.updated_at = written.number, written.decided_at or self.updated_at
        self.save()
        self.after_change_of_state()

    def after_change_of_state(self, **publishing: Any) -> None:
        """Let what belongs to the record follow its change of state; `publishing` is author and note."""

    def owners(self) -> Iterable["Record"]:
        """Published records whose document holds this one."""
        return ()

    def document_extras(self) -> dict[str, Any]:
        """What the document holds beyond columns, relations and parts."""
        return {}


def named_by(row: Any, owner: Any = None) -> Iterable[Record]:
    """Records that a record, or a row of its parts, names by its keys: all but the owner of the row."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Record):
            other = getattr(row, field.name)
            yield from [other] if other and other != owner else []
    for part in getattr(row, "parts", ()):
        related = getattr(row, part)
        for each in related.select_related(*foreign_keys(related.model)):
            yield from named_by(each, row)
