import Architecture
import Emulator
import ForkKernel
import Subjects

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
