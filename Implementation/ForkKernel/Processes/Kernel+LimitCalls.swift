import Architecture
import Emulator

extension Kernel {
  /// `getrlimit(resource, limit)`: a `struct rlimit` of two integers of 64 bits.
  mutating func getrlimit(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    guard let resource = ResourceLimit.Resource(rawValue: int(0, of: thread)) else { throw .invalidArgument }
    let process = threads[thread].process
    let limit = limit(resource, of: process)
    try copyOut(
      limit.current.littleEndianBytes + limit.maximum.littleEndianBytes, to: pointer(1, of: thread), for: process)
    return .value(0)
  }

  /// `setrlimit(resource, limit)`. What is more than no limit is none, as on FreeBSD.
  mutating func setrlimit(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    guard let resource = ResourceLimit.Resource(rawValue: int(0, of: thread)) else { throw .invalidArgument }
    let process = threads[thread].process
    let bytes = try copyIn(pointer(1, of: thread), byteCount: 16, for: process)
    let wanted = ResourceLimit(
      current: min(bytes.littleEndian(at: 0, as: UInt64.self), ResourceLimit.infinity),
      maximum: min(bytes.littleEndian(at: 8, as: UInt64.self), ResourceLimit.infinity))
    guard wanted.current <= wanted.maximum else { throw .invalidArgument }
    guard wanted.maximum <= limit(resource, of: process).maximum else { throw .notPermitted }
    processes[process].limits[resource] = wanted
    return .value(0)
  }

  /// What limits a process.
  func limit(_ resource: ResourceLimit.Resource, of process: ProcessID) -> ResourceLimit {
    if let limit = processes[process].limits[resource] { return limit }
    let usual =
      switch resource {
      case .fileSize: ResourceLimit.infinity
      case .processes: UInt64(configuration.processes)
      case .descriptors: UInt64(configuration.descriptors)
      }
    return ResourceLimit(current: usual, maximum: usual)
  }

  /// One more than the highest descriptor that a process may open.
  func descriptorLimit(of process: ProcessID) -> Int {
    processes[process].limits.isEmpty
      ? configuration.descriptors : Int(clamping: limit(.descriptors, of: process).current)
  }

  /// The largest size that a process lets itself give to a file, in bytes.
  func fileSizeLimit(of process: ProcessID) -> Int {
    processes[process].limits.isEmpty ? .max : Int(clamping: limit(.fileSize, of: process).current)
  }

  /// Fails where a file would become larger than the limit of the process, whose thread is sent SIGXFSZ then.
  ///
  /// - Throws: ``ErrorNumber/fileTooLarge``.
  mutating func checkFileSize(_ isWithinLimit: Bool, _ thread: ThreadID) throws(ErrorNumber) {
    if isWithinLimit { return }
    post(.fileSizeLimit, to: threads[thread].process, thread: thread)
    throw .fileTooLarge
  }

  /// Whether a process may have another child.
  mutating func mayFork(_ process: ProcessID) -> Bool {
    grants(.process) && processes.hasRoom
      && (processes[process].limits.isEmpty
        || UInt64(processes.count) < limit(.processes, of: process).current)
  }
}

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
