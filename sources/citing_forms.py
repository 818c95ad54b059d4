"""Works as BibTeX, RIS and CSL-JSON, each read by the programs that keep references."""

import json
from collections.abc import Iterable
from typing import Any

from sources import dates
from sources.citing import ATLAS, Work, is_plain, notes, parts

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# braces are counted by BibTeX even after a backslash, so none of a text may stand
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)
IN_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})
RIS_TYPES = {"law": "STAT", "news": "NEWS", "report": "RPRT", "research": "RPRT", "database": "DBASE"}
CSL_TYPES = {"law": "legislation", "news": "article-newspaper", "report": "report", "research": "report"}


def bibtex(works: Iterable[Work]) -> str:
    """Entries in UTF-8; `date` for biblatex, `year` and `month` for BibTeX where they are known."""
    return "\n".join(_entry(work) for work in works)


def _entry(work: Work) -> str:
    fields = [("title", f"{{{work.title.translate(LATEX)}}}")]
    if work.is_author:
        fields.append(("author", f"{{{work.publisher.translate(LATEX)}}}"))
    fields += [("publisher", work.publisher.translate(LATEX)), *_bibtex_dates(work)]
    fields += [("url", work.url.translate(IN_ADDRESS)), ("urldate", work.accessed)]
    fields += [("language", work.language), ("note", ". ".join(notes(work)).translate(LATEX))]
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields if value]
    return "\n".join((f"@misc{{{work.key},", *lines, "}\n"))


def _bibtex_dates(work: Work) -> list[tuple[str, str]]:
    stated = work.stated
    if stated is None:
        return []
    found = [("date", stated.text)]
    if is_plain(stated) and stated.start:
        year, *rest = parts(stated.start)
        found.append(("year", str(year)))
        found += [("month", MONTHS[rest[0] - 1])] if rest else []
    return found


def ris(works: Iterable[Work]) -> str:
    """Lines of a tag and a value, ended as RIS wants them."""
    return "".join(
        f"{tag}  - {value}\r\n" for work in works for tag, value in _tagged(work) if _said(tag, value)
    )


def _said(tag: str, value: str) -> bool:
    return bool(value) or tag == "ER"


def _tagged(work: Work) -> list[tuple[str, str]]:
    """A comma would make a family name of what stands before it: such a publisher is no author here."""
    author = work.publisher if work.is_author and "," not in work.publisher else ""
    return [
        ("TY", RIS_TYPES.get(work.kind, "ELEC")),
        ("TI", work.title),
        ("TT", work.title_en),
        ("AU", author),
        ("PB", work.publisher),
        *_ris_dates(work),
        ("Y2", _slashed(work.accessed)),
        ("LA", work.language),
        ("UR", work.url),
        ("ID", work.key),
        *(("N1", note) for note in notes(work)),
        ("ER", ""),
    ]


def _ris_dates(work: Work) -> list[tuple[str, str]]:
    if work.stated is None or work.stated.start is None or not is_plain(work.stated):
        return []
    return [("PY", str(work.stated.start.earliest.year)), ("DA", _slashed(work.published))]


def _slashed(text: str) -> str:
    """Year, month and day between slashes, what is not known left empty; nothing for any other date."""
    stated = dates.read(text)
    if stated is None or stated.start is None or not is_plain(stated):
        return ""
    year, *rest = parts(stated.start)
    known = [f"{year:04}", *(f"{number:02}" for number in rest), "", ""]
    return "/".join([*known[:3], ""])


def csl(works: Iterable[Work]) -> str:
    """Items for citation processors, as JSON."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=1)


def _item(work: Work) -> dict[str, Any]:
    item = {
        "id": work.key,
        "type": CSL_TYPES.get(work.kind, "webpage"),
        "title": work.title,
        "author": [{"literal": work.publisher}] if work.is_author else None,
        "publisher": work.publisher,
        "container-title": ATLAS if work.is_atlas else None,
        "version": str(work.revision) if work.is_atlas else None,
        "issued": _csl_date(work.stated),
        "accessed": _csl_date(dates.read(work.accessed)),
        "URL": work.url,
        "language": work.language,
        "note": ". ".join(notes(work)),
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(stated: dates.StatedDate | None) -> dict[str, Any] | None:
    """Parts as far as they are known; a span that is open at an end in EDTF, which processors read too."""
    if stated is None:
        return None
    if stated.start is None or stated.end is None:
        return {"raw": stated.text}
    ends = [stated.start] if stated.start is stated.end else [stated.start, stated.end]
    circa = {"circa": True} if stated.approximate or stated.uncertain else {}
    return {"date-parts": [parts(end) for end in ends], **circa}
