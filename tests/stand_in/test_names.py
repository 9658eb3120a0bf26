"""Every public name of JAX is there: right, or absent with a clear message; and the list of them is true."""

import pytest
from real_book import BOOK

from press.book import Book
from press.errors import PressError
from press.lite.stand_in_names import names_of, public_modules

_REAL = """
import importlib, types
module = importlib.import_module("{module}")
[name for name in dir(module) if name[0] != "_" and not isinstance(getattr(module, name), types.ModuleType)]
"""
_HERE = """
import importlib
module = importlib.import_module("{module}")
[name for name in {names} if not hasattr(module, name)]
"""
# Names that real modules only import for their own use.
_NOT_PUBLIC = {"jax.debug": {"log"}, "jax.scipy.stats": {"absent_names"}}


@pytest.mark.parametrize("module", public_modules(BOOK))
def test_every_name_of_jax_is_known(two_worlds, module):
    real, _ = two_worlds.run(_REAL.format(module=module))
    if real.error:
        pytest.skip(f"the real JAX has no module {module}")
    names = [child[2] for child in real.value[3]]
    _, here = two_worlds.run(
        _HERE.format(module=module, names=[n for n in names if n not in _NOT_PUBLIC.get(module, ())])
    )
    assert here.error is None, here.details
    assert [child[2] for child in here.value[3]] == []


def test_the_list_tells_right_from_absent():
    modules = {module.module: module for module in names_of(BOOK)}
    assert {"einsum", "where", "ndarray"} <= set(modules["jax.numpy"].right)
    assert "bfloat16" in modules["jax.numpy"].absent
    assert {"grad", "jit", "vmap"} <= set(modules["jax"].right)
    assert {"pmap", "shard_map"} <= set(modules["jax"].absent)
    assert "scan" in modules["jax.lax"].right
    assert not any(set(module.right) & set(module.absent) for module in modules.values())


def test_absent_means_that_use_raises(two_worlds):
    """In the stand-in alone: some of these names wait for a person, or for a device, in the real JAX."""
    used = [(module.module, name) for module in names_of(BOOK) for name in module.absent]
    batch = [(f"import importlib; importlib.import_module({module!r}).{name}()", ()) for module, name in used]
    two_worlds.stand_in.send(batch)
    outcomes = two_worlds.stand_in.receive(batch, 120)
    assert [
        use
        for use, outcome in zip(used, outcomes, strict=True)
        if outcome.error[0] != "NotAvailableInBrowser"
    ] == []


def test_a_broken_stand_in_is_one_clear_line(tmp_path):
    package = tmp_path / "code" / "browser" / "src" / "jax"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("import missing_module\n")
    with pytest.raises(PressError, match="missing_module"):
        names_of(Book(tmp_path))
