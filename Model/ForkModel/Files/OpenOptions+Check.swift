import Architecture

extension OpenOptions {
  /// Refuses options that mean nothing together.
  ///
  /// Rule ``posix.open.flags``: O_EXCL without O_CREAT, and O_TRUNC without write access, fail with EINVAL before anything
  /// else is looked at. That no descriptor is free (EMFILE) is found before the name is looked up. So it is for files, shared
  /// memory objects and message queues.
  func check(for access: AccessMode) throws(ActionFailure) {
    let lacksCreate = contains(.exclusive) && !contains(.create)
    if lacksCreate || contains(.truncate) && !access.writes { throw .failed(.invalidArgument) }
  }
}
