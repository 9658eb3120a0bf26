"""Optimisers as triples of functions: first state, next state, parameters of a state.

The formulas are those of the papers named in each docstring.
"""

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

import jax.numpy as jnp
from jax._src import trees
from jax._src.tree_functions import register_pytree_node, tree_map


class Optimizer(NamedTuple):
    """``init_fn(params) -> state``, ``update_fn(step, gradients, state) -> state``, ``params_fn(state) -> params``."""

    init_fn: Callable[[Any], Any]
    update_fn: Callable[[Any, Any, Any], Any]
    params_fn: Callable[[Any], Any]


class OptimizerState(NamedTuple):
    """The states of all parameters, leaf by leaf, and how they were arranged."""

    packed_state: Any
    tree_def: Any
    subtree_defs: Any


register_pytree_node(
    OptimizerState,
    lambda state: ((state.packed_state,), (state.tree_def, state.subtree_defs)),
    lambda data, children: OptimizerState(children[0], *data),
)


def optimizer(opt_maker):
    """Makes an optimiser of single arrays, given as functions, into one of any tree of parameters."""

    @functools.wraps(opt_maker)
    def make(*arguments, **keywords) -> Optimizer:
        start, step_of, parameters_of = opt_maker(*arguments, **keywords)

        def init_fn(params) -> OptimizerState:
            leaves, tree = trees.tree_flatten(params)
            states = [trees.tree_flatten(start(leaf)) for leaf in leaves]
            return OptimizerState(
                [state for state, _ in states], tree, tuple(subtree for _, subtree in states)
            )

        def update_fn(step, gradients, state: OptimizerState) -> OptimizerState:
            leaves, tree = trees.tree_flatten(gradients)
            if tree != state.tree_def:
                raise TypeError(
                    "optimizer update function was passed a gradient tree that did not match the parameter tree "
                    f"structure with which it was initialized: parameter tree was {state.tree_def} and grad tree was "
                    f"{tree}."
                )
            states = map(trees.tree_unflatten, state.subtree_defs, state.packed_state)
            moved = [
                trees.tree_flatten(step_of(step, leaf, one)) for leaf, one in zip(leaves, states, strict=True)
            ]
            for (_, after), before in zip(moved, state.subtree_defs, strict=True):
                if after != before:
                    raise TypeError(
                        "optimizer update function produced an output structure that did not match its input "
                        f"structure: input {before} and output {after}."
                    )
            return OptimizerState([one for one, _ in moved], state.tree_def, state.subtree_defs)

        def params_fn(state: OptimizerState):
            states = map(trees.tree_unflatten, state.subtree_defs, state.packed_state)
            return trees.tree_unflatten(state.tree_def, [parameters_of(one) for one in states])

        return Optimizer(init_fn, update_fn, params_fn)

    return make


# ---- optimisers


def _first(state):
    return state[0]


@optimizer
def sgd(step_size):
    """Gradient descent."""
    step_size = make_schedule(step_size)
    return (lambda x: x), (lambda step, g, x: x - step_size(step) * g), (lambda x: x)


@optimizer
def momentum(step_size, mass: float):
    """Gradient descent with momentum (Polyak, 1964)."""
    step_size = make_schedule(step_size)

    def update(step, g, state):
        x, velocity = state
        velocity = mass * velocity + g
        return x - step_size(step) * velocity, velocity

    return (lambda x: (x, jnp.zeros_like(x))), update, _first


@optimizer
def nesterov(step_size, mass: float):
    """Gradient descent with Nesterov's momentum (1983)."""
    step_size = make_schedule(step_size)

    def update(step, g, state):
        x, velocity = state
        velocity = mass * velocity + g
        return x - step_size(step) * (mass * velocity + g), velocity

    return (lambda x: (x, jnp.zeros_like(x))), update, _first


@optimizer
def adagrad(step_size, momentum=0.9):
    """Adagrad (Duchi, Hazan and Singer, 2011), with momentum."""
    step_size = make_schedule(step_size)

    def start(x):
        return x, jnp.zeros_like(x), jnp.zeros_like(x)

    def update(step, g, state):
        x, squares, mean = state
        squares = squares + jnp.square(g)
        scale = jnp.where(squares > 0, 1.0 / jnp.sqrt(squares), 0.0)
        mean = (1.0 - momentum) * (g * scale) + momentum * mean
        return x - step_size(step) * mean, squares, mean

    return start, update, _first


@optimizer
def rmsprop(step_size, gamma=0.9, eps=1e-8):
    """RMSProp (Tieleman and Hinton, 2012)."""
    step_size = make_schedule(step_size)

    def update(step, g, state):
        x, squares = state
        squares = squares * gamma + jnp.square(g) * (1.0 - gamma)
        return x - step_size(step) * g / jnp.sqrt(squares + eps), squares

    return (lambda x: (x, jnp.zeros_like(x))), update, _first


@optimizer
def rmsprop_momentum(step_size, gamma=0.9, eps=1e-8, momentum=0.9):
    """RMSProp with momentum."""
    step_size = make_schedule(step_size)

    def update(step, g, state):
        x, squares, velocity = state
        squares = squares * gamma + jnp.square(g) * (1.0 - gamma)
        velocity = momentum * velocity + step_size(step) * g / jnp.sqrt(squares + eps)
        return x - velocity, squares, velocity

    return (lambda x: (x, jnp.zeros_like(x), jnp.zeros_like(x))), update, _first


@optimizer
def adam(step_size, b1=0.9, b2=0.999, eps=1e-8):
    """Adam (Kingma and Ba, 2015)."""
    step_size = make_schedule(step_size)

    def update(step, g, state):
        x, mean, squares = state
        mean = (1 - b1) * g + b1 * mean
        squares = (1 - b2) * jnp.square(g) + b2 * squares
        mean_hat = mean / (1 - jnp.asarray(b1, mean.dtype) ** (step + 1))
        squares_hat = squares / (1 - jnp.asarray(b2, mean.dtype) ** (step + 1))
        return x - step_size(step) * mean_hat / (jnp.sqrt(squares_hat) + eps), mean, squares

    return (lambda x: (x, jnp.zeros_like(x), jnp.zeros_like(x))), update, _first


@optimizer
def adamax(step_size, b1=0.9, b2=0.999, eps=1e-8):
    """Adamax, Adam with the infinity norm (Kingma and Ba, 2015)."""
    step_size = make_schedule(step_size)

    def update(step, g, state):
        x, mean, largest = state
        mean = (1 - b1) * g + b1 * mean
        largest = jnp.maximum(b2 * largest, jnp.abs(g))
        rate = step_size(step) / (1 - jnp.asarray(b1, mean.dtype) ** (step + 1))
        return x - rate * mean / (largest + eps), mean, largest

    return (lambda x: (x, jnp.zeros_like(x), jnp.zeros_like(x))), update, _first


@optimizer
def sm3(step_size, momentum=0.9):
    """SM3, Adagrad with one accumulator an axis (Anil et al., 2019)."""
    step_size = make_schedule(step_size)

    def along(ndim: int, axis: int):
        return tuple(slice(None) if other == axis else None for other in range(ndim))

    def start(x):
        accumulators = [jnp.zeros(length, dtype=x.dtype) for length in x.shape]
        return x, jnp.zeros_like(x), accumulators

    def update(step, g, state):
        x, mean, accumulators = state
        spread = [accumulator[along(x.ndim, axis)] for axis, accumulator in enumerate(accumulators)]
        squares = functools.reduce(jnp.minimum, spread) + jnp.square(g)
        scaled = jnp.where(squares > 0, g / jnp.sqrt(jnp.where(squares > 0, squares, 1)), 0.0)
        mean = (1.0 - momentum) * scaled + momentum * mean
        largest = [
            squares.max(tuple(other for other in range(x.ndim) if other != axis)) for axis in range(x.ndim)
        ]
        return x - step_size(step) * mean, mean, largest

    return start, update, _first


# ---- step sizes


def constant(step_size):
    """The same step size always."""
    return lambda step: step_size


def exponential_decay(step_size, decay_steps, decay_rate):
    """Multiplied by ``decay_rate`` over every ``decay_steps`` steps."""
    return lambda step: step_size * decay_rate ** (step / decay_steps)


def inverse_time_decay(step_size, decay_steps, decay_rate, staircase=False):
    """Divided by 1 + decay_rate · step / decay_steps."""
    if staircase:
        return lambda step: step_size / (1 + decay_rate * jnp.floor(step / decay_steps))
    return lambda step: step_size / (1 + decay_rate * step / decay_steps)


def polynomial_decay(step_size, decay_steps, final_step_size, power=1.0):
    """From ``step_size`` down to ``final_step_size`` along a power of the remaining steps."""

    def schedule(step):
        step = jnp.minimum(step, decay_steps)
        share = (1 - step / decay_steps) ** power
        return share * (step_size - final_step_size) + final_step_size

    return schedule


def piecewise_constant(boundaries, values):
    """One value up to each boundary."""
    boundaries, values = jnp.array(boundaries), jnp.array(values)
    if not boundaries.ndim == values.ndim == 1:
        raise ValueError("boundaries and values must be sequences")
    if not boundaries.shape[0] == values.shape[0] - 1:
        raise ValueError("boundaries length must be one shorter than values length")
    return lambda step: values[jnp.sum(step > boundaries)]


def make_schedule(scalar_or_schedule):
    """A function of the step, of a number or of such a function."""
    if callable(scalar_or_schedule):
        return scalar_or_schedule
    if jnp.ndim(scalar_or_schedule) == 0:
        return constant(scalar_or_schedule)
    raise TypeError(type(scalar_or_schedule))


# ---- gradients


def l2_norm(tree):
    """The Euclidean norm of all leaves together."""
    return jnp.sqrt(sum(jnp.vdot(leaf, leaf) for leaf in trees.tree_leaves(tree)))


def clip_grads(grad_tree, max_norm):
    """The gradients, scaled down to a norm of at most ``max_norm``."""
    norm = l2_norm(grad_tree)
    return tree_map(lambda g: jnp.where(norm < max_norm, g, g * (max_norm / norm)), grad_tree)


# ---- states for storage


class JoinPoint:
    """Marks where the state of one parameter begins in an unpacked state."""

    def __init__(self, subtree):
        self.subtree = subtree

    def __iter__(self):
        yield self.subtree


def unpack_optimizer_state(opt_state: OptimizerState):
    """The state as a tree of JoinPoints, to be stored."""
    subtrees = map(trees.tree_unflatten, opt_state.subtree_defs, opt_state.packed_state)
    return trees.tree_unflatten(opt_state.tree_def, [JoinPoint(subtree) for subtree in subtrees])


def pack_optimizer_state(marked_pytree) -> OptimizerState:
    """The inverse of ``unpack_optimizer_state``."""
    sentinels, tree = trees.tree_flatten(marked_pytree)
    if not all(isinstance(sentinel, JoinPoint) for sentinel in sentinels):
        raise AssertionError("every leaf must be a JoinPoint")
    states = [trees.tree_flatten(sentinel.subtree) for sentinel in sentinels]
    return OptimizerState([state for state, _ in states], tree, tuple(subtree for _, subtree in states))
