import Architecture

extension ProcessSystem {
  /// The options as they are understood, and whether they are refused.
  ///
  /// Rule ``posix.open.flags``: O_EXCL without O_CREAT, and O_TRUNC without write access, fail with EINVAL. So it is
  /// for files, shared memory objects and message queues.
  ///
  /// Rule ``posix.open.options``: POSIX leaves undefined what they do. So O_EXCL may have no effect without O_CREAT,
  /// and O_TRUNC without write access may truncate, or have no effect.
  mutating func understood(
    _ options: Options<OpenOption>, for access: FileAccess
  ) throws(ActionFailure) -> Options<OpenOption> {
    var options = options
    if options.contains(.exclusive) && !options.contains(.create) {
      if !takes(.openOptions) { throw .failed(.invalidArgument) }
      options = options.subtracting([.exclusive])
    }
    if options.contains(.truncate) && !access.writes {
      let choice = choose(.openOptions, among: 3)
      if choice == 0 { throw .failed(.invalidArgument) }
      if choice == 1 { options = options.subtracting([.truncate]) }
    }
    return options
  }
}
