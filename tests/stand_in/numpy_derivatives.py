"""Functions of a vector and points at which both worlds differentiate them, as source."""


def _table(names: str, call: str, point: str) -> list[tuple[str, str]]:
    return [(f"lambda v: jnp.{call.format(name)}", point) for name in names.split()]


FUNCTIONS = [
    *_table(
        "exp exp2 expm1 sin cos tan sinh cosh tanh arcsinh arctan square abs sign floor trunc negative nan_to_num "
        "deg2rad fabs real conj i0",
        "{}(v)",
        "v * 0.37 + 0.1",
    ),
    *_table("sinc", "{}(v)", "v"),
    *_table("log log1p sqrt log2 log10 cbrt reciprocal arccosh", "{}(v)", "jnp.abs(v) + 1.3"),
    *_table("arcsin arccos arctanh", "{}(v)", "v * 0.21"),
    *_table(
        "add subtract multiply divide maximum minimum logaddexp logaddexp2 hypot arctan2 copysign fmin fmax heaviside "
        "nextafter remainder fmod floor_divide",
        "{}(v, w * v[::-1])",
        "v * 0.37 + 0.13",
    ),
    *[
        (f"lambda v: {body}", point)
        for point, bodies in {
            "v": """v**3; v**2; v**0; v**1; 2.0**v; jnp.maximum(v, 0.0); jnp.clip(v, -0.5, 1.0); jnp.where(v > 0, v * v, -v)
                jnp.select([v > 1, v > 0], [v * v, v], v**3); jnp.modf(v * 1.7)[0]; jnp.frexp(v * 1.7)[0]; jnp.ldexp(v, 3)
                jnp.unwrap(v * 3); jnp.sum(v); jnp.sum(v, where=v > 0); jnp.prod(v); jnp.mean(v); jnp.max(v); jnp.var(v)
                jnp.min(jnp.stack([v, v[::-1]]), axis=0); jnp.std(v, ddof=1); jnp.ptp(v); jnp.nanmean(v); jnp.nanvar(v)
                jnp.average(v, weights=jnp.abs(w)); jnp.cumsum(v); jnp.cumprod(v); lax.cummax(v); lax.cumlogsumexp(v)
                jnp.quantile(v, 0.37); jnp.quantile(v, jnp.array([0.2, 0.6])); jnp.median(v); jnp.nanquantile(v, 0.4)
                jnp.sort(v); jnp.sort(v, descending=True); v[jnp.argsort(v)]; lax.top_k(v, 2)[0]; jnp.partition(v, 1)
                jnp.dot(v, w * v); a @ v; jnp.outer(v, v); jnp.kron(v, w); jnp.cross(v[:3], v[1:]); jnp.matmul(t, v)
                jnp.einsum('ii->i', jnp.outer(v, v)); jnp.tensordot(v, v, 0); jnp.vdot(v, v); jnp.convolve(v, w * v)
                jnp.correlate(v, w[:2], mode='same'); jnp.interp(v, jnp.arange(-3.0, 4), jnp.arange(7.0) ** 2)
                jnp.interp(0.3, jnp.arange(4.0), v); jnp.gradient(v); jnp.diff(v, n=2); jnp.trapezoid(v); jnp.polyval(v, 1.3)
                jnp.polyval(w, v); jnp.vander(v, 3); jnp.cov(v, w); jnp.corrcoef(v, w)[0, 1]; jnp.pad(v, 2, mode='reflect')
                jnp.pad(v, 1, constant_values=2.0); jnp.pad(v, 2, mode='wrap'); jnp.pad(v, 1, mode='mean'); jnp.roll(v, 1)
                jnp.tile(v, 2); jnp.repeat(v, 2); jnp.concatenate([v, v * w]); jnp.stack([v, w]); jnp.flip(v); jnp.diag(v)
                jnp.tril(jnp.outer(v, v)); jnp.trace(jnp.outer(v, v)); jnp.take(v, jnp.array([0, 9, 1]), mode='clip')
                jnp.take_along_axis(v, jnp.array([2, 0]), 0); v.at[1].set(v[0] * 2); v.at[jnp.array([1, 1])].add(v[:2])
                v.at[jnp.array([1, 1])].set(v[:2]); v.at[1].mul(v[0]); v.at[1].max(v[0]); v.at[1].divide(v[0])
                jnp.linspace(v[0], v[1], 5); jnp.reshape(v, (2, 2)).T.ravel(); jnp.insert(v, 1, v[0] * v[1]); jnp.delete(v, 1)
                jnp.piecewise(v, [v < 0], [lambda x: x * x, lambda x: x]); jnp.real(v * (1 + 2j)); jnp.abs(v * (1 + 2j))
                jnp.angle(v + 1j); jnp.real(jnp.exp(1j * v)); jnp.vectorize(lambda x, y: x * y)(v, w); jnp.add.reduce(v)
                jnp.multiply.outer(v, v); v.reshape(2, 2)[:, ::-1]; jnp.compress(m, v); jnp.broadcast_to(v, (3, 4)) * a
                jnp.split(v, 2)[1]; jnp.polymul(v, w); jnp.polyder(v); v[None, :] * v[:, None]
                jnp.histogram(v, bins=3, weights=v * v, range=(-2.0, 4.0))[0]; v.astype(jnp.float16).astype(jnp.float32)""",
            "jnp.abs(v) + 0.5": "jnp.power(v, w); v**0.5; v**v; v**-2; jnp.geomspace(v[0], v[1], 3); jnp.prod(v); jnp.cumprod(v)",
        }.items()
        for line in bodies.splitlines()
        for body in line.strip().split("; ")
    ],
]
JAXPRS = """x + 1; x * x; x / 2; 2**x; x**2; x @ x; x.sum(); x.mean(); x.max(); jnp.sin(x) + jnp.exp(x); jnp.where(x > 0, x, 0.0)
    jnp.clip(x, 0, 1); jnp.var(x); jnp.std(x); x // 2; x % 2; jnp.dot(x, x); jnp.outer(x, x); jnp.concatenate([x, x]); x[1:]
    x[0]; x[::-1]; x.reshape(2, 2); x.T; jnp.log1p(x); jnp.maximum(x, 0); jnp.zeros(3) + x[0]; jnp.arange(4) * x
    jnp.linspace(0, 1, 4) * x; jnp.cumsum(x); jnp.sort(x); jnp.argsort(x); jnp.argmax(x); jnp.repeat(x, 2)
    jnp.diff(x); jnp.trace(jnp.outer(x, x)); jnp.eye(3); jnp.square(x); jnp.abs(x); -x; jnp.sqrt(x); jnp.tanh(x); x.astype(int)
    jnp.isnan(x); jnp.logical_and(x > 0, x < 1); jnp.sum(x**2); jnp.mean((x - 1) ** 2); jnp.exp(-x) / (1 + jnp.exp(-x))
    x[None]; jnp.expand_dims(x, 0); jnp.full((2,), 3.0) * x[0]; jnp.prod(x); jnp.any(x > 0); (x > 0) & (x < 1)
    jnp.flip(x); jnp.ones_like(x); jnp.zeros_like(x); jnp.power(x, 2.5); x**3.0; jnp.sum(x, keepdims=True); jnp.round(x)
    jnp.sign(x); jnp.floor(x); jnp.einsum('i,i->', x, x); jnp.einsum('i,j->ij', x, x); jnp.tril(jnp.outer(x, x))
    jnp.cumprod(x); jnp.vdot(x, x); jnp.broadcast_to(x, (2, 4)); jnp.hstack([x, x]); jnp.stack([x, x]); jnp.tile(x, 2); jnp.vstack([x, x]); jnp.ravel(x)
    jnp.squeeze(x[None]); jnp.swapaxes(x[None], 0, 1); jnp.diag(x); jnp.ptp(x); jnp.remainder(x, x)
    jnp.arctan2(x, x); jnp.log2(x); jnp.log10(x); jnp.cbrt(x); jnp.array([x[0], x[1]]); jnp.matmul(x[None], x[:, None])
    jnp.average(x); jnp.count_nonzero(x)"""
JAXPRS = [body for line in JAXPRS.splitlines() for body in line.strip().split("; ")]
