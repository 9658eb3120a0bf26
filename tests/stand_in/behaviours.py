"""Small behaviours that a reader meets: texts of arrays, errors and warnings. Each is tried in both worlds.

One program a line (``\\n`` in it starts a new one); `BEHAVIOURS` is the table. `DIFFERENCES` lists the programs
on which the two worlds legitimately disagree, with the reason.
"""

ARRAYS_AS_TEXT = r"""
jnp.array(1.5), jnp.array(3), jnp.array(True), jnp.asarray(1.0), jnp.asarray(2), jnp.asarray(1j), jnp.float32(1)
jnp.int8(3), jnp.uint32(7), jnp.float16(0.1), jnp.complex64(1), jnp.bool_(1)
jnp.array([]), jnp.zeros((0, 3)), jnp.zeros((2, 0), int), jnp.array([[]], dtype=bool)
jnp.array([1, 2, 3]), jnp.array([1.0, 2.5]), jnp.array([True, False]), jnp.array([1j, 2.5])
jnp.ones((2, 3)), jnp.ones((2, 2, 2)), jnp.eye(3, dtype=int)
jnp.arange(2000), jnp.arange(2000.0).reshape(40, 50)
jnp.arange(30) * 1.5
jnp.arange(12).reshape(3, 4)
jnp.array([1e-10, 1.0]), jnp.array([1e10, 1]), jnp.array([123456.789, 0.001])
jnp.array([jnp.nan, jnp.inf, -jnp.inf])
jnp.array([0.1, 0.2], "float16"), jnp.array([1, 255], "uint8"), jnp.array([-0.0, 1e-45])
jnp.arange(3) * 1.5, jnp.array([1, 2, 3]) + 1.5, 2 * jnp.asarray(3), jnp.asarray(3) / 2
str(jnp.array(1.5)), str(jnp.array([1, 2])), str(jnp.asarray(1)), str(jnp.ones((2, 2))), str(jnp.array(True))
print(jnp.ones(3), jnp.array(2.5), jnp.arange(4).reshape(2, 2))
print([jnp.ones(2), jnp.array(1)], {"a": jnp.zeros(1)})
f"{jnp.array(1.5):.2f} {jnp.array(3):d} {jnp.array(2)} {jnp.ones(2)}"
f"{jnp.ones(2):.2f}"
"%.1f %d" % (jnp.array(1.5), jnp.array(3))
"%.1f" % jnp.ones(2)
type(jnp.ones(3)), type(jnp.ones(3)).__name__, isinstance(jnp.ones(3), jax.Array), isinstance(np.ones(3), jax.Array)
isinstance(jnp.ones(3), jnp.ndarray), jnp.ndarray is jax.Array, jax.Array
jnp.float32, jnp.int32, jnp.bool_, jnp.dtype("float32"), jnp.float32.dtype
jnp.ones(3).dtype, jnp.arange(3).dtype.name, jnp.ones(3).dtype == "float32", jnp.ones(3).dtype == jnp.float32
random.key(0)
random.key(3).shape, random.key(3).ndim, random.key(3).size
random.split(random.key(0))
random.PRNGKey(0), random.split(random.PRNGKey(0), 3)
random.key_data(random.key(7)), random.key_impl(random.key(7))
str(random.key(0))
repr(random.wrap_key_data(jnp.array([0, 7], "uint32")))
jax.ShapeDtypeStruct((2, 3), jnp.float32), jax.ShapeDtypeStruct((), "int32")
jax.eval_shape(lambda x: (x @ x.T, {"n": x.sum()}), jnp.ones((2, 3)))
jax.typeof(jnp.ones((2, 3))), jax.typeof(1.0), jax.typeof(random.key(0))
jax.default_backend(), jax.device_count(), jax.local_device_count(), jax.process_count(), jax.process_index()
jax.devices()
jnp.ones(2).devices()
jnp.set_printoptions(precision=2)\nout = repr(jnp.array([1.23456]))\njnp.set_printoptions(precision=8)\nout
np.asarray(jnp.ones(2)), np.array(jnp.arange(2)), np.float64(jnp.array(1.5)), jnp.ones(2).tolist(), jnp.array(3).item()
jnp.pi, jnp.e, jnp.inf, jnp.newaxis, jnp.nan
jnp.finfo(jnp.float32), jnp.finfo(jnp.float32).eps, jnp.iinfo(jnp.int32).max
"""

VALUES_AND_CONVERSIONS = r"""
float(jnp.array(1.5)), int(jnp.array(3)), bool(jnp.array(1)), complex(jnp.array(1j)), int(jnp.array(2.7))
float(jnp.ones(2))
float(jnp.ones(1))
int(jnp.ones(3))
bool(jnp.ones(2))
bool(jnp.array([]))
bool(jnp.ones(1)), 1 if jnp.array(2.0) > 1 else 0
1 if jnp.array([1, 2]) > 0 else 2
jnp.array([1, 2]) and True
not jnp.array(0.0)
float(jnp.array(1j))
list(range(jnp.array(3)))
list(range(jnp.array(3.0)))
[10, 20, 30][jnp.array(1)]
[10, 20, 30][jnp.array(1.0)]
hash(jnp.ones(2))
{jnp.array(1): 2}
len(jnp.ones((3, 2)))
len(jnp.array(1.0))
[float(x) for x in jnp.arange(3.0)]
list(jnp.array(1.0))
list(jnp.ones((2, 2)))
1 in jnp.arange(3), 5 in jnp.arange(3)
jnp.ones(2) == None
jnp.ones(2) != "a"
jnp.ones(3) == jnp.ones(2)
jnp.array([1, 2]) == [1, 2]
jnp.array([1, 2]) + (1, 2)
jnp.ones(2) + None
jnp.ones(2) < "a"
"a" * jnp.array(2)
[1, 2] * jnp.array(2)
np.ones(2) * jnp.ones(2), np.float64(2) * jnp.ones(2), np.arange(2) + jnp.arange(2), np.sin(jnp.zeros(2))
jnp.ones(2).foo
jnp.ones(2).sum(axis=2)
jnp.ones(2).item()
jnp.array(1.5).item(), jnp.arange(3).item(1)
jnp.arange(3).tolist(), jnp.array(True).tolist()
round(jnp.array(1.567), 1), abs(jnp.array(-1)), divmod(jnp.array(7), 2), -jnp.array(1), +jnp.array(1), ~jnp.array(1)
jnp.array([1, 2]) // 0, jnp.array([1, -2]) % 0, jnp.array([1.0, -1.0, 0.0]) / 0.0
jnp.array([7, -7]) // 2, jnp.array([7, -7]) % 3, jnp.array([7.5, -7.5]) // 2, jnp.array([7.5, -7.5]) % 2
jnp.array([1, 2]) * 2000000000 + jnp.array([2, 1]) * 2000000000
jnp.array([2, 3]) ** 2, jnp.array([2, 3]) ** -1.0, jnp.array([2.0, 3.0]) ** 2, 2 ** jnp.array([1, 2]), jnp.array(0) ** 0
jnp.array([2, 3]) ** -1
jnp.log(jnp.array([-1.0, 0.0])), jnp.sqrt(-1.0), jnp.arccos(2.0)
jnp.array([1, 2]) << 1, jnp.array([1, 2]) & 3, jnp.array([True, False]) | True, jnp.array([1, 2]) ^ jnp.array(1)
jnp.array([1.0, 2.0]) << 1
jnp.array([1.0]) & 1
~jnp.array(1.0)
-jnp.array(True)
jnp.array(True) + jnp.array(True), jnp.array(True) * 2, jnp.sum(jnp.array([True, True])), jnp.mean(jnp.array([1, 2]))
jnp.array([True]) - jnp.array([True])
jnp.array([[1, 2], [3]])
jnp.array({"a": 1})
jnp.array(None)
jnp.array("text")
jnp.array([1, "text"])
jnp.array(object())
jnp.asarray(np.array([1.0, 2.0])), jnp.asarray([1, 2.5]), jnp.array([jnp.array(1), 2.5]), jnp.array([True, 2])
jnp.array([1.9, -1.9]).astype(int), jnp.array([300, -1]).astype("uint8"), jnp.array([1.0, 0.0]).astype(bool)
jnp.array([1e20, -1e20, jnp.nan]).astype(int)
jnp.array([1 + 2j]).astype("float32")
jnp.round(jnp.array([0.5, 1.5, 2.5, -0.5])), jnp.sign(jnp.array([-2.0, 0.0])), jnp.argmax(jnp.array([1, 3, 3]))
"""

MEMORY = r"""
x = jnp.ones(3)\nx[0] = 2
x = jnp.ones(3)\ndel x[0]
x = jnp.ones(3)\nx[0] += 2
x = jnp.ones(3)\ny = x\ny += 1\nx, y
x = jnp.ones(3)\nx.shape = (1, 3)
x = np.ones(3, "float32")\ny, z = jnp.array(x), jnp.asarray(x)\nx[0] = 9\ny
x = np.asarray(jnp.ones(3))\nx[0] = 9
x = np.array(jnp.ones(3))\nx[0] = 9\nx
np.asarray(jnp.ones(3)).flags.writeable
import copy\ncopy.deepcopy(jnp.arange(3)), copy.copy(jnp.arange(3))
import pickle\npickle.loads(pickle.dumps(jnp.arange(3)))
jnp.ones(3).block_until_ready(), jax.block_until_ready({"a": jnp.ones(1)})
jax.device_get({"a": jnp.ones(2), "b": 1}), jax.device_put(np.ones(2))
x = jnp.arange(3)\nx is x.astype(int), x.copy() is x
"""

INDEXING = r"""
x = jnp.arange(5.0)\nx[1], x[-1], x[1:3], x[::-1], x[10:], x[None, :], x[..., 0], x[()], x[jnp.array(2)], x[np.int64(1)]
jnp.arange(3.0)[10]
jnp.arange(3.0)[-10]
jnp.arange(3.0)[jnp.array(10)], jnp.arange(3.0)[jnp.array([-10, -1, 10])], jnp.arange(3.0)[np.array([1, 10])]
jnp.arange(3.0)[[0, 1]]
jnp.arange(3.0)[(0, 1)]
jnp.arange(3.0)[0, 0]
jnp.ones((2, 3))[0, 0, 0]
jnp.arange(3.0)["a"]
jnp.arange(3.0)[1.0]
jnp.arange(3.0)[jnp.array(1.0)]
jnp.arange(3.0)[None, None], jnp.array(1.0)[None]
jnp.array(1.0)[0]
jnp.arange(3.0)[..., ...]
jnp.arange(3.0)[jnp.array([True, False, True])], jnp.ones((2, 3))[jnp.array([True, False])], jnp.arange(3)[True]
jnp.arange(3.0)[jnp.array([True, False])]
jnp.ones((2, 3))[:, jnp.array([True, False])]
jnp.arange(3)[0:3:0]
jnp.arange(3)[jnp.array(0):2]
jnp.arange(6).reshape(2, 3)[:, jnp.array([0, 2])], jnp.arange(6).reshape(2, 3)[jnp.array([0, 1]), jnp.array([2, 0])]
jnp.arange(6).reshape(2, 3)[jnp.array([0, 1]), jnp.array([0, 1, 2])]
jnp.arange(24).reshape(2, 3, 4)[0, :, jnp.array([1, 2])], jnp.arange(24).reshape(2, 3, 4)[:, None, jnp.array([0, 1])]
jnp.zeros(3).at[1].set(5.0), jnp.zeros(3).at[jnp.array([0, 0])].add(1.0), jnp.ones(3).at[0].multiply(3)
jnp.zeros(3).at[10].set(1.0), jnp.zeros(3).at[-1].set(1.0), jnp.zeros(3).at[-10].set(1.0), jnp.zeros(3).at[10].add(1.0)
jnp.arange(3.0).at[10].get(), jnp.arange(3.0).at[10].get(mode="fill"), jnp.arange(3.0).at[10].get(mode="fill", fill_value=7)
jnp.arange(3.0).at[10].get(mode="clip"), jnp.arange(3).at[jnp.array([5])].get(mode="fill"), jnp.arange(3.0).at[-1].get()
jnp.arange(3.0).at[10].set(1.0, mode="clip"), jnp.arange(3.0).at[5].set(1.0, mode="drop")
jnp.arange(3.0).at[10].get(mode="strange")
jnp.arange(3.0).at[0].min(-5), jnp.arange(3.0).at[0].max(5), jnp.arange(1.0, 4).at[1].power(2), jnp.ones(2).at[0].divide(4)
jnp.arange(3.0).at[1].apply(jnp.negative), jnp.arange(3.0).at[1].subtract(1)
jnp.zeros(3).at[:2].set(jnp.ones(3))
jnp.zeros(3, int).at[0].set(1.5)
jnp.zeros(3).at[0].set(1j)
jnp.zeros(3).at[0].set(2), jnp.zeros(3, "uint8").at[0].set(300), jnp.zeros((2, 2)).at[0].set(jnp.arange(2))
jnp.zeros(3).at["a"].set(1)
jnp.zeros(3).at[jnp.array([True, False, True])].set(1.0)
jnp.zeros(3).at(0)
jnp.ones(3).at
jnp.ones(3).at[0]
jnp.take(jnp.arange(3.0), 10), jnp.take(jnp.arange(3.0), jnp.array([0, 5]), mode="clip"), jnp.take(jnp.arange(3), 1)
jnp.take_along_axis(jnp.arange(6).reshape(2, 3), jnp.array([[0], [2]]), axis=1)
lax.dynamic_slice(jnp.arange(5), (3,), (3,)), lax.dynamic_index_in_dim(jnp.arange(5), 9)
lax.dynamic_slice(jnp.arange(5), (3,), (6,))
lax.dynamic_update_slice(jnp.zeros(4), jnp.ones(2), (3,))
random.split(random.key(0), 3)[1], random.split(random.key(0), 3).shape
"""

SHAPES = r"""
jnp.ones(3) + jnp.ones(4)
jnp.ones((2, 3)) * jnp.ones((3, 2))
jnp.ones((2, 3)) @ jnp.ones((2, 3))
jnp.ones(3) @ jnp.ones(4)
jnp.array(1.0) @ jnp.ones(2)
jnp.dot(jnp.ones((2, 3)), jnp.ones(2))
jnp.matmul(jnp.ones((2, 2, 3)), jnp.ones((3, 3, 2)))
jnp.einsum("ij,jk->ik", jnp.ones((2, 3)), jnp.ones((2, 3)))
jnp.einsum("ij,jk", jnp.ones((2, 3)))
jnp.arange(6).reshape(4, 2)
jnp.arange(6).reshape(4, -1)
jnp.arange(6).reshape(-1, -1)
jnp.arange(6).reshape(2.0, 3)
jnp.arange(6).reshape("ab")
jnp.transpose(jnp.ones((2, 3)), (0, 0))
jnp.transpose(jnp.ones((2, 3)), (0,))
jnp.squeeze(jnp.ones((2, 1)), axis=0)
jnp.expand_dims(jnp.ones(2), 5)
jnp.swapaxes(jnp.ones((2, 3)), 0, 5)
jnp.moveaxis(jnp.ones((2, 3)), 0, 2)
jnp.concatenate([jnp.ones((2, 3)), jnp.ones((2, 2))])
jnp.concatenate([])
jnp.concatenate([jnp.ones(2), jnp.array(1.0)])
jnp.concatenate(jnp.ones(3))
jnp.stack([jnp.ones(2), jnp.ones(3)])
jnp.stack([])
jnp.broadcast_to(jnp.ones(3), (2, 4))
jnp.broadcast_to(jnp.ones((2, 3)), (3,))
jnp.broadcast_shapes((2, 3), (4,))
jnp.sum(jnp.ones(3), axis=1)
jnp.sum(jnp.ones((2, 3)), axis=(0, 0))
jnp.sum([1, 2])
jnp.sum("a")
jnp.max(jnp.array([]))
jnp.argmax(jnp.array([]))
jnp.mean(jnp.array([])), jnp.sum(jnp.array([])), jnp.prod(jnp.array([])), jnp.all(jnp.array([]))
jnp.zeros(-1)
jnp.zeros((2, -3))
jnp.zeros("a")
jnp.zeros((2.5,))
jnp.ones(2.0)
jnp.full((2,), jnp.ones(3))
jnp.arange()
jnp.arange(0, 5, 0)
jnp.arange(3, 1), jnp.arange(0, 1, 0.25), jnp.arange(2.5), jnp.arange(1, 4, dtype="float32"), jnp.arange(5, 0, -2)
jnp.arange(jnp.ones(2))
jnp.linspace(0, 1, 5), jnp.linspace(0, 1, 1), jnp.linspace(0, 1, 0), jnp.linspace(0, 10, 3, dtype=int)
jnp.linspace(0, 1, -1)
jnp.split(jnp.arange(5), 2)
jnp.split(jnp.arange(6), 3), jnp.array_split(jnp.arange(5), 2)
jnp.where(jnp.array([True, False]), jnp.ones(3), 0)
jnp.where(jnp.array([True, False]))
jnp.where(True, 1)
jnp.clip(jnp.arange(5), 1, 3), jnp.clip(jnp.arange(5), 3, 1)
jnp.linalg.inv(jnp.ones((2, 3)))
jnp.linalg.inv(jnp.zeros((2, 2))), jnp.linalg.cholesky(-jnp.eye(2))
jnp.linalg.solve(jnp.eye(2), jnp.ones(3))
jnp.linalg.norm(jnp.ones((2, 2, 2)), axis=(0, 1, 2))
jnp.linalg.det(jnp.ones(3))
jnp.linalg.cholesky(jnp.ones(3))
jnp.tile(jnp.arange(2), 2), jnp.repeat(jnp.arange(2), 2), jnp.pad(jnp.arange(2), 1)
jnp.repeat(jnp.arange(2), jnp.array([1, 2]))
lax.add(jnp.ones(2), jnp.ones(3))
lax.add(jnp.ones(2), jnp.arange(2))
lax.add(jnp.ones(2), 1)
lax.add(jnp.ones(2), 1.0), lax.mul(2.0, 3.0), lax.exp(0.0)
lax.exp(1)
lax.reshape(jnp.ones(4), (3,))
lax.concatenate([jnp.ones((1, 2)), jnp.ones((1, 3))], 0)
lax.select(True, jnp.ones(2), jnp.ones(3))
lax.dot(jnp.ones((2, 3)), jnp.ones((2, 3)))
"""

RANDOM = r"""
random.normal(0)
random.normal(jnp.ones(2))
random.normal(jnp.array([0, 1], "uint32"))
random.normal(random.split(random.key(0)))
random.split(random.split(random.key(0)))
random.normal(random.key(0), 3), random.normal(random.key(0), (2, 0)), random.normal(random.key(0))
random.normal(random.key(0), dtype=int)
random.normal(random.key(0), -1)
random.normal(random.key(0), (2.5,))
random.uniform(random.key(0), dtype="int32")
random.randint(random.key(0), (3,), 0, 10), random.randint(random.key(0), (), 5, 5)
random.randint(random.key(0), (3,), 0, 10, dtype="float32")
random.choice(random.key(0), 5, (3,), replace=False)
random.choice(random.key(0), 3, (5,), replace=False)
random.choice(random.key(0), jnp.arange(3), (2,), p=jnp.ones(2))
random.choice(random.key(0), -1)
random.bernoulli(random.key(0), jnp.ones(2), (3,))
random.bernoulli(random.key(0), 0.3, (5,))
random.categorical(random.key(0), jnp.log(jnp.array([0.2, 0.8])), shape=(4,))
random.permutation(random.key(0), 5), random.permutation(random.key(0), jnp.ones((2, 2)))
random.key("text")
random.key(1.5)
random.key(jnp.ones(2))
random.PRNGKey(-1), random.PRNGKey(2**32 + 1), random.key(jnp.array(3))
random.fold_in(random.key(0), 3), random.fold_in(random.PRNGKey(0), jnp.array(3))
random.fold_in(random.key(0), jnp.ones(2))
random.fold_in(random.key(0), 1.5)
random.key_data(jnp.ones(2))
random.wrap_key_data(jnp.ones(2))
random.key(0) == random.key(0), random.key(0) != random.key(1)
random.key(0) < random.key(1)
random.key(0) * 2
jnp.sin(random.key(0))
jnp.stack([random.key(0), random.key(1)]).shape
np.asarray(random.key(0))
float(random.key(0))
bool(random.key(0))
random.key(0).foo
random.key(0).dtype, random.key(0).astype("uint32")
jnp.zeros(2, dtype=random.key(0).dtype)
jax.vmap(random.normal)(random.split(random.key(0), 2)), jax.vmap(lambda key: random.normal(key, (2,)))(random.split(random.PRNGKey(1)))
random.split(random.key(0), (2, 2)).shape, random.bits(random.key(0)), random.bits(random.key(0), (2,), "uint8")
random.bits(random.key(0), (2,), "float32")
"""

TRACERS = r"""
jax.jit(lambda x: 1 if x > 0 else 0)(1.0)
jax.jit(lambda x: x if x else 0)(jnp.ones(2))
def f(x):\n    while x < 3:\n        x = x + 1\n    return x\njax.jit(f)(1)
jax.jit(lambda x: not x)(1.0)
jax.jit(lambda x: x and 1)(1.0)
jax.jit(lambda x: float(x))(1.0)
jax.jit(lambda x: int(x))(1.0)
jax.jit(lambda x: complex(x))(1.0)
jax.jit(lambda x: bool(x))(1.0)
jax.jit(lambda x: np.sin(x))(1.0)
jax.jit(lambda x: np.asarray(x))(1.0)
jax.jit(lambda x: np.float32(x))(1.0)
jax.jit(lambda x: x.item())(1.0)
jax.jit(lambda x: x.tolist())(1.0)
jax.jit(lambda n: [0 for _ in range(n)])(3)
jax.jit(lambda n: [1, 2, 3][n])(1)
jax.jit(lambda n: jnp.zeros(n))(3)
jax.jit(lambda n: jnp.arange(n))(3)
jax.jit(lambda n: jnp.ones((2, n)))(3)
jax.jit(lambda x, n: x.reshape(n, 2))(jnp.ones(4), 2)
jax.jit(lambda x, n: x[:n])(jnp.ones(4), 2)
jax.jit(lambda x: x[x > 0])(jnp.ones(3))
jax.jit(lambda x: jnp.nonzero(x))(jnp.ones(3))
jax.jit(lambda x: jnp.where(x > 0))(jnp.ones(3))
jax.jit(lambda x: jnp.unique(x))(jnp.ones(3))
jax.jit(lambda x, n: jnp.repeat(x, n))(jnp.ones(3), 2)
jax.jit(lambda x, n: jnp.sum(x, axis=n))(jnp.ones(3), 0)
jax.jit(lambda x, n: jnp.linspace(0, 1, n))(jnp.ones(3), 4)
jax.jit(lambda x: len(x))(1.0)
jax.jit(lambda x: [y for y in x])(1.0)
jax.jit(lambda x: hash(x))(1.0)
jax.jit(lambda x: x.foo)(1.0)
jax.jit(lambda x: f"{x:.2f}")(1.0)
jax.jit(lambda x: print(x))(1.0)
jax.jit(lambda x: print(x))(jnp.ones((2, 3)))
jax.jit(lambda x: print(x + 1, repr(x)))(jnp.arange(2))
jax.vmap(lambda x: print(x))(jnp.ones(2))
jax.grad(lambda x: print(x) or x)(1.0)
jax.grad(jax.jit(lambda x: print(x) or x))(1.0)
jax.jvp(lambda x: print(x) or 2 * x, (1.0,), (1.0,))
jax.make_jaxpr(lambda x: print(x) or x)(1.0)
jax.jit(lambda x: isinstance(x, jax.Array))(1.0)
jax.jit(lambda x: isinstance(x, jax.core.Tracer))(1.0)
jax.jit(lambda x: print(x.shape, x.dtype, x.ndim, x.size, x.weak_type, len(jnp.ones(3))) or x)(jnp.ones((2, 3)))
leaked = []\njax.jit(lambda x: leaked.append(x))(1.0)\nleaked[0] + 1
leaked = []\njax.grad(lambda x: leaked.append(x) or x)(1.0)\nleaked[0] + 1
leaked = []\njax.vmap(lambda x: leaked.append(x) or x)(jnp.ones(2))\njnp.sin(leaked[0])
leaked = []\njax.jit(lambda x: leaked.append(x * 2))(1.0)\nprint(leaked[0])
leaked = []\nlax.scan(lambda c, x: (c, leaked.append(x)), 0.0, jnp.ones(2))\nleaked[0] * 2
calls = []\nf = jax.jit(lambda x: calls.append(1) or x)\nf(1.0), f(2.0), f(jnp.ones(2)), f(jnp.ones(2)), f(1)\nlen(calls)
calls = []\nf = jax.jit(lambda x, n: calls.append(n) or x * n, static_argnums=1)\nf(1.0, 2), f(1.0, 2), f(1.0, 3)\ncalls
jax.jit(lambda x: print("traced") or x + 1)(1.0)
jax.jit(lambda x: x.at[10].set(1.0))(jnp.zeros(3)), jax.jit(lambda x, i: x[i])(jnp.arange(3), 10)
jax.jit(lambda x: x[10])(jnp.arange(3))
def f(x):\n    x[0] = 1\n    return x\njax.jit(f)(jnp.ones(2))
def f(x):\n    x += 1\n    return x\njax.jit(f)(jnp.ones(2))
jax.jit(lambda x: assert_positive(x))(1.0)
def f(x):\n    assert x > 0\n    return x\njax.jit(f)(1.0)
jax.grad(lambda x: float(x))(1.0)
jax.grad(lambda x: np.sin(x))(1.0)
jax.vmap(lambda x: 1.0 if x > 0 else 0.0)(jnp.ones(2))
jax.vmap(lambda x: float(x))(jnp.ones(2))
jax.vmap(lambda x: jnp.arange(x))(jnp.arange(2))
jax.grad(lambda x: x**2 if x > 0 else -x)(2.0)
jax.jit(jax.grad(lambda x: x**2 if x > 0 else -x))(2.0)
jax.grad(jax.jit(lambda x: x**2 if x > 0 else -x))(2.0)
"""

JIT = r"""
jax.jit(lambda s: 1)("a")
jax.jit(lambda s: 1)(None), jax.jit(lambda s: s)({"a": [1, (2.0, None)]})
jax.jit(lambda x: "a")(1.0)
jax.jit(lambda x: object())(1.0)
jax.jit(lambda x: (x, None, [x]))(1.0)
jax.jit(3)
jax.jit(lambda x, y: x)(1.0)
jax.jit(lambda x: x)(1.0, 2.0)
jax.jit(lambda x: x)(y=1.0)
jax.jit(lambda x, n: x, static_argnums=1)(1.0, [1])
jax.jit(lambda x, n: x, static_argnums=1)(1.0, jnp.ones(2))
jax.jit(lambda x, n: x * n, static_argnums=1)(1.0, 3), jax.jit(lambda x, n: x * n, static_argnames="n")(1.0, n=3)
jax.jit(lambda x: x, static_argnums=5)(1.0)
jax.jit(lambda x: x, static_argnames="y")(1.0)
jax.jit(lambda x: x, static_argnums="a")
jax.jit(lambda x: x)(object())
jax.jit(lambda x: x)([1, "a"])
jax.jit(lambda x: x)(lambda y: y)
jax.jit(lambda x: x + undefined_name)(1.0)
jax.jit(lambda x: 1 / 0)(1.0)
jax.jit(lambda x: jnp.ones(3) + jnp.ones(4))(1.0)
jax.jit(lambda x: x)(2**40)
jax.jit(lambda: 3)(), jax.jit(lambda *args, **keywords: (args, keywords))(1, a=2)
jax.jit(lambda x: x)(np.float64(1)), jax.jit(lambda x: x)(1), jax.jit(lambda x: x)(True), jax.jit(lambda x: x)(1j)
jax.jit(lambda x: x * 2)(np.arange(3)), jax.jit(lambda x: x + 1.5)(jnp.arange(3)), jax.jit(lambda x: x + 1)(jnp.asarray(1))
jax.jit(lambda x: x).__name__, jax.jit(jnp.sin).__name__, jax.jit(jnp.sin).__wrapped__ is jnp.sin
@jax.jit\ndef double(x):\n    "Twice."\n    return 2 * x\ndouble.__name__, double.__doc__, double(3)
from functools import partial\n@partial(jax.jit, static_argnames=("n",))\ndef power(x, n):\n    return x**n\npower(2.0, 3), power(2.0, n=3)
with jax.disable_jit():\n    out = jax.jit(lambda x: print(x) or x + 1)(1.0)\nout
jax.jit(lambda x: jax.debug.print("x = {x}", x=x))(1.0)
jax.debug.print("{} and {y}", 1, y=jnp.ones(2))
jax.jit(lambda x: jax.debug.print("{y}", x=x))(1.0)
jax.config.update("no_such_option", 1)
jax.config.jax_enable_x64
jax.named_call(lambda x: x + 1, name="f")(1.0)
with jax.named_scope("block"):\n    out = jnp.ones(2) + 1\nout
jax.eval_shape(lambda x: x[5], jnp.ones(3))
jax.tree_map(lambda x: x, 1)
jax.no_such_name
jnp.no_such_name
lax.no_such_name
random.no_such_name
jax.nn.no_such_name
try:\n    from jax import no_such_name\nexcept ImportError as error:\n    out = str(error).split(' (')[0]\nout
"""

DERIVATIVES = r"""
jax.grad(lambda x: x * 2)(jnp.ones(2))
jax.grad(lambda x: x * 2)(1)
jax.grad(lambda x: x)(True)
jax.grad(lambda x: x)(1j)
jax.grad(lambda x: x.astype(int))(1.0)
jax.grad(lambda x: (x, x))(1.0)
jax.grad(lambda x: (2 * x, x + 1))(jnp.array(1.0))
jax.grad(lambda x: "a")(1.0)
jax.grad(lambda x: None)(1.0)
jax.grad(lambda x: 3.0)(1.0)
jax.grad(lambda x: 3)(1.0)
jax.grad(lambda x: x)("a")
jax.grad(lambda x: x)(None)
jax.grad(lambda x: x, argnums=1)(1.0)
jax.grad(lambda x: x, argnums=-2)(1.0)
jax.grad(lambda x: x, argnums="a")(1.0)
jax.grad(lambda x, y: x * y, argnums=(0, 1))(2.0, 3.0), jax.grad(lambda x, y: x * y, argnums=-1)(2.0, 3.0)
jax.grad(lambda x, y: x * y, argnums=(0, 0))(2.0, 3.0)
jax.grad(lambda x, y: x * y)(2.0, y=3.0)
jax.grad(lambda *, x: x)(x=1.0)
jax.grad(lambda x: x, has_aux=True)(1.0)
jax.grad(lambda x: (x, {"aux": x * 2}), has_aux=True)(1.0), jax.value_and_grad(lambda x: (2 * x, "text"), has_aux=True)(1.0)
jax.grad(lambda x: (x, x, x), has_aux=True)(1.0)
jax.value_and_grad(lambda p: p["a"] * p["b"][0])({"a": 2.0, "b": [jnp.array(3.0), 1.0]})
jax.grad(lambda p: p["a"] * 2.0)({"a": 2.0, "n": 1})
jax.grad(lambda x: x * 2.0, allow_int=True)(1)
jax.grad(3)
jax.grad(lambda x: x)()
jax.grad(lambda x: jnp.max(x))(jnp.ones(2)), jax.grad(lambda x: jnp.maximum(x, 1.0))(1.0), jax.grad(jnp.abs)(0.0)
jax.grad(lambda x: jnp.where(x > 0, jnp.sqrt(x), 0.0))(0.0), jax.grad(jnp.sqrt)(0.0), jax.grad(jnp.linalg.norm)(jnp.zeros(2))
jax.grad(lambda x: x**0.0)(0.0), jax.grad(lambda x: x**2)(0.0), jax.grad(lambda x: 0.0**x)(0.0), jax.grad(jax.nn.relu)(0.0)
jax.grad(lambda x: jnp.clip(x, 0.0, 1.0))(1.0), jax.grad(lambda x: jnp.sort(x)[0])(jnp.array([2.0, 1.0]))
jax.grad(jnp.floor)(1.5), jax.grad(jnp.sign)(1.5), jax.grad(jnp.round)(1.5), jax.grad(lambda x: x % 1.0)(1.5)
jax.grad(lambda x: lax.stop_gradient(x) * x)(3.0), jax.grad(jax.grad(lambda x: x**3))(2.0)
jax.grad(lambda x: jnp.prod(x))(jnp.array([0.0, 2.0])), jax.grad(lambda x: jnp.cumsum(x)[1])(jnp.arange(3.0))
jax.grad(lambda x: jnp.argmax(x) * 1.0)(jnp.ones(3)), jax.grad(lambda x: x[10])(jnp.ones(3)) if False else 0
jax.grad(lambda v: lax.while_loop(lambda c: c < 10, lambda c: c * v, v))(2.0)
jax.jvp(lambda v: lax.while_loop(lambda c: c < 10, lambda c: c * v, v), (2.0,), (1.0,))
jax.grad(lambda v: lax.fori_loop(0, 3, lambda i, c: c * v, 1.0))(2.0)
jax.grad(lambda v: lax.fori_loop(0, v, lambda i, c: c * 2.0, 1.0))(2.0)
jax.hessian(lambda x: jnp.sum(x**3))(jnp.array([1.0, 2.0])), jax.jacfwd(jnp.sin)(jnp.zeros(2)), jax.jacrev(lambda x: x * 2)(1.0)
jax.jacfwd(lambda x: x)(1)
jax.jacrev(lambda x: x)(1)
jax.jacfwd(lambda x: {"a": x, "b": x[0]})(jnp.ones(2))
jax.jvp(lambda x: x, (1.0,), (1,))
jax.jvp(lambda x: x, (1.0,), (jnp.ones(2),))
jax.jvp(lambda x: x, (1.0,), (1.0, 2.0))
jax.jvp(lambda x: x, 1.0, 1.0)
jax.jvp(lambda x: x, [1.0], (1.0,))
jax.jvp(lambda x, y: x * y, (2.0, 3.0), (1.0, 0.0)), jax.jvp(jnp.sin, (0.0,), (1.0,))
jax.vjp(jnp.sin, jnp.zeros(2))[1](jnp.ones(3))
jax.vjp(jnp.sin, jnp.zeros(2))[1](jnp.ones(2, int))
jax.vjp(jnp.sin, jnp.zeros(2))[1]((jnp.ones(2),))
jax.vjp(lambda x: (x, x), 1.0)[1]((1.0, 2.0))
jax.vjp(lambda x: (x, x), 1.0)[1](1.0)
jax.linearize(jnp.sin, 0.0)[1](1.0)
jax.linearize(jnp.sin, 0.0)[1](1)
jax.linear_transpose(lambda x: 3 * x, 1.0)(2.0)
@jax.custom_jvp\ndef f(x):\n    return x\nf(1.0)
@jax.custom_jvp\ndef f(x):\n    return x\njax.grad(f)(1.0)
@jax.custom_vjp\ndef f(x):\n    return x\njax.grad(f)(1.0)
@jax.custom_jvp\ndef f(x):\n    return x * 2\nf.defjvp(lambda p, t: (f(p[0]), 10.0 * t[0]))\nf(1.0), jax.grad(f)(1.0), jax.jvp(f, (1.0,), (2.0,))
@jax.custom_jvp\ndef f(x):\n    return x * 2\nf.defjvp(lambda p, t: f(p[0]))\njax.grad(f)(1.0)
@jax.custom_jvp\ndef f(x):\n    return x * 2\nf.defjvp(lambda p, t: (f(p[0]), jnp.ones(2)))\njax.grad(f)(1.0)
@jax.custom_vjp\ndef f(x):\n    return x * 2\nf.defvjp(lambda x: (f(x), x), lambda r, g: (10.0 * g,))\nf(1.0), jax.grad(f)(1.0)
@jax.custom_vjp\ndef f(x):\n    return x * 2\nf.defvjp(lambda x: (f(x), x), lambda r, g: 10.0 * g)\njax.grad(f)(1.0)
@jax.custom_vjp\ndef f(x):\n    return x * 2\nf.defvjp(lambda x: f(x), lambda r, g: (10.0 * g,))\njax.grad(f)(1.0)
@jax.custom_vjp\ndef f(x, y):\n    return x * y\nf.defvjp(lambda x, y: (f(x, y), None), lambda r, g: (g,))\njax.grad(f)(1.0, 2.0)
@jax.custom_vjp\ndef f(x):\n    return x * 2\nf.defvjp(lambda x: (f(x), x), lambda r, g: (g,))\njax.jvp(f, (1.0,), (1.0,))
jax.checkpoint(jnp.sin)(0.0), jax.grad(jax.checkpoint(jnp.sin))(0.0)
"""

VMAP = r"""
jax.vmap(lambda x, y: x + y)(jnp.ones(3), jnp.ones(4))
jax.vmap(lambda x, y: x + y)(jnp.ones((3, 2)), {"a": jnp.ones(4)})
jax.vmap(lambda x: x)(1.0)
jax.vmap(lambda x: x)(jnp.array(1.0))
jax.vmap(lambda x: x)()
jax.vmap(lambda x: x)([])
jax.vmap(lambda x: x)("a")
jax.vmap(lambda x, y: x, in_axes=(0,))(jnp.ones(2), jnp.ones(2))
jax.vmap(lambda x: x, in_axes=(0, 0))(jnp.ones(2))
jax.vmap(lambda x: x, in_axes=1)(jnp.ones(2))
jax.vmap(lambda x: x, in_axes=-3)(jnp.ones((2, 2)))
jax.vmap(lambda x: x, in_axes=None)(jnp.ones(2))
jax.vmap(lambda x: x, in_axes=None, axis_size=3)(jnp.ones(2))
jax.vmap(lambda x: x, in_axes="a")(jnp.ones(2))
jax.vmap(lambda x: x, in_axes=0.5)(jnp.ones(2))
jax.vmap(lambda x: x, in_axes=[0])(jnp.ones(2))
jax.vmap(lambda d: d["a"], in_axes=({"a": 0},))({"a": jnp.ones(2), "b": 1.0})
jax.vmap(lambda d: d["a"] * d["b"], in_axes=({"a": 0, "b": None},))({"a": jnp.ones(2), "b": 3.0})
jax.vmap(lambda x: x, out_axes=1)(jnp.ones(2))
jax.vmap(lambda x: x, out_axes=1)(jnp.ones((2, 3)))
jax.vmap(lambda x: x, out_axes=(0, 0))(jnp.ones(2))
jax.vmap(lambda x: x, out_axes=None)(jnp.ones(2))
jax.vmap(lambda x: 3.0, out_axes=None)(jnp.ones(2)), jax.vmap(lambda x: 3.0)(jnp.ones(2)), jax.vmap(lambda x: (x, 1))(jnp.ones(2))
jax.vmap(lambda x: "a")(jnp.ones(2))
jax.vmap(lambda x: x, axis_size=3)(jnp.ones(2))
jax.vmap(3)
jax.vmap(lambda x, y: x @ y, in_axes=(0, None))(jnp.ones((2, 3)), jnp.ones(3)), jax.vmap(lambda x, k: x * k)(jnp.ones(2), k=jnp.arange(2.0))
jax.vmap(lambda x: lax.psum(x, "i"), axis_name="i")(jnp.arange(3.0))
lax.psum(1.0, "i")
jax.vmap(lambda x: x + jnp.ones(3))(jnp.ones((2, 4)))
jax.vmap(lambda x: x[5])(jnp.ones((2, 3)))
jax.vmap(jax.grad(lambda x: x**2))(jnp.arange(3.0)), jax.vmap(lambda x: jnp.where(x > 1, x, -x))(jnp.arange(3.0))
"""

CONTROL_FLOW = r"""
lax.scan(lambda c, x: (c + x, None), 0, jnp.ones(3))
lax.scan(lambda c, x: (jnp.ones(2) * c, None), 0.0, jnp.ones(3))
lax.scan(lambda c, x: ((c, c), None), 0.0, jnp.ones(3))
lax.scan(lambda c, x: c, 0.0, jnp.ones(3))
lax.scan(lambda c, x: (c, x, 1), 0.0, jnp.ones(3))
lax.scan(lambda c, x: (c, x), 0.0, (jnp.ones(3), jnp.ones(4)))
lax.scan(lambda c, x: (c, x), 0.0)
lax.scan(lambda c, x: (c, x), 0.0, jnp.ones(3), length=4)
lax.scan(lambda c, x: (c, x), 0.0, 1.0)
lax.scan(lambda c, x: (c, x), 0.0, jnp.ones(3), length=jnp.array(3))
lax.scan(3, 0.0, jnp.ones(3))
lax.scan(lambda c, x: (c, x), "a", jnp.ones(3))
lax.scan(lambda c, x: (1.0 if c > 0 else 0.0, x), 0.0, jnp.ones(3))
lax.scan(lambda c, x: (c + x, c), 0.0, jnp.arange(3.0)), lax.scan(lambda c, _: (c + 1, None), 0, None, length=3)
lax.scan(lambda c, x: ({"a": c["a"]}, None), {"a": 0.0, "b": 1.0}, jnp.ones(2))
lax.scan(lambda c, x: (c + 1.5, None), 0, jnp.ones(3))
lax.scan(lambda c, x: (c.astype("float16"), None), jnp.zeros(2), jnp.ones(3))
lax.scan(lambda c, x: (c + x, c), 0.0, jnp.arange(3.0), reverse=True), lax.scan(lambda c, x: (c, x), 0, jnp.ones((0, 2)))
lax.while_loop(lambda c: c < 3, lambda c: c + 1.0, 0)
lax.while_loop(lambda c: c < 3, lambda c: (c, c), 0)
lax.while_loop(lambda c: jnp.ones(2) < 3, lambda c: c, 0)
lax.while_loop(lambda c: c, lambda c: c, 0)
lax.while_loop(lambda c: (c, c), lambda c: c, 0)
lax.while_loop(lambda c: "a", lambda c: c, 0)
lax.while_loop(lambda c: c < 3, lambda c: jnp.ones(2), 0.0)
lax.while_loop(lambda c: c[0] < 3, lambda c: (c[0] + 1, c[1] * 2), (0, 1.0))
lax.fori_loop(0, 3, lambda i, c: c + i, 0), lax.fori_loop(0, 3, lambda i, c: c + i, 0.0), lax.fori_loop(3, 0, lambda i, c: c + 1, 0)
lax.fori_loop(0, 3, lambda i, c: jnp.ones(2), 0.0)
lax.fori_loop(0, 3.5, lambda i, c: c, 0.0)
lax.fori_loop(0.0, 3.0, lambda i, c: c, 0.0)
lax.fori_loop(0, jnp.ones(2), lambda i, c: c, 0.0)
lax.fori_loop(0, 3, 4, 0.0)
lax.cond(True, lambda: 1.0, lambda: 2)
lax.cond(True, lambda: 1.0, lambda: 2.0), lax.cond(0, lambda x: x, lambda x: -x, 5)
lax.cond(True, lambda: 1.0, lambda: jnp.ones(2))
lax.cond(True, lambda: jnp.float32(1.0), lambda: jnp.int32(2))
lax.cond(True, lambda: (1.0, 2.0), lambda: 1.0)
lax.cond(True, lambda: {"a": 1}, lambda: {"b": 1})
lax.cond(jnp.ones(2) > 0, lambda: 1.0, lambda: 2.0)
lax.cond("a", lambda: 1.0, lambda: 2.0)
lax.cond(1.5, lambda: 1.0, lambda: 2.0)
lax.cond(True, 1.0, 2.0)
lax.cond(True, lambda x: x, lambda x: x)
lax.cond(True, lambda x: x, lambda: 1.0, 2.0)
lax.cond(True, lambda x: x, lambda x: x, "a")
lax.cond(True, lambda: None, lambda: None)
lax.switch(5, [lambda: 1.0, lambda: 2.0]), lax.switch(-1, [lambda: 1.0, lambda: 2.0]), lax.switch(jnp.array(1), [lambda: 1, lambda: 2])
lax.switch(0, [])
lax.switch(1.0, [lambda: 1.0, lambda: 2.0])
lax.switch(jnp.ones(2, int), [lambda: 1.0, lambda: 2.0])
lax.switch(0, [lambda: 1.0, lambda: jnp.ones(2)])
lax.map(lambda x: x * 2, jnp.arange(3)), lax.map(lambda x: (x, 1), jnp.arange(3.0))
lax.map(lambda x: x, 1.0)
lax.associative_scan(jnp.add, jnp.arange(4)), lax.associative_scan(jnp.multiply, jnp.arange(1, 4), reverse=True)
lax.select(jnp.array([True, False]), jnp.ones(2), jnp.zeros(2))
jax.vmap(lambda x: lax.cond(x > 0, lambda: x, lambda: -x))(jnp.array([-1.0, 2.0]))
jax.vmap(lambda n: lax.while_loop(lambda c: c < n, lambda c: c + 1, 0))(jnp.array([2, 5]))
jax.jit(lambda x: lax.cond(x > 0, lambda: x, lambda: -x))(-3.0), jax.grad(lambda x: lax.cond(x > 0, lambda: x**2, lambda: -x))(3.0)
"""

PROGRAMS = r"""
jax.make_jaxpr(lambda x: x)(1.0)
jax.make_jaxpr(lambda x: x * 2 + 1)(jnp.ones(3))
jax.make_jaxpr(lambda x, y: (x + y, x))(1, 2.0)
jax.make_jaxpr(lambda: 3.0)()
jax.make_jaxpr(lambda x: jnp.sin(x) * jnp.cos(x))(1.0)
jax.make_jaxpr(lambda x: jnp.sum(x**2))(jnp.ones((2, 3)))
jax.make_jaxpr(lambda x: x / 2)(jnp.arange(3))
jax.make_jaxpr(lambda x: x @ x.T)(jnp.ones((2, 3)))
jax.make_jaxpr(lambda x: x + jnp.arange(3))(jnp.ones(3))
jax.make_jaxpr(lambda x: x + np.arange(3.0))(jnp.ones(3))
jax.make_jaxpr(lambda d: d["a"] * d["b"][0])({"a": 1.0, "b": (2.0,)})
jax.make_jaxpr(jax.grad(lambda x: x**3))(1.0)
jax.make_jaxpr(jax.grad(jnp.sin))(1.0)
jax.make_jaxpr(jax.vmap(lambda x: x * 2))(jnp.ones(3))
jax.make_jaxpr(jax.jit(lambda x: x + 1))(1.0)
@jax.jit\ndef inner(x):\n    return x * 2\njax.make_jaxpr(lambda x: inner(x) + inner(x))(1.0)
jax.make_jaxpr(lambda x: jnp.exp(-(x**2)))(jnp.ones(2))
jax.make_jaxpr(lambda x: jnp.max(x, axis=0))(jnp.ones((2, 3)))
jax.make_jaxpr(lambda x: x.reshape(3, 2).T)(jnp.ones((2, 3)))
jax.make_jaxpr(lambda x: x[0])(jnp.ones(3))
jax.make_jaxpr(lambda x: x.astype(int))(jnp.ones(3))
jax.make_jaxpr(lambda x: lax.cond(x > 0, lambda: x, lambda: -x))(1.0)
jax.make_jaxpr(lambda x: lax.scan(lambda c, a: (c + a, c), 0.0, x))(jnp.ones(3))
jax.make_jaxpr(lambda x: lax.while_loop(lambda c: c < 3, lambda c: c + 1, x))(1.0)
jax.make_jaxpr(lambda x: lax.fori_loop(0, 3, lambda i, c: c * 2, x))(1.0)
jax.make_jaxpr(lambda x: jnp.where(x > 0, x, 0.0))(jnp.ones(3))
jax.make_jaxpr(lambda x: jax.nn.relu(x))(1.0)
jax.make_jaxpr(lambda x: jnp.maximum(x, 0.0))(jnp.ones(2))
jax.make_jaxpr(lambda x, n: x**n, static_argnums=1)(2.0, 3)
jax.make_jaxpr(lambda key: random.normal(key, (3,)))(random.key(0))
jax.make_jaxpr(lambda x: jnp.mean(x))(jnp.ones(3))
jax.make_jaxpr(lambda x: x if x > 0 else 0)(1.0)
str(jax.make_jaxpr(jnp.sin)(1.0).jaxpr), jax.make_jaxpr(jnp.sin)(1.0).in_avals, jax.make_jaxpr(jnp.sin)(1.0).out_avals
len(jax.make_jaxpr(lambda x: jnp.sin(x) + 1)(1.0).eqns), jax.make_jaxpr(jnp.sin)(1.0).eqns[0].primitive.name
jax.make_jaxpr(lambda x: x, return_shape=True)(1.0)
"""

WARNINGS = r"""
jnp.zeros(2, "float64")
jnp.array([1.0]).astype(np.float64)
jnp.arange(3, dtype="int64")
jnp.array(1.0, dtype="complex128")
jnp.asarray(np.ones(2)), jnp.asarray(np.arange(2)), jnp.array(np.float64(1.5))
jnp.zeros(3, int).at[0].add(1.5)
jnp.ones(2) / 0, jnp.log(0.0), jnp.exp(1000.0), jnp.array([2**31 - 1]) + 1
jnp.sqrt(jnp.array(-1.0)), jnp.array(jnp.inf) - jnp.inf, jnp.ones(2) * np.inf * 0
jax.jit(lambda x: jnp.log(x) / x)(0.0), jax.grad(jnp.log)(0.0)
jnp.ones(1) * jnp.float32(3e38) * 10, jnp.exp(100.0) * jnp.exp(100.0)
"""

_SECTIONS = {
    name.lower().replace("_", " "): text
    for name, text in list(globals().items())
    if name.isupper() and name[0] != "_"
}

BEHAVIOURS: list[tuple[str, str]] = [
    (section, line.replace("\\n", "\n"))
    for section, text in _SECTIONS.items()
    for line in text.strip().splitlines()
]

_UNTOUCHED = (
    "JAX returns a Python number that nothing computed with as it is, or in an internal class; here it is an Array of "
    "the same value, dtype and weak type"
)

# Programs on which the worlds differ for good reason; the program is the key.
DIFFERENCES: dict[str, str] = {
    "jax.grad(lambda x: (x, x))(1.0)": _UNTOUCHED,
    "jax.vmap(lambda x: 3.0, out_axes=None)(jnp.ones(2)), jax.vmap(lambda x: 3.0)(jnp.ones(2)), "
    "jax.vmap(lambda x: (x, 1))(jnp.ones(2))": _UNTOUCHED,
    "@jax.custom_jvp\ndef f(x):\n    return x * 2\nf.defjvp(lambda p, t: (f(p[0]), 10.0 * t[0]))\n"
    "f(1.0), jax.grad(f)(1.0), jax.jvp(f, (1.0,), (2.0,))": _UNTOUCHED,
    "jax.grad(lambda x: x * 2.0, allow_int=True)(1)": (
        "JAX returns an internal class around an array of dtype float0; here it is the NumPy array itself"
    ),
    "jax.grad(lambda x, y: x * y, argnums=(0, 0))(2.0, 3.0)": (
        "JAX fails by accident on an argument that is named twice; here the message says so"
    ),
    'jnp.sum("a")': "the message names a function inside JAX",
    "jnp.linalg.cholesky(jnp.ones(3))": "JAX fails by accident on a vector; here the message says what is expected",
    "with jax.disable_jit():\n    out = jax.jit(lambda x: print(x) or x + 1)(1.0)\nout": "not available in the browser",
    "jax.make_jaxpr(lambda key: random.normal(key, (3,)))(random.key(0))": (
        "a draw is one operation here; JAX spells out its bits and arithmetic"
    ),
    "lax.reshape(jnp.ones(4), (3,))": "JAX meets this mistake in its compiler, which the browser lacks",
    "random.normal(random.key(0), -1)": "JAX meets this mistake in its compiler, which the browser lacks",
}
