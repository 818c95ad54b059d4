"""Releases as readers fetch them: each file at an address of its own, for good."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from stoatlas.releases import shelf
from stoatlas.releases.shelf import File, Release

A_YEAR = 365 * 24 * 3600


def found(name: str, file: str) -> tuple[Release, File]:
    """A file of a release; Http404 where there is none."""
    release = shelf.release(name)
    wanted = release and release.file(file)
    if not release or not wanted:
        raise Http404
    return release, wanted


def etag(request: HttpRequest, name: str, file: str) -> str:
    return f'"{found(name, file)[1].sha256}"'


@require_safe
@condition(etag_func=etag)
def download(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """A file of a release, a piece at a time, as it was written: its length and checksum are those told."""
    release, wanted = found(name, file)
    # What compresses answers would take their length from them, and the files that matter are compressed.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    told: dict[str, Any] = {"content_type": wanted.media_type, "filename": called(release, wanted)}
    response = FileResponse((release.folder / wanted.name).open("rb"), as_attachment=True, **told)
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response


def called(release: Release, file: File) -> str:
    """The name under which it is kept: it says of which release it is."""
    return file.name if release.name in file.name else f"sto-atlas-{release.name}-{file.name}"
