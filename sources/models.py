"""The evidence: sources, and the abstract citation and reading that tie a record to them."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sources import dates
from sources.data_version import DataVersion
from sources.fields import DerivedCharField, DerivedDateField, EDTFField, SearchTextField, SortedCharField
from sources.querysets import CitationQuerySet, SourceQuerySet
from sources.records import Record, State
from sources.revisions import Revision
from sources.text import sort_key

__all__ = ["Citation", "DataVersion", "Reading", "Record", "Revision", "Source", "State"]


class SourceKind(models.TextChoices):
    """Who speaks. Primary sources are the texts of those who acted; the others tell of them."""

    LAW = "law", _("law")
    REGULATOR = "regulator", _("regulator")
    LEGISLATURE = "legislature", _("legislature")
    INTERNATIONAL_BODY = "international-body", _("international body")
    COMPANY = "company", _("company")
    INDUSTRY_BODY = "industry-body", _("industry body")
    LAW_FIRM = "law-firm", _("law firm")
    RESEARCH = "research", _("research")
    NEWS = "news", _("news")
    DATABASE = "database", _("database")
    REPORT = "report", _("report")

    @classmethod
    def primary(cls) -> list[str]:
        return [
            cls.LAW,
            cls.REGULATOR,
            cls.LEGISLATURE,
            cls.INTERNATIONAL_BODY,
            cls.COMPANY,
            cls.INDUSTRY_BODY,
        ]


class Source(Record):
    """A published text that records rest on."""

    Kind = SourceKind

    title = models.CharField(
        _("title"),
        max_length=300,
        help_text=_("As published; in square brackets where it is ours. Such as: ICO 및 투자자 보호."),
    )
    title_en = models.CharField(
        _("title in English"),
        max_length=300,
        blank=True,
        help_text=_("Such as: ICOs and the protection of investors."),
    )
    publisher = SortedCharField(
        _("publisher"), max_length=160, help_text=_("Such as: Financial Services Agency.")
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=SourceKind, help_text=_("Who speaks, such as: regulator.")
    )
    language = models.CharField(_("language"), max_length=2, help_text=_("ISO 639-1 code: en, ja, ko, ..."))
    published = EDTFField(
        _("published"), blank=True, help_text=_("As precise as known: 2018-01-26, 2018-01 or 2018.")
    )
    accessed = EDTFField(_("accessed"), help_text=_("When it was last read: 2026-11-22."))
    url = models.URLField(
        _("address"), max_length=600, blank=True, help_text=_("Such as: https://www.fsa.go.jp/...")
    )
    archive_url = models.URLField(
        _("archived copy"), max_length=600, blank=True, help_text=_("Address of a lasting copy, if any.")
    )
    published_earliest = DerivedDateField(of=("published",), by=dates.earliest, null=True)
    name_sort = DerivedCharField(of=("title",), by=sort_key, max_length=200)
    search_text = SearchTextField(names=("title", "title_en"), texts=("publisher",))

    objects = SourceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name_sort", "slug"]
        indexes = [
            # /sources/ newest first
            models.Index(fields=["state", "published_earliest", "slug"], name="sources_source_by_date"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=SourceKind.values),
                name="sources_source_kind",
                violation_error_message=_("The kind of a source is one of the closed list."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])

    @property
    def is_primary(self) -> bool:
        return self.kind in SourceKind.primary()


class Citation(models.Model):
    """What a source supports in a record, and where in the source it stands.

    Each cited model has a concrete table of its own, with a real key named after the model.
    """

    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="%(class)ss")
    locator = models.CharField(
        _("locator"), max_length=120, help_text=_("Page, section or heading, such as: p. 12, or: Article 2.")
    )
    supports = models.CharField(
        _("supports"),
        max_length=160,
        help_text=_("What it supports, in at most ten words: 523 million NEM stolen."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = CitationQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.locator}"


class Trust(models.TextChoices):
    """Whether we follow a reading; undecided is no answer yet."""

    YES = "yes", _("followed")
    NO = "no", _("not followed")
    IN_PART = "in-part", _("followed in part")
    UNDECIDED = "", _("undecided")


class Reading(models.Model):
    """What a source says against the record or another source. All are kept and shown."""

    Trust: ClassVar = Trust

    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="%(class)ss")
    says = models.CharField(
        _("says"), max_length=300, help_text=_("What the source says: 744,000 BTC stolen.")
    )
    note = models.CharField(
        _("note"), max_length=400, blank=True, help_text=_("Why we follow it, or do not.")
    )
    trusted = models.CharField(
        _("trusted"),
        max_length=10,
        choices=Trust,
        blank=True,
        default="",
        help_text=_("At most one reading is followed."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = CitationQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.says
