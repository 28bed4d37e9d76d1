// One entry to every ATen operator: libtorch's dispatcher, called boxed.
#include "boundary.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <cstdlib>
#include <cstring>

namespace flor {

// Numbered as ValueTag.cs of TorchSharp.Lite.
enum class Tag : int32_t {
  None = 0,
  Tensor = 1,
  Int = 2,
  Double = 3,
  Bool = 4,
  String = 5,
  IntList = 6,
  DoubleList = 7,
  TensorList = 8,
  OptionalTensorList = 9,
  Device = 10,
  Generator = 11,
  Complex = 12,
};

struct Value {
  Tag tag;
  int32_t length;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};
static_assert(sizeof(Value) == 16, "the managed side lays a value out in 16 bytes");

namespace {

using OptionalTensor = std::decay_t<decltype(std::declval<c10::IValue>().toOptional<at::Tensor>())>;

// An operator with what its schema says about omitted and numeric arguments, looked up once.
struct Operator {
  explicit Operator(const c10::OperatorHandle& found) : handle(found) {
    for (const auto& argument : handle.schema().arguments()) {
      defaults.push_back(argument.default_value() ? *argument.default_value() : c10::IValue());
      required.push_back(!argument.default_value());
      real.push_back(is_real(argument.type()));
    }
  }

  static bool is_real(const c10::TypePtr& type) {
    if (auto optional = type->cast<c10::OptionalType>()) return is_real(optional->getElementType());
    return type->kind() == c10::TypeKind::FloatType;
  }

  c10::IValue default_of(size_t index) const {
    TORCH_CHECK(!required[index], handle.schema().name(), "() is missing a value for argument '",
                handle.schema().arguments()[index].name(), "'");
    return defaults[index];
  }

  c10::OperatorHandle handle;
  std::vector<c10::IValue> defaults;
  std::vector<bool> required;
  std::vector<bool> real;
};

template <typename Element>
std::vector<Element> list_of(const Value& value) {
  auto* first = static_cast<const Element*>(value.pointer);
  return std::vector<Element>(first, first + value.length);
}

template <typename Element>
c10::IValue tensor_list(const Value& value) {
  c10::List<Element> list;
  list.reserve(value.length);
  auto* handles = static_cast<void* const*>(value.pointer);
  for (int32_t k = 0; k < value.length; k++) {
    auto tensor = borrow(handles[k]);
    list.push_back(tensor.defined() ? Element(std::move(tensor)) : Element());
  }
  return list;
}

c10::IValue complex_number(const Value& value) {
  auto* parts = static_cast<const double*>(value.pointer);
  return c10::complex<double>(parts[0], parts[1]);
}

c10::IValue argument(const Operator& op, size_t index, const Value& value) {
  switch (value.tag) {
    case Tag::None: return {};
    case Tag::Tensor: return borrow(value.pointer);
    case Tag::Int: return op.real[index] ? c10::IValue(static_cast<double>(value.integer)) : c10::IValue(value.integer);
    case Tag::Double: return value.real;
    case Tag::Bool: return value.integer != 0;
    case Tag::String: return std::string(static_cast<const char*>(value.pointer), value.length);
    case Tag::IntList: return list_of<int64_t>(value);
    case Tag::DoubleList: return list_of<double>(value);
    case Tag::TensorList: return tensor_list<at::Tensor>(value);
    case Tag::OptionalTensorList: return tensor_list<OptionalTensor>(value);
    case Tag::Device: return c10::Device(static_cast<c10::DeviceType>(value.length), static_cast<c10::DeviceIndex>(value.integer));
    case Tag::Generator: return borrow_generator(value.pointer);
    case Tag::Complex: return complex_number(value);
  }
  TORCH_CHECK(false, "unknown argument tag ", static_cast<int32_t>(value.tag));
}

void* copy_of(const void* source, size_t bytes) {
  void* copy = std::malloc(bytes == 0 ? 1 : bytes);
  if (copy == nullptr) throw std::bad_alloc();
  std::memcpy(copy, source, bytes);
  return copy;
}

Value list_result(const std::vector<at::Tensor>& tensors) {
  std::vector<void*> handles;
  for (const auto& tensor : tensors) handles.push_back(release(tensor));
  Value value{Tag::TensorList, static_cast<int32_t>(handles.size()), {0}};
  value.pointer = copy_of(handles.data(), handles.size() * sizeof(void*));
  return value;
}

Value complex_result(c10::complex<double> number) {
  double parts[2] = {number.real(), number.imag()};
  Value value{Tag::Complex, 2, {0}};
  value.pointer = copy_of(parts, sizeof parts);
  return value;
}

Value result(c10::IValue&& from) {
  Value value{Tag::None, 0, {0}};
  if (from.isTensor()) {
    value.tag = Tag::Tensor;
    value.pointer = release(std::move(from).toTensor());
  } else if (from.isInt()) {
    value.tag = Tag::Int;
    value.integer = from.toInt();
  } else if (from.isDouble()) {
    value.tag = Tag::Double;
    value.real = from.toDouble();
  } else if (from.isBool()) {
    value.tag = Tag::Bool;
    value.integer = from.toBool();
  } else if (from.isComplexDouble()) {
    return complex_result(from.toComplexDouble());
  } else if (from.isTensorList()) {
    return list_result(from.toTensorVector());
  } else {
    TORCH_CHECK(from.isNone(), "an operator returned a ", from.tagKind(), ", which has no form at this boundary");
  }
  return value;
}

torch::jit::Stack stack_of(const Operator& op, const Value* values, size_t count) {
  auto arity = op.defaults.size();
  TORCH_CHECK(count <= arity, op.handle.schema().name(), "() takes ", arity, " arguments but ", count, " were given");
  torch::jit::Stack stack;
  stack.reserve(arity);
  for (size_t k = 0; k < count; k++) stack.push_back(argument(op, k, values[k]));
  for (size_t k = count; k < arity; k++) stack.push_back(op.default_of(k));
  return stack;
}

}  // namespace
}  // namespace flor

using namespace flor;

// The operator's own handle, valid for the life of the process; null when libtorch has no such operator.
FLOR_API const void* flor_operator(const char* name, const char* overload) {
  return guarded<const void*>(nullptr, [&] {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(found.has_value(), "libtorch ", TORCH_VERSION, " has no operator ", name, *overload ? "." : "", overload);
    return new Operator(*found);
  });
}

// Calls op and writes its results, which the caller then owns. Returns their number, which may exceed
// capacity (results past it are dropped), or -1. Omitted trailing arguments take the schema's defaults.
FLOR_API int32_t flor_call(const void* handle, const Value* values, int32_t count, Value* results, int32_t capacity) {
  return guarded(kFailed, [&] {
    auto& op = *static_cast<const Operator*>(handle);
    auto stack = stack_of(op, values, count);
    op.handle.callBoxed(stack);
    auto produced = static_cast<int32_t>(stack.size());
    for (int32_t k = 0; k < produced && k < capacity; k++) results[k] = result(std::move(stack[k]));
    return produced;
  });
}

// Frees the array behind a list or complex result, not the tensors in it.
FLOR_API void flor_free(void* array) { std::free(array); }
