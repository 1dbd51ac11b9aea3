/// Something of which a process may have only so much.
public enum Resource: Hashable, Sendable, CaseIterable {
  /// RLIMIT_FSIZE: the length in bytes to which it may bring a file.
  case fileSize
  /// RLIMIT_NPROC: how many processes there may be when it makes another. POSIX does not have it, FreeBSD and Linux do.
  case processes
  /// RLIMIT_NOFILE: the number above the highest descriptor that it may make.
  case descriptors
}
