"""What the API answers on the real data, pinned as readable JSON in `responses/`.

After a change that is meant, `UPDATE_ANSWERS=1 script/test tests/test_api_answers.py` writes them anew: read
what differs.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from .api import ask

pytestmark = pytest.mark.django_db
RESPONSES = Path(__file__).parent / "responses"
PINNED = {
    "root": "",
    "as-of": "as-of/?date=2018-01-26&theme=exchange-registration,ico",
    "as-of-korean": "as-of/?date=2021-06-01&jurisdiction=kr&theme=travel-rule&lang=ko",
    "jurisdictions": "jurisdictions/",
    "organization": "organizations/jvcea/",
    "theme": "themes/custody/?lang=ja",
    "law": "laws/jp-payment-services-act/",
    "amendment": "amendments/jp-2016-act-62/",
    "measures": "measures/?jurisdiction=kr&theme=travel-rule",
    "coverage": "coverage/exchange-registration-kr/",
    "sto-case": "sto-cases/jp-2020-sbi-e-sports-shares/",
    "sto-cases": "sto-cases/?asset_class=real-estate&year=2021&fields=id,name,date,date_of,amount,currency",
    "event": "events/jp-2017-04-01-act62-in-force/",
    "event-korean": "events/jp-2018-01-26-coincheck-hack/?lang=ko&expand=incident,citations.source",
    "events": "events/?jurisdiction=jp,kr&category=incident&from=2018&to=2018&page_size=3&omit=citations",
    "incident": "incidents/coincheck-2018/",
    "figures": "figures/?subject=coincheck",
    "links": "links/?event=jp-2018-01-26-coincheck-hack",
    "timeline": "timeline/?amendment=jp-2016-act-62&lang=ko&width=900",
    "timeline-bins": "timeline/?jurisdiction=jp,kr&category=law&to=2016&width=10",
    "problem-width": "timeline/?width=0",
    "source": "sources/despread-2023/",
    "lags": "lags/?from=jp&to=kr&theme=exchange-registration,stablecoins&on=2026-11-23",
    "lags-japanese": "lags/?from=kr&to=jp&theme=self-regulation&milestone=founded&on=2026-11-23&lang=ja",
    "chain": "chains/kr-2019-04-01-financial-sandbox-in-force/",
    "problem-lags": "lags/?from=jp&to=jp",
    "search": "search/?q=%E9%87%91%E5%95%86%E6%B3%95&page_size=3&lang=ja",
    "problem-search": "search/?q=%E2%80%A6!",
    "stats-sto-cases": "stats/sto-cases/?group_by=year,asset_class&jurisdiction=kr",
    "problem-parameter": "events/?jurisdicton=jp",
    "problem-value": "events/?jurisdiction=jp,xx",
    "problem-missing": "events/nothing/",
}


def pinned(text: str) -> str:
    """The answer in lines, without what differs from load to load: times of loading and cursors."""
    document = json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    document = re.sub(r'("updated_at": ")[^"]+', r"\1…", document)
    return re.sub(r'(cursor=)[^"&]+', r"\1…", document)


@pytest.mark.parametrize("name", PINNED)
def test_the_api_answers_as_pinned(name: str, real_data: None) -> None:
    given = pinned(ask(PINNED[name]).content.decode())
    path = RESPONSES / f"{name}.json"
    if os.environ.get("UPDATE_ANSWERS"):
        path.write_text(given, encoding="utf-8")
    assert given == path.read_text(encoding="utf-8")


def test_every_pinned_answer_is_asked_for() -> None:
    assert {path.stem for path in RESPONSES.glob("*.json")} == set(PINNED)
