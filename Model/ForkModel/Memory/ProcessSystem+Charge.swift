/// Memory that is promised, so that no access can fail for want of it.
extension ProcessSystem {
  /// Rule ``posix.charge.sum``: The frames that are promised are those that the processes are charged for, one for each page
  /// of shared memory that somebody has mapped or an object has, whoever shares it, and one for each read-only page of the
  /// image, which all processes have in common.
  var promisedFrames: Int {
    let own = processes.values.reduce(0) { $0 + $1.layout.chargedPages }
    return own + sharedPagesInUse.count + world.image.readOnlyPages
  }

  /// Rule ``posix.charge.limit``: A call fails with ENOMEM, and changes nothing, if what it asks for can't be promised beside
  /// what is promised already.
  func canPromise(_ frames: Int) -> Bool {
    promisedFrames + frames <= world.frames
  }

  /// Whether frames are promised to a call.
  mutating func promises(_ frames: Int) -> Bool {
    canPromise(frames) || world.overcommits && takes(.overcommit)
  }

  /// The pages of shared memory that somebody has mapped.
  var mappedSharedPages: Set<Int> {
    processes.values.reduce(into: []) { $0.formUnion($1.layout.sharedPages) }
  }

  /// The pages of shared memory that somebody has mapped, or a shared memory object has.
  var sharedPagesInUse: Set<Int> { mappedSharedPages.union(files.objectPages) }
}
