// Tensors as objects: lifetime, layout, and tensors over the caller's memory.
#include "boundary.h"

#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/ops/from_blob.h>

using namespace flor;

// Layout of a tensor as TensorInfo.cs of TorchSharp.Lite reads it; sizes and strides point into the tensor.
struct TensorInfo {
  const int64_t* sizes;
  const int64_t* strides;
  int64_t elements;
  int64_t offset;
  int32_t rank;
  int32_t dtype;
  int32_t device_type;
  int32_t device_index;
  int32_t element_size;
  int32_t contiguous;
};

FLOR_API void flor_tensor_free(void* handle) {
  if (handle != nullptr) TensorPointer::reclaim(static_cast<at::TensorImpl*>(handle));
}

FLOR_API int32_t flor_tensor_info(void* handle, TensorInfo* info) {
  return attempt([&] {
    auto& tensor = *static_cast<at::TensorImpl*>(handle);
    auto strided = tensor.layout() == c10::kStrided;
    info->sizes = tensor.sizes().data();
    info->strides = strided ? tensor.strides().data() : nullptr;
    info->elements = tensor.numel();
    info->offset = strided ? tensor.storage_offset() : 0;
    info->rank = static_cast<int32_t>(tensor.dim());
    info->dtype = static_cast<int32_t>(c10::typeMetaToScalarType(tensor.dtype()));
    info->device_type = static_cast<int32_t>(tensor.device().type());
    info->device_index = tensor.device().index();
    info->element_size = static_cast<int32_t>(tensor.dtype().itemsize());
    info->contiguous = strided && tensor.is_contiguous();
  });
}

// Address of the first element; fails for tensors without storage.
FLOR_API void* flor_tensor_data(void* handle) {
  return guarded<void*>(nullptr, [&] { return borrow(handle).data_ptr(); });
}

FLOR_API int32_t flor_tensor_is_sparse(void* handle) { return borrow(handle).is_sparse(); }

FLOR_API int32_t flor_tensor_is_pinned(void* handle) {
  return guarded(kFailed, [&] { return static_cast<int32_t>(borrow(handle).is_pinned()); });
}

// A CPU tensor over data; release_memory(context) runs once when nothing refers to the memory any more.
FLOR_API void* flor_tensor_over(void* data, const int64_t* sizes, int32_t rank, int32_t dtype,
                                void (*release_memory)(void*), void* context) {
  return guarded<void*>(nullptr, [&] {
    at::AutoDispatchBelowADInplaceOrView below_autograd;
    auto tensor = at::from_blob(data, at::IntArrayRef(sizes, rank), [=](void*) { release_memory(context); },
                                at::TensorOptions(static_cast<at::ScalarType>(dtype)));
    return release(std::move(tensor));
  });
}
