public import Architecture
import Emulator
import ForkKernel
import PropertyTesting

/// Lets hostile processes call one kernel: every system call, with arguments of every kind, fitting or not, while
/// another thread writes to memory at the preemption points. A process that never acts keeps a secret.
///
/// Asked is that the kernel goes on, that its bookkeeping does not contradict itself, that no capability leaves its
/// region, and that nobody else holds a byte of the secret.
public struct HostileCalls: ~Copyable {
  /// The kernel contradicts itself, or lets something out.
  public struct Finding: Error, CustomStringConvertible {
    /// What.
    public let description: String
  }

  /// How a call ended.
  public enum Ending: Hashable, Sendable {
    case returned
    case failed(ErrorNumber)
    case waited
    case ended
  }

  /// How many calls lie between two looks at the kernel's state.
  private static let callsBetweenLooks = 4096
  /// The secret: 16 bytes of this.
  private static let secret: UInt8 = 0xA7

  /// How often each call has ended how.
  public var endings: [SystemCall: [Ending: Int]] { count.endings }
  private let count = Count()
  /// How many calls have been made.
  private var made = 0
  private var random: SplitMix64
  private var kernel: Kernel
  private var victim: ProcessID
  private var victimPID: Int32

  /// Boots a kernel with little of everything.
  public init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    var kernel = try Kernel(
      KernelConfiguration(
        frames: 200, regions: 6, processes: 12, threadsPerProcess: 4, descriptors: 16, files: 36, harts: 2,
        checksAssertions: true))
    try kernel.install(HostileImage.image, as: HostileImage.name)
    try kernel.install(Self.victimImage, as: "victim")
    victim = try kernel.start(program: "victim")
    victimPID = kernel.pid(of: victim)
    let interference = Interference(seed: seed)
    kernel.preemptionHandler = { _, kernel in interference.act(on: &kernel) }
    kernel.traceHandler = { [count] event in
      if case .returned(_, let call, let error) = event { count.add(error.map { .failed($0) } ?? .returned, to: call) }
    }
    self.kernel = kernel
  }

  private static var victimImage: Image {
    var image = Image(
      regionSizeLog2: HostileImage.regionSizeLog2,
      segments: [
        .init(.text, pages: 1), .init(.globalOffsetTable, pages: 1), .init(.data, pages: 4, filler: secret),
        .init(.stack, pages: 1, filler: secret),
      ])
    image.registers[18] = Pointer(target: 8192, length: 16384, permissions: .readWrite)
    return image
  }

  /// Lets processes make so many calls.
  public mutating func run(count: Int) throws {
    let end = made + count
    var lastLook = made
    while made < end {
      try keepVictimAlive()
      let processes = kernel.processIDs.filter { $0 != victim && kernel.exitStatus(of: $0) == nil }
      if processes.isEmpty {
        prepare(try kernel.start(program: HostileImage.name))
      } else {
        act(as: processes[below(processes.count)])
      }
      if made - lastLook >= Self.callsBetweenLooks || made == end {
        lastLook = made
        try look()
      }
    }
  }

  private mutating func keepVictimAlive() throws {
    guard kernel.process(pid: victimPID) != victim || kernel.exitStatus(of: victim) != nil else { return }
    while true {
      if let started = try? kernel.start(program: "victim") {
        victim = started
        break
      }
      // The hostile ones have to make room.
      guard let process = kernel.processIDs.first(where: { kernel.exitStatus(of: $0) == nil }) else {
        throw Finding(description: "There is no room for a process, though none is left.")
      }
      kernel.exit(process, .exited(1))
    }
    victimPID = kernel.pid(of: victim)
  }

  // MARK: Acting

  /// Gives a process what hostile arguments then refer to: handlers, a pipe, and an object of each kind.
  private mutating func prepare(_ process: ProcessID) {
    let memory = HostileImage.everything(of: kernel.region(of: process))
    let base = kernel.region(of: process).base
    func at(_ offset: UInt64) -> MachineCapability { memory.withAddress(base &+ offset) }
    func number(_ value: UInt64) -> MachineCapability { MachineCapability(integer: value) }
    for signal in Self.handled {
      _ = kernel.call(.sigaction, [number(signal), at(HostileImage.actions[0]), .null], as: process)
    }
    // Two pipes that are full, of which one lets nobody wait.
    for (flags, writer) in [(UInt64(0), UInt64(4)), (4, 6)] {
      _ = kernel.call(.pipe2, [at(HostileImage.buffers[0]), number(flags)], as: process)
      _ = kernel.call(.write, [number(writer), at(HostileImage.buffers[0]), number(16384)], as: process)
    }
    let (create, name) = (number(0x202), HostileImage.strings)
    _ = kernel.call(.open, [at(name[1]), create, number(0)], as: process)
    _ = kernel.call(.sharedMemoryOpen, [at(name[2]), create, number(0), number(0), .null], as: process)
    _ = kernel.call(.ftruncate, [number(8), number(8192)], as: process)
    _ = kernel.call(.sharedMemoryOpen, [at(name[2]), number(0), number(0), number(0), .null], as: process)
    let attributes = at(HostileImage.queueAttributes[0])
    for (queue, flags) in [(name[3], UInt64(0x202)), (name[2], 0x202), (name[3], 6), (name[2], 6)] {
      _ = kernel.call(.messageQueueOpen, [at(queue), number(flags), number(0), attributes], as: process)
    }
    // The second queue is full.
    for _ in 0..<3 {
      let message = [number(11), at(HostileImage.buffers[0]), number(8), number(0), .null]
      _ = kernel.call(.messageQueueSend, message, as: process)
    }
  }

  /// SIGUSR1 and SIGUSR2.
  private static let handled: [UInt64] = [30, 31]

  /// Lets the victim send a signal to a process that waits.
  private mutating func interrupt(_ process: ProcessID) {
    let pid = MachineCapability(integer: UInt64(kernel.pid(of: process)))
    _ = kernel.call(.kill, [pid, MachineCapability(integer: Self.handled[below(2)])], as: victim)
    _ = kernel.run(budget: 16)
  }

  private mutating func act(as process: ProcessID) {
    let threads = kernel.threadIdentifiers(of: process)
    let thread = threads[below(threads.count)]
    guard kernel.canAct(process, thread: thread) else {
      // It waits: for others, for a signal, or until it is ended.
      switch below(16) {
      case 0: kernel.exit(process, .exited(1))
      case 1...4: interrupt(process)
      default: _ = kernel.run(budget: 64)
      }
      return
    }
    let call = SystemCall.allCases[below(SystemCall.allCases.count)]
    // Processes that end at every eighth call would not get far.
    if call == .exit || call == .threadExit || call == .sigreturn, below(8) != 0 { return }
    let kinds = HostileArgument.kinds(of: call)
    let arguments = (0..<6).map { index in
      argument(index < kinds.count && below(8) != 0 ? kinds[index] : .any, process)
    }
    made += 1
    kernel.refuseAllocation(after: below(16) == 0 ? below(4) : nil)
    defer { kernel.refuseAllocation(after: nil) }
    if below(4) == 0 {
      for (index, value) in arguments.enumerated() {
        kernel.writeRegister(10 + index, value, of: process, thread: thread)
      }
      kernel.enter(call, as: process, thread: thread)
      _ = kernel.run(budget: 1 + below(32))
    } else {
      switch kernel.call(call, arguments, as: process, thread: thread) {
      case .wouldWait: count.add(.waited, to: call)
      case .ended: count.add(.ended, to: call)
      // The kernel has told that it returned.
      case .value, .capability, .failure, .elsewhere: break
      }
    }
  }

  private mutating func argument(_ kind: HostileArgument, _ process: ProcessID) -> MachineCapability {
    switch kind {
    case .number(let likely): return MachineCapability(integer: UInt64(bitPattern: likely[below(likely.count)]))
    case .process:
      let all = kernel.processIDs
      return MachineCapability(integer: UInt64(bitPattern: Int64(kernel.pid(of: all[below(all.count)]))))
    case .thread:
      let all = kernel.threadIdentifiers(of: process)
      return MachineCapability(integer: UInt64(all.isEmpty ? 0 : all[below(all.count)]) &- UInt64(below(8) / 7))
    case .memory(let offsets): return pointer(offsets, process)
    case .memoryOrNull(let offsets): return below(2) == 0 ? .null : pointer(offsets, process)
    case .any:
      if below(2) == 0 { return pointer([], process) }
      let word = random.next() >> (random.next() & 63)
      return MachineCapability(integer: below(4) == 0 ? ~word : word)
    }
  }

  /// A capability for memory of the process, to one of some offsets or anywhere, whole or spoilt.
  private mutating func pointer(_ offsets: [UInt64], _ process: ProcessID) -> MachineCapability {
    let register = [18, 19, 2, 1, 0, 0, 0, 0, 0, 0][below(10)]
    var pointer =
      register == 0
      ? HostileImage.everything(of: kernel.region(of: process)) : kernel.readRegister(register, of: process)
    let offset = offsets.isEmpty || below(6) == 0 ? UInt64(below(1 << 16)) : offsets[below(offsets.count)]
    pointer = pointer.withAddress(kernel.region(of: process).base &+ offset)
    switch below(24) {
    case 0: return .null
    case 1: return pointer.clearingTag()
    case 2: return pointer.sealedAsEntry()
    case 3: return pointer.withPermissions(and: random.next())
    case 4: return pointer.withBounds(length: UInt64(below(80))).capability
    case 5: return pointer.withAddress(pointer.bounds.topLow &- UInt64(below(64)))
    case 6: return pointer.withAddress(pointer.address &+ UInt64(below(16)))
    case 7: return kernel.kernelEntries[below(kernel.kernelEntries.count)]
    case 8: return kernel.readRegister(18, of: victim).clearingTag()
    default: return pointer
    }
  }

  // MARK: Looking

  private mutating func look() throws {
    let handler = kernel.preemptionHandler
    kernel.preemptionHandler = nil
    defer { kernel.preemptionHandler = handler }
    func found(_ what: String) -> Finding { Finding(description: "After \(made) calls: \(what).") }
    if let contradiction = kernel.contradictions.first { throw found(contradiction) }
    let entries = Set(kernel.kernelEntries)
    for process in kernel.processIDs where kernel.exitStatus(of: process) == nil {
      let region = kernel.region(of: process)
      for (name, capability) in kernel.registers(of: process)
      where capability.tag && !entries.contains(capability) && !region.contains(capability.bounds)
        && !name.hasSuffix(SpecialRegister.programCounterCapability.assemblyName)
      {
        throw found("\(name) of process \(kernel.pid(of: process)) reaches out of its region")
      }
    }
    let own = Set(kernel.mappings(of: victim).map(\.entry.frame))
    let word = UInt64(repeatingByte: Self.secret)
    for frame in kernel.framesInUse {
      for (index, capability) in kernel.taggedGranules(of: frame.number)
      where !entries.contains(capability) && !(frame.origin.map { $0.contains(capability.bounds) } ?? false) {
        throw found("granule \(index) of frame \(frame.number) reaches out of its origin: \(capability), \(frame)")
      }
      guard !own.contains(frame.number), frame.references > 0 else { continue }
      for index in 0..<256 where kernel.granule(index, ofFrame: frame.number).address == word {
        throw found("frame \(frame.number) has bytes of the secret")
      }
    }
    if kernel.console.longestRun(of: Self.secret) >= 16 { throw found("the secret was written to the console") }
    kernel.clearConsole()
  }

  private mutating func below(_ bound: Int) -> Int { Int(random.next(through: UInt64(bound - 1))) }
}

/// How often each call has ended how.
private final class Count {
  var endings: [SystemCall: [HostileCalls.Ending: Int]] = [:]

  func add(_ ending: HostileCalls.Ending, to call: SystemCall) {
    endings[call, default: [:]][ending, default: 0] += 1
  }
}

extension RegionView {
  /// Whether bounds lie inside.
  fileprivate func contains(_ bounds: CapabilityBounds) -> Bool {
    bounds.areOrdered && bounds.base >= base && bounds.top <= UInt128(base) + (1 << UInt128(sizeLog2))
  }
}

extension [UInt8] {
  /// How many of a byte stand together at most.
  fileprivate func longestRun(of byte: UInt8) -> Int {
    reduce(into: (run: 0, longest: 0)) { state, next in
      state.run = next == byte ? state.run + 1 : 0
      state.longest = Swift.max(state.longest, state.run)
    }.longest
  }
}

extension UInt64 {
  fileprivate init(repeatingByte byte: UInt8) { self = UInt64(byte) &* 0x0101_0101_0101_0101 }
}

/// What another thread does at preemption points: it writes to memory that the kernel may be looking at.
private final class Interference {
  private var random: SplitMix64
  private let store: UInt32
  private let storeCapability: UInt32

  init(seed: UInt64) {
    random = SplitMix64(seed: ~seed)
    store = (try? Instruction(.sd, rs1: 6, rs2: 7).encoded(in: .capability)) ?? 0
    storeCapability = (try? Instruction(.sc, rs1: 6, rs2: 8).encoded(in: .capability)) ?? 0
  }

  func act(on kernel: inout Kernel) {
    guard random.next() & 7 == 0 else { return }
    let processes = kernel.processIDs.filter { kernel.exitStatus(of: $0) == nil }
    guard let process = processes.dropFirst(Int(random.next(through: UInt64(max(processes.count, 1) - 1)))).first,
      let thread = kernel.threadIdentifiers(of: process).dropFirst().first
    else { return }
    let everything = HostileImage.everything(of: kernel.region(of: process))
    let target = everything.withAddress(kernel.region(of: process).base &+ (random.next() & 0xFFF0))
    kernel.writeRegister(6, target, of: process, thread: thread)
    kernel.writeRegister(7, MachineCapability(integer: random.next() & 0xFFFF), of: process, thread: thread)
    kernel.writeRegister(8, everything, of: process, thread: thread)
    _ = kernel.interleave(random.next() & 1 == 0 ? store : storeCapability, as: process, thread: thread)
  }
}

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
