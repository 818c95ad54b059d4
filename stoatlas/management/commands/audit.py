"""Check the published data and tell everything that is wrong with it."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stoatlas.audit import Finding, audit
from stoatlas.editions.layout import FILES


class Command(BaseCommand):
    help = (
        "Checks every published record: citations, references, dates, derived columns, conflicts, coverage "
        "and revisions. Ends with 1 where it finds an error; warnings leave a choice open."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--format", choices=["text", "json"], default="text", help="text (default) or json"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = audit()
        levels = Counter(finding.level for finding in findings)
        if options["format"] == "json":
            self.stdout.write(as_json(findings, levels))
        else:
            for line in as_text(findings, levels):
                self.stdout.write(line)
        if levels["error"]:
            raise CommandError(f"the data has {counted(levels['error'], 'error')}")


def as_json(findings: list[Finding], levels: Counter[str]) -> str:
    found = [dataclasses.asdict(finding) for finding in findings]
    counts = {"records": records(), "errors": levels["error"], "warnings": levels["warning"]}
    return json.dumps(counts | {"findings": found}, ensure_ascii=False, indent=2)


def as_text(findings: list[Finding], levels: Counter[str]) -> list[str]:
    """Findings by level and check, errors first, then the counts."""
    lines: list[str] = []
    for level, check in sorted({(finding.level, finding.check) for finding in findings}):
        told = [f"  {finding}" for finding in findings if (finding.level, finding.check) == (level, check)]
        lines += [f"{level}: {check} ({len(told)})", *told, ""]
    counts = f"{counted(levels['error'], 'error')}, {counted(levels['warning'], 'warning')}"
    return [*lines, f"{records():,} published records: {counts}."]


def counted(number: int, thing: str) -> str:
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def records() -> int:
    return sum(model._default_manager.filter(state=model.State.PUBLISHED).count() for model in FILES.values())
