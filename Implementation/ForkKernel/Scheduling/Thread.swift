import Architecture
import Emulator

/// Names a thread in a ``Scheduler``.
struct ThreadID: Hashable, Sendable {
  /// The position in the thread table.
  let index: Int32

  /// No thread.
  static let none = ThreadID(index: -1)
}

/// The registers of a thread while no hart runs it.
struct ThreadContext: Sendable {
  /// c0 to c31; c0 is null.
  var registers: InlineArray<32, MachineCapability> = .init(repeating: .null)
  /// The program counter capability.
  var programCounter: MachineCapability = .null
  /// The default data capability.
  var defaultData: MachineCapability = .null

  /// Moves every capability from one region to another.
  mutating func relocate(by relocation: Relocation<CC128>) {
    for index in 1..<32 where registers[index].tag {
      registers[index] = relocation.relocate(registers[index]).capability
    }
    programCounter = relocation.relocate(programCounter).capability
    defaultData = relocation.relocate(defaultData).capability
  }
}

/// What a blocked thread waits for.
enum WaitChannel: Hashable, Sendable {
  /// A child of the process to end.
  case child(ProcessID)
  /// Bytes, room, or the other end's closing, of a pipe.
  case pipe(Int32)
  /// Messages, or room for them, in a queue.
  case messages(Int32)
  /// Something to happen at one of many descriptors.
  case descriptors
  /// Nothing but the thread's deadline.
  case time
  /// A thread, by its identifier, to end.
  case thread(Int32)
  /// The vfork child of a process to end or leave its region.
  case vfork(ProcessID)
}
