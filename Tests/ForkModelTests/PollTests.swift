import ExactIntegers
import ForkModel
import Testing

/// What poll tells, by examples.
struct PollTests {
  private var world = ExampleWorld()

  private static func ask(_ descriptor: Int) -> PollEntry { PollEntry(descriptor, [.input, .output]) }

  private func allows(_ events: PollEvents, of descriptor: Int) -> Bool {
    world.allows(.events([events]), of: .file(.poll([Self.ask(descriptor)])))
  }

  /// Which sets of events may be told.
  private func allowed(of descriptor: Int) -> Set<PollEvents> {
    Set((0..<32).map { PollEvents(rawValue: $0) }.filter { allows($0, of: descriptor) })
  }

  @Test mutating func `What never blocks has all that is asked for, and nothing else`() {
    world.call(.open(file: 1, .readOnly, [.create]))
    let none = PollEntry(3, [])
    let poll = FileCall.poll([Self.ask(0), Self.ask(3), PollEntry(3, .input), none])
    #expect(world.call(poll) == .events([[.input, .output], [.input, .output], .input, []]))
    #expect(world.call(.poll([])) == .events([]))
  }

  @Test mutating func `What is not open is told so, and a negative number asks nothing`() {
    #expect(world.call(.poll([Self.ask(9), Self.ask(-1), PollEntry(9, [])])) == .events([.invalid, [], .invalid]))
    #expect(allowed(of: 9) == [.invalid])
    #expect(allowed(of: -1) == [[]])
  }

  @Test mutating func `A pipe can be read when it holds bytes`() {
    world.call(.pipe)
    #expect(allowed(of: 3) == [[]])
    world.call(.write(4, through: 0, length: 1))
    #expect(allowed(of: 3) == [.input])
    #expect(world.call(.poll([PollEntry(3, .output)])) == .events([[]]))
  }

  @Test mutating func `A pipe without a writer has hung up`() {
    world.call(.pipe)
    world.call(.write(4, through: 0, length: 1))
    world.call(.close(4))
    #expect(allowed(of: 3) == [[.input, .hangUp]])
    world.call(.read(3, through: 0, length: 1))
    #expect(allowed(of: 3) == [.hangUp, [.input, .hangUp]])
  }

  @Test mutating func `An empty pipe can be written, one that holds bytes perhaps`() {
    world.call(.pipe)
    #expect(allowed(of: 4) == [.output])
    world.call(.write(4, through: 0, length: 1))
    #expect(allowed(of: 4) == [[], .output])
  }

  @Test mutating func `A pipe without a reader tells so, and is not both hung up and writable`() {
    world.call(.pipe)
    world.call(.close(3))
    #expect(allowed(of: 4) == [.hangUp, .error, [.hangUp, .error], [.error, .output]])
    // To poll does not break the pipe: no signal is sent.
    #expect(world.call(.poll([Self.ask(4)])) != .signaled(.pipe))
  }

  @Test mutating func `More entries than a process may have descriptors may be refused`() {
    let poll = ProcessAction.file(.poll([Self.ask(0), Self.ask(1), Self.ask(2)]))
    #expect(!world.allows(.failed(.invalidArgument), of: poll))
    world.call(.set(.descriptors, ResourceLimit(soft: 2, hard: 64)))
    #expect(world.allows(.failed(.invalidArgument), of: poll))
    #expect(world.allows(.events(Array(repeating: [.input, .output], count: 3)), of: poll))
  }
}
