"""JAX for the browser, written on NumPy: same names, same numbers, same messages, without a compiler.

``jax.__standin__`` is true here and absent in the real JAX. What the browser lacks raises
``NotAvailableInBrowser`` when it is used. The engine is in ``jax._src``.
"""

from jax._src import guard as _guard
from jax._src.version import version as __version__
from jax._src.version import version_info as __version_info__

__standin__ = True

import jax._src.array_methods
from jax._src.absent import absent_names as _absent_names
from jax._src.abstract_evaluation import ShapeDtypeStruct, eval_shape, make_jaxpr
from jax._src.avals import FLOAT0 as float0
from jax._src.config import config
from jax._src.config import setting_context as _setting_context
from jax._src.core import Array
from jax._src.core import compile_time_evaluation as ensure_compile_time_eval
from jax._src.core import get_aval as typeof
from jax._src.custom_rules import checkpoint, closure_convert, custom_gradient, custom_jvp, custom_vjp
from jax._src.devices import CpuDevice as Device
from jax._src.devices import (
    block_until_ready,
    copy_to_host_async,
    default_backend,
    default_device,
    device_count,
    device_get,
    device_put,
    devices,
    effects_barrier,
    local_device_count,
    local_devices,
    process_count,
    process_index,
    process_indices,
)
from jax._src.gradients import grad, jvp, linear_transpose, linearize, value_and_grad, vjp
from jax._src.jacobians import hessian, jacfwd, jacrev
from jax._src.jit import clear_caches, jit
from jax._src.naming import named_call, named_scope
from jax._src.vectorization import vmap

jacobian = jacrev
remat = checkpoint

default_matmul_precision = _setting_context("jax_default_matmul_precision", None)
enable_x64 = _setting_context("jax_enable_x64")
debug_nans = _setting_context("jax_debug_nans")
debug_infs = _setting_context("jax_debug_infs")
debug_key_reuse = _setting_context("jax_debug_key_reuse")
disable_jit = _setting_context("jax_disable_jit")
log_compiles = _setting_context("jax_log_compiles")
explain_cache_misses = _setting_context("jax_explain_cache_misses")
checking_leaks = check_tracer_leaks = _setting_context("jax_check_tracer_leaks")
numpy_rank_promotion = _setting_context("jax_numpy_rank_promotion", "allow")
numpy_dtype_promotion = _setting_context("jax_numpy_dtype_promotion", "standard")
default_prng_impl = _setting_context("jax_default_prng_impl", "threefry2x32")
threefry_partitionable = _setting_context("jax_threefry_partitionable")

from jax import (
    api_util,
    core,
    custom_derivatives,
    debug,
    dtypes,
    errors,
    image,
    lax,
    nn,
    numpy,
    ops,
    random,
    scipy,
    sharding,
    stages,
    tree,
    tree_util,
    typing,
)
from jax._src.callbacks import pure_callback
from jax.sharding import NamedSharding
from jax.sharding import PartitionSpec as P

__getattr__ = _absent_names(
    "jax",
    (
        "Ref Shard ad allow_f16_reductions array_garbage_collection_guard auto_pcast checkpoint_policies custom_batching "
        "default_device_context distributed dlpack ds empty_ref enable_checks enable_custom_prng export ffi free_ref "
        "freeze fwd_and_bwd host_count host_id host_ids interpreters jax2tf_associative_scan_reductions "
        "legacy_prng_key lib live_arrays make_array_from_callback make_array_from_process_local_data "
        "make_array_from_single_device_arrays make_mesh make_user_context memory monitoring new_ref no_execution "
        "no_tracing pmap print_environment_info profiler ref remove_size_one_mesh_axis_from_type reshard set_mesh "
        "shard_map smap softmax_custom_jvp thread_guard transfer_guard transfer_guard_device_to_device "
        "transfer_guard_device_to_host transfer_guard_host_to_device"
    ).split(),
)
