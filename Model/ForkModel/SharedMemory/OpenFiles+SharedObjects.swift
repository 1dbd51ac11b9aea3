import Architecture

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
