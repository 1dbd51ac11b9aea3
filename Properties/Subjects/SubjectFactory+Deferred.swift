import Architecture

extension SubjectFactory {
  /// A factory of subjects that are made when they are first used, so that properties can be listed, or some of them
  /// left out, without a machine or a kernel being made or connected to for each.
  public var deferred: SubjectFactory {
    SubjectFactory(
      capability: capability, machine: { DeferredMachineSubject(make: machine) },
      program: { DeferredProgramSubject(make: program) }, page: page,
      fork: { isolation in DeferredForkSubject { try fork(isolation) } })
  }
}

/// A machine that is made when it is first used.
private struct DeferredMachineSubject: MachineSubject {
  let make: @Sendable () throws -> any MachineSubject
  var made: (any MachineSubject)?

  init(make: @escaping @Sendable () throws -> any MachineSubject) {
    self.make = make
  }

  mutating func reset() throws {
    try subject { try $0.reset() }
  }

  mutating func execute(_ instruction: UInt32) throws -> TraceRecord {
    try subject { try $0.execute(instruction) }
  }

  private mutating func subject<Answer>(_ ask: (inout any MachineSubject) throws -> Answer) throws -> Answer {
    if var subject = made.take() {
      defer { made = subject }
      return try ask(&subject)
    }
    made = try make()
    return try subject(ask)
  }
}

/// A machine with programs that is made when it is first used.
private struct DeferredProgramSubject: ProgramSubject {
  let make: @Sendable () throws -> any ProgramSubject
  var made: (any ProgramSubject)?

  init(make: @escaping @Sendable () throws -> any ProgramSubject) {
    self.make = make
  }

  mutating func reset() throws {
    try subject { try $0.reset() }
  }

  mutating func execute(_ instruction: UInt32) throws -> TraceRecord {
    try subject { try $0.execute(instruction) }
  }

  mutating func load(_ bytes: [UInt8], at address: UInt64) throws {
    try subject { try $0.load(bytes, at: address) }
  }

  mutating func run(instructions count: Int) throws -> MachineSummary {
    try subject { try $0.run(instructions: count) }
  }

  func granules(at address: UInt64, count: Int) throws -> [CapabilityBits] {
    try (made ?? make()).granules(at: address, count: count)
  }

  private mutating func subject<Answer>(_ ask: (inout any ProgramSubject) throws -> Answer) throws -> Answer {
    if var subject = made.take() {
      defer { made = subject }
      return try ask(&subject)
    }
    made = try make()
    return try subject(ask)
  }
}

/// A kernel that is made when it is first used.
private struct DeferredForkSubject: ForkSubject {
  let make: @Sendable () throws -> any ForkSubject
  var made: (any ForkSubject)?

  init(make: @escaping @Sendable () throws -> any ForkSubject) {
    self.make = make
  }

  mutating func start(_ world: ForkWorld) throws -> Observation {
    try subject { try $0.start(world) }
  }

  mutating func perform(_ step: ForkStep) throws -> Observation {
    try subject { try $0.perform(step) }
  }

  mutating func inspect() throws -> InspectedState? {
    try subject { try $0.inspect() }
  }

  private mutating func subject<Answer>(_ ask: (inout any ForkSubject) throws -> Answer) throws -> Answer {
    if var subject = made.take() {
      defer { made = subject }
      return try ask(&subject)
    }
    made = try make()
    return try subject(ask)
  }
}
