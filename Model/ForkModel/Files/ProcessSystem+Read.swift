import Architecture
import ExactIntegers

/// Reading.
extension ProcessSystem {
  /// How many bytes a read may give.
  ///
  /// Rule ``posix.read``: A read stores as many bytes as there are, but not more than were asked for, from the start of
  /// the buffer on. It clears the tags of the pointers that it overwrites. The rest of the buffer stays as it was.
  ///
  /// Rule ``posix.vector.read``: readv is one read, which fills its buffers one after the other.
  ///
  /// Rule ``posix.buffer.partial``: A call need look at a buffer only as far as it moves bytes. So if only the first
  /// part of a buffer may be touched, a transfer may succeed that needs no more than that part, move as much as fits
  /// into it, or tell what else is in its way.
  mutating func possibilities(
    ofReading buffers: [Buffer], from descriptor: Int, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    let reach = reach(of: buffers, .storeData, by: name)
    try checkEmpty(buffers, .storeData, by: name)
    let description = try check(reach, descriptor, for: \.reads, of: name)
    if reach.wanted == 0 {
      return try possibilities(ofMovingNothing: buffers, .storeData, by: name) { system throws(ActionFailure) in
        try system.refusesTransfer(of: description, reach)
        _ = try system.peek(description, upTo: 1)
      }
    }
    try refusesTransfer(of: description, reach)
    if reach.isWhole {
      let count = try peek(description, upTo: reach.wanted).count
      return .count(count...count, or: nil)
    }
    if !takes(.bufferAsFarAsNeeded) { throw .failed(.badAddress) }
    let count = try peek(description, upTo: reach.count + 1).count
    if count <= reach.count { return .count(count...count, or: .failed(.badAddress)) }
    if reach.count == 0 { throw .failed(.badAddress) }
    return .count(1...reach.count, or: .failed(.badAddress))
  }

  /// The bytes that a read would give.
  private func peek(_ description: Int, upTo count: Int) throws(ActionFailure) -> [Byte] {
    if let number = files.sharedObject(of: description), let object = files.objects[number] {
      let offset = files.opened(description).offset
      let available = min(Integer(count), max(0, object.size - offset))
      if available == 0 { return [] }
      return (Int(fitting: offset)..<Int(fitting: offset + available)).map {
        byte(ofSharedPage: object.pages[$0 / ProcessImage.pageSize], at: $0 % ProcessImage.pageSize)
      }
    }
    var ahead = files
    return try ahead.read(description, upTo: count)
  }

  /// Stores what was read.
  ///
  /// Rule ``posix.buffer.moved``: When a transfer fails with EFAULT, or ends early, because the rest of its buffer may
  /// not be touched, it may have moved more bytes than it tells: as many as the first part has, into memory alone, or
  /// out of what is read as well.
  mutating func follow(
    _ buffers: [Buffer], readFrom descriptor: Int, to outcome: Observation, by name: ProcessName
  ) {
    if !outcome.tellsOfTransfer { return }
    let reach = reach(of: buffers, .storeData, by: name)
    // A transfer may be told to fail with EFAULT, though something else is in its way as well; then it moves nothing.
    let found = unlessItFails { () throws(ActionFailure) in
      let description = try description(descriptor, for: \.reads, of: name)
      return (description, try peek(description, upTo: reach.count))
    }
    if let (description, bytes) = found, !bytes.isEmpty {
      take(bytes, from: description, into: reach, to: outcome, by: name)
    }
  }

  private mutating func take(
    _ bytes: [Byte], from description: Int, into reach: Reach, to outcome: Observation, by name: ProcessName
  ) {
    if case .count(let bytesTold) = outcome, bytesTold > 0 {
      let count = Int(bytesTold)
      let movesMore = !reach.isWhole && bytes.count > count && takes(.movedBeforeFailure)
      store(movesMore ? bytes : Array(bytes.prefix(count)), in: reach.places, of: name)
      consume(count, from: description)
    }
    if outcome == .failed(.badAddress), !reach.isWhole {
      let choice = choose(.movedBeforeFailure, among: 3)
      if choice > 0 { store(bytes, in: reach.places, of: name) }
      if choice == 2 { consume(bytes.count, from: description) }
    }
  }

  private mutating func store(_ bytes: [Byte], in places: [Range<Int>], of name: ProcessName) {
    for (place, part) in spread(bytes, over: places) { store(part, at: place, of: name) }
  }

  /// Takes bytes out of a pipe, or moves the offset behind them.
  private mutating func consume(_ count: Int, from description: Int) {
    if files.sharedObject(of: description) != nil {
      files.advance(description, by: count)
    } else {
      do {
        _ = try files.read(description, upTo: count)
      } catch {
        impossible(
          "posix.read", "\(count) bytes were read from open file description \(description), and are not there")
      }
    }
  }
}
