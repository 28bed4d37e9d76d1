// Gradients: what the autograd engine offers beyond the dispatcher.
#include "boundary.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace flor;

FLOR_API int32_t flor_backward(void* const* tensors, int32_t count, void* const* gradients, int32_t gradient_count,
                               int32_t retain_graph, int32_t create_graph, void* const* inputs, int32_t input_count) {
  return attempt([&] {
    torch::autograd::backward(borrow_all(tensors, count), borrow_all(gradients, gradient_count), retain_graph != 0,
                              create_graph != 0, borrow_all(inputs, input_count));
  });
}

// Writes one owned handle per input; null for an input that no output depends on.
FLOR_API int32_t flor_grad(void* const* outputs, int32_t output_count, void* const* inputs, int32_t input_count,
                           void* const* gradients, int32_t gradient_count, int32_t retain_graph, int32_t create_graph,
                           int32_t allow_unused, void** results) {
  return attempt([&] {
    auto found = torch::autograd::grad(borrow_all(outputs, output_count), borrow_all(inputs, input_count),
                                       borrow_all(gradients, gradient_count), retain_graph != 0, create_graph != 0,
                                       allow_unused != 0);
    for (size_t k = 0; k < found.size(); k++) results[k] = release(std::move(found[k]));
  });
}

FLOR_API int32_t flor_requires_grad(void* handle) {
  return guarded(kFailed, [&] { return static_cast<int32_t>(borrow(handle).requires_grad()); });
}

FLOR_API int32_t flor_set_requires_grad(void* handle, int32_t value) {
  return attempt([&] { borrow(handle).set_requires_grad(value != 0); });
}

FLOR_API int32_t flor_is_leaf(void* handle) {
  return guarded(kFailed, [&] { return static_cast<int32_t>(borrow(handle).is_leaf()); });
}

FLOR_API int32_t flor_get_grad(void* handle, void** gradient) {
  return attempt([&] { *gradient = release(static_cast<const at::Tensor&>(borrow(handle)).grad()); });
}

FLOR_API int32_t flor_set_grad(void* handle, void* gradient) {
  return attempt([&] { borrow(handle).mutable_grad() = borrow(gradient); });
}

FLOR_API int32_t flor_retain_grad(void* handle) {
  return attempt([&] { borrow(handle).retain_grad(); });
}

FLOR_API int32_t flor_grad_mode() { return c10::GradMode::is_enabled(); }

FLOR_API void flor_set_grad_mode(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

FLOR_API int32_t flor_inference_mode() { return c10::InferenceMode::is_enabled(); }

// Inference mode is a guard in libtorch: leave restores what enter found.
FLOR_API void* flor_enter_inference_mode(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }

FLOR_API void flor_leave_inference_mode(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

FLOR_API int32_t flor_anomaly_mode() { return torch::autograd::AnomalyMode::is_enabled(); }

FLOR_API int32_t flor_anomaly_checks_nan() { return torch::autograd::AnomalyMode::should_check_nan(); }

FLOR_API void flor_set_anomaly_mode(int32_t enabled, int32_t check_nan) {
  torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0);
}
