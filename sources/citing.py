"""What to cite for a record: the original sources first, the Atlas second. Pure functions.

A `Work` is one entry of a bibliography, whatever the form that it is written in later.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sources import dates
from sources.date_words import in_words
from sources.models import Source
from sources.text import is_english, localized

ATLAS = "STO Atlas"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# the ends of lines, what no reader shows, and halves of characters
UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Work:
    """One text to be cited. Dates are EDTF; `page` is where the Atlas tells of it.

    `kind` is that of a source, or `atlas`; `is_author` tells that the publisher itself is speaking.
    """

    key: str
    kind: str
    title: str
    publisher: str
    is_author: bool
    published: str
    accessed: str
    url: str
    language: str
    page: str
    title_en: str = ""
    archive_url: str = ""
    revision: int = 0

    @property
    def is_atlas(self) -> bool:
        return self.kind == "atlas"

    @property
    def stated(self) -> dates.StatedDate | None:
        """When it was published, as far as anyone says."""
        return dates.read(self.published)

    @property
    def published_text(self) -> str:
        return in_words(self.stated) if self.stated else ""


def plain(text: str) -> str:
    """One line of text that every form can hold."""
    return UNWRITABLE.sub(" ", text).strip()


def is_plain(stated: dates.StatedDate) -> bool:
    """One year, month or day that its source is sure of."""
    return stated.precision != "interval" and not (stated.approximate or stated.uncertain)


def parts(moment: dates.Moment) -> list[int]:
    """Year, month and day, as far as they are known."""
    known = dates.PRECISIONS.index(moment.precision) + 1
    return [moment.earliest.year, moment.earliest.month, moment.earliest.day][:known]


def cited_by(rows: Iterable[Any]) -> list[Source]:
    """The published sources that rows cite, each once, in their order."""
    found = dict.fromkeys(citation.source for row in rows for citation in row.citations.all())
    return [source for source in found if source.is_published]


def work_of(source: Source, page: str) -> Work:
    """The entry of a source; one that is on no network is found by its page here."""
    return Work(
        key=source.slug,
        kind=source.kind,
        title=plain(source.title),
        title_en=plain(source.title_en),
        publisher=plain(source.publisher),
        is_author=source.is_primary,
        published=source.published,
        accessed=source.accessed,
        url=plain(source.url) or page,
        archive_url=plain(source.archive_url),
        language=source.language,
        page=page,
    )


def atlas_work(record: Any, page: str, changed: datetime.date, today: datetime.date) -> Work:
    """The entry of a record of the Atlas, in the language of the page, as it is read today."""
    field = "title" if hasattr(record, "title") else "name"
    own = getattr(record, "language", "")
    return Work(
        key=f"sto-atlas-{record.record_type}-{record.slug}",
        kind="atlas",
        title=plain(localized(record, field)),
        publisher=ATLAS,
        is_author=True,
        published=changed.isoformat(),
        accessed=today.isoformat(),
        url=page,
        language=own or ("en" if is_english(record, field) else (get_language() or "en")[:2]),
        page=page,
        revision=record.revision,
    )


def notes(work: Work) -> list[str]:
    """What the fields of no form say of a work, in sentences without their full stop."""
    found = [_("In English: %s") % work.title_en] if work.title_en else []
    if work.stated and not is_plain(work.stated):
        found.append(_("Published: %s") % work.published_text)
    if work.archive_url:
        found.append(_("Archived copy: %s") % work.archive_url)
    if work.is_atlas:
        found.append(_("Revision %s") % work.revision)
    return found
