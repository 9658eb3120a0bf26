"""Which files of `practicals` and which distributions a piece of code really uses."""

from __future__ import annotations

import ast
import sys
from functools import lru_cache
from pathlib import Path

# Distributions whose import name differs from their own.
_DISTRIBUTIONS = {"sklearn": "scikit-learn", "PIL": "pillow", "yaml": "pyyaml", "skimage": "scikit-image"}


def practicals_files(code: str, package: Path) -> set[Path]:
    """The modules and data files of `practicals` that the code reaches, followed through their imports.

    ``package`` is the folder of the package. `plot.grid` reaches the module that defines `grid`, not all
    plots; `data.load("digits")` reaches that data set's files; `check.<chapter>` reaches its checks.
    """
    reached: set[Path] = set()
    pending = list(_used(ast.parse(code), package))
    while pending:
        path = pending.pop()
        if path in reached:
            continue
        reached.add(path)
        if path.suffix == ".py":
            pending += _file_uses(path, path.stat().st_mtime_ns, package)
    return reached


@lru_cache(maxsize=512)
def _file_uses(path: Path, modified: int, package: Path) -> frozenset[Path]:
    return frozenset(_used(ast.parse(path.read_text(encoding="utf-8")), package))


def distributions(code: str) -> set[str]:
    """The names of the distributions that the code imports directly, `practicals` and the standard library aside.

    Told without asking what is installed, so that every machine computes the same key.
    """
    roots = {name.split(".")[0] for name in _imported_modules(ast.parse(code))} - {"practicals"}
    return {
        _DISTRIBUTIONS.get(root, root.lower().replace("_", "-"))
        for root in roots - set(sys.stdlib_module_names)
    }


def _imported_modules(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.append(node.module)
    return names


def _used(tree: ast.AST, package: Path) -> set[Path]:
    """Files that one piece of code uses directly."""
    files: set[Path] = set()
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "practicals":
                    aliases[alias.asname or alias.name.split(".")[0]] = (
                        alias.name if alias.asname else "practicals"
                    )
                    files |= _module(alias.name, package)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "practicals":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if _module(inner, package):
                    # A package is used through its attributes, a module as a whole.
                    aliases[alias.asname or alias.name] = inner
                    if not _is_package(inner, package):
                        files |= _module(inner, package)
                else:
                    files |= _member(node.module, alias.name, package)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases:
            files |= _member(aliases[node.value.id], node.attr, package)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "load":
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    files |= set((package / "data").glob(f"{argument.value}.*"))
    return files


def _path(name: str, package: Path) -> Path:
    return package.joinpath(*name.split(".")[1:])


def _is_package(name: str, package: Path) -> bool:
    return (_path(name, package) / "__init__.py").exists()


def _module(name: str, package: Path) -> set[Path]:
    path = _path(name, package)
    return {file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()}


def _member(module: str, name: str, package: Path) -> set[Path]:
    """The file that gives a module its member: a submodule, the module a package re-exports it from, or itself."""
    if inner := _module(f"{module}.{name}", package):
        return inner
    own = _module(module, package)
    if not _is_package(module, package):
        return own
    for node in ast.walk(ast.parse(next(iter(own)).read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and name in {a.asname or a.name for a in node.names}
        ):
            return _module(node.module, package)
    return own
