/// Why there is no physical memory.
public enum PhysicalMemoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The host cannot provide that many bytes of address space.
  case hostMemoryExhausted(byteCount: UInt64)
  /// The number of frames is not one of 1 … 2^32 - 1.
  case frameCountOutOfRange(Int)

  /// A sentence that names the number.
  public var description: String {
    switch self {
    case .hostMemoryExhausted(let byteCount):
      "the host cannot provide \(byteCount) bytes of memory for the machine; ask for fewer frames"
    case .frameCountOutOfRange(let count):
      "a machine cannot have \(count) frames; it can have 1 … 4294967295"
    }
  }
}
