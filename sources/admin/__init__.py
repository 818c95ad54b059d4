"""The admin of the evidence, and what the admin of every other record is made from."""

from sources.admin.evidence import RevisionAdmin, SourceAdmin

__all__ = ["RevisionAdmin", "SourceAdmin"]
