using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Moves parameters and buffers to a device and converts the floating-point ones; what changes is replaced by new objects.
            /// </summary>
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Move(device, dtype, non_blocking);

            /// <inheritdoc cref="_to(Device, ScalarType, bool)"/>
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                Move(new Device(deviceType, deviceIndex), null, non_blocking);

            /// <inheritdoc cref="_to(Device, ScalarType, bool)"/>
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Move(null, dtype, non_blocking);

            /// <summary>Moves to the device and dtype of another tensor.</summary>
            public Module _to(Tensor other, bool non_blocking)
            {
                ArgumentNullException.ThrowIfNull(other);
                return _to(other.device, other.dtype, non_blocking);
            }

            private Module Move(Device? device, ScalarType? dtype, bool non_blocking)
            {
                foreach (var (_, module) in _internal_submodules) module.MoveSelf(device, dtype, non_blocking);
                foreach (var (name, parameter) in new List<(string, Parameter)>(_internal_params))
                    MoveParameter(name, parameter, device, dtype, non_blocking);
                foreach (var (name, (buffer, persistent)) in new List<(string, (Tensor, bool))>(_internal_buffers))
                {
                    var moved = Converted(buffer, device, dtype, non_blocking);
                    if (moved is null) continue;
                    _internal_buffers[name] = (moved, persistent);
                    ReplaceField(name, buffer, moved);
                    buffer.Dispose();
                }
                return this;
            }

            // The overload that a derived class may have replaced is the one that fits what is asked.
            private void MoveSelf(Device? device, ScalarType? dtype, bool non_blocking)
            {
                if (device is null) _to(dtype!.Value, non_blocking);
                else if (dtype is null) _to(device.type, device.index, non_blocking);
                else _to(device, dtype.Value, non_blocking);
            }

            private void MoveParameter(string name, Parameter parameter, Device? device, ScalarType? dtype, bool non_blocking)
            {
                if (Converted(parameter, device, dtype, non_blocking) is not { } data) return;
                var moved = new Parameter(data, parameter.requires_grad);
                using (var grad = parameter.grad)
                    if (grad is not null) moved.grad = Converted(grad, device, dtype, non_blocking) ?? grad;
                _internal_params[name] = moved;
                ReplaceField(name, parameter, moved);
                parameter.Dispose();
            }

            // Null where nothing changes, so that an optimizer keeps its hold of the parameter.
            private static Tensor? Converted(Tensor tensor, Device? device, ScalarType? dtype, bool non_blocking)
            {
                var type = dtype is { } wanted && (tensor.is_floating_point() || tensor.is_complex()) ? wanted : tensor.dtype;
                var place = device ?? tensor.device;
                if (type == tensor.dtype && place.ToString() == tensor.device.ToString()) return null;
                using var gradient = no_grad();
                return tensor.detach().to(type, place, disposeAfter: true, non_blocking: non_blocking).DetachFromDisposeScope();
            }

            private void ReplaceField(string name, Tensor old, Tensor moved)
            {
                foreach (var field in ComponentFields.Of(GetType()))
                    if (ComponentFields.NameOf(field) == name && ReferenceEquals(field.GetValue(this), old)) field.SetValue(this, moved);
            }
        }
    }
}
