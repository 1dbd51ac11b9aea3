import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

/// Calls about descriptors and files. Names and answers go through the exchange page.
extension KernelForkWorld {
  func callForDescriptors(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
    case .pipe:
      return call(.pipe2, [Kernel.exchange(), .int(0)], as: actor) { _ in
        .descriptors(read: kernel.exchangedInt(), write: kernel.exchangedInt(at: 4))
      }
    case .read(let descriptor, let through, let length):
      return call(.read, [.int(descriptor), read(through, of: actor), .length(length)], as: actor) {
        .count(bytes: UInt32(truncatingIfNeeded: $0))
      }
    case .write(let descriptor, let through, let length):
      return call(.write, [.int(descriptor), read(through, of: actor), .length(length)], as: actor) {
        .count(bytes: UInt32(truncatingIfNeeded: $0))
      }
    case .close(let descriptor): return call(.close, [.int(descriptor)], as: actor)
    case .duplicate(let descriptor, let onto):
      return call(onto == nil ? .dup : .dup2, [.int(descriptor), .int(onto ?? 0)], as: actor) {
        .descriptor(number: Int32(truncatingIfNeeded: $0))
      }
    default: return .unsupported
    }
  }

  func callForFiles(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
    case .open(let file, let access, let options):
      return call(.open, [name(of: file), .int(access.flags | options.flags)], as: actor) {
        .descriptor(number: Int32(truncatingIfNeeded: $0))
      }
    case .unlink(let file): return call(.unlink, [name(of: file)], as: actor)
    case .seek(let descriptor, let offset, let origin):
      let distance = MachineCapability(integer: UInt64(bitPattern: offset))
      return call(.lseek, [.int(descriptor), distance, .int(origin.whence)], as: actor) { .value($0) }
    case .truncate(let descriptor, let length):
      return call(.ftruncate, [.int(descriptor), MachineCapability(integer: length)], as: actor)
    case .size(let descriptor):
      return call(.fstat, [.int(descriptor), Kernel.exchange()], as: actor) { _ in
        .value(kernel.exchangedInteger(at: 112))  // st_size
      }
    default: return .unsupported
    }
  }

  /// The path of a file, on the exchange page.
  private func name(of file: UInt8) -> MachineCapability { kernel.exchange(Array("file\(file)".utf8) + [0]) }
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
  fileprivate var whence: Int32 {
    switch self {
    case .start: 0
    case .current: 1
    case .end: 2
    }
  }
}

/// Calls about shared memory objects and message queues.
extension KernelForkWorld {
  func callForObjects(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
    case .openShared(let object, let access, let options):
      // As in every C library, the descriptor is closed on exec.
      let flags = access.flags | options.flags | ([.closeOnExec] as Options<OpenOption>).flags
      let arguments = [name("shared", object), .int(flags), .int(0), .int(0), .null]
      return call(.sharedMemoryOpen, arguments, as: actor) { .descriptor(number: Int32(truncatingIfNeeded: $0)) }
    case .unlinkShared(let object): return call(.sharedMemoryUnlink, [name("shared", object)], as: actor)
    case .openQueue(let queue, let access, let options, let messages, let size):
      // What else is in the `struct mq_attr` is not looked at.
      let attributes = kernel.exchange(
        [0, UInt64(messages), UInt64(size), 0, 0, 0, 0, 0].flatMap(\.bytes), at: Self.attributes)
      let arguments = [name("queue", queue), .int(access.flags | options.flags), .int(0), attributes]
      return call(.messageQueueOpen, arguments, as: actor) { .descriptor(number: Int32(truncatingIfNeeded: $0)) }
    case .unlinkQueue(let queue): return call(.messageQueueUnlink, [name("queue", queue)], as: actor)
    case .sendMessage(let descriptor, let through, let length, let priority):
      let numbers = [.length(length), MachineCapability(integer: UInt64(priority))]
      return call(.messageQueueSend, [.int(descriptor), read(through, of: actor)] + numbers + [.null], as: actor)
    case .receiveMessage(let descriptor, let through, let length):
      let arguments = [.int(descriptor), read(through, of: actor), .length(length), Kernel.exchange(), .null]
      return call(.messageQueueReceive, arguments, as: actor) {
        .message(bytes: UInt32(truncatingIfNeeded: $0), priority: UInt32(kernel.exchangedInteger(4)))
      }
    default: return .unsupported
    }
  }

  /// Where on the exchange page the attributes of a queue lie, behind its name.
  private static let attributes = 256

  /// The name of an object, on the exchange page.
  private func name(_ kind: String, _ number: UInt8) -> MachineCapability {
    kernel.exchange(Array("/\(kind)\(number)".utf8) + [0])
  }
}
