"""Bad input to the loader: told with file, record, field, value and what is accepted, and nothing loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError

from regulations.models import Theme
from sources.models import Revision, Source
from stoatlas.editions.loading import is_empty
from tests.edition import Files, amendment, citation, event, fields_of, link, load, row, small

pytestmark = pytest.mark.django_db

Change = Callable[[Files], None]


def setting(record: str, /, **fields: object) -> Change:
    return lambda files: fields_of(files, record).update(fields)


def without(slug: str, field: str) -> Change:
    return lambda files: fields_of(files, slug).pop(field)


def adding(file: str, *rows: dict[str, object]) -> Change:
    return lambda files: files.setdefault(file, []).extend(rows)


def uncited(owner: str, slug: str) -> Change:
    """Take away the citations of a record."""

    def change(files: Files) -> None:
        for name, rows in files.items():
            files[name] = [
                one
                for one in rows
                if not (one["model"].endswith(f"{owner}citation") and one["fields"][owner] == [slug])
            ]

    return change


def reading(position: int, trusted: str) -> dict[str, object]:
    fields = {"event": ["jp-issued"], "source": ["gazette"], "says": "no", "note": "yes"}
    return row("timeline.eventreading", **fields, trusted=trusted, position=position)


BAD: dict[str, tuple[Change, list[str]]] = {
    "a day that does not exist": (
        setting("jp-issued", date="2019-02-29"),
        ["events.yaml: jp-issued: date “2019-02-29”", "does not exist", "accepted is a year (2018), month"],
    ),
    "month 13": (
        setting("jp-issued", date="2019-13"),
        ["events.yaml: jp-issued: date “2019-13”", "does not exist", "accepted is a year"],
    ),
    "no date at all": (
        setting("jp-issued", date="spring 2019"),
        ["events.yaml: jp-issued: date “spring 2019”", "accepted is a year"],
    ),
    "an interval backwards": (
        setting("jp-issued", date="2019-03/2019-01"),
        [
            "events.yaml: jp-issued: date “2019-03/2019-01”",
            "runs backwards",
            "ends before it starts; accepted is a year",
        ],
    ),
    "an unknown jurisdiction": (
        setting("jp-issued", jurisdiction=["xx"]),
        [
            "events.yaml: jp-issued: jurisdiction “xx”",
            "no jurisdiction has this slug",
            "accepted are: jp, kr",
        ],
    ),
    "a jurisdiction that is no key": (
        setting("jp-issued", jurisdiction="jp"),
        ["events.yaml: jp-issued: jurisdiction “jp”", "natural key, such as [jp]"],
    ),
    "no jurisdiction": (
        without("jp-issued", "jurisdiction"),
        ["events.yaml: jp-issued: jurisdiction", "it is missing"],
    ),
    "an unknown offering": (
        setting("jp-issued", offerings=[["jp-bonds"]]),
        ["events.yaml: jp-issued: offerings “jp-bonds”", "no STO case has this slug"],
    ),
    "a slug used twice": (
        adding("events", *event("jp-issued")),
        ["events.yaml: jp-issued: slug “jp-issued”", "used already in events.yaml", "a slug of its own"],
    ),
    "a slug used in another file": (
        adding("events", *event("jp-bond")),
        ["events.yaml: jp-bond: slug “jp-bond”", "used already in offerings.yaml"],
    ),
    "a slug with capitals": (
        setting("gazette", slug="Gazette"),
        ["sources.yaml: Gazette: slug “Gazette”", "small letters a-z, digits and hyphens"],
    ),
    "an amount without a currency": (
        without("jp-bond", "currency"),
        ["offerings.yaml: jp-bond: currency", "1000 has no currency", "accepted are JPY, KRW and USD"],
    ),
    "an amount in another currency": (
        setting("jp-bond", currency="EUR"),
        ["offerings.yaml: jp-bond: currency “EUR”", "Accepted: JPY, KRW, USD."],
    ),
    "an amount that is no number": (
        setting("jp-bond", amount="much"),
        ["offerings.yaml: jp-bond: amount “much”", "decimal number", "in full figures: 50000000"],
    ),
    "a negative amount": (
        setting("jp-bond", amount=-1),
        ["offerings.yaml: jp-bond: amount “-1”", "greater than or equal to 0"],
    ),
    "a published record without a citation": (
        uncited("event", "jp-passed"),
        ["events.yaml: jp-passed: citations", "nothing is published without at least one source"],
    ),
    "a measure without a citation": (
        uncited("measure", "jp-act-custody"),
        ["amendments.yaml: jp-act: measures “jp-act-custody”", "at least one source"],
    ),
    "an unknown model": (
        adding("events", row("timeline.happening", slug="x")),
        ["events.yaml: x: model “timeline.happening”", "accepted are timeline.event, timeline.eventcitation"],
    ),
    "a model of another file": (
        adding("themes", row("sources.source", slug="x")),
        ["themes.yaml: x: model “sources.source”", "accepted are regulations.theme"],
    ),
    "an unknown field": (
        setting("jp-issued", end="2019"),
        ["events.yaml: jp-issued: end “2019”", "no such field; accepted are slug, state, "],
    ),
    "a kind off the list": (
        setting("jp-issued", kind="sold"),
        ["events.yaml: jp-issued: kind “sold”", "Accepted: incident, enforcement"],
    ),
    "a title too long": (
        setting("jp-issued", title="x" * 91),
        ["events.yaml: jp-issued: title", "at most 90 characters"],
    ),
    "yes that YAML takes for true": (
        setting("jp-issued", title=True),
        ["events.yaml: jp-issued: title “True”", "accepted is text in quotes, or a number"],
    ),
    "a measure of an amendment not named": (
        setting("jp-passed", measures=[["jp-bill-custody"]]),
        ["events.yaml: jp-passed", "“jp-bill-custody” is of “jp-bill”, which the event does not name"],
    ),
    "a bill put into force": (
        adding("events", *event("jp-too-early", kind="in-force", amendments=[["jp-bill"]])),
        ["events.yaml: jp-too-early", "“jp-bill” is a bill: it cannot be promulgated or in force"],
    ),
    "amendments and themes": (
        setting("jp-passed", themes=[["custody"]]),
        ["events.yaml: jp-passed", "takes its themes from them; leave themes empty"],
    ),
    "an end of nothing": (
        adding("events", *event("jp-ended", kind="ended")),
        ["events.yaml: jp-ended: amendments", "names what it ends"],
    ),
    "an incident in no group": (
        adding("events", *event("jp-hack", kind="incident")),
        ["events.yaml: jp-hack: incident", "belongs to an incident"],
    ),
    "an incident without an event": (
        adding(
            "incidents",
            row(
                "timeline.incident",
                slug="hack",
                state="published",
                name="x",
                jurisdiction=["jp"],
                summary="x",
            ),
        ),
        ["incidents.yaml: hack: events", "cited by its events"],
    ),
    "an STO case without an event": (
        setting("jp-issued", offerings=[]),
        ["offerings.yaml: jp-bond: events", "dated by its events"],
    ),
    "a link backwards": (
        adding("links", *link("jp-issued", "jp-passed")),
        [
            "links.yaml: jp-issued--jp-passed--prompted: to_event “jp-passed”",
            "comes before",
            "turn the link round",
        ],
    ),
    "a link by another name": (
        setting("jp-passed--jp-issued--prompted", kind="succeeds"),
        ["links.yaml: jp-passed--jp-issued--prompted: slug", "accepted is “jp-passed--jp-issued--succeeds”"],
    ),
    "a citation of eleven words": (
        adding("events", citation("event", "jp-issued", supports="a b c d e f g h i j k", position=2)),
        ["events.yaml: jp-issued: supports “a b c d e f g h i j k”", "at most 10 words"],
    ),
    "an unknown source": (
        adding("events", citation("event", "jp-issued", source=["diary"], position=2)),
        ["events.yaml: jp-issued, event citation 2: source “diary”", "accepted are: gazette"],
    ),
    "two readings followed": (
        adding("events", reading(1, "yes"), reading(2, "yes")),
        ["events.yaml: jp-issued, event reading 2: event", "Only one reading can be the one that we follow"],
    ),
    "a draft named by a published record": (
        setting("gazette", state="draft"),
        [
            "events.yaml: jp-issued: citations.source “gazette”",
            "it is not published; accepted is a published record",
        ],
    ),
    "a figure about two things": (
        adding(
            "figures",
            row(
                "timeline.figure",
                slug="fig",
                state="published",
                event=["jp-issued"],
                jurisdiction=["jp"],
                metric="meetings",
                value=1,
                unit="meetings",
            ),
            citation("figure", "fig"),
        ),
        ["figures.yaml: fig", "exactly one subject"],
    ),
    "deciding events where none was found": (
        adding(
            "coverage",
            row(
                "timeline.coverage",
                slug="custody-jp",
                state="published",
                theme=["custody"],
                jurisdiction=["jp"],
                status="none-found",
                searched_to="2026-11-22",
                deciding=[["jp-passed"]],
            ),
        ),
        ["coverage.yaml: custody-jp: deciding", "names the events that decide"],
    ),
}


@pytest.mark.parametrize(("change", "told"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused_and_changes_nothing(change: Change, told: list[str], tmp_path: Path) -> None:
    files = small()
    change(files)
    with pytest.raises(CommandError) as refusal:
        load(tmp_path, files)
    for words in told:
        assert words in str(refusal.value)
    assert is_empty()
    assert not Revision.objects.exists()


def test_the_small_edition_itself_is_sound(tmp_path: Path) -> None:
    load(tmp_path, small())
    assert Source.objects.get().is_published


def law(slug: str) -> list[dict[str, object]]:
    fields = {"jurisdiction": ["jp"], "name": slug, "official_id": "010199", "description": "It rules."}
    return [
        row("regulations.law", slug=slug, state="published", **fields),
        citation("law", slug, "regulations"),
    ]


def test_a_number_that_another_record_of_the_files_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match=r"laws\.yaml: jp-law-2: official_id “010199”: the same as in jp-law-1"
    ):
        load(tmp_path, small() | {"laws": law("jp-law-1") + law("jp-law-2")})


def test_a_number_that_a_record_of_the_database_has_is_refused(tmp_path: Path) -> None:
    load(tmp_path, small() | {"laws": law("jp-law-1")})
    with pytest.raises(CommandError, match=r"the database refuses the whole: .*official_id"):
        load(tmp_path, small() | {"laws": law("jp-law-2"), "themes": [*small()["themes"], theme("tax")]})
    assert not Theme.objects.filter(slug="tax").exists()


def theme(slug: str) -> dict[str, object]:
    return row("regulations.theme", slug=slug, state="published", name=slug, question="Which?")


def test_what_only_the_audit_finds_is_refused_and_undone(tmp_path: Path) -> None:
    files = small()
    cell = {"theme": ["custody"], "jurisdiction": ["jp"], "status": "none-found", "searched_to": "2026"}
    files["coverage"] = [row("timeline.coverage", slug="custody-jp", state="published", **cell)]
    files["themes"].append(theme("tax"))
    with pytest.raises(CommandError, match="database: tax-jp: no row says what was searched"):
        load(tmp_path, files)
    assert is_empty()


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    files = small()
    setting("jp-issued", date="2019-02-29")(files)
    setting("jp-bond", currency="")(files)
    files["links"] += link("jp-issued", "nowhere")
    with pytest.raises(CommandError) as refusal:
        load(tmp_path, files)
    lines = str(refusal.value).splitlines()
    assert "3 problems" in lines[0]
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "links.yaml",
        "events.yaml",
        "offerings.yaml",
    ]


def test_of_very_many_problems_fifty_are_told(tmp_path: Path) -> None:
    files = small()
    for number in range(60):
        files["events"] += event(f"jp-{number}", date="2019-02-29")
    with pytest.raises(CommandError) as refusal:
        load(tmp_path, files)
    assert "60 problems" in str(refusal.value)
    assert str(refusal.value).splitlines()[-1].strip() == "... and 10 more"
    assert len(str(refusal.value).splitlines()) == 52


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- model: [", "events.yaml: no YAML"),
        ("model: timeline.event", "events.yaml: accepted is a list of rows"),
        (
            "- timeline.event",
            "events.yaml: row 1: “timeline.event”: accepted is a mapping of model and fields",
        ),
    ],
)
def test_a_file_of_another_form_is_refused(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text(text)
    with pytest.raises(CommandError) as refusal:
        load(tmp_path, {})
    assert told in str(refusal.value)


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no records; accepted is a folder of fixtures"):
        load(tmp_path, {})


def test_a_file_that_belongs_to_no_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match=r"laws_new\.yaml: no such file; accepted are jurisdictions, themes"
    ):
        load(tmp_path, small() | {"laws_new": amendment("jp-act-2", "act")})
