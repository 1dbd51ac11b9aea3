import Architecture

/// vfork.
extension PosixSystem {
  /// Rule ``posix.vfork.name``: A vfork whose child would bear the name of a process that runs or is a zombie is skipped. It needs
  /// no memory and can't fail for want of it.
  func expectVfork(of child: ProcessNumber) -> Expectation {
    processes[child] == nil ? .vfork : .skipped
  }

  /// Rule ``posix.vfork.memory``: Until it ends, a child of vfork uses the memory of its parent: what it stores, its parent finds. It
  /// has registers of its own.
  mutating func vfork(_ parent: ProcessNumber, child: ProcessNumber) {
    guard var copy = processes[parent] else { return }
    copy.threads = copy.threads.forked { $0 }
    copy.parent = parent
    copy.lender = parent
    processes[child] = copy
  }

  /// Rule ``posix.vfork.suspended``: A process is suspended, with all its threads, while a child of vfork uses its memory. Steps of a
  /// process that is suspended are skipped.
  func isSuspended(_ name: ProcessNumber) -> Bool {
    processes.values.contains { $0.lender == name }
  }

  /// The process whose memory another one uses: itself, unless it was made by vfork.
  func owner(of name: ProcessNumber) -> ProcessNumber {
    processes[name]?.lender.map { owner(of: $0) } ?? name
  }
}
