namespace TorchSharp;

/// <summary>Kinds of device; the numbers are libtorch's.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,
    /// <summary>An NVIDIA GPU.</summary>
    CUDA = 1,
    /// <summary>MKL-DNN.</summary>
    MKLDNN = 2,
    /// <summary>OpenGL.</summary>
    OPENGL = 3,
    /// <summary>OpenCL.</summary>
    OPENCL = 4,
    /// <summary>IDEEP.</summary>
    IDEEP = 5,
    /// <summary>An AMD GPU.</summary>
    HIP = 6,
    /// <summary>A field-programmable gate array.</summary>
    FPGA = 7,
    /// <summary>MSNPU.</summary>
    MSNPU = 8,
    /// <summary>XLA.</summary>
    XLA = 9,
    /// <summary>An Apple GPU.</summary>
    MPS = 13,
    /// <summary>Tensors with a shape and no data.</summary>
    META = 14,
}
