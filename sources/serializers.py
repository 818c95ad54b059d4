"""How records are written in the API: reshaped, nothing asked of the database.

A serializer declares its fields for the API's description and builds the document itself as one plain
dictionary, which is several times faster than asking each field. A *card* is a record without its lists, as
`expand` shows it; the whole document extends it.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from sources import dates
from sources.date_words import in_words
from sources.documents import plain
from sources.models import Source, SourceKind, Trust
from sources.querysets import PUBLISHED
from sources.text import localized

Document = dict[str, Any]


@lru_cache(maxsize=8192)
def stated_date(text: str, language: str) -> Document | None:
    """A date as stated, its bounds and its words; None where none is stated. Shared: never change one."""
    stated = dates.read(text)
    if stated is None:
        return None
    return {
        "edtf": stated.text,
        "earliest": plain(stated.earliest),
        "latest": plain(stated.latest),
        "precision": stated.precision,
        "approximate": stated.approximate,
        "uncertain": stated.uncertain,
        "text": in_words(stated, language),
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """How an answer was asked for: origin of the site, language, what to show whole and not by slug."""

    origin: str
    language: str
    expand: frozenset[str] = frozenset()

    def date(self, text: str) -> Document | None:
        return stated_date(text, self.language)

    def one(self, path: str, record: Any, card: "type[RecordSerializer]") -> str | Document | None:
        """A record by slug or, where `path` is expanded, its card; None where nobody may see it."""
        if record is None or record.state != PUBLISHED:
            return None
        if path not in self.expand:
            return str(record.slug)
        return card.document(record, Answer(self.origin, self.language))

    def many(self, path: str, records: Any, card: "type[RecordSerializer]") -> list[str | Document]:
        """The same of records that were fetched as published."""
        if path not in self.expand:
            return [record.slug for record in records.all()]
        bare = Answer(self.origin, self.language)
        return [card.document(record, bare) for record in records.all()]


def moment(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


class Reference(serializers.Field[Any, Any, Any, Any]):
    """Slug of another record or, where `expand` names the field, that record's card."""

    def __init__(self, card: "type[RecordSerializer]", *, many: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.card, self.many = card, many


class StatedDateSerializer(serializers.Serializer[Any]):
    """A date as its source states it, never more precise."""

    edtf = serializers.CharField(
        help_text=_("As stated, in EDTF: 2018-01-26, 2018-01, 2018~, 2018-01/2018-03.")
    )
    earliest = serializers.DateField(allow_null=True, help_text=_("First day it can mean; null: open start."))
    latest = serializers.DateField(allow_null=True, help_text=_("Last day it can mean; null: open end."))
    precision = serializers.ChoiceField(["day", "month", "year", "interval"])
    approximate = serializers.BooleanField(help_text=_("The source says about."))
    uncertain = serializers.BooleanField(help_text=_("The source is not sure."))
    text = serializers.CharField(help_text=_("In the words of the language asked for."))


def column(
    model: type[models.Model], name: str, *, stated: bool = False
) -> serializers.Field[Any, Any, Any, Any]:
    """A field that describes a column: type, closed list and help text. `stated`: never null.

    What is not recorded is null, never an empty text.
    """
    field: Any = model._meta.get_field(name)
    told = {"help_text": field.help_text, "allow_null": (field.null or field.blank) and not stated}
    if field.choices:
        return serializers.ChoiceField([value for value, _label in field.flatchoices if value], **told)
    if isinstance(field, models.DecimalField):
        return serializers.DecimalField(field.max_digits, field.decimal_places, **told)
    if isinstance(field, models.IntegerField):
        return serializers.IntegerField(**told)
    return serializers.CharField(**told)


class RecordSerializer(serializers.Serializer[Any]):
    """What every document begins and ends with; subclasses give the rest in `own`."""

    collection: ClassVar[str]

    id = serializers.SlugField(help_text=_("Slug: the last part of its address, which never changes."))
    url = serializers.URLField(help_text=_("Address of this document."))
    html_url = serializers.URLField(help_text=_("Address of the page that shows it."))
    updated_at = serializers.DateTimeField(help_text=_("When a published field last changed."))
    revision = serializers.IntegerField(help_text=_("Number of its published revision."))

    def get_fields(self) -> dict[str, Any]:
        """All optional in the description: `fields` and `omit` leave any of them out."""
        declared = super().get_fields()
        for field in declared.values():
            field.required = False
        return declared

    def to_representation(self, instance: Any) -> Document:
        document = self.document(instance, self.context["answer"])
        wanted = self.context["fields"]
        return document if wanted is None else {name: document[name] for name in document if name in wanted}

    @classmethod
    def document(cls, record: Any, answer: Answer) -> Document:
        return {
            "id": record.slug,
            "url": f"{answer.origin}/api/v1/{cls.collection}/{record.slug}/",
            "html_url": answer.origin + record.get_absolute_url(),
            **cls.own(record, answer),
            "updated_at": moment(record.updated_at),
            "revision": record.revision,
        }

    @classmethod
    def own(cls, record: Any, answer: Answer) -> Document:
        raise NotImplementedError

    @classmethod
    def expandable(cls) -> list[str]:
        """What `expand` may name: the references of the document and of its parts."""
        return [path for path in references(cls) if path]


def references(serializer: Any, prefix: str = "") -> Iterable[str]:
    """Paths of the references of a serializer, those of its nested parts included."""
    for name, field in serializer._declared_fields.items():
        if isinstance(field, Reference):
            yield prefix + name
        elif isinstance(field, serializers.ListSerializer):
            yield from references(type(field.child), f"{prefix}{name}.")


class SourceSerializer(RecordSerializer):
    """A published text that records rest on."""

    collection = "sources"

    title = column(Source, "title")
    title_en = column(Source, "title_en")
    publisher = column(Source, "publisher")
    kind = column(Source, "kind")
    primary = serializers.BooleanField(help_text=_("The text of one who acted, not of one who tells of it."))
    language = column(Source, "language")
    published = StatedDateSerializer(allow_null=True)
    accessed = StatedDateSerializer()
    original_url = serializers.URLField(allow_null=True, help_text=_("Address of the source itself."))
    archive_url = serializers.URLField(allow_null=True, help_text=_("Address of a lasting copy."))

    @classmethod
    def own(cls, record: Source, answer: Answer) -> Document:
        return {
            "title": record.title,
            "title_en": record.title_en or None,
            "publisher": record.publisher,
            "kind": record.kind,
            "primary": record.kind in PRIMARY,
            "language": record.language,
            "published": answer.date(record.published),
            "accessed": answer.date(record.accessed),
            "original_url": record.url or None,
            "archive_url": record.archive_url or None,
        }


PRIMARY = frozenset(SourceKind.primary())


class CitationSerializer(serializers.Serializer[Any]):
    """What a source supports in the record, and where it says so."""

    source = Reference(SourceSerializer)  # type: ignore[assignment]  # a field, not the setting of one
    locator = serializers.CharField(help_text=_("Page, section or heading."))
    supports = serializers.CharField(help_text=_("What it supports."))


class ReadingSerializer(serializers.Serializer[Any]):
    """What a source says otherwise; all readings are kept."""

    source = Reference(SourceSerializer)  # type: ignore[assignment]  # a field, not the setting of one
    says = serializers.CharField()
    note = serializers.CharField(allow_null=True, help_text=_("Why it is followed, or not."))
    trusted = serializers.ChoiceField(
        [value for value in Trust.values if value], allow_null=True, help_text=_("Null: undecided.")
    )


def citations(record: Any, answer: Answer, path: str = "citations") -> list[Document]:
    """The citations of a record, those of published sources."""
    return [
        {
            "source": answer.one(f"{path}.source", row.source, SourceSerializer),
            "locator": row.locator,
            "supports": row.supports,
        }
        for row in record.citations.all()
        if row.source.state == PUBLISHED
    ]


def readings(record: Any, answer: Answer) -> list[Document]:
    return [
        {
            "source": answer.one("readings.source", row.source, SourceSerializer),
            "says": row.says,
            "note": row.note or None,
            "trusted": row.trusted or None,
        }
        for row in record.readings.all()
        if row.source.state == PUBLISHED
    ]


def names(record: Any, *more: str) -> Document:
    """The name in the language asked for, and those recorded in other languages."""
    recorded = {name: getattr(record, name) or None for name in (*more, "name_ja", "name_ko")}
    return {"name": localized(record, "name"), **recorded}
