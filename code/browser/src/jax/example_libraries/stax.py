"""Neural networks as pairs of functions: ``init(key, input_shape) -> (output_shape, params)`` and
``apply(params, inputs)``."""

import functools
import operator

import jax.numpy as jnp
from jax import nn, random
from jax._src.absent import absent_names


def Dense(out_dim, W_init=nn.initializers.glorot_normal(), b_init=nn.initializers.normal()):  # noqa: B008
    """A layer of ``out_dim`` neurons without activation."""

    def init_fun(rng, input_shape):
        weights_key, bias_key = random.split(rng)
        weights = W_init(weights_key, (input_shape[-1], out_dim))
        return (*input_shape[:-1], out_dim), (weights, b_init(bias_key, (out_dim,)))

    def apply_fun(params, inputs, **keywords):
        weights, bias = params
        return jnp.dot(inputs, weights) + bias

    return init_fun, apply_fun


def elementwise(fun, **fun_kwargs):
    """A layer that applies a function to each element."""

    def init_fun(rng, input_shape):
        return input_shape, ()

    def apply_fun(params, inputs, **keywords):
        return fun(inputs, **fun_kwargs)

    return init_fun, apply_fun


Tanh = elementwise(jnp.tanh)
Relu = elementwise(nn.relu)
Exp = elementwise(jnp.exp)
LogSoftmax = elementwise(nn.log_softmax, axis=-1)
Softmax = elementwise(nn.softmax, axis=-1)
Softplus = elementwise(nn.softplus)
Sigmoid = elementwise(nn.sigmoid)
Elu = elementwise(nn.elu)
LeakyRelu = elementwise(nn.leaky_relu)
Selu = elementwise(nn.selu)
Gelu = elementwise(nn.gelu)
Identity = elementwise(lambda x: x)


def _flattened(x):
    return jnp.reshape(x, (x.shape[0], -1))


def _flatten_init(rng, input_shape):
    return (input_shape[0], functools.reduce(operator.mul, input_shape[1:], 1)), ()


Flatten = (_flatten_init, lambda params, inputs, **keywords: _flattened(inputs))


def FanOut(num):
    """The input, several times."""

    def init_fun(rng, input_shape):
        return [input_shape] * num, ()

    return init_fun, lambda params, inputs, **keywords: [inputs] * num


FanInSum = (
    lambda rng, input_shape: (input_shape[0], ()),
    lambda params, inputs, **keywords: functools.reduce(operator.add, inputs),
)


def FanInConcat(axis=-1):
    """The inputs one after the other along an axis."""

    def init_fun(rng, input_shape):
        place = axis % len(input_shape[0])
        total = sum(shape[place] for shape in input_shape)
        return (*input_shape[0][:place], total, *input_shape[0][place + 1 :]), ()

    return init_fun, lambda params, inputs, **keywords: jnp.concatenate(inputs, axis)


def serial(*layers):
    """Layers one after the other."""
    init_funs, apply_funs = zip(*layers, strict=True)

    def init_fun(rng, input_shape):
        params = []
        for init in init_funs:
            rng, layer_key = random.split(rng)
            input_shape, param = init(layer_key, input_shape)
            params.append(param)
        return input_shape, params

    def apply_fun(params, inputs, **keywords):
        rng = keywords.pop("rng", None)
        keys = random.split(rng, len(layers)) if rng is not None else (None,) * len(layers)
        for apply, param, key in zip(apply_funs, params, keys, strict=True):
            inputs = apply(param, inputs, rng=key, **keywords)
        return inputs

    return init_fun, apply_fun


def parallel(*layers):
    """Layers side by side, each with an input of its own."""
    init_funs, apply_funs = zip(*layers, strict=True)

    def init_fun(rng, input_shape):
        keys = random.split(rng, len(layers))
        results = [init(key, shape) for init, key, shape in zip(init_funs, keys, input_shape, strict=True)]
        shapes, params = zip(*results, strict=True)
        return shapes, params

    def apply_fun(params, inputs, **keywords):
        rng = keywords.pop("rng", None)
        keys = random.split(rng, len(layers)) if rng is not None else (None,) * len(layers)
        return [
            apply(param, value, rng=key, **keywords)
            for apply, param, value, key in zip(apply_funs, params, inputs, keys, strict=True)
        ]

    return init_fun, apply_fun


__getattr__ = absent_names(
    __name__,
    [
        "AvgPool",
        "BatchNorm",
        "Conv",
        "Conv1DTranspose",
        "ConvTranspose",
        "Dropout",
        "GeneralConv",
        "GeneralConvTranspose",
        "MaxPool",
        "SumPool",
        "shape_dependent",
    ],
)
