public import Architecture

extension ProcessAction {
  /// How the action may fail while the kernel runs short of what it takes for it.
  ///
  /// Rule ``posix.shortage``: A call for which the kernel cannot get what it needs fails and has changed nothing: with
  /// EAGAIN or ENOMEM if it creates a process or a thread, with ENOMEM if it maps memory or starts an image, with
  /// ENFILE, ENOSPC or ENOMEM if it works on descriptors, files or message queues. No other call, and no access to
  /// memory, needs anything: what a lazy copy takes was reserved by the fork.
  public var errorsOfShortage: Set<ErrorNumber> {
    switch self {
    case .fork, .vfork, .spawn, .createThread: [.tryAgain, .noMemory]
    case .execute, .memory: [.noMemory]
    case .file, .queue: [.tooManyFilesInSystem, .noSpace, .noMemory]
    case .load, .store, .loadPointer, .storePointer, .compute, .inspect, .signal, .limit, .time, .exit, .wait, .waitFor,
      .exitThread, .joinThread:
      []
    }
  }
}
