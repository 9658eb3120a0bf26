"""Names that the browser lacks: importable everywhere, and one clear error when they are used."""

import pytest

_SET_UP = """
import copy, dataclasses, functools, typing
from jax._src.absent import Absent, NotAvailableInBrowser, absent, absent_names

names = absent_names("jax", ["pmap"])
pmap = names("pmap")
"""

_SENTENCE = (
    "{} is not available in the browser. To run this cell, open the chapter with its “Open in Colab” button."
)

_SURVIVES = {
    "names('pmap') is pmap": True,
    "isinstance(3, pmap), isinstance(3, (int, pmap)), issubclass(int, pmap)": (False, True, False),
    "isinstance(3, pmap | int), isinstance(3, int | pmap), isinstance(3, pmap | str)": (True, True, False),
    "str(typing.Optional[pmap]), callable(pmap)": (
        "typing.Optional[<jax.pmap: not available in the browser>]",
        True,
    ),
    "functools.partial(pmap, axis_name='i').func is pmap": True,
    "functools.wraps(pmap)(lambda: 1)()": 1,
    "class Sub(pmap): pass\nSub.__name__": "Sub",
    "def f(x: pmap = pmap) -> pmap: return x\nf() is pmap": True,
    "{pmap: 1}[pmap], pmap == pmap, pmap != 3": (1, True, True),
    "repr(copy.deepcopy(pmap)), pmap.__name__, pmap.__module__": (
        "<jax.pmap: not available in the browser>",
        "pmap",
        "jax",
    ),
    "hasattr(pmap, '_repr_html_')": False,
    "dataclasses.make_dataclass('D', [('x', pmap, pmap)])().x is pmap": True,
}

_RAISES = {
    "pmap(lambda x: x)": "jax.pmap",
    "pmap.some_option": "jax.pmap.some_option",
    "pmap[0]": "jax.pmap",
    "pmap + 1": "jax.pmap",
    "2 * pmap": "jax.pmap",
    "list(pmap)": "jax.pmap",
    "1 if pmap else 2": "jax.pmap",
    "float(pmap)": "jax.pmap",
    "np.asarray(pmap)": "jax.pmap",
    "with pmap: pass": "jax.pmap",
    "functools.partial(pmap, axis_name='i')(3)": "jax.pmap",
    "class Sub(pmap): pass\nSub(1)": "jax.pmap",
    "absent('jax.numpy.sort with order')": "jax.numpy.sort with order",
}


def _plain(described):
    return tuple(_plain(child) for child in described[3]) if described[0] == "container" else described[2]


def _outcome(two_worlds, program):
    batch = [(_SET_UP + program, ())]
    two_worlds.stand_in.send(batch)
    return two_worlds.stand_in.receive(batch, 60)[0]


@pytest.mark.parametrize("program", _SURVIVES)
def test_an_absent_name_can_be_passed_around(program, two_worlds):
    outcome = _outcome(two_worlds, program)
    assert not outcome.error, outcome.details
    assert _plain(outcome.value) == _SURVIVES[program]


@pytest.mark.parametrize("program", _RAISES)
def test_an_absent_name_says_so_when_it_is_used(program, two_worlds):
    outcome = _outcome(two_worlds, program)
    assert outcome.error[:2] == ("NotAvailableInBrowser", _SENTENCE.format(_RAISES[program]))
    assert "NotImplementedError" in outcome.error[2]


def test_a_name_that_jax_does_not_have_is_an_attribute_error(two_worlds):
    assert _outcome(two_worlds, "names('pnap')").error[:2] == (
        "AttributeError",
        "module 'jax' has no attribute 'pnap'",
    )


def test_the_sentence_is_in_the_language_of_the_notebook(two_worlds):
    outcome = _outcome(
        two_worlds,
        "from practicals.language import set_language\nset_language('fr')\n"
        "try:\n    pmap()\nexcept NotAvailableInBrowser as error:\n    said = str(error)\n"
        "finally:\n    set_language('en')\nsaid",
    )
    assert _plain(outcome.value) == (
        "jax.pmap n'est pas disponible dans le navigateur. Pour exécuter cette cellule, ouvrez le chapitre avec son "
        "bouton «\u00a0Ouvrir dans Colab\u00a0»."
    )
