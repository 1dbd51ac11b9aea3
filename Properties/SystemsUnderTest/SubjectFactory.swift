public import Architecture

/// Makes the subjects that properties are checked against: ours, a mutant, or somebody else's.
public struct SubjectFactory: Sendable {
  /// Makes something that performs operations on capabilities in the given format.
  public var capability: @Sendable (FormatName) throws -> any CapabilitySubject
  /// Makes something that relocates whole frames of capabilities in the given format.
  public var relocation: @Sendable (FormatName) throws -> any RelocationSubject
  /// Makes a machine into which instructions are injected.
  public var machine: @Sendable () throws -> any MachineSubject
  /// Whether that machine is somebody else's, whose known deviations are counted instead of reported.
  public var machineMayDeviate = false
  /// Makes a machine that executes programs from its memory.
  public var program: @Sendable () throws -> any ProgramSubject
  /// Makes a machine whose pages carry policies.
  public var page: @Sendable () throws -> any PageAccessSubject
  /// Makes harts that share a memory.
  public var harts: @Sendable () throws -> any HartSubject
  /// Makes a kernel at the given level of isolation; the strategy is part of each ``ForkWorld``.
  public var fork: @Sendable (IsolationLevel) throws -> any ForkSubject
  /// Whether that kernel can be made to run short (``ForkSubject/perform(_:shortAfter:)``).
  public var canRunShort = false
  /// Whether that kernel starts worlds whose images hold pointers (``ForkWorld/pointers``).
  public var startsWithPointers = false
  /// Makes a kernel at the given level of isolation that runs programs of machine code; `nil` if there is none that
  /// does.
  public var guests: (@Sendable (IsolationLevel) throws -> any GuestSubject)?
  /// The end of what subjects in other processes have written to their standard error lately.
  public var standardError: @Sendable () -> String = { "" }

  /// Makes a factory from one function for each seam.
  public init(
    capability: @escaping @Sendable (FormatName) throws -> any CapabilitySubject,
    relocation: @escaping @Sendable (FormatName) throws -> any RelocationSubject,
    machine: @escaping @Sendable () throws -> any MachineSubject,
    program: @escaping @Sendable () throws -> any ProgramSubject,
    page: @escaping @Sendable () throws -> any PageAccessSubject,
    harts: @escaping @Sendable () throws -> any HartSubject,
    fork: @escaping @Sendable (IsolationLevel) throws -> any ForkSubject,
    guests: (@Sendable (IsolationLevel) throws -> any GuestSubject)?
  ) {
    self.capability = capability
    self.relocation = relocation
    self.machine = machine
    self.program = program
    self.page = page
    self.harts = harts
    self.fork = fork
    self.guests = guests
  }
}

/// A subject that is made when it is first used.
struct Deferred<Subject> {
  private let make: @Sendable () throws -> Subject
  private var made: Subject?

  init(make: @escaping @Sendable () throws -> Subject) {
    self.make = make
  }

  /// Asks the subject, in place.
  ///
  /// - Throws: What making it throws, each time until it can be made, or what asking it throws.
  mutating func use<Answer>(_ ask: (inout Subject) throws -> Answer) throws -> Answer {
    var subject = try made.take() ?? make()
    defer { made = subject }
    return try ask(&subject)
  }

  /// The subject as it is, for asking what doesn't change it; one that was just made if it was never used.
  func value() throws -> Subject { try made ?? make() }
}

extension SubjectFactory {
  /// A factory of subjects that are made when they are first used, so that properties can be listed, or some of them
  /// left out, without a machine or a kernel being made or connected to for each.
  public var deferred: SubjectFactory {
    var deferred = SubjectFactory(
      capability: capability, relocation: relocation,
      machine: { DeferredMachineSubject(subject: Deferred(make: machine)) },
      program: { DeferredProgramSubject(subject: Deferred(make: program)) }, page: page,
      harts: harts, fork: { isolation in DeferredForkSubject(subject: Deferred { try fork(isolation) }) },
      guests: guests)
    deferred.canRunShort = canRunShort
    deferred.startsWithPointers = startsWithPointers
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
