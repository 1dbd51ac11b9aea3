import Architecture
import ExactIntegers
import ForkModel
import Testing

/// What poll tells, by examples.
struct PollTests {
  private var world = ExampleWorld()

  private static func ask(_ descriptor: Int32) -> PollEntry {
    PollEntry(descriptor: descriptor, input: true, output: true)
  }

  private func allows(_ events: Options<PollEvent>, of descriptor: Int32) -> Bool {
    world.allows(.events(happened: [events]), of: .poll(entries: [Self.ask(descriptor)]))
  }

  /// Which sets of events may be told.
  private func allowed(of descriptor: Int32) -> Set<Options<PollEvent>> {
    let all = (0..<32).map { bits in
      Options(PollEvent.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
    }
    return Set(all.filter { allows($0, of: descriptor) })
  }

  @Test mutating func `What never blocks has all that is asked for, and nothing else`() {
    world.perform(.open(file: 1, access: .readOnly, options: [.create]))
    let none = PollEntry(descriptor: 3, input: false, output: false)
    let poll = ForkAction.poll(entries: [
      Self.ask(0), Self.ask(3), PollEntry(descriptor: 3, input: true, output: false), none,
    ])
    #expect(world.perform(poll) == .events(happened: [[.input, .output], [.input, .output], [.input], []]))
    #expect(world.perform(.poll(entries: [])) == .events(happened: []))
  }

  @Test mutating func `What is not open is told so, and a negative number asks nothing`() {
    #expect(
      world.perform(.poll(entries: [Self.ask(9), Self.ask(-1), PollEntry(descriptor: 9, input: false, output: false)]))
        == .events(happened: [[.invalid], [], [.invalid]]))
    #expect(allowed(of: 9) == [[.invalid]])
    #expect(allowed(of: -1) == [[]])
  }

  @Test mutating func `A pipe can be read when it holds bytes`() {
    world.perform(.pipe)
    #expect(allowed(of: 3) == [[]])
    world.perform(.write(descriptor: 4, through: 0, length: 1))
    #expect(allowed(of: 3) == [[.input]])
    #expect(
      world.perform(.poll(entries: [PollEntry(descriptor: 3, input: false, output: true)])) == .events(happened: [[]]))
  }

  @Test mutating func `A pipe without a writer has hung up`() {
    world.perform(.pipe)
    world.perform(.write(descriptor: 4, through: 0, length: 1))
    world.perform(.close(descriptor: 4))
    #expect(allowed(of: 3) == [[.input, .hangUp]])
    world.perform(.read(descriptor: 3, through: 0, length: 1))
    #expect(allowed(of: 3) == [[.hangUp], [.input, .hangUp]])
  }

  @Test mutating func `An empty pipe can be written, one that holds bytes perhaps`() {
    world.perform(.pipe)
    #expect(allowed(of: 4) == [[.output]])
    world.perform(.write(descriptor: 4, through: 0, length: 1))
    #expect(allowed(of: 4) == [[], [.output]])
  }

  @Test mutating func `A pipe without a reader tells so, and is not both hung up and writable`() {
    world.perform(.pipe)
    world.perform(.close(descriptor: 3))
    #expect(allowed(of: 4) == [[.hangUp], [.error], [.hangUp, .error], [.error, .output]])
    // To poll does not break the pipe: no signal is sent.
    #expect(world.perform(.poll(entries: [Self.ask(4)])) != .signaled(.pipe))
  }

  @Test mutating func `More entries than a process may have descriptors may be refused`() {
    let poll = ForkAction.poll(entries: [Self.ask(0), Self.ask(1), Self.ask(2)])
    #expect(!world.allows(.failed(.invalidArgument), of: poll))
    world.perform(.setLimit(resource: .descriptors, soft: 2, hard: 64))
    #expect(world.allows(.failed(.invalidArgument), of: poll))
    #expect(world.allows(.events(happened: Array(repeating: [.input, .output], count: 3)), of: poll))
  }
}
