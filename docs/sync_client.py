"""Keep a local copy of STO Atlas in step: python3 sync_client.py https://atlas.example copy.json

Run it as often as you like: it asks only for what changed since the last time. The copy holds every public
record's own fields under its type and slug, such as "event/jp-2017-04-01-act62-in-force".
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen


def fetch(address: str) -> Any:
    with urlopen(address, timeout=60) as answer:
        return json.load(answer)


def sync(site: str, copy: Path, ask: Callable[[str], Any] = fetch) -> None:
    kept = json.loads(copy.read_text("utf-8")) if copy.exists() else {"cursor": None, "records": {}}
    query = {"page_size": "200"} | ({"since": kept["cursor"]} if kept["cursor"] else {})
    address = f"{site}/api/v1/changes/?{urlencode(query)}"
    while address:
        page = ask(address)
        for change in page["results"]:
            name = f"{change['type']}/{change['id']}"
            if change["change"] == "withdrawn":
                kept["records"].pop(name, None)
            else:
                kept["records"][name] = change["document"]
        kept["cursor"], address = page["cursor"], page["next"]
    new = copy.with_suffix(".new")
    new.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    new.replace(copy)  # whole or not at all


if __name__ == "__main__":
    sync(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
