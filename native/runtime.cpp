// The process as a whole: errors, version, threads, default dtype, random generators and devices.
#include "boundary.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/DefaultDtype.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

using namespace flor;

std::string& flor::last_error() {
  static thread_local std::string text;
  return text;
}

// Valid until the next failure on this thread.
FLOR_API const char* flor_last_error() { return last_error().c_str(); }

FLOR_API const char* flor_version() { return TORCH_VERSION; }

FLOR_API int32_t flor_threads() { return at::get_num_threads(); }

FLOR_API int32_t flor_set_threads(int32_t count) {
  return attempt([&] { at::set_num_threads(count); });
}

FLOR_API int32_t flor_interop_threads() { return at::get_num_interop_threads(); }

FLOR_API int32_t flor_set_interop_threads(int32_t count) {
  return attempt([&] { at::set_num_interop_threads(count); });
}

FLOR_API int32_t flor_default_dtype() { return static_cast<int32_t>(c10::get_default_dtype_as_scalartype()); }

FLOR_API int32_t flor_set_default_dtype(int32_t dtype) {
  return attempt([&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<c10::ScalarType>(dtype))); });
}

FLOR_API int32_t flor_can_cast(int32_t from, int32_t to) {
  return c10::canCast(static_cast<c10::ScalarType>(from), static_cast<c10::ScalarType>(to));
}

FLOR_API int32_t flor_promote_types(int32_t first, int32_t second) {
  return guarded(kFailed, [&] {
    return static_cast<int32_t>(c10::promoteTypes(static_cast<c10::ScalarType>(first), static_cast<c10::ScalarType>(second)));
  });
}

FLOR_API void* flor_generator_new(uint64_t seed) {
  return guarded<void*>(nullptr, [&] { return release(at::detail::createCPUGenerator(seed)); });
}

FLOR_API void* flor_generator_default() {
  return guarded<void*>(nullptr, [&] { return release(at::detail::getDefaultCPUGenerator()); });
}

FLOR_API void flor_generator_free(void* handle) {
  if (handle != nullptr) GeneratorPointer::reclaim(static_cast<at::GeneratorImpl*>(handle));
}

FLOR_API void* flor_generator_state(void* handle) {
  return guarded<void*>(nullptr, [&] {
    auto generator = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return release(generator.get_state());
  });
}

FLOR_API int32_t flor_generator_set_state(void* handle, void* state) {
  return attempt([&] {
    auto generator = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(borrow(state));
  });
}

FLOR_API uint64_t flor_generator_seed(void* handle) {
  auto generator = borrow_generator(handle);
  std::lock_guard<std::mutex> lock(generator.mutex());
  return generator.current_seed();
}

FLOR_API int32_t flor_generator_set_seed(void* handle, uint64_t seed) {
  return attempt([&] {
    auto generator = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(seed);
  });
}

// CUDA is reached through interfaces that libtorch's CUDA part fills in, so nothing here needs its headers.
FLOR_API int32_t flor_cuda_device_count() {
  if (!c10::impl::hasDeviceGuardImpl(c10::kCUDA)) return 0;
  return c10::impl::getDeviceGuardImpl(c10::kCUDA)->deviceCount();
}

FLOR_API int32_t flor_cudnn_is_available() { return at::globalContext().hasCuDNN(); }

FLOR_API int32_t flor_cuda_seed(int32_t device, uint64_t seed) {
  return attempt([&] {
    auto generator = at::globalContext().defaultGenerator(c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(device)));
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(seed);
  });
}

FLOR_API int32_t flor_cuda_synchronize(int32_t device) {
  return attempt([&] { at::detail::getCUDAHooks().deviceSynchronize(static_cast<c10::DeviceIndex>(device)); });
}

FLOR_API int32_t flor_cudnn_allow_tf32() { return at::globalContext().allowTF32CuDNN(); }

FLOR_API void flor_set_cudnn_allow_tf32(int32_t allowed) { at::globalContext().setAllowTF32CuDNN(allowed != 0); }

FLOR_API int32_t flor_cublas_allow_tf32() { return at::globalContext().allowTF32CuBLAS(); }

FLOR_API void flor_set_cublas_allow_tf32(int32_t allowed) { at::globalContext().setAllowTF32CuBLAS(allowed != 0); }
