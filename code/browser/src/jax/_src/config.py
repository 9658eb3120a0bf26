"""``jax.config``: what can be set in the browser, and what cannot."""

import contextlib

from jax._src.absent import absent

# Settings that change nothing here, or whose only possible value is this one.
_FREE = {
    "jax_platforms": "cpu",
    "jax_platform_name": "cpu",
    "jax_default_matmul_precision": None,
    "jax_compilation_cache_dir": None,
    "jax_persistent_cache_min_compile_time_secs": 1.0,
    "jax_persistent_cache_min_entry_size_bytes": 0,
    "jax_enable_compilation_cache": True,
    "jax_traceback_filtering": "auto",
    "jax_cpu_enable_async_dispatch": True,
    "jax_num_cpu_devices": -1,
}
_FIXED = {
    "jax_enable_x64": False,
    "jax_debug_nans": False,
    "jax_debug_infs": False,
    "jax_debug_key_reuse": False,
    "jax_check_tracer_leaks": False,
    "jax_log_compiles": False,
    "jax_disable_jit": False,
    "jax_numpy_rank_promotion": "allow",
    "jax_numpy_dtype_promotion": "standard",
    "jax_enable_checks": False,
    "jax_default_prng_impl": "threefry2x32",
    "jax_threefry_partitionable": True,
    "jax_enable_custom_prng": False,
    "jax_default_device": None,
    "jax_explain_cache_misses": False,
}


class Config:
    """The settings. Read them as attributes, change them with ``update``."""

    def __init__(self):
        self.__dict__.update(_FREE)
        self.__dict__.update(_FIXED)

    @property
    def values(self) -> dict:
        """All settings with their values."""
        return dict(self.__dict__)

    def update(self, name: str, value) -> None:
        """Change a setting. Raises AttributeError for a name that JAX does not know, NotAvailableInBrowser for a
        value that the browser cannot honour."""
        if name in _FREE:
            self.__dict__[name] = value
        elif name not in _FIXED:
            raise AttributeError(f"Unrecognized config option: {name}")
        elif value != _FIXED[name]:
            absent(f"jax.config.{name} = {value!r}")

    def read(self, name: str):
        """The value of a setting."""
        if name not in self.__dict__:
            raise AttributeError(f"Unrecognized config option: {name}")
        return self.__dict__[name]


config = Config()


def setting_context(name: str, default=True):
    """A context manager, as JAX has one for many settings, that accepts the one value the browser honours."""

    @contextlib.contextmanager
    def context(value=default):
        config.update(name, value)
        yield

    context.__name__ = name.removeprefix("jax_")
    return context
