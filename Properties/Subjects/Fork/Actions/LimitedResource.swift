/// What a process can be limited in.
public enum LimitedResource: String, CaseIterable, Codable, Hashable, Sendable {
  /// The bytes of the files that it writes (`RLIMIT_FSIZE`).
  case fileSize
  /// Processes, of all the world, since there is one user (`RLIMIT_NPROC`).
  case processes
  /// Its descriptors: one more than the highest that it can get (`RLIMIT_NOFILE`).
  case descriptors
}
