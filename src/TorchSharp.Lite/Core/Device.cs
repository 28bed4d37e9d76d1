using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor's data lives: a kind of device and, with several of a kind, its number.</summary>
    public class Device
    {
        /// <summary>A device by its description, such as <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
        /// <exception cref="ArgumentException">The description names no kind of device, or its index is no number.</exception>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var colon = description.IndexOf(':', StringComparison.Ordinal);
            type = ParseType(colon < 0 ? description : description[..colon]);
            index = colon < 0 ? -1 : ParseIndex(description, colon + 1);
        }

        /// <summary>A device by the name of its kind and its index; -1 stands for the current one.</summary>
        /// <exception cref="ArgumentException">No kind of device has this name.</exception>
        public Device(string deviceType, int index = -1) : this(ParseType(deviceType), index)
        {
        }

        /// <summary>A device by kind and index; -1 stands for the current one.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>The CUDA device of this index.</summary>
        public Device(int index) : this(DeviceType.CUDA, index)
        {
        }

        /// <summary>The kind of device.</summary>
        public DeviceType type { get; }

        /// <summary>The device's number among those of its kind, or -1 for the current one.</summary>
        public int index { get; }

        /// <summary>The device that a description such as <c>cuda:0</c> names.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <summary>The description, such as <c>cpu</c> or <c>cuda:0</c>.</summary>
        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return index < 0 || type == DeviceType.CPU ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{index}");
        }

        private static DeviceType ParseType(string name) =>
            Enum.TryParse<DeviceType>(name, ignoreCase: true, out var type) && !char.IsAsciiDigit(name[0])
                ? type
                : throw new ArgumentException($"'{name}' is no kind of device; use cpu, cuda, mps or meta.", nameof(name));

        private static int ParseIndex(string description, int start) =>
            int.TryParse(description.AsSpan(start), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? index
                : throw new ArgumentException($"'{description}' is no device: a number is expected after the colon.", nameof(description));
    }
}
