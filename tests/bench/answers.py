"""What an answer costs the server: the rules on a day, and search, among many events.

`script/bench-answers` runs it. It asks the site in its own process, on the database that DATABASE_URL names,
which must be empty or filled by an earlier run; without it, on SQLite in a folder of its own (BENCH_FOLDER,
else a temporary one that is removed). It prints Markdown; with --docs also into docs/benchmarks.md, in place
of the last run on the same kind of database there. With --served it asks `script/server` too, over HTTP.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import os
import platform
import random
import sqlite3
import sys
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

import stoatlas.wsgi  # noqa: F401 - sets Django up, as for the server
from timeline.models import Event

from . import site
from .costs import Cost, document, record
from .filling import fill
from .timeline import DOCS, say

EVENTS, ROUNDS = 50_000, 60
FIRST, LAST = datetime.date(2014, 1, 1), datetime.date(2026, 11, 24)
WORDS = {
    "a common word": "rules,change,docket,registered firms,industry,token,exchange,custody",
    "a rare word": "coincheck,docket 4711,mt gox,upbit,docket 31337,no such word,nem,jvcea",
    "one character, Japanese or Korean": "号,의,法,인,見,자,案,산",
    "two characters, Japanese or Korean": "規定,개정,証券,증권,資産,공개,監督,거래",
    "a law's number": "Act No. 62 of 2016,Act No. 17113,昭和二十三年法律第二十五号,Act No. 7,323AC0000000025",
}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=EVENTS, help=f"made-up events ({EVENTS})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"addresses of each question ({ROUNDS})")
    parser.add_argument("--served", action="store_true", help="also ask the served site")
    parser.add_argument("--docs", action="store_true", help="also renew docs/benchmarks.md")
    return parser.parse_args()


def main() -> None:
    given = options()
    prepare(given.events)
    asked = addresses(given.rounds)
    found = in_process(asked)
    served = over_http(asked) if given.served else {}
    heading = f"{connection.display_name}, {given.events:,} made-up events beside the site's own data"
    told = document(heading, found, served, about())
    sys.stdout.write(told)
    if given.docs:
        record(connection.display_name, told, DOCS)


def prepare(number: int) -> None:
    """The site's own data and the made-up events in the database; one with other records is refused."""
    call_command("migrate", verbosity=0)
    held = Event.objects.filter(slug__regex=r"^event-\d{6}").count()
    if held != number and Event.objects.exists():
        sys.exit(f"error: the database holds other records than {number:,} made-up events: name an empty one")
    if not held:
        say(f"writing {number:,} events ...")
        call_command("load_fixtures", verbosity=0)
        fill(number)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def addresses(rounds: int) -> dict[str, list[str]]:
    """So many of each question: days at random, always the same ones, and words by turns."""
    chance, length = random.Random(1), (LAST - FIRST).days
    days = [FIRST + datetime.timedelta(chance.randrange(length)) for _ in range(rounds)]
    asked = {
        "the rules on a day, page": [f"/as-of/{day}/" for day in days],
        "the rules on a day, API": [f"/api/v1/as-of/?date={day}" for day in days],
    }
    for question, listed in WORDS.items():
        words = [quote(word) for word in listed.split(",")]
        each = [words[at % len(words)] for at in range(rounds)]
        asked[f"search: {question}, page"] = [f"/search/?q={word}" for word in each]
        asked[f"search: {question}, API"] = [f"/api/v1/search/?q={word}" for word in each]
    return asked


@override_settings(KEEP_ANSWERS=0)
def in_process(asked: dict[str, list[str]]) -> dict[str, list[Cost]]:
    """Each address once to be warm and to count the queries, then to be measured; no answer is kept."""
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING="gzip")
    counted = {
        address: queries(client, address) for each in asked.values() for address in dict.fromkeys(each)
    }
    gc.collect()
    return {
        question: [Cost(*timed(partial(get, client, address)), counted[address]) for address in each]
        for question, each in asked.items()
    }


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(client, address)
    return len(captured)


def get(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds that some work takes by the clock, and of this process's processor time."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def over_http(asked: dict[str, list[str]]) -> dict[str, list[float]]:
    """Milliseconds that the served site takes for each address when it is asked for the first time."""
    database = os.environ.get("DATABASE_URL", "")
    with site.served(settings.DATA_DIR, **({"DATABASE_URL": database} if database else {})) as base:
        for day in range(1, 29):  # both workers warm, without an answer that could be kept for later
            fetch(f"{base}/ja/as-of/2019-02-{day:02}/")
            fetch(f"{base}/api/v1/search/?q=warm{day}")
        return {
            question: [timed(partial(fetch, base + address))[0] for address in dict.fromkeys(each)]
            for question, each in asked.items()
        }


def fetch(address: str) -> None:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=site.PATIENCE) as answer:
        answer.read()


def about() -> dict[str, str]:
    """Machine and versions."""
    held: Any = connection
    number = sqlite3.sqlite_version
    if held.vendor == "postgresql":
        number = ".".join(map(str, divmod(held.pg_version, 10_000)))
    return {
        "cores": str(os.cpu_count()),
        "load at the end": f"{os.getloadavg()[0]:.1f}",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "Django": version("django"),
        held.display_name: str(number),
    }


if __name__ == "__main__":
    main()
