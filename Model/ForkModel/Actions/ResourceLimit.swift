public import ExactIntegers

/// How much of a resource a process may have.
public struct ResourceLimit: Hashable, Sendable {
  /// What it may have now.
  public let soft: Integer
  /// To what it may raise that.
  public let hard: Integer

  /// Rule ``posix.limit.infinity``: A limit of 2^63 - 1 or more is none, whatever number the kernel has for
  /// RLIM_INFINITY.
  public init(soft: Integer, hard: Integer) {
    self.soft = min(soft, Self.infinity)
    self.hard = min(hard, Self.infinity)
  }

  /// No limit.
  static let infinity: Integer = .twoTo(63) - 1

  /// No limit, neither now nor later.
  static let none = ResourceLimit(soft: infinity, hard: infinity)
}
