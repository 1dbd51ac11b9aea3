import Architecture
import CapabilityModel
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
    } catch .failed(let errors) {
      throw .failed(oneOf: errors + (reach.isWhole ? [] : [.badAddress]))
    }
  }

  /// Refuses buffers of no bytes that lie where the process may touch nothing, or does not look at them.
  ///
  /// Rule ``posix.buffer.empty``: A buffer of no bytes is not looked at. But a call that has other buffers to move
  /// bytes may fail with EFAULT if the process could not touch a byte there.
  mutating func checkEmpty(
    _ buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessName
  ) throws(ActionFailure) {
    let empty = buffers.filter { $0.length == 0 }.map { Buffer(through: $0.through, length: 1) }
    if empty.count == buffers.count || reach(of: empty, kind, by: name).isWhole { return }
    if takes(.emptyBuffer) { throw .failed(.badAddress) }
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
      throw .failed(oneOf: [.invalidArgument] + (reach.isWhole ? [] : [.badAddress]))
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

/// The memory that calls are given.
extension ProcessSystem {
  /// Where in the region the buffers of a call lie, in their order, if all of them may be touched. Rule:
  /// ``posix.buffer.authority``.
  func places(
    of buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessName
  ) throws(ActionFailure) -> [Range<Int>] {
    let reach = reach(of: buffers, kind, by: name)
    if !reach.isWhole { throw .failed(.badAddress) }
    return reach.places
  }

  /// As much of the buffers of a call as may be touched.
  ///
  /// Rule ``posix.buffer.authority``: A call may touch memory only where its process could. The register must hold a
  /// tagged, unsealed pointer with the permission to load what is written, or to store what is read; its bounds must
  /// cover the buffer from its address on, and every page of the buffer must permit the access. Otherwise the call
  /// fails with EFAULT, however few bytes it would have moved.
  ///
  /// Rule ``posix.vector.buffers``: So must each buffer of readv and writev that has bytes.
  func reach(of buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessName) -> Reach {
    var reach = Reach()
    for buffer in buffers {
      if reach.isWhole, let place = reachable(buffer, kind, by: name) { reach.places.append(place) }
      reach.wanted += Int(buffer.length)
    }
    return reach
  }

  /// As much of a buffer as may be touched, from its start; nil if that is nothing.
  private func reachable(
    _ buffer: Buffer, _ kind: MemoryAccess.Kind, by name: ProcessName
  ) -> Range<Int>? {
    let authority = authority(buffer.through, of: name)
    guard buffer.length > 0, let room = Int(exactly: min(Integer(buffer.length), authority.top - authority.address))
    else {
      return nil
    }
    // What may be touched ends with the bounds, or with a page.
    var reached: Range<Int>?
    // No pointer has an address that is undetermined.
    guard let distance = distanceFromPage(ofRegister: buffer.through, of: name) else { return nil }
    let toPage = ProcessImage.pageSize - distance
    for size in Array(stride(from: toPage, to: room, by: ProcessImage.pageSize)) + [room] where size > 0 {
      do {
        let start = try position(of: kind, size: size, through: buffer.through, offset: 0, by: name)
        reached = start..<start + size
      } catch {
        return reached
      }
    }
    return reached
  }

  /// Whether the pointers to buffers permit what a call is to do, whatever the pages permit.
  func pointersPermit(_ buffers: [Buffer], _ kind: MemoryAccess.Kind, by name: ProcessName) -> Bool {
    buffers.allSatisfy { buffer in
      if buffer.length == 0 { return true }
      let access = MemoryAccess(kind, size: Int(buffer.length), through: authority(buffer.through, of: name), offset: 0)
      do { try access.check(against: authority(buffer.through, of: name)) } catch { return false }
      return true
    }
  }
}

/// Where the bytes of a transfer lie that can be touched: all of its buffers, or as much as comes before the first byte
/// that the caller may not touch.
struct Reach {
  /// The places, in the order of the buffers.
  var places: [Range<Int>] = []
  /// How many bytes all the buffers have.
  var wanted = 0

  /// How many bytes can be touched.
  var count: Int { places.reduce(0) { $0 + $1.count } }

  /// Whether all can.
  var isWhole: Bool { count == wanted }
}

extension Observation {
  /// Whether a transfer with this outcome may have moved bytes; whoever made it still runs.
  var tellsOfTransfer: Bool {
    if case .count = self { true } else { self == .failed(.badAddress) }
  }
}
