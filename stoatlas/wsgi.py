"""The door for WSGI servers."""

from __future__ import annotations

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoatlas.settings")

application = get_wsgi_application()

# What stays for the life of the process is walked by no collection of garbage: one took 130 ms of a page
# that makes thousands of objects. The addresses are read now, or the first reader's request would bring them.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
