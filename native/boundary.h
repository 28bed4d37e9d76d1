// What both sides of the C boundary agree on: owning handles, tagged values, and errors that cross as text.
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>
#include <torch/version.h>

#include <string>
#include <utility>
#include <vector>

#define FLOR_API extern "C" __attribute__((visibility("default")))

namespace flor {

using TensorPointer = c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>;
using GeneratorPointer = c10::intrusive_ptr<at::GeneratorImpl>;

// A handle owns one reference to a TensorImpl; null stands for an undefined tensor.
inline at::Tensor borrow(void* handle) {
  if (handle == nullptr) return at::Tensor();
  return at::Tensor(TensorPointer::reclaim_copy(static_cast<at::TensorImpl*>(handle)));
}

inline void* release(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

inline at::Generator borrow_generator(void* handle) {
  return at::Generator(GeneratorPointer::reclaim_copy(static_cast<at::GeneratorImpl*>(handle)));
}

inline void* release(at::Generator generator) {
  return GeneratorPointer::reclaim_copy(generator.unsafeGetGeneratorImpl()).release();
}

inline std::vector<at::Tensor> borrow_all(void* const* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t k = 0; k < count; k++) tensors.push_back(borrow(handles[k]));
  return tensors;
}

// The text of the newest failure on this thread.
std::string& last_error();

// Runs body; a failure becomes the thread's last error and the value failed.
template <typename Result, typename Body>
Result guarded(Result failed, Body&& body) noexcept {
  try {
    return body();
  } catch (const c10::Error& error) {
    last_error() = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error() = error.what();
  } catch (...) {
    last_error() = "libtorch threw an exception of an unknown type";
  }
  return failed;
}

constexpr int32_t kOk = 0;
constexpr int32_t kFailed = -1;

// For bodies without a result of their own.
template <typename Body>
int32_t attempt(Body&& body) noexcept {
  return guarded(kFailed, [&] {
    body();
    return kOk;
  });
}

}  // namespace flor
