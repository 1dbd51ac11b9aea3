import Architecture
import ExactIntegers

/// Writing.
extension ProcessSystem {
  /// How many bytes of a write may be taken.
  ///
  /// Rule ``posix.vector.write``: writev is one write of all that its buffers hold, one after the other: what a pipe
  /// takes as a whole is decided by the sum of their lengths.
  mutating func possibilities(
    ofWriting buffers: [Buffer], to descriptor: Int, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    let reach = reach(of: buffers, .loadData, by: name)
    try checkEmpty(buffers, .loadData, by: name)
    let description = try check(reach, descriptor, for: \.writes, of: name)
    if reach.wanted == 0 {
      return try possibilities(ofMovingNothing: buffers, .loadData, by: name) { system throws(ActionFailure) in
        try system.refusesTransfer(of: description, reach)
        if case .count(_, let other?) = try system.possibilities(ofWriting: 1, to: description, by: name) {
          try system.tell(other)
        }
      }
    }
    try refusesTransfer(of: description, reach)
    if reach.isWhole, let most = growth(of: description, by: reach.wanted) {
      return .count(1...most, or: .failed(.fileTooLarge))
    }
    if reach.isWhole { return try possibilities(ofWriting: reach.wanted, to: description, by: name) }
    if !takes(.bufferAsFarAsNeeded) { throw .failed(.badAddress) }
    return try possibilities(ofWritingPart: reach, to: description, by: name)
  }

  /// How many bytes may be taken of buffers that can't be read to their end. Rule: ``posix.buffer.partial``.
  ///
  /// Rule ``posix.write.console``: What is written to the console need not be looked at at all.
  private mutating func possibilities(
    ofWritingPart reach: Reach, to description: Int, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    let whole = try possibilities(ofWriting: reach.wanted, to: description, by: name)
    guard case .count(let counts, let other) = whole else { return whole }
    if let other, other != .failed(.badAddress), takes(.bufferAsFarAsNeeded) { return .oneOf([other]) }
    if files.isConsole(description) { return .count(1...counts.upperBound, or: .failed(.badAddress)) }
    guard let most = mostTaken(of: reach, by: description, for: name), most > 0 else { throw .failed(.badAddress) }
    return .count(1...most, or: .failed(.badAddress))
  }

  /// How many bytes may be taken at most of buffers that can't be read to their end; nil if a pipe takes all of them or
  /// none.
  private func mostTaken(of reach: Reach, by description: Int, for name: ProcessName) -> Int? {
    if files.isPipe(description) && reach.wanted <= pipeBufferSize { return nil }
    let whole = unlessItFails { () throws(ActionFailure) in
      try possibilities(ofWriting: reach.wanted, to: description, by: name)
    }
    guard case .count(let counts, _)? = whole else { return nil }
    return min(reach.count, counts.upperBound)
  }

  /// How many bytes a write has that would make a shared memory object longer. Rule: ``posix.sharedObject.transfer``.
  private func growth(of description: Int, by count: Int) -> Int? {
    guard let object = files.sharedObject(of: description).flatMap({ files.objects[$0] }) else { return nil }
    return files.opened(description).offset + Integer(count) > object.size ? count : nil
  }

  /// Throws what an outcome tells.
  private func tell(_ outcome: Observation) throws(ActionFailure) {
    if case .failed(let error) = outcome { throw .failed(error) }
    if outcome == .wouldBlock { throw .wouldBlock }
  }

  /// Takes what was written.
  ///
  /// Rule ``posix.write``: A write takes the first bytes of the buffer, as many as its result says; what it moves when
  /// it fails, ``posix.buffer.moved`` says.
  mutating func follow(
    _ buffers: [Buffer], writtenTo descriptor: Int, to outcome: Observation, by name: ProcessName
  ) {
    if !outcome.tellsOfTransfer { return }
    // A transfer may be told to fail with EFAULT, though the descriptor is not open for it; then it moves nothing.
    let opened = unlessItFails { () throws(ActionFailure) in try description(descriptor, for: \.writes, of: name) }
    if let opened { take(reach(of: buffers, .loadData, by: name), writtenTo: opened, to: outcome, by: name) }
  }

  private mutating func take(
    _ reach: Reach, writtenTo description: Int, to outcome: Observation, by name: ProcessName
  ) {
    if case .count(let count) = outcome, count > 0 { write(Int(count), of: reach, to: description, by: name) }
    if outcome == .failed(.badAddress), !reach.isWhole,
      let most = mostTaken(of: reach, by: description, for: name), most > 0, takes(.movedBeforeFailure)
    {
      write(most, of: reach, to: description, by: name)
    }
  }

  private mutating func write(_ count: Int, of reach: Reach, to description: Int, by name: ProcessName) {
    var bytes: [Byte] = []
    for place in reach.places where bytes.count < count {
      bytes += loadBytes(min(place.count, count - bytes.count), at: place.lowerBound, of: name)
    }
    if let number = files.sharedObject(of: description) {
      write(bytes, toShared: number, through: description)
    } else {
      files.write(bytes, to: description)
    }
  }

  /// Writes to a shared memory object as to a file. Rule: ``posix.sharedObject.transfer``.
  private mutating func write(_ bytes: [Byte], toShared number: Int, through description: Int) {
    let start = Int(fitting: files.opened(description).offset)
    let end = Integer(start + bytes.count)
    if end > files.object(number).size { truncateShared(number, to: end) }
    let pages = files.object(number).pages
    for (place, byte) in zip(start..., bytes) {
      store(byte, at: place % ProcessImage.pageSize, ofSharedPage: pages[place / ProcessImage.pageSize])
    }
    files.advance(description, by: bytes.count)
  }
}
