import Architecture
public import ExactIntegers

/// The limits of a process.
///
/// Rule ``posix.limit.start``: The first process can have as many descriptors as its world says, and may not raise
/// that. Its limits of processes and of files are not determined, but beyond anything that it can do; the first
/// getrlimit tells them.
///
/// Rule ``posix.limit.inherited``: A child of fork, vfork or spawn has the limits of its parent, and execve keeps them.
/// From then on each has its own.
public struct ResourceLimits: Hashable, Sendable {
  /// The limits that were set or told.
  private var known: [LimitedResource: ResourceLimit] = [:]
  /// How many descriptors a process can have at the start.
  private let descriptorsAtStart: Int

  init(descriptors: Int) {
    descriptorsAtStart = max(0, descriptors)
  }

  /// The limit of a resource, if it is known.
  subscript(resource: LimitedResource) -> ResourceLimit? {
    get {
      let start = UInt64(descriptorsAtStart)
      return known[resource] ?? (resource == .descriptors ? ResourceLimit(soft: start, hard: start) : nil)
    }
    set { known[resource] = newValue }
  }

  /// The number above the highest descriptor that can be made.
  var descriptors: Int {
    guard let limit = self[.descriptors] else { impossible("posix.limit.start", "the limit of descriptors is unknown") }
    return Int(fitting: limit.soft)
  }
}

/// How much of a resource a process may have.
public struct ResourceLimit: Hashable, Sendable {
  /// What it may have now.
  public let soft: Integer
  /// To what it may raise that.
  public let hard: Integer

  /// The limit that two words of a call are.
  ///
  /// Rule ``posix.limit.infinity``: A limit of 2^63 - 1 or more is none, whatever number the kernel has for
  /// RLIM_INFINITY.
  init(soft: UInt64, hard: UInt64) {
    self.soft = min(Integer(soft), Self.infinity)
    self.hard = min(Integer(hard), Self.infinity)
  }

  /// No limit.
  static let infinity: Integer = .twoTo(63) - 1
}
