"""The errors that JAX raises, and the one that says what the browser lacks."""

from jax._src.absent import NotAvailableInBrowser, absent_names
from jax._src.errors import (
    ConcretizationTypeError,
    JAXIndexError,
    JaxRuntimeError,
    JAXTypeError,
    KeyReuseError,
    NonConcreteBooleanIndexError,
    TracerArrayConversionError,
    TracerBoolConversionError,
    TracerIntegerConversionError,
    UnexpectedTracerError,
)

__all__ = [
    "ConcretizationTypeError",
    "JAXIndexError",
    "JAXTypeError",
    "JaxRuntimeError",
    "KeyReuseError",
    "NonConcreteBooleanIndexError",
    "NotAvailableInBrowser",
    "TracerArrayConversionError",
    "TracerBoolConversionError",
    "TracerIntegerConversionError",
    "UnexpectedTracerError",
]

for _name in __all__:
    globals()[_name].__module__ = "jax.errors"

__getattr__ = absent_names(__name__, ["InconclusiveDimensionOperation", "JaxprTypeError"])
