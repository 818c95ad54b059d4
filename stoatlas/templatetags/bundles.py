"""CSS and JavaScript as pages load them: bundled for readers, file by file while DEBUG is on."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.templatetags.static import static

register = template.Library()

# what `script/bundle` makes of each entry
BUNDLES = {
    "css/site.css": "built/site.css",
    "css/timeline.css": "built/timeline.css",
    "js/timeline/main.js": "built/timeline.js",
}


@register.simple_tag
def bundled(entry: str) -> str:
    """The address of the bundle made of an entry such as `css/site.css`; of the entry itself under DEBUG."""
    return static(entry if settings.DEBUG else BUNDLES[entry])
