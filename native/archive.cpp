// libtorch's own file format for a single tensor, the one that torch.save writes.
#include "boundary.h"

#include <torch/serialize/archive.h>

using namespace flor;

FLOR_API int32_t flor_save(void* handle, const char* path) {
  return attempt([&] {
    torch::serialize::OutputArchive archive(std::make_shared<torch::jit::CompilationUnit>());
    archive.write("0", borrow(handle));
    archive.save_to(path);
  });
}

FLOR_API void* flor_load(const char* path) {
  return guarded<void*>(nullptr, [&] {
    torch::serialize::InputArchive archive;
    archive.load_from(path);
    at::Tensor tensor;
    archive.read("0", tensor);
    return release(std::move(tensor));
  });
}
