import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting

/// Makes actions of every kind, those included that the generator of fork programs does not choose, for processes that
/// the POSIX view knows. Most are permitted; of those that are not, most fail at one check alone.
struct ActionGenerator {
  let system: PosixSystem
  let name: ProcessNumber
  let thread: Int
  /// What the program is about, if not about everything.
  var topic: Topic?

  /// A family of calls that are made more often in some programs.
  enum Topic: CaseIterable {
    case limits
    case queues
    case sharedObjects
  }

  /// Somebody who may act.
  static func actor(in system: PosixSystem, from source: inout ChoiceSource) -> (ProcessNumber, thread: Int) {
    let running = system.processes.filter(\.value.runs).keys.sorted()
    let name = source.boolean(probability: 0.95) ? source.element(of: running) : ProcessNumber(9)
    let threads = system.processes[name]?.threads.running.keys.sorted() ?? [0]
    return (name, source.boolean(probability: 0.9) ? source.element(of: threads) : source.integer(in: 0...2))
  }

  func action(from source: inout ChoiceSource) -> ProcessAction {
    let endings = topic == .sharedObjects ? 0.96 : 0.98
    let (avoidsEndings, avoidsFailures) = (source.boolean(probability: endings), source.boolean())
    for _ in 0..<20 {
      let action = anyAction(from: &source)
      let (ends, fails) = prospects(of: action)
      if !(ends && avoidsEndings) && !(fails && avoidsFailures) { return action }
    }
    return .inspect(0)
  }

  private func anyAction(from source: inout ChoiceSource) -> ProcessAction {
    let (limits, queues) = (topic == .limits ? 8 : 1, topic == .queues ? 30 : 1)
    let objects = topic == .sharedObjects ? 24 : 1
    let kinds = [
      (topic == .sharedObjects ? 16 : 8, 0), (4, 1), (4, 2), (4, 3), (12, 4), (6, 5), (limits, 6),
      ((limits + 1) / 2, 7), (queues, 8), (objects, 9),
    ]
    return switch source.weighted(kinds) {
    case 0: access(from: &source)
    case 1: .compute(operation(from: &source), into: target(from: &source), from: register(from: &source))
    case 2: .memory(memoryCall(from: &source))
    case 3: processCall(from: &source)
    case 4: .file(fileCall(from: &source))
    case 5: .signal(signalCall(from: &source))
    case 6: .limit(limitCall(from: &source))
    case 7: .time(timeCall(from: &source))
    case 8: .queue(queueCall(from: &source))
    default: sharedObjectCall(from: &source)
    }
  }

  /// Whether an action would end the process by a refusal or leave none to go on, and whether it would only fail.
  private func prospects(of action: ProcessAction) -> (ends: Bool, fails: Bool) {
    var after = system
    switch after.perform(action, by: name, thread: thread) {
    case .killed: return (true, false)
    case .failed, .skipped: return (false, true)
    default: return (!after.processes.values.contains(where: \.runs), false)
    }
  }

  func access(from source: inout ChoiceSource) -> ProcessAction {
    let (through, offset) = place(from: &source)
    let size = source.element(of: [1, 2, 4, 8])
    switch source.integer(in: 0...3) {
    case 0: return .load(size: size, through: through, offset: offset)
    case 1: return .store(size: size, value: Integer(source.integer(in: 0...255)), through: through, offset: offset)
    case 2: return .loadPointer(into: target(from: &source), through: through, offset: offset)
    default: return .storePointer(from: register(from: &source), through: through, offset: offset)
    }
  }

  private func operation(from source: inout ChoiceSource) -> PointerOperation {
    switch source.integer(in: 0...5) {
    case 0, 1: .derive(increment: source.element(of: [0, 16, 4096, 4096, 8192, -4096, 24]))
    case 2: .narrow(length: source.element(of: [0, 64, 4096, 8192, 1 << 40]))
    case 3: .restrict(mask: source.element(of: [0x7FFFF, 0x7FFF7, 0x7FFFB]))
    case 4: .move
    default: source.boolean(probability: 0.3) ? .clearTag : .sealEntry
    }
  }

  private func memoryCall(from source: inout ChoiceSource) -> MemoryCall {
    let pages = source.weighted([(1, 0), (6, 1), (4, 2), (2, 3), (1, 40)])
    switch source.integer(in: 0...4) {
    case 0, 1:
      return .map(
        into: target(from: &source), pages: pages, protection: protection(from: &source),
        isShared: source.boolean(probability: 0.3))
    case 2: return .unmap(through: register(from: &source), pages: pages)
    case 3: return .protect(through: register(from: &source), pages: pages, protection: protection(from: &source))
    default:
      return .setBreak(
        into: target(from: &source), bytes: source.element(of: [0, 1, 4096, 8192, 10000, 16384, 1 << 20]))
    }
  }

  func protection(from source: inout ChoiceSource) -> Protection {
    source.weighted([(8, [.read, .write]), (4, [.read]), (1, [.write]), (1, []), (1, [.read, .execute])])
  }

  private func processCall(from source: inout ChoiceSource) -> ProcessAction {
    let other = ProcessNumber(source.integer(in: 1...5))
    let thread = source.integer(in: 0...2)
    switch source.integer(in: 0...14) {
    case 12: return source.boolean() ? .execute : .spawn(child: other)
    case 13, 14: return .waitFor(other)
    case 0...3: return .fork(child: other, strategy: source.element(of: ForkStrategy.allCases))
    case 4: return .vfork(child: other)
    case 5: return .exit(status: 3)
    case 6, 7: return .wait
    case 8, 9: return .createThread(thread)
    case 10: return .exitThread
    default: return .joinThread(thread)
    }
  }

  private func fileCall(from source: inout ChoiceSource) -> FileCall {
    let descriptor = descriptor(from: &source)
    let length = source.element(of: [0, 1, 16, 40, 300, 513, 1000, 5000])
    let file = source.integer(in: 0...2)
    switch source.integer(in: 0...20) {
    case 17: return .readVector(descriptor, buffers(from: &source))
    case 18, 19: return .writeVector(descriptor, buffers(from: &source))
    case 20: return .poll(pollEntries(from: &source))
    case 16: return .seek(descriptor, offset: source.element(of: [65000, .twoTo(63) - 1, 1]), from: .current)
    case 0, 1: return .pipe
    case 2, 3, 4: return .read(descriptor, through: register(from: &source), length: length)
    case 5, 6, 7: return .write(descriptor, through: register(from: &source), length: length)
    case 8: return .close(descriptor)
    case 9: return .duplicate(descriptor, onto: source.element(of: [nil, nil, 0, 5, 9, 64, -1]))
    case 10, 11, 12:
      let options: OpenOptions = source.element(of: [
        [.create], [.create, .exclusive], [], [.exclusive], [.truncate, .create],
      ])
      let more: OpenOptions = source.element(of: [[], [], .append, .closeOnExecute])
      let access = source.weighted([(1, AccessMode.readOnly), (1, .writeOnly), (4, .readWrite)])
      return .open(file: file, access, options.union(more))
    case 13: return source.boolean() ? .unlink(file: file) : .size(descriptor)
    case 14:
      let offset = source.element(of: [0, 0, 5, 100, -1, -1, 65000, .twoTo(63) - 1])
      return .seek(descriptor, offset: offset, from: source.element(of: [.start, .current, .end]))
    default:
      return .truncate(descriptor, length: source.element(of: [0, 3, 600, 70000, .twoTo(64) - 1]))
    }
  }

  private func signalCall(from source: inout ChoiceSource) -> SignalCall {
    let signal = source.weighted([
      (8, SignalNumber.user1), (4, .child), (4, .pipe), (1, .terminate), (1, .hangup), (1, .kill), (1, .user2),
      (3, .fileSizeLimit),
    ])
    switch source.integer(in: 0...9) {
    case 0...3: return .send(signal, to: target(from: &source))
    case 4, 5: return .setAction(signal, source.element(of: [.standard, .ignore, .handle, .handle, .handle]))
    case 6, 7:
      let others: [Set<SignalNumber>] = [[], [signal], [signal, .user1, .terminate], [.child, .pipe, .kill]]
      return .mask(source.element(of: [.block, .unblock, .set]), source.element(of: others))
    case 8: return .pending
    default: return .handled(signal)
    }
  }

  /// A process to send to: mostly one that is there.
  private func target(from source: inout ChoiceSource) -> ProcessNumber {
    if source.boolean(probability: 0.05) { return ProcessNumber(9) }
    return source.boolean() ? name : source.element(of: system.processes.keys.sorted())
  }

  /// Mostly a descriptor that is open, and more often one that was made since the start.
  func descriptor(from source: inout ChoiceSource) -> Int {
    let open = system.processes[name]?.descriptors.open ?? []
    if open.isEmpty || source.boolean(probability: 0.12) { return source.element(of: [-1, 63, 64, 1000]) }
    return source.element(of: open + open.filter { $0 > 2 } + open.filter { $0 > 2 })
  }

  /// A place to access, mostly within the bounds of a pointer.
  private func place(from source: inout ChoiceSource) -> (through: Int, offset: Integer) {
    let through = register(from: &source)
    let distance = source.element(of: [0, 0, 16, 32, 4096, 4104, 8192])
    return (through, Integer(source.boolean(probability: 0.97) ? distance : -1))
  }

  /// Mostly a register with a pointer.
  func register(from source: inout ChoiceSource) -> Int {
    let registers = system.processes[name]?.registers ?? []
    let pointers = registers.indices.filter { if case .pointer = registers[$0] { true } else { false } }
    if pointers.isEmpty || source.boolean(probability: 0.03) { return source.integer(in: 0...7) }
    return source.element(of: pointers)
  }

  private func target(from source: inout ChoiceSource) -> Int {
    source.boolean(probability: 0.9) ? source.integer(in: 2...7) : source.integer(in: 0...1)
  }
}
