"""What holds the rooms of the house apart, read from the syntax tree; a rule yields its breaches."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.db.models import Model

# a room may look at itself and at those named here
ROOMS: dict[str, set[str]] = {
    "sources": set(),
    "organizations": {"sources"},
    "regulations": {"sources", "organizations"},
    "offerings": {"sources", "organizations"},
    "timeline": {"sources", "organizations", "regulations", "offerings"},
    "stoatlas": {"sources", "organizations", "regulations", "offerings", "timeline"},
}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "core"}
BY_NAME = {"import_module", "import_string", "get_model", "__import__"}
SIGNALS = {"django.db.models.signals", "django.dispatch"}
GENERIC = {"django.contrib.contenttypes.fields"}
FUNCTION_LINES, FILE_LINES, TEMPLATE_LINES = 50, 400, 120
LEFT_OUT = {"migrations", "vendor", "data", "locale", "node_modules"}
UNSAFE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=|\|\s*safe\b|<style\b|<script(?![^>]*\ssrc=)|javascript:""", re.IGNORECASE
)


def files(root: Path, pattern: str) -> Iterator[Path]:
    for path in sorted(root.rglob(pattern)):
        parts = path.relative_to(root).parts
        if not (LEFT_OUT & set(parts) or any(part.startswith(".") for part in parts)):
            yield path


@lru_cache(maxsize=512)
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(root: Path) -> Iterator[tuple[str, str, ast.Module]]:
    """Each module with its room (or other top folder) and its path below the root."""
    for path in files(root, "*.py"):
        below = path.relative_to(root)
        yield below.parts[0], str(below), tree(path)


def imported(node: ast.AST) -> list[str]:
    """Dotted names that a node imports: by a statement, or by a function that takes the name as text."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["" if node.level else str(node.module)]
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in BY_NAME:
        return [str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant)]
    return []


def may_look_at(room: str, other: str) -> bool:
    return room not in ROOMS or other not in ROOMS or other in ROOMS[room] | {room}


def arrows_in_code(root: Path) -> Iterator[str]:
    for room, path, module in modules(root):
        for node in ast.walk(module):
            for other in {name.partition(".")[0] for name in imported(node)}:
                if not may_look_at(room, other):
                    yield f"{path}:{getattr(node, 'lineno', 0)} {room} looks at {other}"


def arrows_in_models(models: list[type[Model]]) -> Iterator[str]:
    for model in models:
        room = model._meta.app_label
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            other = field.related_model._meta.app_label if isinstance(field.related_model, type) else room
            if not may_look_at(room, other):
                yield f"{model._meta.label}.{field.name} looks at {other}"


def imports_in_functions(root: Path) -> Iterator[str]:
    for _, path, module in modules(root):
        for function in functions(module):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{path}:{node.lineno} imports in {function.name}"


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def nameless_modules(root: Path) -> Iterator[str]:
    for path in files(root, "*.py"):
        below = path.relative_to(root).with_suffix("")
        if NAMELESS & set(below.parts):
            yield f"{below} has a name that says nothing"


def hidden_coupling(root: Path) -> Iterator[str]:
    """Signals, generic foreign keys and `fields = "__all__"`: what happens elsewhere than it is written."""
    for room, path, module in modules(root):
        for node in ast.walk(module) if room in ROOMS else ():
            if found := [name for name in imported(node) if name in SIGNALS | GENERIC]:
                yield f"{path} imports {found[0]}"
            if isinstance(node, ast.Assign | ast.AnnAssign) and takes_all_fields(node):
                yield f'{path}:{node.lineno} takes fields = "__all__"'


def takes_all_fields(node: ast.Assign | ast.AnnAssign) -> bool:
    names = {ast.unparse(one) for one in (node.targets if isinstance(node, ast.Assign) else [node.target])}
    return "fields" in names and isinstance(node.value, ast.Constant) and node.value.value == "__all__"


def long_functions(root: Path) -> Iterator[str]:
    for _, path, module in modules(root):
        for function in functions(module):
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{path}:{function.lineno} {function.name} is {lines} lines long"


def long_files(root: Path) -> Iterator[str]:
    for pattern, most in [("*.py", FILE_LINES), ("*.html", TEMPLATE_LINES)]:
        for path in files(root, pattern):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > most:
                yield f"{path.relative_to(root)} is {lines} lines long"


def unsafe_templates(root: Path) -> Iterator[str]:
    """Inline style, handler or script, and text that is not escaped."""
    for path in files(root, "*.html"):
        text = path.read_text(encoding="utf-8")
        for found in UNSAFE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path.relative_to(root)}:{line} holds {found.group().strip()}"
