"""The exceptions of ``jax.errors``, with JAX's texts: a reader meets the same message in the browser."""


def _see(error: type) -> str:
    return f"\nSee https://docs.jax.dev/en/latest/errors.html#jax.errors.{error.__name__}"


class JAXTypeError(TypeError):
    """A type error that a tracer raises."""

    def __init__(self, message: str):
        super().__init__(message + _see(type(self)))


class JAXIndexError(IndexError):
    """An index error that a tracer raises."""

    def __init__(self, message: str):
        super().__init__(f"{message}\n{_see(type(self))}")


def _origin(tracer) -> str:
    return tracer._origin() if hasattr(tracer, "_origin") else ""


class ConcretizationTypeError(JAXTypeError):
    """A traced value was used where a concrete value is needed."""

    def __init__(self, tracer, context: str = ""):
        self.tracer = tracer
        lines = f"\n{context}" if context else ""
        super().__init__(
            "Abstract tracer value encountered where concrete value is expected: "
            f"{_traced_array(tracer)}{lines}{_origin(tracer)}\n"
        )


def _traced_array(tracer) -> str:
    return f"traced array with shape {tracer.aval.str_long()}"


class TracerBoolConversionError(ConcretizationTypeError):
    """``if`` or ``while`` on a traced value."""

    def __init__(self, tracer):
        self.tracer = tracer
        JAXTypeError.__init__(
            self, f"Attempted boolean conversion of {_traced_array(tracer)}.{_origin(tracer)}"
        )


class TracerArrayConversionError(JAXTypeError):
    """A NumPy function was called on a traced value."""

    def __init__(self, tracer):
        self.tracer = tracer
        super().__init__(
            "The numpy.ndarray conversion method __array__() was called on "
            f"{_traced_array(tracer)}{_origin(tracer)}"
        )


class TracerIntegerConversionError(JAXTypeError):
    """A traced value was used as a Python index."""

    def __init__(self, tracer):
        self.tracer = tracer
        super().__init__(f"The __index__() method was called on {_traced_array(tracer)}{_origin(tracer)}")


class NonConcreteBooleanIndexError(JAXIndexError):
    """A traced mask was used as an index: the shape of the result would depend on its values."""

    def __init__(self, tracer):
        self.tracer = tracer
        super().__init__(f"Array boolean indices must be concrete; got {tracer.aval.str_short()}")


class UnexpectedTracerError(JAXTypeError):
    """A traced value left the function that was being traced."""


class KeyReuseError(RuntimeError):
    """A random key was used twice (only with the key reuse checker, which the browser lacks)."""


class JaxRuntimeError(RuntimeError):
    """An error of the run-time, as opposed to one while tracing."""


def leaked(tracer, kind: str) -> UnexpectedTracerError:
    """The error for a tracer whose transformation has ended."""
    return UnexpectedTracerError(
        "Encountered an unexpected tracer. A function transformed by JAX had a side effect, allowing for a "
        f"reference to an intermediate value with type {tracer.aval.str_long()} "
        f"wrapped in a {kind} to escape the scope of the transformation.\n"
        "JAX transformations require that functions explicitly return their outputs, and disallow saving "
        "intermediate values to global state."
    )
