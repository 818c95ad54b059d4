"""What the public saw of a measure: it is remembered within its amendment."""

from typing import Any

from sources.history import Past, fields_of
from sources.models import Revision
from sources.serializers import Document


class MeasurePast(Past):
    """The states of the amendment in which the measure became another, and its withdrawal."""

    def revisions(self) -> Any:
        whole = Revision.objects.for_history().of(self.record.amendment)
        return whole.filter(number__in=list(self.numbers(whole.order_by("decided_at", "number"))))

    def numbers(self, whole: Any) -> list[int]:
        found: list[int] = []
        known: Document = {}
        for revision in whole:
            document = self.document(revision)
            if document != known or (revision.is_withdrawal and found):
                found.append(revision.number)
            known = document
        return found

    def document(self, revision: Revision) -> Document:
        return fields_of(revision.document.get("measures", []), self.record.slug)
