"""Promotion: every pair of dtypes and of Python's numbers, against the real lattice."""

import pytest
from two_worlds import same

_DTYPES = (
    "bool",
    "uint8",
    "uint16",
    "uint32",
    "int8",
    "int16",
    "int32",
    "float16",
    "float32",
    "complex64",
)
_WIDE = ("int64", "uint64", "float64", "complex128")
_PYTHON = {"bool": "True", "int": "3", "float": "2.5", "complex": "1j"}

# An operand of each dtype, strong and weak, and each of Python's numbers.
_STRONG = {name: f"jnp.ones(2, {name!r})" for name in _DTYPES}
_WEAK = {f"weak {name}": f"jnp.asarray({value})" for name, value in _PYTHON.items() if name != "bool"}
_NUMPY = {f"numpy {name}": f"np.ones(2, {name!r})" for name in ("float64", "int64", "float32", "uint8")}
_SCALARS = {f"scalar {name}": f"np.{name}(1)" for name in ("float64", "int64", "float32", "bool")}
_OPERANDS = _STRONG | _WEAK | _NUMPY | _SCALARS | _PYTHON


def _table(expression: str, first, second) -> str:
    """A program that evaluates an expression of x and y for every pair: a dictionary."""
    return "\n".join(
        [
            "out = {}",
            f"for (i, x), (j, y) in __import__('itertools').product({_named(first)}, {_named(second)}):",
            "    try:",
            f"        out[i, j] = {expression}",
            "    except Exception as error:",
            "        out[i, j] = type(error).__name__, str(error).splitlines()[0]",
            "out",
        ]
    )


def _named(operands) -> str:
    return "[" + ", ".join(f"({name!r}, {source})" for name, source in operands.items()) + "]"


_ALL_TYPES = {name: f"'{name}'" for name in _DTYPES + _WIDE} | {name: name for name in _PYTHON}

_TABLES = {
    "promote_types": _table("str(jnp.promote_types(x, y))", _ALL_TYPES, _ALL_TYPES),
    "result_type of dtypes": _table("str(jnp.result_type(x, y))", _ALL_TYPES, _ALL_TYPES),
    "result_type of values": _table(
        "[str(part) for part in jax.dtypes.result_type(x, y, return_weak_type_flag=True)]",
        _OPERANDS,
        _OPERANDS,
    ),
    "issubdtype": _table(
        "jnp.issubdtype(x, y)",
        _ALL_TYPES | {"None": "None", "key": "random.key(0).dtype"},
        _ALL_TYPES
        | {
            name: f"np.{name}"
            for name in (
                "generic",
                "number",
                "inexact",
                "floating",
                "integer",
                "signedinteger",
                "complexfloating",
                "bool",
            )
        }
        | {name: f"jax.dtypes.{name}" for name in ("extended", "prng_key")},
    ),
    "isdtype": _table(
        "jnp.isdtype(x, y)",
        _ALL_TYPES,
        {
            repr(kind): repr(kind)
            for kind in (
                "bool",
                "signed integer",
                "unsigned integer",
                "integral",
                "real floating",
                "complex floating",
                "numeric",
                ("bool", "float32"),
                "float16",
                "something else",
                3,
            )
        },
    ),
}

# What each operator gives: dtype, weak type and value.
_OPERATORS = {
    "sum": ("x + y", _OPERANDS),
    "product": ("x * y", _OPERANDS),
    "quotient": ("x / y", _OPERANDS),
    "comparison": ("x < y", {name: source for name, source in _OPERANDS.items() if "complex" not in name}),
    "choice": ("jnp.where(True, x, y)", _OPERANDS),
    "power": ("x ** y", _STRONG | _PYTHON),
    "maximum": ("jnp.maximum(x, y)", _STRONG | _PYTHON),
}
_TABLES |= {
    f"{name} with {kind}": _table(expression, operands, others)
    for name, (expression, operands) in _OPERATORS.items()
    for kind, others in (("arrays", _STRONG | _WEAK), ("numbers", _PYTHON))
}

_SINGLES = """
jax.dtypes.canonicalize_dtype(float), jax.dtypes.canonicalize_dtype("uint64"), jax.dtypes.canonicalize_dtype(np.int8)
jax.dtypes.canonicalize_dtype("foo")
jax.dtypes.canonicalize_dtype(random.key(0).dtype)
str(jax.dtypes.canonicalize_dtype(random.key(0).dtype, allow_extended_dtype=True))
[jax.dtypes.scalar_type_of(x) for x in (1, 1.0, 1j, True, np.float16(1), "uint8")]
jax.dtypes.scalar_type_of(None)
[jax.dtypes.itemsize_bits(x) for x in (bool, "int32", "float16", "complex64")]
jax.dtypes.itemsize_bits(None)
jax.dtypes.itemsize_bits("U3")
jax.dtypes.float0, jax.dtypes.TypePromotionError.__mro__[1].__name__, jax.dtypes.TypePromotionError
jax.dtypes.finfo("float32"), jax.dtypes.iinfo("int8")
jax.dtypes.result_type()
jax.dtypes.result_type(None), jax.dtypes.result_type(None, "int8")
jax.dtypes.result_type([1, 2])
jax.dtypes.result_type(object)
jax.dtypes.result_type("foo")
jax.dtypes.result_type(np.array(["a"]))
repr(jax.dtypes.result_type(random.key(0), random.key(1)))
jax.dtypes.result_type(random.key(0), 1)
jnp.promote_types("U3", int)
jnp.promote_types(random.key(0).dtype, int)
str(random.key(0).dtype), repr(random.key(0).dtype), random.key(0).dtype.name, random.key(0).dtype.itemsize, random.key(0).dtype.type
random.key(0).dtype == random.key(1).dtype, random.key(0).dtype == np.uint32
jnp.array([1.0], dtype="float64")
jnp.zeros(3, dtype=np.int64), jnp.zeros(3, dtype=int), jnp.ones(2).astype("float64"), jnp.arange(3, dtype="uint64")
jnp.array([1], dtype=object)
jnp.array("a")
jnp.zeros(2, "U3")
jnp.zeros(2, dtype=jnp.ones(2))
jnp.arange(3) + 2**31
2**40 + jnp.ones(2)
jnp.maximum(1, 2**33)
jnp.negative(2**40)
jnp.array(2**40)
jnp.array([2**31])
jnp.asarray(-1, "uint8")
jnp.asarray(2**40, "float32")
jnp.uint8(1) + 300, jnp.uint8(1) - 3, jnp.int8(100) + jnp.int8(100)
jnp.add(jnp.ones(2), None)
jnp.add(jnp.ones(2), [1, 2])
jnp.ones(2) + [1, 2]
jnp.ones(2) + "a"
random.key(0) + 1
"""
_PROGRAMS = _TABLES | {source: source for source in _SINGLES.strip().splitlines()}


@pytest.fixture(scope="module")
def outcomes(two_worlds):
    return dict(zip(_PROGRAMS, two_worlds.run_many(_PROGRAMS.values()), strict=True))


@pytest.mark.parametrize("name", _PROGRAMS)
def test_promotion_is_that_of_jax(name, outcomes):
    assert same(*outcomes[name], rtol=1e-3 if "power" in name or "quotient" in name else 1e-5)
