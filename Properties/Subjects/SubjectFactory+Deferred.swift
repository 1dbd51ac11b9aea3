import Architecture

extension SubjectFactory {
  /// A factory of subjects that are made when they are first used, so that properties can be listed, or some of them
  /// left out, without a machine or a kernel being made or connected to for each.
  public var deferred: SubjectFactory {
    SubjectFactory(
      capability: capability, machine: { DeferredMachineSubject(make: machine) }, page: page,
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
