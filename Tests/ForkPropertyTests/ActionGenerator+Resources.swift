import Architecture
import ExactIntegers
import ForkModel
import PropertyTesting

/// Vectors, poll, limits, time, message queues and shared memory objects.
extension ActionGenerator {
  func buffers(from source: inout ChoiceSource) -> [Buffer] {
    (0..<source.integer(in: 0...3)).map { _ in
      Buffer(through: register(from: &source), length: source.element(of: [0, 1, 5, 40, 300, 513]))
    }
  }

  func pollEntries(from source: inout ChoiceSource) -> [PollEntry] {
    (0..<source.integer(in: 0...4)).map { _ in
      PollEntry(descriptor(from: &source), source.element(of: [[], .input, .output, [.input, .output]]))
    }
  }

  func limitCall(from source: inout ChoiceSource) -> LimitCall {
    let resource = source.element(of: Resource.allCases)
    if source.boolean(probability: 0.3) { return .get(resource) }
    let values: [Integer] =
      switch resource {
      case .fileSize: [0, 20, 100, 600, 65536, .twoTo(64) - 1]
      case .processes: [1, 2, 3, 5, 1000]
      case .descriptors: [3, 5, 8, 64, 65]
      }
    let soft = source.element(of: values)
    let hard = source.boolean(probability: 0.9) ? values[values.count - 1] : source.element(of: values)
    return .set(resource, ResourceLimit(soft: soft, hard: hard))
  }

  func timeCall(from source: inout ChoiceSource) -> TimeCall {
    if source.boolean() { return .clock }
    return .sleep(
      seconds: source.weighted([(6, 0), (2, 3), (1, -1)]),
      nanoseconds: source.weighted([(4, 0), (4, 1_000_000), (1, -1), (1, 1_000_000_000)]))
  }

  func queueCall(from source: inout ChoiceSource) -> QueueCall {
    let (queue, queues) = (source.integer(in: 0...1), system.queueDescriptors(of: name))
    let isAny = queues.isEmpty || source.boolean(probability: 0.1)
    let descriptor = isAny ? descriptor(from: &source) : source.element(of: queues)
    let length = source.element(of: [0, 1, 16, 16, 40, 64])
    switch source.integer(in: 0...8) {
    case 0, 1:
      return .open(
        queue: queue, source.weighted([(1, .readOnly), (1, .writeOnly), (6, .readWrite)]),
        source.weighted([(8, [.create]), (2, []), (1, [.create, .exclusive]), (1, [.exclusive])]),
        messages: source.weighted([(8, 2), (1, 0), (1, 11)]), size: source.weighted([(8, 40), (1, 0), (1, 2000)]))
    case 2: return source.boolean(probability: 0.3) ? .unlink(queue: queue) : .unlink(queue: 2)
    case 3, 4, 5:
      return .send(
        descriptor, through: register(from: &source), length: length,
        priority: source.element(of: [0, 0, 1, 31, 32]))
    default: return .receive(descriptor, through: register(from: &source), length: length)
    }
  }

  func sharedObjectCall(from source: inout ChoiceSource) -> ProcessAction {
    let (object, shared) = (source.integer(in: 0...1), system.sharedDescriptors(of: name))
    let isAny = shared.isEmpty || source.boolean(probability: 0.1)
    let descriptor = isAny ? descriptor(from: &source) : source.element(of: shared)
    switch source.integer(in: 0...11) {
    case 11: return .memory(.protect(through: register(from: &source), pages: 1, protection: [.read, .write]))
    case 0, 1, 2:
      return .file(
        .openShared(
          object: object, source.weighted([(2, .readOnly), (3, .readWrite)]),
          source.weighted([
            (12, [.create]), (2, []), (1, [.create, .exclusive]), (1, [.exclusive]), (1, [.create, .truncate]),
          ])))
    case 3: return .file(.unlinkShared(object: object))
    case 4, 5, 6:
      return .file(
        .truncate(
          descriptor, length: source.element(of: [0, 10, 100, 4096, 4097, 8192, 10000, 10000, 10000, .twoTo(62)])))
    default:
      return .memory(
        .mapShared(
          into: source.integer(in: 2...7),
          SharedMapping(
            descriptor: descriptor, page: source.weighted([(3, 0), (2, 1), (1, 3)]),
            pages: source.weighted([(4, 1), (3, 2), (1, 0), (1, 12)]),
            protection: source.boolean() ? .read : protection(from: &source))))
    }
  }
}
