/// Memory that is reserved, so that no access can fail for want of it.
extension ProcessSystem {
  /// Rule ``posix.charge.sum``: The frames that are reserved are those that the processes are charged for, one for each
  /// page of shared memory that somebody has mapped or an object has, whoever shares it, and one for each read-only
  /// page of the image, which all processes have in common.
  var reservedFrames: Int {
    let own = processes.values.reduce(0) { $0 + $1.layout.chargedPages }
    return own + sharedPagesInUse.count + world.image.readOnlyPages
  }

  /// Rule ``posix.charge.limit``: A call fails with ENOMEM, and changes nothing, if what it asks for can't be reserved
  /// beside what is reserved already.
  func canReserve(_ frames: Int) -> Bool {
    reservedFrames + frames <= world.frames
  }

  /// Whether frames are reserved for a call.
  mutating func reserves(_ frames: Int) -> Bool {
    canReserve(frames) || world.overcommits && takes(.overcommit)
  }

  /// The pages of shared memory that somebody has mapped.
  var mappedSharedPages: Set<Int> {
    processes.values.reduce(into: []) { $0.formUnion($1.layout.sharedPages) }
  }

  /// The pages of shared memory that somebody has mapped, or a shared memory object has.
  var sharedPagesInUse: Set<Int> { mappedSharedPages.union(files.objectPages) }
}
