public import Architecture
public import ExactIntegers

/// The POSIX view held against somebody's observations, step by step.
public struct PosixReference: Sendable {
  /// The processes as they must be; one of several possibilities while it can't be told in which order two things
  /// happened.
  public private(set) var system: PosixSystem
  /// The other possibilities.
  private var alternatives: [PosixSystem] = []
  /// Where the regions lie, as far as it was observed.
  public private(set) var placement = Placement()

  /// Starts a world whose first region lies at an address.
  public init(_ world: InitialWorld, regionBase: Integer) {
    system = PosixSystem(world)
    placement.note(.first, regionBase: regionBase)
  }

  /// All that the processes may be.
  package var possibilities: [PosixSystem] { [system] + alternatives }

  /// Judges an observation, and follows it if it is allowed.
  ///
  /// Rule ``guarantee.forkTransparency``: What processes observe under full copy, copy on access and copy on pointer
  /// access is what the POSIX view allows, at every step.
  ///
  /// - Returns: nil if the POSIX view allows it, otherwise what it allows instead.
  public mutating func judge(
    _ observation: Observation, of action: ForkAction, by name: ProcessName, thread: Int = 0
  ) -> Expectation? {
    judge(ObservedAction(action, by: name, thread: thread, observation))
  }

  /// The same of an action and its outcome together.
  public mutating func judge(_ observed: ObservedAction) -> Expectation? {
    follow([[observed]])
  }

  /// Judges what was observed of a call, and of an access to memory that another thread made on another processor while
  /// the kernel was about it.
  ///
  /// Rule ``posix.interleaving``: A call and an access at the same time are seen as if the one had come before the
  /// other, in either order. If both orders explain what was observed, either may be true, until something is observed
  /// that only one of them explains.
  ///
  /// - Returns: nil if the POSIX view allows it, otherwise what it allows instead of one of the two.
  public mutating func judge(_ call: ObservedAction, meanwhile access: ObservedAction) -> Expectation? {
    follow([[call, access], [access, call]])
  }

  private mutating func follow(_ orders: [[ObservedAction]]) -> Expectation? {
    var placement = placement
    orders[0].forEach { placement.note($0) }
    var possible: [PosixSystem] = []
    var refusals: [Expectation] = []
    for possibility in possibilities {
      for order in orders {
        for system in possibility.followed(order, in: placement, &refusals) where !possible.contains(system) {
          possible.append(system)
        }
      }
    }
    guard let first = possible.first else { return refusals.count == 1 ? refusals[0] : .anyOf(refusals) }
    (system, alternatives) = (first, Array(possible.dropFirst()))
    self.placement = placement
    return nil
  }
}

extension Placement {
  /// Takes note of the region that an observation tells of.
  fileprivate mutating func note(_ observed: ObservedAction) {
    switch observed.observation {
    case .forked(let base): observed.action.child.map { note($0, regionBase: Integer(base)) }
    case .executed(let base): note(observed.name, regionBase: Integer(base))
    case .done, .value, .pointer, .started, .reaped, .mapped, .count, .descriptor, .descriptors, .events, .limits,
      .message, .signals, .wouldBlock, .failed, .killed, .signaled, .noSuchProcess, .interleaved, .unsupported:
      break
    }
  }
}

extension PosixSystem {
  /// The processes after observations in their order, of whatever outcomes allow them.
  ///
  /// - Parameter refusals: gets what is allowed instead of the observations that are not.
  fileprivate func followed(
    _ order: [ObservedAction], in placement: Placement, _ refusals: inout [Expectation]
  ) -> [PosixSystem] {
    var systems = [self]
    for observed in order {
      var next: [PosixSystem] = []
      for outcome in systems.flatMap({ $0.outcomes(of: observed.action, by: observed.name, thread: observed.thread) }) {
        if outcome.allows(observed.observation, in: placement) {
          next += outcome.next(after: observed.observation)
        } else if !refusals.contains(outcome.expected) {
          refusals.append(outcome.expected)
        }
      }
      systems = next
    }
    return systems
  }
}

/// An action, and what was observed of it.
public struct ObservedAction: Sendable {
  let action: ForkAction
  let name: ProcessName
  let thread: Int
  let observation: Observation

  /// Says what a thread of a process did, and what it saw.
  public init(_ action: ForkAction, by name: ProcessName, thread: Int = 0, _ observation: Observation) {
    self.action = action
    self.name = name
    self.thread = thread
    self.observation = observation
  }
}

/// Where the regions of processes lie, as observations have told: what the POSIX view must be given to compare itself
/// with a single address space.
public struct Placement: Hashable, Sendable {
  /// The base of the region of each process that was ever started, by name; a name that is used again names the new
  /// process.
  private var bases: [ProcessName: Integer] = [:]
  /// Every base that was ever told.
  private(set) var all: Set<Integer> = []

  /// Nothing is known yet.
  public init() {}

  /// Takes note of the place of a process.
  public mutating func note(_ process: ProcessName, regionBase: Integer) {
    bases[process] = regionBase
    all.insert(regionBase)
  }

  /// The base of the region of a process.
  public func base(of process: ProcessName) -> Integer? { bases[process] }

  /// The address of a page of a process, counted from the start of its region.
  func address(ofPage page: Int, of process: ProcessName) -> Integer? {
    base(of: process).map { $0 + Integer(page) * Integer(ProcessImage.pageSize) }
  }
}
