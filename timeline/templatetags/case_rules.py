"""The rules of an STO case, for its page: offerings do not know the timeline, their template may ask it."""

from typing import Any

from django import template

from timeline.case_rules import CaseRules
from timeline.case_rules import rules_of_case as found_for

register = template.Library()


@register.simple_tag
def rules_of_case(offering: Any) -> CaseRules | None:
    """`{% rules_of_case record as rules %}`; None for a case without a date."""
    return found_for(offering)
