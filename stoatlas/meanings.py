"""What each parameter of the API means, for its reference; `collection.name` where a list differs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEANINGS: dict[str, Promise] = {
    "amendment": _("What belongs to these amendments."),
    "amount_max": _("Amounts up to this, each in its own currency; name a currency with it."),
    "amount_min": _("Amounts from this on, each in its own currency; name a currency with it."),
    "as-of.date": _("The day, such as 2018-01-26."),
    "as-of.jurisdiction": _("Countries to set side by side; those that are compared, unless told."),
    "as-of.theme": _("Only these questions."),
    "as_of_from": _("Figures that hold on or after this date."),
    "as_of_to": _("Figures that hold on or before this date."),
    "asset_class": _("What stands behind the token."),
    "bom": _("With CSV: 1 begins the file with a byte order mark, by which Excel knows UTF-8."),
    "body": _("Organizations that belong to these bodies, or founded them."),
    "category": _("What the events are about."),
    "certainty": _("How sure the source is of the date."),
    "conflicting": _("Only events on which sources disagree, or only the others."),
    "currency": _("Currency of the offering."),
    "cursor": _("Where a page begins; taken from next or previous."),
    "event": _("Links that begin or end at these events."),
    "fields": _("Only these fields of each record."),
    "format": _("Pages of JSON; or the whole list as a file: csv, ndjson (a record a line) or xlsx."),
    "from": _("Whose date can lie on or after this one; a span counts as soon as it overlaps."),
    "group_by": _("What is counted by; of two, every combination that occurs."),
    "incident": _("Events of these incidents."),
    "instrument": _("The kind of legal text."),
    "investors": _("Who could buy."),
    "jurisdiction": _("Countries; intl is the world beyond them."),
    "kind": _("The kind of record."),
    "chains.event": _("The event whose chain is asked for, by slug."),
    "lags.from": _("The first country."),
    "lags.milestone": _("What is compared: each country's event of this kind."),
    "lags.on": _("What was on that day: later dates count as not yet come."),
    "lags.to": _("The second country."),
    "lang": _("Language of names, titles, summaries and dates in words."),
    "language": _("Language of the source, ISO 639-1."),
    "law": _("What concerns these laws or their amendments."),
    "lead_manager": _("Cases that these organizations brought to market as lead manager."),
    "links.from": _("Links that begin at these events."),
    "links.kind": _("How the first event is tied to the second."),
    "links.to": _("Links that end at these events."),
    "measure": _("Events that name these measures."),
    "metric": _("What is measured."),
    "omit": _("Each record without these fields."),
    "organization": _("What these organizations have a part in."),
    "page_size": _("Records of a page: 50 unless told, at most 200."),
    "platform": _("Cases on the ledger of these platforms."),
    "precision": _("How precisely the date is stated."),
    "primary": _("Only texts of those who acted, or only those that tell of them."),
    "q": _("Words, all of which must be in a record, in any language."),
    "search.page_size": _("How many results: 50 unless told, at most 200."),
    "search.lang": _("Language of labels."),
    "type": _("Only these types of record."),
    "role": _("Somebody has one of these parts; with organization, that one has it."),
    "search": _("Records that contain all of these words, in any language."),
    "source": _("Events that these sources support or dispute."),
    "evidence": _("Sources of records that rest on as little as this; readings that differ do not count."),
    "since": _("A moment from which on (RFC 3339), or the cursor of an earlier answer."),
    "sources.jurisdiction": _(
        "Sources of records of these countries; with evidence, both hold of one record."
    ),
    "sources.kind": _("Who speaks."),
    "publisher": _("Who published the source, by the whole name."),
    "status": _("How far the offering got."),
    "coverage.status": _("What the search came to."),
    "sto-cases.instrument": _("Words that describe the security."),
    "sto_case": _("Events in the life of these cases."),
    "subject": _("What the figures are about: slugs of records of any type."),
    "theme": _("What falls under these themes."),
    "to": _("Whose date can lie on or before this one; a span counts as soon as it overlaps."),
    "timeline.width": _("Pixels across: so many events are sent one by one, counts where there are more."),
    "trustee": _("Cases of which these organizations are trustee."),
    "unit": _("Unit of the value."),
    "updated_since": _("Records that changed on or after this day or moment, in ISO 8601."),
    "year": _("Whose date can lie in these years."),
}


# of fields that the description leaves without words
FIELDS: dict[str, Promise] = {
    "accessed": _("When it was last read."),
    "amendment": _("The amendment that it belongs to."),
    "abbreviations": _("Other short names, in any language."),
    "amendments": _("The amendments that it belongs to, or that change it."),
    "amends": _("The laws that it changes."),
    "as_of": _("The date that it holds for."),
    "body": _("The body that it belongs to."),
    "citations": _("What supports it: each source, and where in it."),
    "date": _("When, as precisely as the source states it."),
    "event": _("The event, by slug."),
    "events": _("The events that belong to it."),
    "from": _("The event that comes first."),
    "incident": _("The incident that it belongs to."),
    "issuer": _("Who issued it."),
    "jurisdiction": _("The country; intl for the world beyond."),
    "laws": _("The laws that it is about."),
    "measures": _("The single rules that it holds or names."),
    "milestones": _("The steps of its life, in order."),
    "organization": _("The organization."),
    "organizations": _("Who took part."),
    "platform": _("Whose ledger it is on."),
    "published": _("When it appeared."),
    "readings": _("What sources say otherwise."),
    "roles": _("Who had which part in it."),
    "says": _("What the source says."),
    "searched_to": _("The day up to which was searched."),
    "source": _("The source."),
    "sources": _("The sources that were searched."),
    "sto_cases": _("The STO cases that it is about."),
    "subject": _("What it is about."),
    "theme": _("The theme that it falls under."),
    "themes": _("The themes that it falls under."),
    "to": _("The event that comes second."),
}


# schemas that stand in records and are none themselves: what each is called, and what it is
PARTS: dict[str, tuple[Promise, Promise]] = {
    "StatedDate": (_("stated date"), _("A date as its source states it, never more precise.")),
    "Citation": (_("citation"), _("What a source supports in the record, and where it says so.")),
    "Reading": (_("reading"), _("What a source says otherwise; all readings are kept.")),
    "Role": (_("role"), _("An organization's part in the case.")),
    "Milestone": (_("milestone"), _("A step in the life of the case: an event, by slug.")),
    "Affiliation": (_("affiliation"), _("How an organization belongs to a body.")),
    "MeasurePart": (_("measure"), _("One rule of an amendment, inside it.")),
    "MarketAmount": (_("sum"), _("What the cases of one currency come to; none is converted.")),
    "MarketGroup": (_("group"), _("One value, or one combination of values, of what is counted by.")),
    "MarketStatuses": (_("cases by status"), _("How many cases there are of each status.")),
    "Subject": (_("subject"), _("What a figure is about.")),
    "TimelineEvent": (_("timeline event"), _("An event as the picture draws it.")),
    "TimelineAmendment": (_("timeline amendment"), _("What is written beside the life of an amendment.")),
    "TimelineBody": (_("timeline body"), _("What is written beside the existence of an organization.")),
    "TimelineBin": (_("timeline count"), _("Events that begin in a period, of one place and category.")),
    "EventInBrief": (_("event in brief"), _("What happened and when.")),
    "CitedEvent": (_("cited event"), _("What happened and when, and who says so.")),
    "ActInBrief": (_("act in brief"), _("The act that is compared.")),
    "Lag": (_("lag"), _("One theme: both sides, and the days between them.")),
    "Searched": (_("search"), _("One cell of what was searched: a theme in a jurisdiction.")),
    "Evidence": (_("evidence"), _("What the facts of one type rest on.")),
    "Undecided": (_("undecided record"), _("A record with a reading that nobody has decided on.")),
    "Inexact": (_("inexact dates"), _("Events whose date is no exact day, by what the source gives.")),
    "Read": (_("reading day"), _("Sources last read on one day.")),
    "LagSide": (_("side of a lag"), _("One country's event and act, or why there is none.")),
    "Change": (_("change"), _("What last happened to a record.")),
    "ChainStep": (_("step of a chain"), _("A link that a source states, or two events of one act.")),
}


# the forms of an answer that has several: when each comes
FORMS: dict[str, tuple[Promise, Promise]] = {
    "TimelineEvents": (_("Events"), _("They are no more than the picture is wide in pixels.")),
    "TimelineBins": (_("Counts"), _("There are more events than pixels.")),
}


def meaning_of(collection: str, parameter: str, otherwise: str) -> str:
    """What a parameter means in a collection; as the API describes it where nothing better is known."""
    told = MEANINGS.get(f"{collection}.{parameter}") or MEANINGS.get(parameter)
    return str(told) if told else otherwise


def meaning_of_field(field: str, described: str) -> str:
    """What a field means; the API's own words first."""
    return described or str(FIELDS.get(field, ""))
