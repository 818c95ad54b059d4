"""The closed list of what can be measured, held against its written definition."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import override

from timeline import metrics
from timeline.metrics import METRICS, Unit

from .factories import FigureFactory

DEFINED = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "metrics.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
UNITS = [
    *("JPY", "USD", "KRW", "BTC", "ETH", "XEM", "percent", "companies", "persons", "members", "accounts"),
    *("assets", "offerings", "tokens", "units", "meetings", "tasks", "ordinal", "years", "times", "licences"),
    *("points", "votes", "bills", "inquiries"),
]


def test_the_list_is_closed() -> None:
    assert set(METRICS) == {name for name, _, _ in DEFINED}
    assert Unit.values == UNITS


@pytest.mark.parametrize(("name", "units", "meaning"), DEFINED)
def test_a_metric_is_as_it_was_defined(name: str, units: str, meaning: str) -> None:
    with override("en"):
        assert (list(METRICS[name].units), str(METRICS[name].meaning)) == (units.split(), meaning)


def test_a_metric_has_a_name_in_words() -> None:
    assert metrics.label("crypto_lost") == "crypto lost"
    assert dict(metrics.choices())["crypto_lost"] == "crypto lost"
    assert [name for name, _ in metrics.choices()] == list(METRICS)


@pytest.mark.django_db
def test_a_figure_says_what_it_measures_and_of_whom() -> None:
    figure = FigureFactory(metric="crypto_lost", unit="XEM", value=523_000_000)
    figure.refresh_from_db()
    with override("en"):
        assert str(figure) == "crypto lost: 523000000 XEM"
        assert figure.metric_label == "crypto lost"
        assert figure.meaning == "crypto-assets lost or stolen"
    assert figure.subject == figure.organization
