/// A limit on what a process may use: the one in force, and the one up to which the process may raise it.
///
/// Source: POSIX.1-2024 `<sys/resource.h>`; FreeBSD `sys/resource.h` for the numbers.
struct ResourceLimit: Hashable, Sendable {
  /// What is limited.
  enum Resource: Int32, Sendable {
    case fileSize = 1  // RLIMIT_FSIZE
    case processes = 7  // RLIMIT_NPROC, of all processes, since there is one user
    case descriptors = 8  // RLIMIT_NOFILE
  }

  /// No limit (RLIM_INFINITY).
  static let infinity = UInt64(Int64.max)

  /// The limit in force.
  var current: UInt64
  /// How far it may be raised.
  var maximum: UInt64
}
