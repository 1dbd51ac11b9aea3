import Architecture

extension SubjectFactory {
  /// A factory of subjects that are made when they are first used, so that properties can be listed, or some of them
  /// left out, without a machine or a kernel being made or connected to for each.
  public var deferred: SubjectFactory {
    var deferred = SubjectFactory(
      capability: capability, machine: { DeferredMachineSubject(subject: Deferred(make: machine)) },
      program: { DeferredProgramSubject(subject: Deferred(make: program)) }, page: page,
      harts: harts, fork: { isolation in DeferredForkSubject(subject: Deferred { try fork(isolation) }) },
      guests: guests)
    deferred.canRunShort = canRunShort
    deferred.machineMayDeviate = machineMayDeviate
    deferred.standardError = standardError
    return deferred
  }
}

/// A machine that is made when it is first used.
private struct DeferredMachineSubject: MachineSubject {
  var subject: Deferred<any MachineSubject>
  private(set) var tellsWholeAccesses = true
  private(set) var tellsRefusedAccesses = true

  init(subject: Deferred<any MachineSubject>) { self.subject = subject }

  mutating func reset() throws {
    (tellsWholeAccesses, tellsRefusedAccesses) = try subject.use { machine in
      try machine.reset()
      return (machine.tellsWholeAccesses, machine.tellsRefusedAccesses)
    }
  }

  mutating func adjust(_ adjustment: MachineAdjustment) throws -> Bool {
    try subject.use { try $0.adjust(adjustment) }
  }

  mutating func execute(_ instruction: UInt32) throws -> TraceRecord {
    try subject.use { try $0.execute(instruction) }
  }
}

/// A machine with programs that is made when it is first used.
private struct DeferredProgramSubject: ProgramSubject {
  var subject: Deferred<any ProgramSubject>

  mutating func reset() throws {
    try subject.use { try $0.reset() }
  }

  mutating func execute(_ instruction: UInt32) throws -> TraceRecord {
    try subject.use { try $0.execute(instruction) }
  }

  mutating func load(_ bytes: [UInt8], at address: UInt64) throws {
    try subject.use { try $0.load(bytes, at: address) }
  }

  mutating func run(instructions count: Int) throws -> MachineSummary {
    try subject.use { try $0.run(instructions: count) }
  }

  func granules(at address: UInt64, count: Int) throws -> [CapabilityBits] {
    try subject.value().granules(at: address, count: count)
  }
}

/// A kernel that is made when it is first used.
private struct DeferredForkSubject: ForkSubject {
  var subject: Deferred<any ForkSubject>

  mutating func start(_ world: ForkWorld) throws -> Observation {
    try subject.use { try $0.start(world) }
  }

  mutating func perform(_ step: ForkStep) throws -> Observation {
    try subject.use { try $0.perform(step) }
  }

  mutating func perform(_ step: ForkStep, shortAfter count: Int) throws -> ShortStep? {
    try subject.use { try $0.perform(step, shortAfter: count) }
  }

  mutating func inspect() throws -> InspectedState? {
    try subject.use { try $0.inspect() }
  }
}
