import Architecture
import ExactIntegers

/// Reading and writing: what both have in common.
extension ProcessSystem {
  /// Rule ``posix.transfer.direction``: A descriptor that is not open for reading can't be read, one that is not open
  /// for writing can't be written: EBADF.
  func description(
    _ descriptor: Int, for isPermitted: KeyPath<FileAccess, Bool>, of name: ProcessName
  ) throws(ActionFailure) -> Int {
    let number = try description(descriptor, of: name)
    guard files.descriptions[number]?.access[keyPath: isPermitted] == true, files.queue(of: number) == nil else {
      throw .failed(.badFileDescriptor)
    }
    return number
  }

  /// What keeps a transfer from being looked at more closely.
  ///
  /// Rule ``posix.transfer.length``: A transfer of more than 2^31 - 1 bytes, in one buffer or in several, fails with
  /// EINVAL or is treated as any other.
  mutating func check(
    _ reach: Reach, _ descriptor: Int, for isPermitted: KeyPath<FileAccess, Bool>, of name: ProcessName
  ) throws(ActionFailure) -> Int {
    if reach.wanted > Int(Int32.max) && takes(.longTransfer) { throw .failed(.invalidArgument) }
    do {
      return try description(descriptor, for: isPermitted, of: name)
    } catch .failed(let error) {
      throw .failedOneOf([error] + (reach.isWhole ? [] : [.badAddress]))
    }
  }

  /// Rule ``posix.vector.none``: readv and writev of no buffers fail with EINVAL, or do what a transfer of no bytes
  /// does.
  mutating func possibilitiesWithoutBuffers(
    _ descriptor: Int, for isPermitted: KeyPath<FileAccess, Bool>, of name: ProcessName
  ) throws(ActionFailure) -> Answer {
    try Answer.orFailure([.invalidArgument]) { () throws(ActionFailure) in
      _ = try description(descriptor, for: isPermitted, of: name)
      return .oneOf([.count(bytes: 0)])
    }
  }

  /// Refuses to move bytes from a shared memory object or to it, or does not.
  ///
  /// Rule ``posix.sharedObject.transfer``: To read or write a shared memory object is not specified: it fails with
  /// EINVAL, or is done as with a file, and then lseek moves the offset. Whether the refusal or EFAULT is found first
  /// is not determined, nor whether it is found when there are no bytes to move.
  mutating func refusesTransfer(of description: Int, _ reach: Reach) throws(ActionFailure) {
    if files.sharedObject(of: description) != nil && !takes(.objectAsFile) {
      throw .failedOneOf([.invalidArgument] + (reach.isWhole ? [] : [.badAddress]))
    }
  }

  /// What may come of a transfer of no bytes.
  ///
  /// Rule ``posix.transfer.nothing``: To read or write no bytes does nothing, and looks at nothing but the descriptor.
  /// But it may find what would be found if there were bytes: that the buffer may not be touched, that there is nothing
  /// to read yet, or that the pipe is broken or has no room.
  mutating func possibilities(
    ofMovingNothing buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessName,
    orAsIf look: (inout Self) throws(ActionFailure) -> Void
  ) throws(ActionFailure) -> Answer {
    if !takes(.transferOfNothing) { return .oneOf([.count(bytes: 0)]) }
    let isReachable = reach(of: buffers.map { Buffer(through: $0.through, length: 1) }, kind, by: name).isWhole
    if !isReachable && takes(.transferOfNothing) { throw .failed(.badAddress) }
    try look(&self)
    return .oneOf([.count(bytes: 0)])
  }

  /// How many of these bytes lie in the first of some places: what each of them takes.
  func spread<Element>(_ elements: [Element], over places: [Range<Int>]) -> [(place: Int, elements: [Element])] {
    var rest = elements[...]
    return places.map { place in
      defer { rest = rest.dropFirst(place.count) }
      return (place.lowerBound, Array(rest.prefix(place.count)))
    }
  }
}
