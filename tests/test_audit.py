"""The audit passes on the real data and finds every fault that is planted."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from offerings.models import OfferingCitation
from organizations.models import Jurisdiction
from regulations.models import Amendment, MeasureCitation, Theme
from sources.models import Revision, Source
from stoatlas.audit import audit
from tests.edition import event, load, row, small
from timeline.models import Event, EventCitation, EventReading

pytestmark = pytest.mark.django_db


@pytest.fixture
def _small_data(tmp_path: Path) -> None:
    """The small edition with one covered cell and one incident."""
    files = small()
    cell = {"theme": ["custody"], "jurisdiction": ["jp"], "status": "none-found", "searched_to": "2026-11-22"}
    files["coverage"] = [row("timeline.coverage", slug="custody-jp", state="published", **cell)]
    group = {"name": "Hack", "jurisdiction": ["jp"], "summary": "It was."}
    files["incidents"] = [row("timeline.incident", slug="hack", state="published", **group)]
    files["events"] += event("jp-hack", kind="incident", incident=["hack"])
    load(tmp_path, files)


def raw(sql: str) -> None:
    """Change a row behind the back of every rule."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def found() -> list[tuple[str, str, str]]:
    """Level, check and record of all findings."""
    return [(one.level, one.check, one.slug) for one in audit()]


def undecided() -> None:
    source = Source.objects.get()
    EventReading.objects.create(event=Event.objects.get(slug="jp-issued"), source=source, says="no")


def orphan(slug: str) -> None:
    """Tie an event to no STO case."""
    Event.objects.get(slug=slug).offerings.clear()


def moved(slug: str, date: str) -> None:
    """Give an event another date in the proper way, but leave its links as they are."""
    moving = Event.objects.get(slug=slug)
    moving.date = date
    moving.save()
    moving.remember()


PLANTED: dict[str, tuple[Callable[[], Any], tuple[str, str, str], str]] = {
    "uncited": (
        lambda: EventCitation.objects.filter(event__slug="jp-passed").delete(),
        ("error", "uncited", "jp-passed"),
        "has no citation",
    ),
    "uncited measure": (
        lambda: MeasureCitation.objects.filter(measure__slug="jp-act-custody").delete(),
        ("error", "uncited", "jp-act"),
        "measures “jp-act-custody”",
    ),
    "uncited STO case": (
        lambda: OfferingCitation.objects.all().delete(),
        ("error", "uncited", "jp-bond"),
        "has no citation",
    ),
    "incident without events": (
        lambda: Event.objects.filter(slug="jp-hack").update(state="draft"),
        ("error", "uncited", "hack"),
        "cited by its events",
    ),
    "STO case without events": (
        lambda: orphan("jp-issued"),
        ("error", "undated", "jp-bond"),
        "dated by its events",
    ),
    "unpublished source": (
        lambda: Source.objects.update(state="draft"),
        ("error", "dead-reference", "jp-issued"),
        "citations.source “gazette”: it is not published",
    ),
    "withdrawn event": (
        lambda: Event.objects.get(slug="jp-passed").withdraw("Not so."),
        ("error", "dead-reference", "jp-passed--jp-issued--prompted"),
        "from_event “jp-passed”",
    ),
    "impossible date": (
        lambda: raw("UPDATE timeline_event SET date = '2019-02-29' WHERE slug = 'jp-hack'"),
        ("error", "impossible-date", "jp-hack"),
        "date “2019-02-29”",
    ),
    "stale column": (
        lambda: raw("UPDATE timeline_event SET earliest = '2001-01-01' WHERE slug = 'jp-hack'"),
        ("error", "stale-column", "jp-hack"),
        "earliest “2001-01-01”: it does not follow from date",
    ),
    "stale text of a measure": (
        lambda: raw("UPDATE regulations_measure SET search_text = 'x' WHERE slug = 'jp-act-custody'"),
        ("error", "stale-column", "jp-act"),
        "search_text",
    ),
    "undecided conflict": (undecided, ("warning", "undecided", "jp-issued"), "sources disagree"),
    "columns changed behind the back of the revision": (
        lambda: raw("UPDATE timeline_event SET title = 'Other' WHERE slug = 'jp-hack'"),
        ("error", "memory", "jp-hack"),
        "title: revision 1 says otherwise",
    ),
    "wrong number of revision": (
        lambda: Event.objects.filter(slug="jp-hack").update(revision=7),
        ("error", "memory", "jp-hack"),
        "its published revision is number 1",
    ),
    "no revision": (
        lambda: Revision.objects.filter(slug="jp-hack").delete(),
        ("error", "memory", "jp-hack"),
        "has no published revision",
    ),
    "link backwards": (
        lambda: moved("jp-passed", "2030"),
        ("error", "rule", "jp-passed--jp-issued--prompted"),
        "turn the link round",
    ),
    "measure of an amendment not named": (
        lambda: Event.objects.get(slug="jp-passed").measures.set(
            Amendment.objects.get(slug="jp-bill").measures.all()
        ),
        ("error", "contradiction", "jp-passed"),
        "which the event does not name",
    ),
}


@pytest.mark.usefixtures("_small_data")
@pytest.mark.parametrize(("plant", "expected", "words"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_found(
    plant: Callable[[], Any], expected: tuple[str, str, str], words: str
) -> None:
    assert found() == []
    plant()
    assert expected in found()
    assert any(words in str(one) for one in audit() if (one.level, one.check, one.slug) == expected)


@pytest.mark.usefixtures("_small_data")
def test_a_cell_without_coverage_is_found() -> None:
    theme = Theme.objects.create(slug="tax", name="Tax", question="Which tax is due?", state="published")
    theme.remember()
    assert found() == [("error", "empty-cell", "tax-jp")]


@pytest.mark.usefixtures("_small_data")
def test_drafts_are_nobodys_fault() -> None:
    Event.objects.create(
        slug="draft", date="2019", kind="other", jurisdiction=Jurisdiction.objects.get(slug="jp")
    )
    assert found() == []


def test_an_empty_database_has_no_fault() -> None:
    assert audit() == []


@pytest.mark.usefixtures("real_data")
def test_the_real_data_pass() -> None:
    findings = audit()
    assert [str(one) for one in findings if one.level == "error"] == []
    assert {one.check for one in findings} == {"undecided"}


@pytest.mark.usefixtures("_small_data")
def test_errors_end_with_one_and_are_told_by_check() -> None:
    EventCitation.objects.filter(event__slug="jp-passed").delete()
    undecided()
    out = StringIO()
    with pytest.raises(CommandError, match="the data has 3 errors"):
        call_command("audit", stdout=out)
    assert "error: uncited (1)\n  event jp-passed: citations: “jp-passed” has no citation" in out.getvalue()


@pytest.mark.usefixtures("_small_data")
def test_warnings_alone_are_no_failure() -> None:
    undecided()
    Event.objects.get(slug="jp-issued").remember()
    out = StringIO()
    call_command("audit", stdout=out)
    assert "warning: undecided (1)" in out.getvalue()
    assert out.getvalue().endswith("published records: no errors, 1 warning.\n")


@pytest.mark.usefixtures("_small_data")
def test_findings_come_as_json_too() -> None:
    undecided()
    Event.objects.get(slug="jp-issued").remember()
    out = StringIO()
    call_command("audit", format="json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["errors"], told["warnings"]) == (0, 1)
    assert told["findings"] == [
        {
            "level": "warning",
            "check": "undecided",
            "record_type": "event",
            "slug": "jp-issued",
            "field": "readings",
            "value": "",
            "text": "sources disagree and no reading is followed or refused",
        }
    ]
