public import ExactIntegers

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
