public import Architecture

extension ProcessAction {
  /// Whether POSIX allows a part of the action to have been done when it fails with an error. Rules:
  /// ``posix.protect.partial``, ``posix.buffer.moved``.
  public func mayFailInPart(with error: ErrorNumber) -> Bool {
    switch self {
    case .memory(.protect): error == .noMemory || error == .accessDenied
    case .file(.read), .file(.readVector): error == .badAddress
    case .load, .store, .loadPointer, .storePointer, .compute, .inspect, .memory, .file, .signal, .queue, .limit, .time,
      .fork, .vfork, .exit, .wait, .waitFor, .execute, .spawn, .createThread, .exitThread, .joinThread:
      false
    }
  }
}
