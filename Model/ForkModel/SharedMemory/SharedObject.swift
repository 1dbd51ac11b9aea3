import Architecture
import ExactIntegers

/// A page of a shared memory object, counted from its start.
struct ObjectPage: Hashable {
  let object: Int
  let index: Int
}

/// A shared memory object: memory that has a name, and that processes map.
struct SharedObject: Hashable, Sendable {
  /// How many bytes it has.
  var size: Integer = 0
  /// The pages of shared memory that hold them, by their numbers.
  var pages: [Int] = []

  /// How many pages an object of so many bytes has.
  static func pageCount(_ size: Integer) -> Integer {
    (size + Integer(ProcessImage.pageSize - 1)) / Integer(ProcessImage.pageSize)
  }

  /// The last page of an object of these pages that ends within it, and what of that page lies behind the end.
  static func tail(_ size: Integer, of pages: [Int]) -> (page: Int, bytes: Range<Int>)? {
    let (index, end) = (Int(exactly: size / Integer(ProcessImage.pageSize)), size % Integer(ProcessImage.pageSize))
    guard let index, pages.indices.contains(index), let end = Int(exactly: end), end > 0 else { return nil }
    return (pages[index], end..<ProcessImage.pageSize)
  }
}

/// What mmap is asked to map of a shared memory object.
struct SharedMapping {
  /// The descriptor of the object.
  let descriptor: Int
  /// The first page, counted from the start of the object.
  let page: Int
  /// How many pages.
  let pages: Int
  /// What may be done with the pages.
  let protection: Options<PageProtection>

  /// What the words of a call ask for.
  init(descriptor: Int32, page: UInt16, pages: UInt16, protection: Options<PageProtection>) {
    self.descriptor = Int(descriptor)
    self.page = Int(page)
    self.pages = Int(pages)
    self.protection = protection
  }
}

/// Shared memory objects, as far as they do not depend on who uses them.
extension OpenFiles {
  /// The pages of shared memory that objects hold.
  var objectPages: Set<Int> { objects.values.reduce(into: []) { $0.formUnion($1.pages) } }

  /// The shared memory object that an open file description is one of, by its number.
  func sharedObject(of description: Int) -> Int? {
    guard case .sharedObject(let number) = descriptions[description]?.object else { return nil }
    return number
  }

  /// Opens the shared memory object of a name.
  ///
  /// Rule ``posix.sharedObject.open``: Shared memory objects have names of their own, which are found, created and
  /// refused as those of files are. A new one has no bytes.
  mutating func openShared(_ name: Int, _ access: FileAccess) -> Int {
    let object = objectNames.file(name) ?? createObject(name)
    return add(OpenFileDescription(object: .sharedObject(object), access: access))
  }

  private mutating func createObject(_ name: Int) -> Int {
    let object = takeNumber()
    objects[object] = SharedObject()
    objectNames.add(name, for: object)
    return object
  }

  /// Removes the name of a shared memory object.
  mutating func unlinkShared(_ name: Int) throws(ActionFailure) { try objectNames.remove(name) }

  /// Keeps only the shared memory objects that can still be reached.
  ///
  /// Rule ``posix.sharedObject.lifetime``: A shared memory object lives, with all its pages, as long as it has a name,
  /// is open, or any of its pages is mapped.
  mutating func keepObjects(mapped pages: Set<Int>) {
    let open = Set(descriptions.keys.compactMap { sharedObject(of: $0) })
    objects = objects.filter { number, object in
      objectNames.files.contains(number) || open.contains(number) || !pages.isDisjoint(with: object.pages)
    }
  }
}
