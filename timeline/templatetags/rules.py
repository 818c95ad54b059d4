"""A rule in a cell of the rules on a day: a page has many; each is put together here, not by a template."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sources import markup
from sources.footnotes import Footnotes
from sources.templatetags.records import english, lang
from timeline.as_of import Group
from timeline.rule_states import RuleState

register = template.Library()

RULE = """<div class="rule {state}">
  <svg class="sign" aria-hidden="true"><use href="#state-{state}"/></svg>
  <div>
    <p class="how">{how} {since}{adopted}</p>
    <p class="act"><a href="{address}"{language}>{label}</a>{force}</p>
    {doubt}{texts}
  </div>
</div>"""


@register.simple_tag
def rule(group: Group, footnotes: Footnotes) -> SafeString:
    """An act's rules in one state, each date with its sources: `{% rule group footnotes %}`."""
    return format_html(
        RULE,
        state=group.finding.state,
        how=group.how,
        since=day_of(group.event, footnotes),
        adopted=adopted(group, footnotes),
        address=group.address,
        language=lang(group.amendment, "label"),
        label=group.label,
        force=force(group),
        doubt=doubt(group, footnotes),
        texts=texts(group),
    )


def day_of(event: Any, footnotes: Footnotes) -> SafeString:
    """The date of an event, which leads to it, with the numbers of its sources."""
    numbers = markup.marks(footnotes.numbers(event.citations.all()))
    return format_html('<a href="{}">{}</a>{}', event.get_absolute_url(), markup.dated(event.date), numbers)


def adopted(group: Group, footnotes: Footnotes) -> SafeString | str:
    if not group.adopted:
        return ""
    day = day_of(group.adopted, footnotes)
    return format_html('<span class="quiet"> · {} {}</span>', group.adopted.get_kind_display(), day)


def force(group: Group) -> SafeString | str:
    """Says of what is in use without being a statute that it is none."""
    if group.is_statute or group.finding.state == RuleState.PROPOSED:
        return ""
    return format_html(' <span class="quiet">({})</span>', _("not a statute"))


def doubt(group: Group, footnotes: Footnotes) -> SafeString | str:
    """Why the state is only possible, with the end that is in doubt."""
    if not group.doubt:
        return ""
    reason = _("Only possibly: %(reason)s") % {"reason": group.reason}
    end = format_html(", {}", day_of(group.doubt, footnotes)) if group.may_have_ended else ""
    return format_html('<p class="doubt">{}{}</p>', reason, end)


def texts(group: Group) -> SafeString | str:
    """What the rules say; of those that have ended nothing more."""
    if group.finding.state == RuleState.ENDED:
        return ""
    rules = format_html_join("", "<li>{}</li>", ((measure.text,) for measure in group.measures))
    return format_html("<ul{}>{}</ul>", english(), rules)
