"""`?format=` on the page of a record: the citation of the record as a file for one program or another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sources.asked import is_tracking
from sources.citing import Work, atlas_work, cited_by, work_of
from sources.citing_forms import bibtex, csl, ris
from sources.citing_linked import linked
from sources.models import Source
from sources.parameters import printable

SHOWN = 5  # works named on the page itself; the files hold all
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Form:
    """A form of citation: its name for readers, its media type, how its files end, and who writes it."""

    name: str
    media_type: str
    ending: str
    write: Callable[[Any, Sequence[Work]], str]


FORMS = {
    "bibtex": Form("BibTeX", "application/x-bibtex", "bib", lambda _record, works: bibtex(works)),
    "ris": Form("RIS", "application/x-research-info-systems", "ris", lambda _record, works: ris(works)),
    "csl": Form(
        "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", lambda _record, works: csl(works)
    ),
    "jsonld": Form("JSON-LD", "application/ld+json", "jsonld", linked),
}


class Citable:
    """A page whose record can be cited."""

    object: Any
    request: HttpRequest

    def citing_rows(self) -> list[Any]:
        """The rows on whose citations the record rests: its own, unless told."""
        return [self.object]

    def originals(self) -> list[Source]:
        """What the record rests on; a source rests on itself."""
        return [self.object] if isinstance(self.object, Source) else cited_by(self.citing_rows())

    def works(self) -> list[Work]:
        """The original sources, then the record."""
        record, absolute = self.object, self.request.build_absolute_uri
        found = [work_of(source, absolute(source.get_absolute_url())) for source in self.originals()]
        changed = timezone.localdate(record.updated_at)
        page = absolute(record.get_absolute_url())
        return [*found, atlas_work(record, page, changed, timezone.localdate())]

    def citing(self) -> dict[str, Any]:
        """What the page says of how to cite it."""
        works = self.works()
        *originals, atlas = works
        return {
            "works": originals[:SHOWN],
            "more_works": len(originals[SHOWN:]),
            "atlas_work": atlas,
            "main_work": works[0] if isinstance(self.object, Source) else atlas,
            "forms": [
                {"name": form.name, "url": f"?format={key}", "type": form.media_type}
                for key, form in FORMS.items()
            ],
        }

    def cited(self) -> HttpResponse:
        """The file that `?format=` asks for; 400 with what there is for anything else."""
        given = self.request.GET
        strange = [name for name in given if name != "format" and not is_tracking(name)]
        asked = given.getlist("format")
        if strange or len(asked) != 1 or asked[0] not in FORMS:
            wrong = printable(strange[0] if strange else ", ".join(asked))[:LONGEST]
            context = {"wrong": wrong, "is_name": bool(strange), "record": self.object, "forms": FORMS}
            return render(self.request, "sources/no_such_form.html", context, status=400)
        form = FORMS[asked[0]]
        answer = HttpResponse(
            form.write(self.object, self.works()), content_type=f"{form.media_type}; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="{self.object.slug}.{form.ending}"'
        answer["Access-Control-Allow-Origin"] = "*"
        return answer
