/// The descriptors of a process: small numbers that stand for open file descriptions.
///
/// Rule ``posix.descriptor.fork``: A child of fork or vfork has the descriptors of its parent. They stand for the same
/// open file descriptions, so an offset that the one moves has moved for the other; but what either opens or closes
/// does not concern the other.
public struct Descriptors: Hashable, Sendable {
  /// What a descriptor stands for.
  struct Entry: Hashable {
    /// The number of an open file description.
    let description: Int
    /// Whether the descriptor is closed when another image is started.
    let closesOnExecute: Bool
  }

  private var entries: [Int: Entry]

  /// Rule ``posix.start.descriptors``: The first process has descriptors 0, 1 and 2, for the console.
  ///
  /// - Parameters:
  ///   - console: The number of the open file description.
  ///   - limit: How many descriptors there can be.
  init(console: Int, limit: Int) {
    let entry = Entry(description: console, closesOnExecute: false)
    entries = Dictionary(uniqueKeysWithValues: (0..<min(3, max(0, limit))).map { ($0, entry) })
  }

  /// The descriptors that are open, in order.
  public var open: [Int] { entries.keys.sorted() }

  /// The open file descriptions that they stand for, by descriptor.
  var descriptionsByNumber: [Int: Int] { entries.mapValues(\.description) }

  /// The open file description that a descriptor stands for.
  ///
  /// Rule ``posix.descriptor.bad``: A call that names a descriptor which is not open fails with EBADF.
  func description(of descriptor: Int) throws(ActionFailure) -> Int {
    guard let entry = entries[descriptor] else { throw .failed(.badFileDescriptor) }
    return entry.description
  }

  /// The descriptors that a call will use.
  ///
  /// Rule ``posix.descriptor.lowest``: A call that makes descriptors takes the lowest numbers that are free. If there
  /// are not as many below the limit, it fails with EMFILE.
  func lowestFree(_ count: Int, below limit: Int) throws(ActionFailure) -> [Int] {
    let free = free(count, below: limit)
    if free.count < count { throw .failed(.tooManyFiles) }
    return free
  }

  /// The lowest numbers that are free: so many, unless there are fewer.
  func free(_ count: Int, below limit: Int) -> [Int] {
    Array((0..<max(0, limit)).filter { entries[$0] == nil }.prefix(count))
  }

  /// Makes a descriptor stand for an open file description.
  mutating func set(_ descriptor: Int, to description: Int, closesOnExecute: Bool = false) {
    entries[descriptor] = Entry(description: description, closesOnExecute: closesOnExecute)
  }

  /// Closes a descriptor.
  mutating func close(_ descriptor: Int) throws(ActionFailure) {
    guard entries.removeValue(forKey: descriptor) != nil else { throw .failed(.badFileDescriptor) }
  }

  /// Closes those that another image is not to have.
  ///
  /// Rule ``posix.descriptor.closeOnExecute``: A descriptor that was opened so is closed in a process that starts an
  /// image, by execute or by spawn. All others stay open.
  mutating func closeForExecution() { entries = entries.filter { !$0.value.closesOnExecute } }

  /// Closes them all.
  mutating func closeAll() { entries = [:] }

  /// Makes another descriptor for what one stands for.
  ///
  /// Rule ``posix.duplicate``: dup makes another descriptor for the same open file description: the lowest that is
  /// free, or for dup2 the one that is given. It stays open when another image is started.
  ///
  /// Rule ``posix.duplicate.onto``: What dup2 is given is closed first, without an error if it stood for nothing. A
  /// number outside of the limit fails with EBADF. A duplicate of a descriptor onto itself changes nothing.
  mutating func duplicate(
    _ descriptor: Int, onto target: Int?, below limit: Int
  ) throws(ActionFailure) -> Int {
    let description = try description(of: descriptor)
    guard let target else {
      let lowest = try lowestFree(1, below: limit)[0]
      set(lowest, to: description)
      return lowest
    }
    guard (0..<max(0, limit)).contains(target) else { throw .failed(.badFileDescriptor) }
    if target != descriptor { set(target, to: description) }
    return target
  }
}
