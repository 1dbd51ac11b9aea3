public import Architecture

/// What those want to know who look for something to do.
extension PosixSystem {
  /// The threads of a process that run and are not suspended, in order.
  public func threadsThatMayAct(of name: ProcessName) -> [Int] { awakeThreads(of: name).sorted() }

  /// The descriptors of a process from which bytes can be read now, in order.
  public func readableDescriptors(of name: ProcessName) -> [Int] {
    descriptors(of: name, where: files.hasBytes)
  }

  /// The descriptors of a process to which bytes can be written that are kept, in order.
  public func writableDescriptors(of name: ProcessName) -> [Int] {
    descriptors(of: name, where: files.keepsBytes)
  }

  /// The descriptors of a process that are open on message queues, in order.
  public func queueDescriptors(of name: ProcessName) -> [Int] {
    descriptors(of: name) { files.queue(of: $0) != nil }
  }

  /// The descriptors of a process that are open on shared memory objects, in order.
  public func sharedDescriptors(of name: ProcessName) -> [Int] {
    descriptors(of: name) { files.sharedObject(of: $0) != nil }
  }

  /// Those of a process that is not there are none.
  private func descriptors(of name: ProcessName, where isSuitable: (Int) -> Bool) -> [Int] {
    guard let process = processes[name] else { return [] }
    return process.descriptors.descriptionsByNumber.filter { isSuitable($0.value) }.keys.sorted()
  }
}
