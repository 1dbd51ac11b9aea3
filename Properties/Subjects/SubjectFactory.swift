public import Architecture

/// Makes the subjects that properties are checked against: ours, a mutant, or somebody else's.
public struct SubjectFactory: Sendable {
  /// Makes something that performs operations on capabilities in the given format.
  public var capability: @Sendable (FormatName) throws -> any CapabilitySubject
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
  /// Makes a kernel at the given level of isolation that runs programs of machine code; `nil` if there is none that
  /// does.
  public var guests: (@Sendable (IsolationLevel) throws -> any GuestSubject)?
  /// The end of what subjects in other processes have written to their standard error lately.
  public var standardError: @Sendable () -> String = { "" }

  /// Makes a factory from one function for each seam.
  public init(
    capability: @escaping @Sendable (FormatName) throws -> any CapabilitySubject,
    machine: @escaping @Sendable () throws -> any MachineSubject,
    program: @escaping @Sendable () throws -> any ProgramSubject,
    page: @escaping @Sendable () throws -> any PageAccessSubject,
    harts: @escaping @Sendable () throws -> any HartSubject,
    fork: @escaping @Sendable (IsolationLevel) throws -> any ForkSubject,
    guests: (@Sendable (IsolationLevel) throws -> any GuestSubject)?
  ) {
    self.capability = capability
    self.machine = machine
    self.program = program
    self.page = page
    self.harts = harts
    self.fork = fork
    self.guests = guests
  }
}
