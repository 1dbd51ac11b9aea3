import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

/// Calls about descriptors and files. Names and answers go through the exchange page.
extension KernelForkWorld {
  /// The path of a file, on the exchange page.
  func name(of file: UInt8) -> MachineCapability { kernel.exchange(Array("file\(file)".utf8) + [0]) }
}

extension Kernel {
  /// A C `int` of the exchange page.
  func exchangedInt(at offset: Int = 0) -> Int32 {
    Int32(truncatingIfNeeded: exchangedInteger(4, at: offset))
  }

  /// An integer of the exchange page.
  func exchangedInteger(_ byteCount: Int = 8, at offset: Int = 0) -> UInt64 {
    exchanged(byteCount, at: offset).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

extension MachineCapability {
  /// An argument that is a number of bytes.
  static func length(_ bytes: UInt32) -> MachineCapability { MachineCapability(integer: UInt64(bytes)) }
}

extension FixedWidthInteger {
  /// The bytes of an integer on the exchange page.
  var bytes: [UInt8] { (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> (8 * Self($0))) } }
}

// The flags of `open` and the origins of `lseek`, as FreeBSD numbers them.

extension FileAccess {
  var flags: Int32 {
    switch self {
    case .readOnly: 0
    case .writeOnly: 1
    case .readWrite: 2
    }
  }
}

extension Options<OpenOption> {
  var flags: Int32 {
    all.reduce(0) { flags, option in
      switch option {
      case .create: flags | 0x200
      case .exclusive: flags | 0x800
      case .truncate: flags | 0x400
      case .append: flags | 0x8
      case .closeOnExec: flags | 0x10_0000
      }
    }
  }
}

extension SeekOrigin {
  var whence: Int32 {
    switch self {
    case .start: 0
    case .current: 1
    case .end: 2
    }
  }
}

/// Calls about shared memory objects and message queues.
extension KernelForkWorld {
  /// Where on the exchange page the attributes of a queue lie, behind its name.
  static let attributes = 256

  /// The name of an object, on the exchange page.
  func name(_ kind: String, _ number: UInt8) -> MachineCapability {
    kernel.exchange(Array("/\(kind)\(number)".utf8) + [0])
  }
}
