"""A record, its sources and its page as JSON-LD in the words of schema.org."""

import json
from collections.abc import Sequence
from typing import Any

from sources import dates
from sources.citing import ATLAS, LICENCE, Work, is_plain, parts, plain
from sources.date_words import in_words
from sources.text import localized

Node = dict[str, Any]
CONTEXT = "https://schema.org"
TEXTS = {
    "law": "Legislation",
    "news": "NewsArticle",
    "report": "Report",
    "research": "Report",
    "database": "Dataset",
}
THINGS = {
    "event": "Event",
    "incident": "Event",
    "law": "Legislation",
    "amendment": "Legislation",
    "organization": "Organization",
    "jurisdiction": "AdministrativeArea",
    "theme": "DefinedTerm",
    "offering": "FinancialProduct",
}
OTHER_NAMES = ("native", "ja", "ko")


def linked(record: Any, works: Sequence[Work]) -> str:
    """The sources, what the record is about, and its page, in this order."""
    *originals, atlas = works
    texts = [text(work) for work in originals]
    about = thing(record, atlas.page) or texts[0]
    page = {
        "@type": "WebPage",
        "@id": atlas.page,
        "url": atlas.page,
        "name": atlas.title,
        "inLanguage": atlas.language,
        "version": atlas.revision,
        "dateModified": atlas.published,
        "license": LICENCE,
        "isPartOf": {"@type": "Dataset", "name": ATLAS, "license": LICENCE},
        "mainEntity": {"@id": about["@id"]},
        "citation": [{"@id": one["@id"]} for one in texts],
    }
    graph = [*texts, *([] if about in texts else [about]), page]
    return json.dumps({"@context": CONTEXT, "@graph": list(map(said, graph))}, ensure_ascii=False, indent=1)


def said(node: Node) -> Node:
    """Without what nothing is known of."""
    return {name: value for name, value in node.items() if value}


def text(work: Work) -> Node:
    """A source, dated only where it is sure of a year, month or day."""
    speaker = {"@type": "Organization", "name": work.publisher}
    stated = work.stated
    sure = bool(stated and is_plain(stated))
    return {
        "@type": TEXTS.get(work.kind, "CreativeWork"),
        "@id": f"{work.page}#text",
        "name": work.title,
        "alternateName": work.title_en,
        "inLanguage": work.language,
        "author": speaker if work.is_author else None,
        "publisher": speaker,
        "datePublished": work.published if sure else None,
        "disambiguatingDescription": None if sure else work.published_text,
        "url": work.url,
        "archivedAt": work.archive_url,
    }


def thing(record: Any, page: str) -> Node | None:
    """What a record is about; none for a source, which is a text itself."""
    if record.record_type not in THINGS:
        return None
    field = "title" if hasattr(record, "title") else "name"
    name = localized(record, field)
    others = [getattr(record, f"{field}_{code}", "") for code in OTHER_NAMES]
    known = [getattr(record, field), *others, getattr(record, "abbreviation", "")]
    return {
        "@type": THINGS[record.record_type],
        "@id": f"{page}#record",
        "name": plain(name),
        "alternateName": list(dict.fromkeys(plain(one) for one in known if one and one != name)),
        "description": description(record),
        **placed(record),
        **dated(record),
        **numbered(record),
    }


def description(record: Any) -> str:
    fields = (field for field in ("summary", "description", "question") if hasattr(record, field))
    return plain(next((localized(record, field) for field in fields), ""))


def placed(record: Any) -> Node:
    """Where it belongs, by the word that schema.org has for each type."""
    words = {"Event": "location", "Organization": "location", "Legislation": "legislationJurisdiction"}
    place = getattr(record, "jurisdiction", None)
    if place is None:
        return {}
    word = words.get(THINGS[record.record_type], "areaServed")
    return {word: {"@type": "AdministrativeArea", "name": localized(place, "name"), "identifier": place.slug}}


def numbered(record: Any) -> Node:
    """The number of a rule, its official text, and the website of an organization."""
    number = getattr(record, "law_number", "") or getattr(record, "number", "")
    address = getattr(record, "official_url", "") or getattr(record, "url", "")
    return {"legislationIdentifier": number, "url": address}


def dated(record: Any) -> Node:
    """The days of an event as far as its sources are sure of them; else in words alone."""
    stated = getattr(record, "stated_date", None)
    if stated is None:
        return {}
    if stated.approximate or stated.uncertain:
        return {"disambiguatingDescription": in_words(stated)}
    return {"startDate": edge(stated.start), "endDate": edge(stated.end)}


def edge(moment: dates.Moment | None) -> str | None:
    """A year, month or day in ISO 8601."""
    return "-".join(f"{part:02}" for part in parts(moment)) if moment else None
