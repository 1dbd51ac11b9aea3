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
