import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import SystemsUnderTest

/// The calls of the topics, with operands that are likely to matter.
extension ForkStepGenerator {
  func call(_ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource) -> ForkAction {
    switch kind {
    case .createThread: .createThread(thread: source.choose(in: 0...ForkProgram.threads - 1, preferring: [1, 2]))
    case .exitThread: .exitThread
    case .joinThread: .joinThread(thread: source.choose(in: 0...ForkProgram.threads - 1, preferring: [1, 2]))
    case .vfork: .vfork(child: newChild(from: &source))
    case .execute: .execute
    case .spawn: .spawn(child: newChild(from: &source))
    case .waitFor: .waitFor(child: relative(of: name, from: &source))
    case .map, .unmap, .protect, .setBreak: memoryCall(kind, of: name, from: &source)
    case .readVector, .writeVector, .poll: callWithList(kind, of: name, from: &source)
    case .openShared, .unlinkShared, .mapShared: sharedMemoryCall(kind, of: name, from: &source)
    case .openQueue, .unlinkQueue, .sendMessage, .receiveMessage: queueCall(kind, of: name, from: &source)
    case .clock, .sleep, .limit, .setLimit: resourceCall(kind, of: name, from: &source)
    case .send, .setAction, .mask, .pending, .handled: signalCall(kind, of: name, from: &source)
    default: descriptorCall(kind, of: name, from: &source)
    }
  }

  private func relative(of name: ProcessName, from source: inout ChoiceSource) -> ProcessName {
    let children = system.processes.filter { $0.value.parent == name }.keys.map { $0.number }.sorted()
    return ProcessName(source.choose(in: 0...ForkProgram.processes - 1, preferring: children, otherwise: 0.1))
  }

  // MARK: Memory

  private func memoryCall(
    _ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource
  ) -> ForkAction {
    switch kind {
    case .map:
      let into = target(from: &source)
      // Bounds of more than 1024 pages cannot begin at any page.
      let usual: [UInt16] = regionPages > 1500 ? [1, 1, 2, 1026] : [1, 1, 2, 3]
      let pages: UInt16 = source.choose(in: 0...0x500, preferring: usual, otherwise: 0.01)
      let protection = protection(from: &source)
      return .map(into: into, pages: pages, protection: protection, isShared: source.boolean(probability: 0.3))
    case .setBreak:
      let into = target(from: &source)
      return .setBreak(into: into, bytes: source.choose(in: 0...0x20000, preferring: [0, 1, 4096, 8192, 12288]))
    default:
      let through = pageRegister(of: name, from: &source)
      let all = pointer(through, of: name).flatMap { UInt16(exactly: ($0.top - $0.address) / 4096) } ?? 1
      let pages: UInt16 = source.choose(in: 0...0x100, preferring: [1, 1, 2, all, all &+ 1])
      return kind == .unmap
        ? .unmap(through: through, pages: pages)
        : .protect(through: through, pages: pages, protection: protection(from: &source))
    }
  }

  func protection(from source: inout ChoiceSource) -> Options<PageProtection> {
    source.weighted([(6, [.read, .write]), (3, [.read]), (1, []), (1, [.write]), (1, [.read, .write, .execute])])
  }

  /// A register with a pointer to the start of a page, or with bytes that nobody can know.
  private func pageRegister(of name: ProcessName, from source: inout ChoiceSource) -> PointerRegister {
    let aligned = pointers(of: name).filter { $0.pointer.address.isMultiple(ofTwoTo: 12) }.map(\.register)
    let unknown = unknownRegisters(of: name)
    return PointerRegister(source.choose(in: 0...7, preferring: aligned + aligned + unknown, otherwise: 0.1))
  }

  // MARK: Descriptors

  private func descriptorCall(
    _ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource
  ) -> ForkAction {
    switch kind {
    case .pipe: return .pipe
    case .open:
      let file: UInt8 = source.choose(in: 0...3, preferring: [0, 0, 1])
      let access = source.element(of: [FileAccess.readWrite, .writeOnly, .readOnly])
      return .open(file: file, access: access, options: openOptions(from: &source))
    case .unlink: return .unlink(file: source.choose(in: 0...3, preferring: [0, 0, 1]))
    default: break
    }
    let descriptor = descriptor(of: name, for: kind, from: &source)
    switch kind {
    case .read:
      let buffer = buffer(of: name, needing: .store, from: &source)
      return .read(descriptor: descriptor, through: buffer.through, length: buffer.length)
    case .write:
      let buffer = buffer(of: name, needing: .load, from: &source)
      return .write(descriptor: descriptor, through: buffer.through, length: buffer.length)
    case .duplicate:
      let isNamed = source.boolean()
      let onto = isNamed ? source.choose(in: 0...80, preferring: [3, 4, 5, 6, 63, 64], otherwise: 0.05) : nil as Int32?
      return .duplicate(descriptor: descriptor, onto: onto)
    case .seek:
      let offsets = ([0, 0, 1, 1, 16, 16, 100, 4096, 1 << 31, 1 << 32 + 1] as [Int64]).map(Self.folded)
      let offset = Self.unfolded(source.choose(in: 0...0xF_FFFF_FFFF, preferring: offsets))
      return .seek(descriptor: descriptor, offset: offset, from: source.element(of: SeekOrigin.allCases))
    case .truncate:
      let isShared = system.sharedDescriptors(of: name).contains(Int(descriptor))
      // Who cannot limit memory is not asked for more than there is.
      let most: UInt64 = profile.runsShort ? 1 << 32 : 40000
      let lengths = isShared ? [4096, 4096, 8192, 5000, 100, 0, most] : [0, 1, 16, 100]
      return .truncate(descriptor: descriptor, length: source.choose(in: 0...most, preferring: lengths))
    case .size: return .size(descriptor: descriptor)
    case .close: return .close(descriptor: descriptor)
    // What has no operands that depend on the state is as in its samples.
    default: return source.element(of: kind.entry.samples)
    }
  }

  /// A descriptor: mostly an open one, seldom the console, and one that suits the call, if there is one.
  func descriptor(of name: ProcessName, for kind: ForkActionKind, from source: inout ChoiceSource) -> Int32 {
    let open = system.processes[name]?.descriptors.open ?? []
    let suitable =
      switch kind {
      case .read, .readVector: system.readableDescriptors(of: name)
      case .write, .writeVector: system.writableDescriptors(of: name)
      case .mapShared: mappableDescriptors(of: name)
      case .truncate where !system.sharedDescriptors(of: name).isEmpty: system.sharedDescriptors(of: name)
      case .sendMessage, .receiveMessage: system.queueDescriptors(of: name)
      default: open.filter { $0 > 2 }
      }
    // What works with one kind of descriptor alone seldom tries another.
    let times = [.mapShared, .truncate, .sendMessage, .receiveMessage].contains(kind) ? 12 : 3
    let candidates = (0..<times).flatMap { _ in suitable } + open
    return source.choose(in: 0...64, preferring: candidates.compactMap { Int32(exactly: $0) }, otherwise: 0.03)
  }

  /// Options to open something with, out of those that it knows.
  func openOptions(
    _ known: Set<OpenOption> = Set(OpenOption.allCases), from source: inout ChoiceSource
  ) -> Options<OpenOption> {
    let odds: [(OpenOption, Double)] = [
      (.create, 0.7), (.exclusive, 0.1), (.truncate, 0.1), (.append, 0.25), (.closeOnExec, 0.2),
    ]
    return Options(odds.filter { known.contains($0.0) && source.boolean(probability: $0.1) }.map(\.0))
  }

  /// A buffer that a pointer gives the right to, mostly: from its address, so many bytes.
  func buffer(
    of name: ProcessName, needing permission: Permission,
    lengths usual: [UInt32] = [1, 8, 16, 16, 17, 40, 512], from source: inout ChoiceSource
  ) -> Buffer {
    let usable = pointers(of: name).filter { _, pointer in
      !pointer.isSealed && pointer.permissions.contains(permission)
        && pointer.base <= pointer.address && pointer.address < pointer.top
    }
    let through = PointerRegister(source.choose(in: 0...7, preferring: usable.map(\.register), otherwise: 0.05))
    let room = pointer(through, of: name).map { $0.top - $0.address } ?? 0
    let fitting = usual.filter { Integer($0) <= room }
    let isDaring = source.steer(replaying: false) { $0.next(through: 19) == 0 }
    let edges = [room, room + 1, 0, 513, 4097].compactMap { UInt32(exactly: $0) }
    let lengths = isDaring || fitting.isEmpty ? edges : fitting
    return Buffer(
      through: through, length: source.choose(in: 0...0x4000, preferring: lengths, otherwise: 0.01))
  }

  // MARK: Signals

  /// The signals that programs send.
  private static let signals: [SignalNumber] = [
    .user1, .terminate, .child, .pipe, .user2, .hangup, .interrupt, .quit, .alarm, .kill, .fileSizeLimit,
  ]

  private func signalCall(
    _ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource
  ) -> ForkAction {
    switch kind {
    case .send:
      let signal = signal(from: &source)
      let known = system.processes.keys.map { $0.number }.sorted()
      return .send(
        signal: signal, to: ProcessName(source.choose(in: 0...ForkProgram.processes - 1, preferring: known)))
    case .setAction:
      let signal = signal(from: &source)
      return .setAction(
        signal: signal, disposition: source.weighted([(4, .handle), (2, .ignore), (1, .standard)]))
    case .mask:
      let change = source.element(of: SignalMaskChange.allCases)
      let signals = Self.signals.filter { _ in source.boolean(probability: 0.3) }
      return .mask(change: change, signals: Options(signals))
    case .handled: return .handled(signal: signal(from: &source))
    default: return .pending
    }
  }

  private func signal(from source: inout ChoiceSource) -> SignalNumber {
    source.weighted(
      zip([8, 3, 4, 4, 4, 1, 1, 1, 1, 1, isAbout(.setLimit) ? 12 : 1], Self.signals).map { (weight: $0, value: $1) })
  }
}
