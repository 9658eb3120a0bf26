"""What checks of Flax modules need: calls whose errors become answers, and parameters without a compilation."""

import numpy as np

from practicals.checks.exercise import NotAttempted, expect


def run_module(module, *arguments, **keywords):
    """What the reader's module returns; its stub and its errors become answers of the check."""
    try:
        value = module(*arguments, **keywords)
    except Exception as error:
        if "ellipsis" in str(error).lower():
            raise NotAttempted from None
        first_line = (str(error).splitlines() or [""])[0]
        expect(
            False, "raises",
            en=f"Your `__call__` stopped: {type(error).__name__}: {first_line}",
            fr=f"Votre `__call__` s'est arrêté : {type(error).__name__} : {first_line}",
        )  # fmt: skip
    if value is None or value is Ellipsis:
        raise NotAttempted
    return value


def with_numpy_parameters(make, scale=0.5):
    """The module that ``make`` builds, all its parameters drawn with NumPy: JAX would compile each shape."""
    import jax
    import jax.numpy as jnp
    from flax import nnx

    generator = np.random.default_rng(0)
    graph, state = nnx.split(nnx.eval_shape(make))

    def draw(leaf):
        return jnp.asarray(generator.normal(0, scale, leaf.shape), leaf.dtype)

    return nnx.merge(graph, jax.tree.map(draw, state))
