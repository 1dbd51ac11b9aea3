import Architecture
import ExactIntegers

/// Reading and writing.
extension ProcessSystem {
  /// Rule ``posix.transfer.direction``: A descriptor that is not open for reading can't be read, one that is not open for writing
  /// can't be written: EBADF.
  private func description(
    _ descriptor: Int, for isPermitted: KeyPath<AccessMode, Bool>, of name: ProcessNumber
  ) throws(ActionFailure) -> Int {
    let number = try description(descriptor, of: name)
    guard files.descriptions[number]?.access[keyPath: isPermitted] == true, files.queue(of: number) == nil else {
      throw .failed(.badFileDescriptor)
    }
    return number
  }

  /// Where in the region the buffers of a call lie, in their order.
  ///
  /// Rule ``posix.buffer.authority``: A call may touch memory only where its process could. The register must hold a
  /// tagged, unsealed pointer with the permission to load what is written, or to store what is read; its bounds must
  /// cover the whole buffer from its address on, and every page of the buffer must permit the access. Otherwise the
  /// call fails with EFAULT, however few bytes it would have moved, and nothing has changed.
  ///
  /// Rule ``posix.vector.buffers``: Each buffer of readv and writev must permit the access, before a byte is moved. One of
  /// no bytes is not looked at.
  func places(
    of buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessNumber
  ) throws(ActionFailure) -> [Range<Int>] {
    var places: [Range<Int>] = []
    for buffer in buffers where buffer.length > 0 {
      do {
        let start = try position(of: kind, size: buffer.length, through: buffer.through, offset: 0, by: name)
        places.append(start..<start + buffer.length)
      } catch {
        throw .failed(.badAddress)
      }
    }
    return places
  }

  /// Rule ``posix.vector.none``: readv and writev of no buffers fail with EINVAL, or do what a transfer of no bytes does.
  func possibilitiesWithoutBuffers(
    _ descriptor: Int, for isPermitted: KeyPath<AccessMode, Bool>, of name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    try Answer.orFailure([.invalidArgument]) { () throws(ActionFailure) in
      _ = try description(descriptor, for: isPermitted, of: name)
      return .oneOf([.count(0)])
    }
  }

  /// Rule ``posix.transfer.nothing``: To read or write no bytes does nothing, and looks at nothing but the descriptor.
  ///
  /// Rule ``posix.read``: A read stores as many bytes as there are, but not more than were asked for, from the start of
  /// the buffer on. It clears the tags of the pointers that it overwrites. The rest of the buffer stays as it was.
  ///
  /// Rule ``posix.vector.read``: readv is one read, which fills its buffers one after the other.
  mutating func read(
    _ descriptor: Int, into buffers: [Buffer], by name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    let description = try description(descriptor, for: \.reads, of: name)
    if files.sharedObject(of: description) != nil { return try refuseTransfer(of: buffers, .storeData, by: name) }
    let places = try places(of: buffers, .storeData, by: name)
    if places.isEmpty { return .oneOf([.count(0)]) }
    let bytes = try files.read(description, upTo: places.reduce(0) { $0 + $1.count })
    store(bytes, in: places, of: name)
    return .oneOf([.count(bytes.count)])
  }

  /// Stores bytes one after the other in several places.
  private mutating func store(_ bytes: [Byte], in places: [Range<Int>], of name: ProcessNumber) {
    var rest = bytes[...]
    for place in places {
      store(Array(rest.prefix(place.count)), at: place.lowerBound, of: name)
      rest = rest.dropFirst(place.count)
    }
  }

  /// How many bytes of a write may be taken.
  ///
  /// Rule ``posix.vector.write``: writev is one write of all that its buffers hold, one after the other: what a pipe takes as
  /// a whole is decided by the sum of their lengths.
  func possibilities(
    ofWriting buffers: [Buffer], to descriptor: Int, by name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    let description = try description(descriptor, for: \.writes, of: name)
    if files.sharedObject(of: description) != nil { return try refuseTransfer(of: buffers, .loadData, by: name) }
    let places = try places(of: buffers, .loadData, by: name)
    if places.isEmpty { return .oneOf([.count(0)]) }
    return try possibilities(ofWriting: places.reduce(0) { $0 + $1.count }, to: description, by: name)
  }

  /// Rule ``posix.write``: A write takes the first bytes of the buffer, as many as its result says.
  mutating func write(_ count: Int, to descriptor: Int, from buffers: [Buffer], by name: ProcessNumber) {
    guard count > 0, let description = try? description(descriptor, for: \.writes, of: name),
      let places = try? places(of: buffers, .loadData, by: name)
    else { return }
    var bytes: [Byte] = []
    for place in places where bytes.count < count {
      bytes += loadBytes(min(place.count, count - bytes.count), at: place.lowerBound, of: name)
    }
    files.write(bytes, to: description)
  }

  /// Rule ``posix.sharedObject.transfer``: To read or write a shared memory object fails with EINVAL. Whether that or EFAULT is
  /// found first is not determined, nor whether it is found when there are no bytes to move.
  private func refuseTransfer(
    of buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    try Answer.orFailure([.invalidArgument]) { () throws(ActionFailure) in
      if try !places(of: buffers, kind, by: name).isEmpty { throw .failed(.invalidArgument) }
      return .oneOf([.count(0)])
    }
  }
}
