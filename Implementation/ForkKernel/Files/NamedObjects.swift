/// Objects of one kind that have names and are opened like files: each lives for as long as it has a name or is open.
struct NamedObjects<Object: Sendable>: Sendable {
  private var names: [[UInt8]: Int32] = [:]
  private var objects: [(object: Object, isNamed: Bool, openings: Int)?] = []
  private let limit: Int

  /// Makes room for a number of objects.
  init(limit: Int) { self.limit = limit }

  /// The object of a name.
  func find(_ name: [UInt8]) -> Int32? { names[name] }

  /// The objects, by their numbers.
  var all: [(number: Int, object: Object)] {
    objects.enumerated().compactMap { number, entry in entry.map { (number, $0.object) } }
  }

  subscript(number: Int32) -> Object {
    get {
      guard let entry = objects[Int(number)] else { preconditionFailure("an object that does not exist") }
      return entry.object
    }
    set { objects[Int(number)]?.object = newValue }
  }

  /// Adds an object, with a name that is not taken or without; `nil` at the limit.
  mutating func add(_ object: Object, _ name: [UInt8]?) -> Int32? {
    let number: Int
    if let free = objects.firstIndex(where: { $0 == nil }) {
      number = free
      objects[number] = (object, name != nil, 0)
    } else {
      guard objects.count < limit else { return nil }
      number = objects.count
      objects.append((object, name != nil, 0))
    }
    if let name { names[name] = Int32(number) }
    return Int32(number)
  }

  /// Counts one more open file description.
  mutating func retain(_ number: Int32) { objects[Int(number)]?.openings += 1 }

  /// Counts one open file description less; answers the object if that was all there was of it.
  mutating func release(_ number: Int32) -> Object? {
    objects[Int(number)]?.openings -= 1
    return dropIfUnused(number)
  }

  /// Takes a name away; answers the object if that was all there was of it.
  ///
  /// - Returns: `nil` if there is no such name.
  mutating func unlink(_ name: [UInt8]) -> Object?? {
    guard let number = names.removeValue(forKey: name) else { return nil }
    objects[Int(number)]?.isNamed = false
    return .some(dropIfUnused(number))
  }

  private mutating func dropIfUnused(_ number: Int32) -> Object? {
    guard let entry = objects[Int(number)], !entry.isNamed, entry.openings == 0 else { return nil }
    objects[Int(number)] = nil
    return entry.object
  }
}

/// A shared memory object: frames that those who map them share.
struct SharedMemory: Sendable {
  /// Its frames, in order; the kernel keeps them for as long as the object has a name, is open, or any of them is
  /// mapped.
  var frames: [UInt32] = []
  /// Its size in bytes.
  var size = 0
}
