"""Calls of every public function of ``jax.numpy`` as source: values, dtypes, options, and calls that JAX refuses."""

SETTING = """
a = jnp.array([[0.5, -1.25, 2.0, 3.5], [1.0, 0.25, -0.75, 4.0], [-2.5, 1.5, 0.0, -3.0]])
b = jnp.array([[1.5, 0.75, -2.0, 0.5], [2.0, -0.5, 1.25, 1.0], [0.25, 3.0, -1.0, 2.5]])
p = jnp.array([[0.5, 0.25, 0.9], [0.1, 0.7, 0.35]])
v, w = jnp.array([3.0, -1.0, 2.5, 0.0]), jnp.array([0.5, 4.0, -2.0, 1.0])
s = jnp.array([-2.0, -0.5, 0.0, 1.0, 1.0, 3.5])
i, j = jnp.array([[3, -1, 2], [0, 5, -4]]), jnp.array([[1, 2, -3], [4, 0, 7]])
k = jnp.array([2, 0, 1, 2, 5])
u8, i8 = jnp.array([1, 200, 7], dtype=jnp.uint8), jnp.array([1, -100, 7], dtype=jnp.int8)
h = jnp.array([0.5, 2.25, -3.0], dtype=jnp.float16)
m, n = jnp.array([True, False, True, True]), jnp.array([False, False, True, True])
z, y = jnp.array([1 + 2j, -0.5j, 3.0, -1 + 1j]), jnp.array([0.5 - 1j, 2j, 1.0, -2.0 - 1j])
x = jnp.array([1.0, jnp.nan, 2.0, -jnp.inf, jnp.inf, 0.0])
t = jnp.arange(24.0).reshape(2, 3, 4)
spd = jnp.array([[4.0, 1.0, 0.5], [1.0, 3.0, -0.25], [0.5, -0.25, 2.0]])
sq = jnp.array([[2.0, -1.0, 0.5], [0.25, 3.0, 1.0], [-1.5, 0.75, 1.0]])
"""

_ANY = (
    "{f}(a)",
    "{f}(i)",
    "{f}(2)",
    "{f}(1.5)",
    "{f}(h)",
    "{f}(z)",
    "{f}(u8)",
    "{f}(m)",
    "{f}(x)",
    "{f}(np.arange(3))",
    "{f}([1, 2])",
    "{f}(None)",
    "{f}('a')",
)
_UNIT = ("{f}(p)", "{f}(0)", "{f}(0.5)", "{f}(m)", "{f}(x)", "{f}(z)", "{f}(h)")
_REAL = ("{f}(a)", "{f}(i)", "{f}(2)", "{f}(-1.5)", "{f}(h)", "{f}(u8)", "{f}(m)", "{f}(x)")
_TWO = (
    "{f}(a, b)",
    "{f}(a, v)",
    "{f}(v, 2.0)",
    "{f}(2, v)",
    "{f}(2, 3)",
    "{f}(i, j)",
    "{f}(i, 2)",
    "{f}(i, 1.5)",
    "{f}(u8, i8)",
    "{f}(h, 2)",
    "{f}(a, i[0][:, None])",
    "{f}(m, n)",
    "{f}(m, v)",
    "{f}(x, 1.0)",
    "{f}(np.float32(2.5), i)",
    "{f}(a, i)",
    "{f}(z, y)",
    "{f}(v[:3], v)",
    "{f}(np.arange(4), v)",
    "{f}([1], v)",
)
_BITS = ("{f}(i, j)", "{f}(u8, 3)", "{f}(m, n)", "{f}(i8, i)", "{f}(v, w)", "{f}(i, 2)", "{f}(m, i[0][:1])")
_FOLD = (
    "{f}(a)",
    "{f}(a, axis=0)",
    "{f}(a, axis=-1, keepdims=True)",
    "{f}(t, axis=(0, 2))",
    "{f}(i)",
    "{f}(m)",
    "{f}(u8)",
    "{f}(h)",
    "{f}(x)",
    "{f}(2.0)",
    "{f}(a, axis=2)",
    "{f}(a, axis=(0, 0))",
    "{f}([1.0])",
    "{f}(a, where=a > 0)",
    "{f}(jnp.zeros((0, 3)), axis=0)",
    "{f}(jnp.zeros((0, 3)), axis=1)",
    "{f}(a, None, None, False)",
)
_SHAPE = ("{f}(a)", "{f}(t)", "{f}(i)", "{f}(2.0)", "{f}(v)")

CASES: dict[str, tuple[str, ...]] = {}


def _cases(names: str, *calls: str) -> None:
    for name in names.split():
        known = CASES.get(name, ())
        CASES[name] = (*known, *[call.replace("{f}", f"jnp.{name}") for call in calls])


_cases("exp exp2 expm1 log log1p sqrt sin cos tan sinh cosh tanh arcsinh asinh sinc square reciprocal", *_ANY)
_cases("arctan atan", *_REAL, "{f}(z)")
_cases("log2 log10 cbrt deg2rad rad2deg degrees radians nan_to_num rint i0", *_REAL)
_cases("arcsin asin arccos acos arctanh atanh", *_UNIT)
_cases("arccosh acosh", "{f}(s + 4)", "{f}(2)", "{f}(0.5)", "{f}(x)", "{f}(h)")
_cases(
    "abs absolute sign negative positive floor ceil trunc conj conjugate real imag fabs isfinite isinf isnan iscomplex isreal",
    *_ANY,
)
_cases("isposinf isneginf signbit spacing modf frexp", *_REAL)
_cases(
    "round around",
    *_ANY,
    "{f}(a * 1.37, 1)",
    "{f}(a * 137, -1)",
    "{f}(i, 1)",
    "{f}(i, -1)",
    "{f}(jnp.array([0.5, 1.5, 2.5, -0.5]))",
)
_cases("logical_not", *_ANY)
_cases(
    "invert bitwise_not bitwise_invert bitwise_count",
    "{f}(i)",
    "{f}(u8)",
    "{f}(m)",
    "{f}(3)",
    "{f}(v)",
    "{f}(i8)",
)
_cases("angle", "{f}(z)", "{f}(z, True)", "{f}(v)", "{f}(i)", "{f}(1.5)", "{f}(2)")
_cases(
    "add subtract multiply divide true_divide maximum minimum equal not_equal greater greater_equal less less_equal",
    *_TWO,
)
_cases(
    "logaddexp logaddexp2 hypot arctan2 atan2 float_power copysign nextafter heaviside fmin fmax",
    *_TWO[:-5],
    "{f}([1], v)",
)
_cases(
    "floor_divide remainder mod fmod divmod",
    *_TWO[:-4],
    "{f}(v, 0.0)",
    "{f}(i, 0)",
    "{f}(-7, 3)",
    "{f}(-7.5, 3)",
    "{f}(jnp.float32(jnp.inf), 2)",
    "{f}(z, y)",
)
_cases(
    "power pow",
    *_TWO[:16],
    "{f}(a, 2)",
    "{f}(i, 3)",
    "{f}(jnp.abs(a), 0.5)",
    "{f}(i, jnp.abs(j))",
    "{f}(2, k)",
    "{f}(i, -1)",
    "{f}(v, -2)",
    "{f}(v, jnp.int32(2))",
)
_cases("logical_and logical_or logical_xor", *_TWO)
_cases("bitwise_and bitwise_or bitwise_xor", *_BITS)
_cases(
    "left_shift bitwise_left_shift right_shift bitwise_right_shift",
    "{f}(i, jnp.abs(j))",
    "{f}(u8, 1)",
    "{f}(-8, 1)",
    "{f}(i8, 2)",
    "{f}(v, 1)",
    "{f}(1, 40)",
    "{f}(m, 1)",
)
_cases(
    "ldexp",
    "{f}(v, jnp.array([1, 2, -3, 4]))",
    "{f}(1.5, 3)",
    "{f}(v, 130)",
    "{f}(v, w)",
    "{f}(i, 2)",
    "{f}(x, 1)",
)
_cases("gcd lcm", "{f}(i, j)", "{f}(12, 18)", "{f}(i, 6)", "{f}(v, 2)", "{f}(u8, jnp.uint8(10))", "{f}(0, 0)")
_cases(
    "unwrap",
    "{f}(jnp.array([0.0, 4.0, 8.5, 2.0, -3.0]))",
    "{f}(a, axis=0)",
    "{f}(jnp.array([0, 3, 1, 5]), period=4)",
    "{f}(z)",
)
_cases(
    "sum prod",
    *_FOLD,
    "{f}(a, dtype=jnp.int32)",
    "{f}(i8, dtype=jnp.int8)",
    "{f}(a, initial=2.0)",
    "{f}(z)",
    "{f}(i8, promote_integers=False)",
    "{f}(a, out=a)",
    "{f}(i, axis=0, dtype=bool)",
)
_cases("mean", *_FOLD[:-1], "{f}(z)", "{f}(i, dtype=jnp.float16)", "{f}(a, out=a)")
_cases(
    "max min amax amin",
    *_FOLD,
    "{f}(a, initial=0.0)",
    "{f}(a, initial=1.0, where=a > 0)",
    "{f}(z)",
    "{f}(jnp.array([]))",
)
_cases("all any", *_FOLD[:-1], "{f}(z)", "{f}(jnp.array([]))")
_cases(
    "var std",
    *_FOLD[:-1],
    "{f}(a, ddof=1)",
    "{f}(a, correction=1)",
    "{f}(a, ddof=1, correction=1)",
    "{f}(a[:1], axis=0, ddof=1)",
    "{f}(z)",
    "{f}(a, mean=jnp.mean(a))",
    "{f}(i, dtype=jnp.float32)",
    "{f}(i, dtype=jnp.int32)",
)
_cases("ptp", *_FOLD[:11])
_cases("count_nonzero", "{f}(a)", "{f}(i, axis=1)", "{f}(m, keepdims=True)", "{f}(z)", "{f}(t, axis=(0, 1))")
_cases(
    "nansum nanprod nanmean nanvar nanstd nanmin nanmax",
    "{f}(x)",
    "{f}(x[:3])",
    "{f}(jnp.stack([x, x]), axis=0)",
    "{f}(i)",
    "{f}(jnp.array([jnp.nan]))",
    "{f}(a, axis=1, keepdims=True)",
    "{f}(x, where=x > 0)",
)
_cases(
    "nancumsum nancumprod cumsum cumprod",
    "{f}(a)",
    "{f}(a, axis=1)",
    "{f}(i, axis=0)",
    "{f}(x)",
    "{f}(m)",
    "{f}(u8)",
    "{f}(2.0)",
    "{f}(a, dtype=jnp.int32)",
    "{f}(m, dtype=bool)",
    "{f}(a, axis=3)",
)
_cases(
    "cumulative_sum cumulative_prod",
    "{f}(v)",
    "{f}(a)",
    "{f}(a, axis=1, include_initial=True)",
    "{f}(i8)",
    "{f}(2.0)",
)
_cases(
    "average",
    "{f}(a)",
    "{f}(a, axis=0)",
    "{f}(a, weights=b * b)",
    "{f}(a, axis=1, weights=w, returned=True)",
    "{f}(i, returned=True)",
    "{f}(a, weights=w)",
    "{f}(a, axis=0, weights=w)",
)
_cases(
    "quantile nanquantile",
    "{f}(a, 0.3)",
    "{f}(a, jnp.array([0.1, 0.5, 1.0]))",
    "{f}(a, 0.25, axis=1)",
    "{f}(a, jnp.array([0.2, 0.9]), axis=0, keepdims=True)",
    "{f}(t, 0.4, axis=(0, 2))",
    "{f}(i, 0.5)",
    "{f}(x[:3], 0.5)",
    *[f"{{f}}(a, 0.37, method={method!r})" for method in ("lower", "higher", "nearest", "midpoint", "wrong")],
    "{f}(z, 0.5)",
)
_cases(
    "percentile nanpercentile",
    "{f}(a, 30)",
    "{f}(a, jnp.array([10, 90]), axis=1)",
    "{f}(i, 50.0)",
    "{f}(x[:3], 50)",
)
_cases("median nanmedian", "{f}(a)", "{f}(a, axis=0)", "{f}(i, axis=1, keepdims=True)", "{f}(x[:3])")
_cases(
    "where",
    "{f}(a > 0, a, b)",
    "{f}(a > 0, a, 0)",
    "{f}(m, 1, 2.0)",
    "{f}(True, a, b)",
    "{f}(i, i, j)",
    "{f}(m)",
    "{f}(a > 0)",
    "{f}(m, size=2)",
    "{f}(m, size=5, fill_value=-1)",
    "{f}(m, v)",
    "{f}(m, v, None)",
    "{f}(m[:3], v, w)",
    "{f}(m, 1, 2)",
    "{f}([True], v, w)",
    "{f}(v, 1.0, u8[:1])",
)
_cases(
    "clip",
    "{f}(a, -1, 1)",
    "{f}(i, 0, 2)",
    "{f}(a, max=0.5)",
    "{f}(a, min=w)",
    "{f}(i, 0.5, 2.5)",
    "{f}(z, 0, 1)",
    "{f}(a)",
    "{f}()",
    "{f}([1], 0, 1)",
)
_cases(
    "select", "{f}([a > 2, a > 0], [a, b], 7.0)", "{f}([m, n], [1, 2.5])", "{f}([m], [v, w])", "{f}([], [])"
)
_cases(
    "choose",
    "{f}(jnp.array([0, 1, 1, 0]), [v, w])",
    "{f}(jnp.array([0, 3]), [v[:2], w[:2]])",
    "{f}(jnp.array([0, 3]), [v[:2], w[:2]], mode='clip')",
    "{f}(jnp.array([0, 3]), [v[:2], w[:2]], mode='wrap')",
    "{f}(v, [v, w])",
)
_cases(
    "piecewise",
    "{f}(s, [s < 0, s > 1], [lambda x: -x, lambda x: x * 2, 5.0])",
    "{f}(s, [s < 0], [1.0])",
    "{f}(s, [s < 0], [1, 2, 3])",
    "{f}(s, [s < 2, s < 0], [lambda x, c: x + c, 3.0], 10.0)",
)
_cases(
    "zeros ones empty",
    "{f}(3)",
    "{f}((2, 3))",
    "{f}([2, 3], dtype=jnp.int32)",
    "{f}((2,), 'float16')",
    "{f}(2, 3)",
    "{f}(3, dtype=np.float64)",
    "{f}(3, dtype=int)",
    "{f}(1.5)",
    "{f}((), bool)",
    "{f}(-1)",
)
_cases(
    "full",
    "{f}(3, 2)",
    "{f}((2, 2), 1.5)",
    "{f}((2, 4), w)",
    "{f}(2, 7, dtype=jnp.float32)",
    "{f}(2, True)",
    "{f}(2, [1])",
    "{f}((2, 3), w)",
)
_cases(
    "zeros_like ones_like empty_like",
    "{f}(a)",
    "{f}(i)",
    "{f}(2.0)",
    "{f}(2)",
    "{f}(m)",
    "{f}(a, dtype=jnp.int32)",
    "{f}(a, shape=(2,))",
    "{f}(np.arange(3))",
    "{f}([1])",
    "{f}(z)",
)
_cases(
    "full_like",
    "{f}(a, 2)",
    "{f}(i, 2.7)",
    "{f}(a, w)",
    "{f}(2.0, 1)",
    "{f}(a, 1, dtype=jnp.int8)",
    "{f}(a, 3, shape=(2,))",
    "{f}(jnp.array([1, 2]) * 1.0, 2)",
)
_cases(
    "array asarray",
    "{f}(1)",
    "{f}(1.5)",
    "{f}(True)",
    "{f}(1j)",
    "{f}([1, 2])",
    "{f}([1, 2.5])",
    "{f}([[1], [2]])",
    "{f}([a, b])",
    "{f}([1, v[0]])",
    "{f}(np.arange(3))",
    "{f}(np.ones(2))",
    "{f}([1, 2], dtype=jnp.float16)",
    "{f}(a, dtype=int)",
    "{f}([])",
    "{f}([[]])",
    "{f}([1, True])",
    "{f}(None)",
    "{f}([None])",
    "{f}('a')",
    "{f}([1, [2]])",
    "{f}(range(3))",
    "{f}((1, 2))",
    "{f}(1.7, dtype=int)",
    "{f}(2**40)",
    "{f}(300, dtype=jnp.uint8)",
    "{f}(np.float64(2))",
    "{f}(np.array([1, 2], dtype=np.int64))",
    "{f}(i, dtype='float32')",
    "{f}({1: 2})",
    "{f}([u8, i8])",
    "{f}(1, dtype=np.float64)",
    "{f}(np.int32(3))",
    "{f}(-1, dtype=jnp.uint32)",
    "{f}([True, False])",
    "{f}(object())",
)
_cases("array", "{f}(1, ndmin=2)", "{f}(a, ndmin=3)", "{f}(a, order='F')")
_cases("copy", "{f}(a)", "{f}(2)", "{f}([1])")
_cases(
    "arange",
    "{f}(5)",
    "{f}(2, 7)",
    "{f}(1, 10, 3)",
    "{f}(2.5)",
    "{f}(0, 1, 0.25)",
    "{f}(5, dtype=jnp.float32)",
    "{f}(5, 0, -2)",
    "{f}(3, 1)",
    "{f}(jnp.int32(4))",
    "{f}(1j)",
    "{f}(v)",
    "{f}(0.5, 3)",
    "{f}(5, dtype='int8')",
    "{f}(None)",
    "{f}(0, 5, 0.5, dtype=int)",
    "{f}(1.0, 2.0, 0.1)",
)
_cases(
    "linspace",
    "{f}(0, 1)",
    "{f}(0, 1, 5)",
    "{f}(0, 10, 4, endpoint=False)",
    "{f}(0, 1, 5, retstep=True)",
    "{f}(v, w, 3)",
    "{f}(v, w, 3, axis=1)",
    "{f}(0, 5, 6, dtype=int)",
    "{f}(1, 2, 1)",
    "{f}(1, 2, 0)",
    "{f}(0, 1, -1)",
    "{f}(0, 1j, 3)",
    "{f}(0, 1, 1, retstep=True)",
    "{f}(0, 1, 2.5)",
    "{f}(v, 1.0, 3)",
)
_cases("logspace", "{f}(0, 2, 5)", "{f}(0, 2, 5, base=2.0)", "{f}(v, w, 3)", "{f}(0, 3, 4, dtype=int)")
_cases("geomspace", "{f}(1, 1000, 4)", "{f}(1.0, 0.001, 4, endpoint=False)", "{f}(-1, -8, 4)")
_cases(
    "eye",
    "{f}(3)",
    "{f}(2, 3)",
    "{f}(3, k=1)",
    "{f}(3, dtype=int)",
    "{f}(3, k=-2)",
    "{f}(2.5)",
    "{f}(-1)",
    "{f}(3, k=1.5)",
)
_cases("identity", "{f}(3)", "{f}(2, dtype=bool)")
_cases("tri", "{f}(3)", "{f}(2, 4, 1)", "{f}(3, k=-1, dtype=int)")
_cases("vander", "{f}(v)", "{f}(v, 3)", "{f}(jnp.array([1, 2, 3]), increasing=True)", "{f}(a)")
_cases(
    "meshgrid",
    "{f}(v, w)",
    "{f}(v, k, indexing='ij')",
    "{f}(v, k, sparse=True)",
    "{f}(v)",
    "{f}(a)",
    "{f}()",
    "{f}(v, k, s)",
    "{f}(v, indexing='no')",
)
_cases("indices", "{f}((2, 3))", "{f}((2, 3), sparse=True)", "{f}((2,), dtype=float)", "{f}(())")
_cases("ix_", "{f}(k, jnp.array([1]))", "{f}(a)", "{f}(m)", "{f}(jnp.array([], int), k)")
_cases("frombuffer", "{f}(b'abcdefgh', dtype='int32')", "{f}(b'ab', dtype='uint8', count=1)")
_cases("fromstring", "{f}('1 2 3', sep=' ')", "{f}('1,2', dtype=int, sep=',')")
_cases(
    "fromfunction",
    "{f}(lambda i, j: i * 2 + j, (2, 3))",
    "{f}(lambda i: i, (3,), dtype=int)",
    "{f}(jnp.add, (2, 2))",
)
_cases("fromfile fromiter", "{f}('x')")
_cases("shape ndim size", "{f}(a)", "{f}(2.0)", "{f}(np.ones((2, 1)))", "{f}(t)")
_cases("size", "{f}(t, 1)", "{f}(t, (0, 2))")
_cases(
    "reshape",
    "{f}(a, (4, 3))",
    "{f}(a, -1)",
    "{f}(a, (2, -1))",
    "{f}(a, (5, 2))",
    "{f}(a, (-1, -1))",
    "{f}(a, (4, 3), order='F')",
    "{f}(a, (5, -1))",
    "{f}(i, 6)",
    "{f}([1], 1)",
    "{f}(a, (2.0, 6))",
    "{f}(a, (4, 3), order='A')",
    "{f}(2.0, (1, 1))",
    "{f}(np.arange(4), (2, 2))",
    "a.reshape(4, 3)",
    "a.reshape(2, -1)",
    "a.reshape((2, 6))",
    "a.reshape(5)",
)
_cases("ravel", *_SHAPE, "{f}(a, order='F')", "{f}(a, order='K')")
_cases(
    "transpose",
    *_SHAPE,
    "{f}(t, (2, 0, 1))",
    "{f}(t, (0, 1))",
    "{f}(t, (0, 0, 1))",
    "t.T",
    "t.transpose(1, 0, 2)",
    "t.transpose((1, 0, 2))",
    "t.mT",
)
_cases("permute_dims", "{f}(t, (2, 0, 1))", "{f}(t, axes=(0, 2, 1))")
_cases("matrix_transpose", "{f}(t)", "{f}(v)", "{f}(a)")
_cases("swapaxes", "{f}(t, 0, 2)", "{f}(t, -1, 1)", "{f}(t, 3, 0)")
_cases("moveaxis", "{f}(t, 0, -1)", "{f}(t, (0, 1), (2, 0))", "{f}(t, 0, (1, 2))", "{f}(t, 5, 0)")
_cases("rollaxis", "{f}(t, 2)", "{f}(t, 0, 3)", "{f}(t, 1, -1)")
_cases(
    "squeeze",
    "{f}(a[None])",
    "{f}(a[None, :, None], axis=0)",
    "{f}(a, axis=0)",
    "{f}(t[:1], (0,))",
    "{f}(a, 5)",
)
_cases("expand_dims", "{f}(a, 0)", "{f}(a, (0, 3))", "{f}(a, -1)", "{f}(a, 5)", "{f}(a, (0, 0))")
_cases(
    "atleast_1d atleast_2d atleast_3d",
    "{f}(2)",
    "{f}(v)",
    "{f}(a)",
    "{f}(1.0, v)",
    "{f}(t)",
    "{f}([1])",
    "{f}()",
)
_cases("broadcast_shapes", "{f}((2, 1), (3,))", "{f}((2,), (3,))", "{f}(2, (3, 1))", "{f}()")
_cases("broadcast_arrays", "{f}(v, a)", "{f}(1, v)", "{f}(v, k)", "{f}()")
_cases("broadcast_to", "{f}(v, (3, 4))", "{f}(2, (2,))", "{f}(v, (3, 5))", "{f}(a, (4,))", "{f}(v, 4)")
_cases(
    "concatenate",
    "{f}([a, b])",
    "{f}([a, b], axis=1)",
    "{f}([v, k])",
    "{f}([a, b], axis=None)",
    "{f}([])",
    "{f}([a, v])",
    "{f}([2.0, 1.0])",
    "{f}(t)",
    "{f}([u8, i8])",
    "{f}([a, a[:, :2]])",
    "{f}([a, b], axis=2)",
    "{f}([a, [1]])",
    "{f}([v, k], dtype=int)",
    "{f}([1.0, 2])",
)
_cases("concat", "{f}([a, b])", "{f}([a, b], axis=-1)")
_cases(
    "stack",
    "{f}([v, w])",
    "{f}([v, w], axis=1)",
    "{f}([1, 2.0])",
    "{f}([])",
    "{f}([v, k])",
    "{f}(a)",
    "{f}([v, w], axis=3)",
    "{f}([v, w], out=v)",
)
_cases("unstack", "{f}(a)", "{f}(a, axis=1)", "{f}(2.0)")
_cases(
    "vstack hstack dstack column_stack",
    "{f}([v, w])",
    "{f}([a, b])",
    "{f}([1.0, 2.0])",
    "{f}((k, k * 2))",
    "{f}(a)",
    "{f}([v, [1]])",
)
_cases("block", "{f}([[a, b], [b, a]])", "{f}([v, w])", "{f}(2.0)", "{f}([])")
_cases("append", "{f}(v, 2.0)", "{f}(a, b, axis=0)", "{f}(k, [1])", "{f}(a, v)")
_cases("split array_split", "{f}(s, 3)", "{f}(a, [1, 3], axis=1)", "{f}(s, 4)", "{f}(s, [2, 8])", "{f}(a, 3)")
_cases("vsplit", "{f}(a, 3)")
_cases("hsplit", "{f}(a, 2)", "{f}(v, 2)")
_cases("dsplit", "{f}(t, 2)")
_cases(
    "tile",
    "{f}(v, 2)",
    "{f}(a, (2, 1))",
    "{f}(v, (2, 2))",
    "{f}(2.0, 3)",
    "{f}(a, 2)",
    "{f}(v, 0)",
)
_cases(
    "repeat",
    "{f}(v, 2)",
    "{f}(a, 2, axis=0)",
    "{f}(v, jnp.array([1, 0, 2, 1]))",
    "{f}(a, np.array([1, 2, 0]), axis=0)",
    "{f}(v, k[:4], total_repeat_length=6)",
    "{f}(2.0, 3)",
    "{f}(a, 2, axis=2)",
    "{f}(v, [1, 2, 3, 4])",
)
_cases("resize", "{f}(v, (2, 3))", "{f}(a, 5)", "{f}(v, (0,))", "{f}(v, (-1,))")
_cases("flip", "{f}(a)", "{f}(a, 0)", "{f}(t, (0, 2))", "{f}(2.0)", "{f}(a, 3)")
_cases("fliplr flipud", "{f}(a)", "{f}(t)")
_cases("rot90", "{f}(a)", "{f}(a, 2)", "{f}(a, -1)", "{f}(t, 1, (1, 2))", "{f}(v)", "{f}(a, axes=(0, 0))")
_cases(
    "roll",
    "{f}(v, 1)",
    "{f}(a, 2)",
    "{f}(a, -1, axis=1)",
    "{f}(a, (1, 2), axis=(0, 1))",
    "{f}(v, 7)",
    "{f}(a, 1, axis=5)",
    "jax.jit(lambda n: {f}(a, n, axis=1))(3)",
    "{f}(v, jnp.int32(2))",
)
_cases(
    "take",
    "{f}(v, jnp.array([0, 2]))",
    "{f}(a, jnp.array([1, 0]), axis=1)",
    "{f}(v, jnp.array([0, 7, -1, -9]))",
    "{f}(v, jnp.array([0, 7]), mode='clip')",
    "{f}(v, jnp.array([0, 7, -6]), mode='wrap')",
    "{f}(a, 3)",
    "{f}(i, jnp.array([9]))",
    "{f}(v, jnp.array([9]), fill_value=5.0)",
    "{f}(v, [0])",
    "{f}(v, jnp.array([0]), mode='raise')",
    "{f}(v, jnp.array([0]), mode='no')",
    "{f}(a, i, axis=0)",
    "{f}(u8, jnp.array([9]))",
    "{f}(m, jnp.array([9]))",
)
_cases(
    "take_along_axis",
    "{f}(a, jnp.argsort(a, axis=1), axis=1)",
    "{f}(a, jnp.array([[2], [9], [-1]]), axis=1)",
    "{f}(a, jnp.array([[0, 1, 2, 0]]), axis=0)",
    "{f}(v, jnp.array([1, 0]), axis=None)",
    "{f}(a, v, axis=0)",
    "{f}(a, k, axis=0)",
    "{f}(a, jnp.array([[2], [9], [-1]]), axis=1, mode='clip')",
)
_cases(
    "put",
    "{f}(v, jnp.array([1, 2]), 9.0, inplace=False)",
    "{f}(a, jnp.array([1, 50]), jnp.array([9.0, 8.0]), inplace=False)",
    "{f}(v, k, 9.0)",
    "{f}(v, jnp.array([6]), 9.0, mode='wrap', inplace=False)",
    "{f}(v, jnp.array([6]), 9.0, mode='clip', inplace=False)",
)
_cases(
    "place",
    "{f}(a, a > 0, jnp.array([9.0, 8.0]), inplace=False)",
    "{f}(v, m, w)",
    "{f}(v, m[:2], w, inplace=False)",
)
_cases(
    "put_along_axis",
    "{f}(a, jnp.array([[0], [1], [2]]), 9.0, 1, inplace=False)",
    "{f}(v, jnp.array([0, 1]), jnp.array([5.0, 6.0]), None, inplace=False)",
    "{f}(v, k, 1.0, 0)",
)
_cases(
    "ravel_multi_index",
    "{f}((jnp.array([1, 0]), jnp.array([2, 1])), (2, 3))",
    "{f}((jnp.array([1, 5]), jnp.array([2, 1])), (2, 3))",
    "{f}((jnp.array([1, 5]), jnp.array([2, 1])), (2, 3), mode='clip')",
    "{f}((jnp.array([1, 5]), jnp.array([-2, 1])), (2, 3), mode='wrap')",
    "{f}((1, 2), (2, 3), order='F')",
    "{f}((v,), (4,))",
)
_cases(
    "unravel_index",
    "{f}(jnp.array([0, 5, 11]), (3, 4))",
    "{f}(7, (2, 4))",
    "{f}(jnp.array([50, -1, -100]), (3, 4))",
    "{f}(3, 4)",
)
_cases(
    "diagonal", "{f}(a)", "{f}(a, 1)", "{f}(t, 0, 1, 2)", "{f}(v)", "{f}(spd)", "{f}(a, -1)", "a.diagonal()"
)
_cases("diag", "{f}(v)", "{f}(v, 1)", "{f}(a)", "{f}(a, -1)", "{f}(t)", "{f}(k, -1)")
_cases("diagflat", "{f}(v)", "{f}(a[:2, :2], 1)", "{f}(v, -1)", "{f}(2.0)")
_cases(
    "trace",
    "{f}(a)",
    "{f}(t, 1)",
    "{f}(i)",
    "{f}(t, axis1=1, axis2=2)",
    "{f}(t, axis1=1, axis2=1)",
    "{f}(m[None])",
)
_cases("tril triu", "{f}(a)", "{f}(a, 1)", "{f}(t, -1)", "{f}(v)", "{f}(i)")
_cases("triu_indices tril_indices", "{f}(3)", "{f}(3, 1)", "{f}(2, 0, 4)", "{f}(3, -1)")
_cases("triu_indices_from tril_indices_from", "{f}(a)", "{f}(spd, 1)", "{f}(v)")
_cases("mask_indices", "{f}(3, jnp.triu)", "{f}(3, jnp.tril, -1)")
_cases("diag_indices", "{f}(3)", "{f}(2, 3)", "{f}(-1)")
_cases("diag_indices_from", "{f}(spd)", "{f}(a)", "{f}(v)")
_cases(
    "fill_diagonal",
    "{f}(a, 9.0, inplace=False)",
    "{f}(spd, jnp.array([1.0, 2.0]), inplace=False)",
    "{f}(a, 1.0)",
)
_cases(
    "delete",
    "{f}(v, 1)",
    "{f}(a, jnp.array([0, 2]), axis=1)",
    "{f}(v, slice(1, 3))",
    "{f}(v, m)",
    "{f}(v, -1)",
    "{f}(v, 9)",
    "{f}(v, jnp.array([1, 1]))",
    "{f}(v, jnp.array([0, 2]), assume_unique_indices=True)",
    "{f}(a, [0])",
)
_cases(
    "insert",
    "{f}(v, 1, 9.0)",
    "{f}(a, 1, w, axis=0)",
    "{f}(v, jnp.array([0, 4]), jnp.array([8.0, 9.0]))",
    "{f}(v, slice(0, 2), 7.0)",
    "{f}(a, jnp.array([1]), 5.0, axis=1)",
)
_cases(
    "trim_zeros",
    "{f}(jnp.array([0, 0, 1, 2, 0]))",
    "{f}(jnp.array([0.0, 1.0, 0.0]), 'f')",
    "{f}(jnp.zeros(3))",
    "{f}(jnp.array([0, 1]), 'b')",
)
_cases("extract", "{f}(m, v)", "{f}(a > 0, a)", "{f}(m, v, size=2)")
_cases(
    "compress",
    "{f}(m, v)",
    "{f}(m[:3], a, axis=0)",
    "{f}(m, a, axis=1)",
    "{f}(m, v, size=4, fill_value=-1)",
    "{f}(a > 0, a)",
    "v.compress(m)",
)
_cases(
    "sort",
    "{f}(a)",
    "{f}(a, axis=0)",
    "{f}(x)",
    "{f}(a, axis=None)",
    "{f}(a, descending=True)",
    "{f}(z)",
    "{f}(m)",
    "{f}(i, axis=1)",
    "{f}(2.0)",
    "{f}(a, kind='stable')",
    "{f}(jnp.array([0.0, -0.0, -1.0]))",
)
_cases(
    "argsort",
    "{f}(a)",
    "{f}(a, axis=0)",
    "{f}(x)",
    "{f}(k)",
    "{f}(k, descending=True)",
    "{f}(a, axis=None)",
    "{f}(k, stable=False, descending=True)",
    "{f}(z)",
    "{f}(k, dtype=jnp.int8)",
)
_cases("lexsort", "{f}((k, k[::-1]))", "{f}([v, w])", "{f}(a)", "{f}(())")
_cases("sort_complex", "{f}(z)", "{f}(v)")
_cases(
    "partition", "jnp.sort({f}(s[::-1], 2)[:2])", "{f}(s[::-1], 2)[2]", "{f}(a, 1, axis=0)[1]", "{f}(z, 1)"
)
_cases("argpartition", "s[::-1][{f}(s[::-1], 2)][2]", "{f}(z, 1)", "jnp.sort({f}(a, 1, axis=1), axis=1)")
_cases(
    "argmax argmin",
    "{f}(a)",
    "{f}(a, axis=0)",
    "{f}(a, axis=1, keepdims=True)",
    "{f}(x)",
    "{f}(jnp.array([]))",
    "{f}(m)",
    "{f}(2.0)",
    "{f}(a, axis=5)",
    "{f}(i, keepdims=True)",
)
_cases("nanargmax nanargmin", "{f}(x)", "{f}(x[None], axis=0)", "{f}(i)")
_cases(
    "nonzero",
    "{f}(m)",
    "{f}(a > 0)",
    "{f}(k)",
    "{f}(k, size=2)",
    "{f}(k, size=7)",
    "{f}(a > 0, size=9, fill_value=-1)",
    "{f}(2.0)",
    "{f}(a > 0, size=3, fill_value=(7, 8))",
    "{f}(jnp.zeros((0, 2)))",
)
_cases("flatnonzero", "{f}(a > 0)", "{f}(k, size=3)")
_cases("argwhere", "{f}(a > 0)", "{f}(k)", "{f}(k, size=2)", "{f}(1.0)")
_cases(
    "searchsorted",
    "{f}(s, jnp.array([0.0, 1.0, 9.0]))",
    "{f}(s, 1.0, side='right')",
    "{f}(s, a)",
    "{f}(k, 2)",
    "{f}(a, 1.0)",
    "{f}(s, 1.0, side='no')",
    "{f}(s[::-1], 1.0, sorter=jnp.arange(5, -1, -1))",
    "{f}(s, 1.0, method='sort')",
    "{f}(jnp.array([]), v)",
    "{f}(s, jnp.nan)",
)
_cases(
    "digitize",
    "{f}(v, s)",
    "{f}(v, s, right=True)",
    "{f}(v, s[::-1])",
    "{f}(i, jnp.array([0, 2, 4]))",
    "{f}(v, jnp.array([]))",
)
_cases(
    "bincount",
    "{f}(k)",
    "{f}(k, minlength=8)",
    "{f}(k, length=3)",
    "{f}(k, weights=s[:5])",
    "{f}(v)",
    "{f}(i)",
    "{f}(jnp.array([], int))",
    "{f}(m)",
    "jax.jit(lambda k: {f}(k))(k)",
)
_cases(
    "isclose",
    "{f}(a, a + 1e-6)",
    "{f}(x, x)",
    "{f}(x, x, equal_nan=True)",
    "{f}(i, j)",
    "{f}(1.0, 1.1, rtol=0.2)",
    "{f}(z, y)",
    "{f}(1, 1)",
)
_cases("allclose", "{f}(a, a + 1e-6)", "{f}(x, x)", "{f}(x, x, equal_nan=True)", "{f}(a, b)", "{f}([1], 1)")
_cases(
    "array_equal", "{f}(a, a)", "{f}(a, v)", "{f}(x, x, equal_nan=True)", "{f}([1, 2], [1, 2])", "{f}(a, b)"
)
_cases("array_equiv", "{f}(v, jnp.stack([v, v]))", "{f}(a, k)", "{f}(v, w)")
_cases(
    "isscalar",
    "{f}(2)",
    "{f}(v)",
    "{f}(jnp.float32(1))",
    "{f}(np.float32(1))",
    "{f}('a')",
    "{f}([1])",
    "{f}(np.array(1))",
)
_cases("iscomplexobj isrealobj", "{f}(z)", "{f}(a)", "{f}(1j)", "{f}([1j])", "{f}('a')", "{f}(2)")
_cases(
    "dot matmul",
    "{f}(v, w)",
    "{f}(a, v)",
    "{f}(a, b.T)",
    "{f}(t, v)",
    "{f}(i, j.T)",
    "{f}(i, p.T)",
    "{f}(m, n)",
    "{f}(a, b)",
    "{f}(2.0, v)",
    "{f}(t, t[0].T)",
    "{f}(z, y)",
    "{f}(h, h)",
    "{f}(v, a.T)",
    "{f}(u8, i8)",
    "{f}([1.0], v)",
    "{f}(v, k)",
    "{f}(k, k)",
)
_cases(
    "matmul",
    "{f}(t, t.transpose(0, 2, 1))",
    "{f}(t[:, None], t.transpose(0, 2, 1))",
    "{f}(t[:1], t.transpose(0, 2, 1))",
    "{f}(v, t.transpose(0, 2, 1))",
    "{f}(t[:1], t[:1].transpose(0, 2, 1))",
    "{f}(jnp.ones((3, 3, 4)), t.transpose(0, 2, 1))",
)
_cases("matvec", "{f}(a, v)", "{f}(t, v)")
_cases("vecmat", "{f}(v, a.T)", "{f}(z, a.T)")
_cases("vdot", "{f}(v, w)", "{f}(z, y)", "{f}(a, b)", "{f}(i, j)", "{f}(v, k)")
_cases("vecdot", "{f}(v, w)", "{f}(a, v)", "{f}(z, y)", "{f}(t, v, axis=2)", "{f}(a, b, axis=0)", "{f}(v, k)")
_cases(
    "tensordot",
    "{f}(t, a, axes=((1, 2), (0, 1)))",
    "{f}(a, b, axes=2)",
    "{f}(a, b.T, axes=1)",
    "{f}(v, w, axes=0)",
    "{f}(t, v, axes=(2, 0))",
    "{f}(v, w, axes=3)",
    "{f}(v, w, axes='a')",
)
_cases("inner", "{f}(v, w)", "{f}(a, b)", "{f}(2.0, v)", "{f}(i, i)", "{f}(a, v)", "{f}(v, k)")
_cases("outer", "{f}(v, w)", "{f}(a, k)", "{f}(2, v)", "{f}(v, w, out=v)")
_cases("kron", "{f}(v, w)", "{f}(a[:2, :2], b[:2])", "{f}(i, v)", "{f}(2.0, v)")
_cases(
    "cross",
    "{f}(p[0], p[1])",
    "{f}(v[:2], w[:2])",
    "{f}(v[:2], p[0])",
    "{f}(a[:, :3], b[:, :3])",
    "{f}(a, b, axis=0)",
    "{f}(v, w)",
)
_cases(
    "diff",
    "{f}(v)",
    "{f}(a, axis=0)",
    "{f}(a, 2)",
    "{f}(v, prepend=0.0)",
    "{f}(v, append=w)",
    "{f}(m)",
    "{f}(v, 0)",
    "{f}(v, -1)",
    "{f}(i)",
    "{f}(v, 6)",
)
_cases("ediff1d", "{f}(v)", "{f}(a, to_begin=1.0, to_end=w)", "{f}(k)")
_cases(
    "gradient",
    "{f}(v)",
    "{f}(a)",
    "{f}(v, 2.0)",
    "{f}(a, axis=1)",
    "{f}(v, jnp.array([0.0, 1.0, 3.0, 4.0]))",
    "{f}(a, 1.0, 2.0)",
    "{f}(v[:1])",
    "{f}(i)",
)
_cases(
    "trapezoid",
    "{f}(v)",
    "{f}(a)",
    "{f}(v, dx=0.5)",
    "{f}(v, x=jnp.array([0.0, 1.0, 3.0, 4.0]))",
    "{f}(a, axis=0)",
    "{f}(i)",
    "{f}(a, b)",
)
_cases(
    "convolve correlate",
    "{f}(v, p[0])",
    "{f}(p[0], v)",
    "{f}(v, p[0], mode='same')",
    "{f}(v, p[0], mode='valid')",
    "{f}(k, jnp.array([1, 2]))",
    "{f}(z, y)",
    "{f}(v, p[0], mode='no')",
    "{f}(a, v)",
    "{f}(v, jnp.array([]))",
    "{f}(p[0], v, mode='full')",
)
_cases(
    "einsum",
    "{f}('ij,jk->ik', a, b.T)",
    "{f}('ij->ji', a)",
    "{f}('ii->i', spd)",
    "{f}('ii', spd)",
    "{f}('ij,ij->', a, b)",
    "{f}('i,j->ij', v, w)",
    "{f}('bij,bjk->bik', t, t.transpose(0, 2, 1))",
    "{f}('...ij,jk->...ik', t, a.T)",
    "{f}('i,i', v, w)",
    "{f}('ij,j', a, v)",
    "{f}('i,ij,j->', v, spd[:, :1].repeat(4, 1)[:, :4][[0, 1, 2, 0], :] if False else jnp.ones((4, 4)), w)",
    "{f}(a, [0, 1], b, [0, 1], [0])",
    "{f}('ij,kj,kl->il', a, b, jnp.ones((3, 2)))",
    "{f}('ij,jk', a, b)",
    "{f}('ij,ik->jk', i, j)",
    "{f}('ab,bc,cd,de->ae', sq, sq, sq, sq)",
    "{f}('i->', v)",
    "{f}('ij->i', a)",
    "{f}('i,i->i', m, n)",
    "{f}('ij,jk->ki', a, b.T)",
    "{f}('...i,...i->...', a, b)",
    "{f}('i,j', v, k)",
    "{f}('ij,j->i', a, k[:4])",
    "{f}('i->ii', v)",
)
_cases("einsum_path", "{f}('ij,jk->ik', a, b.T)[0]")
_cases(
    "unique",
    "{f}(k)",
    "{f}(s, return_index=True, return_inverse=True, return_counts=True)",
    "{f}(a)",
    "{f}(jnp.array([[1, 2], [1, 2], [0, 5]]), axis=0)",
    "{f}(k, size=3)",
    "{f}(k, size=6, fill_value=-1)",
    "{f}(k, size=6)",
    "{f}(x[:3], equal_nan=False)",
    "{f}(k, return_counts=True, size=6)",
    "{f}(jnp.array([]))",
    "{f}(i, return_inverse=True)",
    "jax.jit(jnp.unique)(k)",
    "{f}(z)",
)
_cases("unique_all unique_counts unique_inverse unique_values", "{f}(k)", "{f}(i)")
_cases(
    "isin",
    "{f}(k, jnp.array([2, 5]))",
    "{f}(i, jnp.array([0, 3]), invert=True)",
    "{f}(k, jnp.array([]))",
    "{f}(k, jnp.array([2, 5]), method='binary_search')",
    "{f}(2, k)",
)
_cases(
    "union1d setdiff1d intersect1d setxor1d",
    "{f}(k, jnp.array([1, 2, 9]))",
    "{f}(s, v)",
    "{f}(i, j)",
    "{f}(k, jnp.array([], int))",
)
_cases(
    "union1d setdiff1d",
    "{f}(k, jnp.array([1, 9]), size=4)",
    "{f}(k, jnp.array([1, 9]), size=6, fill_value=-1)",
)
_cases("intersect1d", "{f}(k, jnp.array([1, 2, 9]), return_indices=True)")
_cases(
    "histogram",
    "{f}(a)",
    "{f}(s, bins=3)",
    "{f}(s, bins=jnp.array([-1.0, 0.0, 2.0]))",
    "{f}(s, range=(0.0, 2.0), bins=4)",
    "{f}(s, density=True, bins=3)",
    "{f}(s, weights=s * s, bins=2)",
    "{f}(k)",
    "{f}(jnp.ones(3))",
)
_cases("histogram_bin_edges", "{f}(s)", "{f}(s, 3)", "{f}(s, 3, (0.0, 1.0))", "{f}(s, 'auto')")
_cases("histogram2d", "{f}(v, w, bins=3)", "{f}(v, w, bins=[2, 3])", "{f}(v, w, bins=2, density=True)")
_cases(
    "histogramdd",
    "{f}(a[:, :2], bins=2)",
    "{f}(a[:, :2], bins=[2, 3], weights=v[:3])",
    "{f}(a[:, :2], bins=[2])",
)
_cases(
    "cov",
    "{f}(a)",
    "{f}(v, w)",
    "{f}(a, rowvar=False)",
    "{f}(a, bias=True)",
    "{f}(v)",
    "{f}(a, fweights=jnp.array([1, 2, 1, 3]))",
    "{f}(a, aweights=jnp.abs(w))",
    "{f}(a, ddof=0)",
    "{f}(t)",
    "{f}(z)",
)
_cases("corrcoef", "{f}(a)", "{f}(v, w)", "{f}(a, rowvar=False)", "{f}(v)")
_cases(
    "interp",
    "{f}(v, s + jnp.arange(6) * 0.1, s * 2)",
    "{f}(0.3, jnp.array([0.0, 1.0]), jnp.array([5.0, 7.0]))",
    "{f}(9.0, s + jnp.arange(6) * 0.1, s, left=-1, right=7.0)",
    "{f}(9.0, jnp.array([0.0, 1.0]), jnp.array([5.0, 7.0]), right='extrapolate')",
    "{f}(v, jnp.array([0.0, 1.0, 2.0]), jnp.array([5.0, 7.0, 6.0]), period=3.0)",
    "{f}(v, a, a)",
    "{f}(k, jnp.array([0, 4]), jnp.array([0, 8]))",
)
_cases("roots", "jnp.sort_complex({f}(jnp.array([1.0, -3.0, 2.0])))", "{f}(jnp.array([2.0]))", "{f}(a)")
_cases("poly", "{f}(jnp.array([1.0, 2.0, 3.0]))", "{f}(jnp.array([]))", "{f}(t)")
_cases("polyval", "{f}(v, 2.0)", "{f}(v, a)", "{f}(jnp.array([1, 2]), 3)")
_cases("polyadd polysub polymul", "{f}(v, p[0])", "{f}(p[0], v)", "{f}(k, k)")
_cases("polydiv", "{f}(v, p[0])", "{f}(jnp.array([1.0, 5.0, 6.0]), jnp.array([1.0, 2.0]))")
_cases("polyint", "{f}(v)", "{f}(v, 2)", "{f}(v, 2, jnp.array([1.0, 2.0]))", "{f}(v, -1)")
_cases("polyder", "{f}(v)", "{f}(v, 2)", "{f}(k)", "{f}(v, -1)")
_cases(
    "polyfit",
    "{f}(s[:4] + jnp.arange(4), v, 1)",
    "{f}(s + jnp.arange(6), s * 2, 2)",
    "{f}(s + jnp.arange(6), s * 2, 1, w=jnp.arange(1.0, 7.0))",
    "{f}(s + jnp.arange(6), s**2, 1, cov=True)",
    "{f}(v, w, -1)",
)
_cases("blackman bartlett hamming hanning", "{f}(5)", "{f}(1)", "{f}(0)")
_cases("kaiser", "{f}(5, 2.0)", "{f}(1, 2.0)")
_cases("apply_along_axis", "{f}(jnp.sum, 0, a)", "{f}(lambda r: r * 2, 1, a)", "{f}(jnp.sort, -1, t)")
_cases("apply_over_axes", "{f}(jnp.sum, t, [0, 2])", "{f}(jnp.max, a, [1])")
_cases(
    "vectorize",
    "{f}(lambda x, y: x + y)(a, v)",
    "{f}(jnp.dot, signature='(n),(n)->()')(a, v)",
    "{f}(jnp.dot, signature='(n),(n)->()')(a, k)",
    "{f}(lambda x, c: x * c, excluded={1})(v, 2.0)",
    "{f}(lambda x: (x, x + 1))(v)",
    "{f}(jnp.dot, signature='no')(a, v)",
    "{f}(lambda x: x.sum(), signature='(n)->(n)')(a)",
)
_cases(
    "frompyfunc",
    "{f}(lambda x, y: x * y + 1, 2, 1)(a, b)",
    "{f}(lambda x, y: x * y + 1, 2, 1).reduce(v)",
    "{f}(lambda x, y: x * y + 1, 2, 1).accumulate(v)",
    "{f}(lambda x: x + 1, 1, 1).reduce(v)",
    "{f}(lambda x, y: x * y + 1, 2, 1).outer(v, w)",
    "{f}(lambda x, y: x * y, 2, 1).reduceat(v, jnp.array([0, 2]))",
    "repr({f}(lambda x: x, 1, 1))",
)
_cases("add multiply maximum minimum logaddexp bitwise_and", "repr({f})")
_cases(
    "add multiply maximum minimum logaddexp",
    "{f}.reduce(a)",
    "{f}.reduce(a, axis=None)",
    "{f}.accumulate(v)",
    "{f}.outer(v, w)",
    "{f}.at(v, jnp.array([0, 0]), 2.0, inplace=False)",
    "{f}.at(v, jnp.array([0, 0]), 2.0)",
    "{f}.reduce(a, axis=1, keepdims=True)",
    "({f}.nin, {f}.nout, {f}.identity)",
    "{f}.reduceat(v, jnp.array([0, 2, 1]))",
)
_cases(
    "bitwise_and bitwise_or bitwise_xor logical_and logical_or logical_xor",
    "{f}.reduce(i)",
    "{f}.reduce(m)",
    "{f}.identity",
)
_cases("mgrid", "{f}[0:3]", "{f}[0:2, 1:3]", "{f}[0:1:3j]")
_cases("ogrid", "{f}[0:3]", "{f}[0:2, 1:3]")
_cases("r_", "{f}[v, 1.0, 2:5]", "{f}['0,2', v, w]", "{f}[0:1:3j]", "{f}['c', v]", "{f}[v, 'c']")
_cases("c_", "{f}[v, w]", "{f}[a, a]")
_cases(
    "pad",
    "{f}(v, 1)",
    "{f}(a, ((1, 0), (0, 2)))",
    "{f}(v, (2, 1), constant_values=(5.0, 6.0))",
    *[
        f"{{f}}(a, 1, mode={mode!r})"
        for mode in (
            "edge",
            "wrap",
            "reflect",
            "symmetric",
            "linear_ramp",
            "maximum",
            "mean",
            "median",
            "minimum",
            "empty",
            "no",
        )
    ],
    "{f}(v, 7, mode='reflect')",
    "{f}(v, 7, mode='wrap')",
    "{f}(v, 7, mode='symmetric')",
    "{f}(v, 2, mode='reflect', reflect_type='odd')",
    "{f}(v, 2, mode='mean', stat_length=2)",
    "{f}(v, 2, mode='linear_ramp', end_values=9.0)",
    "{f}(k, 2, mode='mean')",
    "{f}(v, -1)",
    "{f}(v, 1.5)",
    "{f}(v, 1, mode='edge', constant_values=2)",
    "{f}(a, (1, 2, 3))",
    "{f}(k, 1, constant_values=2.7)",
)
_cases(
    "packbits",
    "{f}(jnp.array([1, 0, 1, 1, 0, 0, 1, 0, 1]))",
    "{f}(m, bitorder='little')",
    "{f}(v)",
    "{f}(i, axis=1)",
)
_cases("unpackbits", "{f}(u8)", "{f}(u8, bitorder='little')", "{f}(u8, count=10)", "{f}(i)")
_cases(
    "astype",
    "{f}(a, int)",
    "{f}(i, bool)",
    "{f}(a, 'float16')",
    "{f}(z, float)",
    "a.astype(jnp.float64)",
    "{f}(x, jnp.int32)",
    "{f}(jnp.array([300.7, -5.0]), jnp.uint8)",
    "{f}(z, bool)",
    "a.astype(None)",
)
_cases("result_type", "{f}(a, i)", "{f}(1, 2.0)", "{f}(jnp.int8, jnp.uint8)", "{f}(u8, 1)")
_cases("promote_types", "{f}('int8', 'uint8')", "{f}(jnp.int32, jnp.float16)", "{f}(int, jnp.int8)")
_cases(
    "issubdtype",
    "{f}(jnp.float32, jnp.floating)",
    "{f}(i.dtype, jnp.integer)",
    "{f}(jnp.float32, np.floating)",
    "{f}(jnp.bool_, jnp.number)",
)
_cases("isdtype", "{f}(a.dtype, 'real floating')", "{f}(jnp.int32, ('integral', 'bool'))", "{f}(a, 'no')")
_cases("can_cast", "{f}(jnp.int32, jnp.float32)", "{f}(jnp.float32, jnp.int8)")
_cases(
    "finfo",
    "{f}(jnp.float32).eps",
    "{f}(a.dtype).max",
    "{f}(jnp.float16).tiny",
    "{f}('float32').bits",
    "{f}(float).dtype",
    "{f}(jnp.int32)",
)
_cases("iinfo", "{f}(jnp.int32).max", "{f}(jnp.uint8).min", "{f}(i.dtype).bits")
_cases(
    "float32 int32 bool_ uint8 complex64 float16",
    "repr({f})",
    "{f}(2)",
    "{f}([1, 0])",
    "{f}.dtype",
    "{f} == np.dtype({f})",
    "jnp.zeros(2, {f})",
    "np.zeros(2, {f}).dtype",
    "{f}(v)",
    "hash({f}) == hash(np.dtype({f}).type)",
    "isinstance(np.dtype({f}).type(1), {f})",
)
_cases("float64 int64 double", "repr({f})", "{f}(2)")
_cases(
    "pi e inf nan euler_gamma newaxis dtype int_ uint bool single csingle cdouble complex128 int16 int8 uint16 uint32 uint64 float_ complex_",
    "{f}",
)
_cases(
    "floating integer inexact number generic character complexfloating flexible object_ signedinteger unsignedinteger ComplexWarning",
    "{f}",
)
_cases("array_repr array_str", "{f}(a)")
_cases("iterable", "{f}(a)", "{f}(1)")
_cases("get_printoptions", "{f}()['precision']")
_cases("printoptions", "\nwith {f}(precision=2):\n    text = str(a / 3)\ntext")
_cases("set_printoptions", "\n{f}(precision=3)\ntext = str(a / 3)\n{f}(precision=8)\ntext")
_cases("s_ index_exp", "{f}[1:2, ..., None]")
_cases("ndarray", "isinstance(a, {f})", "repr({f})", "isinstance(np.ones(2), {f})")
_cases("ufunc", "isinstance(jnp.add, {f})")
_cases("save", "\nimport io\nfile = io.BytesIO()\n{f}(file, a)\nfile.seek(0)\njnp.load(file)")
_cases("savez", "\nimport io\nfile = io.BytesIO()\n{f}(file, a=a)\nfile.seek(0)\njnp.load(file)['a']")
_cases("load", "\nimport io\nfile = io.BytesIO()\nnp.save(file, np.arange(3))\nfile.seek(0)\n{f}(file)")
