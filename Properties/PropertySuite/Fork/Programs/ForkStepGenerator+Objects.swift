import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// Calls with lists, and calls about what has a name but is no file.
extension ForkStepGenerator {
  /// The name of an object or a queue: mostly one of few.
  private func objectName(from source: inout ChoiceSource) -> UInt8 { source.choose(in: 0...3, preferring: [0, 0, 1]) }

  func callWithList(
    _ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource
  ) -> ForkAction {
    if kind == .poll {
      return .poll(entries: source.list(0...PollEntry.most) { pollEntry(of: name, from: &$0) })
    }
    let descriptor = descriptor(of: name, for: kind, from: &source)
    let buffers = source.list(0...Buffer.mostInVector) {
      buffer(of: name, needing: kind == .readVector ? .store : .load, lengths: [1, 8, 16, 17, 0, 40], from: &$0)
    }
    return kind == .readVector
      ? .readVector(descriptor: descriptor, buffers: buffers) : .writeVector(descriptor: descriptor, buffers: buffers)
  }

  private func pollEntry(of name: ProcessName, from source: inout ChoiceSource) -> PollEntry {
    let open = (system.processes[name]?.descriptors.open ?? []).compactMap { Int32(exactly: $0) }
    let candidates = (open.filter { $0 > 2 } + open + [-1, 60]).map(Self.folded)
    let descriptor = Self.unfolded(source.choose(in: 0...130, preferring: candidates, otherwise: 0.03))
    return PollEntry(
      descriptor: descriptor, input: source.boolean(probability: 0.7), output: source.boolean(probability: 0.7))
  }

  // MARK: Shared memory objects

  func sharedMemoryCall(
    _ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource
  ) -> ForkAction {
    switch kind {
    case .openShared:
      let object = objectName(from: &source)
      let access = source.weighted([(5, FileAccess.readWrite), (1, .readOnly)])
      let options = openOptions([.create, .exclusive, .truncate, .closeOnExec], from: &source)
      return .openShared(object: object, access: access, options: options)
    case .unlinkShared: return .unlinkShared(object: objectName(from: &source))
    default:
      let into = target(from: &source)
      let descriptor = descriptor(of: name, for: .mapShared, from: &source)
      let page: UInt16 = source.choose(in: 0...0x100, preferring: [0, 0, 0, 0, 1], otherwise: 0.03)
      let pages: UInt16 = source.choose(in: 0...0x100, preferring: [1, 1, 1, 1, 1, 2, 0], otherwise: 0.03)
      return .mapShared(
        into: into, descriptor: descriptor, page: page, pages: pages, protection: protection(from: &source))
    }
  }

  /// The descriptors of shared memory objects that have pages.
  func mappableDescriptors(of name: ProcessName) -> [Int] {
    system.sharedDescriptors(of: name).filter { descriptor in
      let question = ForkStep(
        name, thread: UInt8(clamping: actingThread), .size(descriptor: Int32(clamping: descriptor)))
      guard case .answer(.oneOf(let answers)) = system.expectation(of: question), case .value(let size)? = answers.first
      else { return false }
      return size > 0
    }
  }

  // MARK: Message queues

  func queueCall(
    _ kind: ForkActionKind, of name: ProcessName, from source: inout ChoiceSource
  ) -> ForkAction {
    switch kind {
    case .openQueue:
      let queue = objectName(from: &source)
      let access = source.weighted([(5, FileAccess.readWrite), (1, .readOnly), (1, .writeOnly)])
      let options = openOptions([.create, .exclusive, .closeOnExec], from: &source)
      let messages: UInt16 = source.choose(in: 0...UInt16.max, preferring: [1, 1, 2, 2, 3, 10], otherwise: 0.04)
      let size: UInt16 = source.choose(in: 0...UInt16.max, preferring: [16, 16, 40, 1, 1024], otherwise: 0.04)
      return .openQueue(queue: queue, access: access, options: options, messages: messages, size: size)
    case .unlinkQueue: return .unlinkQueue(queue: objectName(from: &source))
    case .sendMessage:
      let descriptor = descriptor(of: name, for: kind, from: &source)
      let buffer = buffer(of: name, needing: .load, lengths: [1, 1, 16, 8, 0, 17], from: &source)
      let priority: UInt32 = source.choose(
        in: 0...UInt32.max, preferring: [0, 0, 0, 1, 1, 5, 31, 31, 32, 64], otherwise: 0.02)
      return .sendMessage(
        descriptor: descriptor, through: buffer.through, length: buffer.length, priority: priority)
    default:
      let descriptor = descriptor(of: name, for: kind, from: &source)
      let buffer = buffer(of: name, needing: .store, lengths: [16, 40, 40, 1024, 1024, 15], from: &source)
      return .receiveMessage(descriptor: descriptor, through: buffer.through, length: buffer.length)
    }
  }
}
