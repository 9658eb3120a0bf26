"""What arrays do by themselves, as source: indexing, ``.at[]``, operators, methods, conversions, text."""

_INDICES = (
    "1", "-1", "5", "-7", "slice(None)", "slice(1, 3)", "slice(None, None, -1)", "slice(3, 0, -2)", "slice(0, 10, 2)",
    "slice(-2, None)", "slice(2, 2)", "None", "...", "(0, 1)", "(..., 0)", "(slice(None), 1)", "(None, 0)", "(0, None)",
    "(slice(None), None, slice(1, 2))", "(0, slice(None, None, 2))", "(-1, -1)", "jnp.array([0, 2])",
    "jnp.array([0, 7, -9])", "jnp.array([[0, 1], [2, 0]])", "(jnp.array([0, 1]), jnp.array([1, 3]))",
    "(jnp.array([0, 1]), 1)", "(slice(None), jnp.array([0, 3]))", "(jnp.array([0, 1]), slice(1, 3))",
    "(jnp.array([0, 1]), None, slice(1, 3))", "(jnp.array([[0], [1]]), jnp.array([1, 3]))",
    "(jnp.array([0, 1]), slice(None, None, -2))", "(slice(None, None, -1), jnp.array([0, 1]))",
    "(jnp.array([0, 1]), ..., None)", "a > 0", "a[:, 0] > 0", "(slice(None), a[0] > 0)", "a[:2] > 0", "v > 0", "True",
    "False", "(True, 0)", "(jnp.array(True), 0)", "jnp.array([True, False, True])", "jnp.int32(1)",
    "(jnp.int32(1), jnp.int32(9))", "(jnp.int32(-1), slice(0, 2))", "np.array([1, 0])", "np.int64(2)", "([0, 1],)",
    "([0, 1], [2, 3])", "(slice(None), [0, 1])", "jnp.array([])", "np.array([], int)", "jnp.uint8(2)", "(1.0,)", "1.5",
    "'x'", "[0, 1]", "[[0, 1]]", "(0, 0, 0)", "(..., ...)", "jnp.array([1.0])", "slice(1.0, 2)", "object()",
)  # fmt: skip
_INDICES_OF_THREE_AXES = (
    "(0, slice(None), jnp.array([0, 1]))", "(jnp.array([0, 1]), slice(None), jnp.array([0, 1]))",
    "(slice(None), jnp.array([0, 1]), jnp.array([0, 1]))", "(slice(None), 0, jnp.array([0, 1]))",
    "(0, jnp.array([0, 1]))", "(..., jnp.array([0, 1]), None)", "(jnp.array([0, 1]), ..., 0)",
    "(slice(None), None, jnp.array([0, 1]), 0)", "(jnp.array([[0, 1]]), slice(0, 2), jnp.array([[1], [2]]))",
    "(t[:, :, 0] > 3,)", "(0, t[0] > 3)", "t > 5", "(slice(None), jnp.array([True, False, True]), 0)",
    "(jnp.int32(0), slice(None), jnp.int32(2))", "(jnp.int32(0), ..., jnp.array([2, 0]))",
)  # fmt: skip
_PLACES = (
    "1", "jnp.array([0, 0, 1])", "(slice(None), jnp.array([1, 1]))", "jnp.array([0, 9])", "jnp.array([-1, -9])",
    "(1, slice(1, 3))", "a > 0",
)  # fmt: skip
_UPDATES = (
    "add(2.0)", "multiply(2.0)", "mul(2.0)", "divide(2.0)", "power(2.0)", "min(0.1)", "max(0.1)", "subtract(1.0)",
    "get()", "get(mode='fill')", "get(mode='fill', fill_value=-1.0)", "get(mode='clip')", "set(9.0, mode='clip')",
    "add(2.0, mode='promise_in_bounds')", "set(3)", "apply(jnp.exp)", "get(wrap_negative_indices=False)",
    "set(1.0, wrap_negative_indices=False)", "get(mode='no')",
)  # fmt: skip
INDEXING = [
    *[f"a[{index}]" for index in _INDICES],
    *[f"t[{index}]" for index in _INDICES_OF_THREE_AXES],
    *[f"a.at[{index}].set(9.0)" for index in _INDICES],
    *[f"t.at[{index}].add(1.5)" for index in _INDICES_OF_THREE_AXES],
    *[f"a.at[{place}].{update}" for place in _PLACES for update in _UPDATES],
    "i.at[0].set(1.5)", "i.at[0].set(2)", "i.at[0].add(True)", "u8.at[0].set(300)", "u8.at[0].add(jnp.int32(5))",
    "m.at[0].set(0.0)", "a.at[0].set(v)", "a.at[:, 0].set(jnp.arange(3.0))", "a.at[0].set([1, 2, 3, 4])",
    "a.at[0].set(k)", "a.at[0].set(1j)", "z.at[0].set(1.0)", "i.at[9].get(mode='fill')", "u8.at[9].get(mode='fill')",
    "m.at[9].get(mode='fill')", "(jnp.arange(3) * 1.0).at[0].set(jnp.float32(2))", "jnp.asarray(2.0).at[()].set(3.0)",
    "jnp.asarray(2.0)[()]", "jnp.asarray(2.0)[None]", "jnp.zeros((0, 3))[0]", "jnp.zeros((0, 3))[jnp.array([0])]",
    "a.at", "a.at[0]",
]  # fmt: skip
_TRACED = (
    "n",
    "(n, 0)",
    "(slice(None), n)",
    "(n, slice(1, 3))",
    "(n, jnp.array([0, 1]))",
    "(jnp.array([0, 1]), n)",
    "(n, None)",
)
TRACED_INDEXING = [
    program
    for index in _TRACED
    for program in (
        f"[jax.jit(lambda a, n: a[{index}])(a, place) for place in (1, -1, 9)]",
        f"jax.jit(lambda a, n: a.at[{index}].add(2.0))(a, 1)",
        f"jax.jit(lambda a, n: a.at[{index}].set(2.0))(a, 9)",
        f"jax.vmap(lambda n: a[{index}])(jnp.array([0, 2, -1, 8]))",
        f"jax.vmap(lambda a, n: a.at[{index}].set(7.0))(t, jnp.array([0, 2]))",
    )
] + [
    "jax.jit(lambda m: a[:, m])(m)", "jax.jit(lambda n: a[:n])(2)", "jax.jit(lambda m: jnp.where(m))(m)",
    "jax.jit(lambda m: v.at[m].set(0.0))(m)", "jax.jit(lambda s: a[s:2])(1)",
]  # fmt: skip
METHODS = [
    "a.sum()", "a.mean(0)", "a.min(axis=1)", "a.max()", "a.prod()", "a.std()", "a.var(0)", "a.all()", "a.any(0)",
    "a.argmax(1)", "a.argmin()", "a.argsort(0)", "a.astype(int)", "a.clip(0, 1)", "a.conj()", "a.copy()",
    "a.cumsum(0)", "a.cumprod(1)", "a.diagonal()", "a.dot(v)", "a.flatten()", "a.ravel()", "k.nonzero()", "a.ptp()",
    "a.repeat(2, axis=0)", "a.round(1)", "s.searchsorted(0.5)", "a.sort(0)", "a[None].squeeze()", "a.swapaxes(0, 1)",
    "a.take(jnp.array([0]))", "a.trace()", "a.transpose()", "a.T", "a.mT", "a.real", "a.imag", "a.shape", "a.dtype",
    "a.ndim", "a.size", "a.itemsize", "a.nbytes", "a.weak_type", "a.item()", "v[0].item()", "a.item(3)", "a.tolist()",
    "k.tobytes()", "a.flat", "a.view(jnp.int32)", "a.view('int16')", "k.view(bool)", "u8.view('int8')",
    "v[0].view('int32')", "a.byteswap()", "i8.byteswap()", "z.view('float32')", "a.devices()", "a.device",
    "a.is_deleted()", "a.block_until_ready()", "a.committed", "a.is_fully_addressable", "a.choose([a, b])",
    "m.compress(m)", "a.foo", "len(a)", "len(v[0])", "list(v)", "iter(v[0])", "[x for x in k]", "bool(v[0])", "bool(a)",
    "bool(jnp.array([]))", "float(v[0])", "float(v)", "float(z[0])", "int(v[0])", "int(k[0])", "complex(v[0])",
    "[1, 2, 3][k[1]]", "range(3)[k[1]]", "[1, 2][v[0]]", "hash(a)", "{a: 1}", "3.0 in v", "v in v", "'a' in v",
    "round(v[0])", "round(v, 1)", "abs(v)", "-v", "+v", "~k", "~m", "~v", "divmod(v, 2.0)", "2.0 in a", "f'{v[0]:.2f}'",
    "f'{v}'", "f'{v:.2f}'", "str(a)", "repr(a)", "repr(jnp.float32(2))", "repr(jnp.arange(3) * 1.0)",
    "repr(jnp.asarray(2))", "repr(jnp.zeros((0, 3)))", "repr(jnp.arange(100.0))", "repr(jnp.arange(5000.0))",
    "repr(m)", "repr(z)", "repr(h)", "repr(jnp.ones((20, 20)))", "str(v[0])", "np.asarray(a).flags.writeable",
    "np.array(a).flags.writeable", "np.sin(v)", "np.add(v, 1)", "np.sum(v)", "type(np.ones(4) + v).__name__",
    "np.ones(4) * v", "np.ones(4, np.int32) @ v", "np.float64(2) * v", "np.arange(4) == v", "np.array(3) - v",
    "v.__setitem__(0, 1)", "\nv[0] = 1", "\ndel v[0]", "\nv += 1\nv", "\nv[0] += 1",
    "__import__('copy').deepcopy(v)", "__import__('copy').copy(v)",
    "__import__('pickle').loads(__import__('pickle').dumps(jnp.arange(3) * 1.0))", "v.__array_namespace__().__name__",
    "list(reversed(k))", "max(v)", "sum(v)", "np.asarray(jax.random.key(0))", "repr(jax.random.key(0))",
    "repr(jax.random.split(jax.random.key(0)))", "jax.random.key(0).dtype", "jax.random.split(jax.random.key(0), 3)[1]",
    "jax.random.key(0) == jax.random.key(0)", "jax.random.key(0) + 1",
    "jnp.stack([jax.random.key(0), jax.random.key(1)])", "jnp.where(True, jax.random.key(0), jax.random.key(1))",
    "jax.random.split(jax.random.key(0), 4).reshape(2, 2)",
]  # fmt: skip
_OPERATORS = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "@",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "&",
    "|",
    "^",
    "<<",
    ">>",
]
_OPERANDS = (
    "v {} w", "v {} 2", "2 {} v", "v {} 2.5", "2.5 {} v", "k {} 2", "2 {} k", "k {} 2.5", "k {} k", "m {} n", "m {} 1",
    "v {} [1, 2, 3, 4]", "[1, 2, 3, 4] {} v", "v {} (1,)", "v {} None", "v {} 'a'", "u8 {} i8", "u8 {} -1",
    "u8 {} 300", "h {} 2.0", "h {} v[:3]", "v {} v[:3]", "a {} v", "a {} s", "v {} True", "z {} 2", "v {} 1j",
    "v {} np.ones(4)", "np.ones(4) {} v", "v {} np.float64(2)", "v {} np.int64(2)", "k {} np.arange(5)",
    "v {} jnp.float32(2)", "v {} jnp.asarray(2)", "jnp.asarray(1.0) {} jnp.asarray(2)", "v {} {{1}}",
)  # fmt: skip
OPERATORS = [operands.format(operator) for operator in _OPERATORS for operands in _OPERANDS]
_USES = (
    "print(x)", "print(repr(x))", "bool(x)", "float(x)", "int(x)", "complex(x)", "np.asarray(x)", "x.item()",
    "x.tolist()", "len(x)", "list(x)", "x.device", "x.sharding", "hash(x)", "f'{x}'", "np.sin(x)", "x.foo", "x[0]",
    "x.at[0].set(1)", "x.block_until_ready()", "x.shape", "x.sum()", "x + [1]", "jnp.arange(x)", "x.devices()",
    "jnp.full((2,), x)",
)  # fmt: skip
_TRANSFORMED = (
    "jax.jit(f)(2.0)", "jax.jit(f)(jnp.arange(3))", "jax.jit(f)(1)", "jax.vmap(f)(jnp.arange(3.0))",
    "jax.grad(lambda x: (f(x), x)[1])(1.0)",
)  # fmt: skip
TRACERS = [f"\ndef f(x):\n    {use}\n    return x\n{call}" for use in _USES for call in _TRANSFORMED]
