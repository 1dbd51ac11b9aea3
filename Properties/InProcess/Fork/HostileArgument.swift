import Architecture

/// A kind of argument, as a call would like to have it.
enum HostileArgument {
  case number([Int64])
  case process
  /// A thread of the caller.
  case thread
  /// A pointer, mostly to one of these offsets.
  case memory([UInt64])
  /// The same, or the null pointer.
  case memoryOrNull([UInt64])
  case any

  /// What a call's arguments are, in order.
  static func kinds(of call: SystemCall) -> [HostileArgument] { call.entry.operands.map { HostileArgument($0) } }

  private init(_ operand: SystemCallOperand) {
    self =
      switch operand {
      case .descriptor: .number([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, -1, 99])
      case .queue: .number([10, 11, 12, 13, 10, 11, 12, 13, 3, -1])
      case .signal: .number([0, 1, 2, 9, 13, 15, 20, 20, 20, 30, 30, 31, 31, 34, 64, -1])
      case .size:
        .number([0, 1, 2, 8, 16, 64, 512, 513, 4095, 4096, 4097, 8192, 16384, 65536, 1 << 31, -1])
      case .smallNumber: .number([0, 1, 2, 3, 4, -1, 1000])
      case .openFlags: .number([0, 1, 2, 0x201, 0x202, 0x206, 0x20A, 0xA02, 0x602, 0x10_0202, 3, -1])
      case .awaited: .number([-1, 0, 1, 2, 5, 99])
      case .waitOptions: .number([0, 0, 1, 8])
      case .protection: .number([0, 1, 2, 3, 5, 7, 8])
      case .mappedProtection: .number([0, 1, 2, 3, 7, 8])
      case .mapFlags: .number([0x1001, 0x1002, 0x1002, 1, 2])
      case .mapOffset: .number([0, 4096, 1])
      case .resource: .number([1, 7, 8, 0, 99])
      case .timeout: .number([0, 1, -1, -2])
      case .clock: .number([0, 4, 1, -1])
      case .priority: .number([0, 1, 63, 64])
      case .seekOffset: .number([0, 1, -1, 4096, 1 << 20, .max, .min])
      case .fileLength: .number([0, 1, 4096, 8192, 1 << 20, 1 << 21, -1])
      case .pipeFlags: .number([0, 4, 0x10_0000, 1])
      case .sharedFlags: .number([0, 0, 0, 1])
      case .process: .process
      case .thread: .thread
      case .buffer: .memory(HostileImage.buffers)
      case .path: .memory(HostileImage.strings)
      case .time: .memory(HostileImage.times)
      case .optionalTime: .memoryOrNull(HostileImage.times)
      case .words: .memory(HostileImage.words)
      case .vector: .memory(HostileImage.vectors)
      case .argumentList: .memory(HostileImage.argumentLists)
      case .pollEntries: .memory(HostileImage.pollEntries)
      case .action: .memory(HostileImage.actions)
      case .queueAttributes: .memory(HostileImage.queueAttributes)
      case .routine: .memory([0])
      case .unmappedStart: .memory([0x2000, 0x3000, 0x5000, 0x6000, 0xA000, 0xB000])
      case .protectedStart: .memory([0x0000, 0x2000, 0x4000, 0x5000, 0xA000])
      }
  }
}
