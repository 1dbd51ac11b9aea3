/// The states that were found: how each was first reached, in the order in which they were.
package struct ExploredStates: Sendable {
  /// The state that each was reached from; the first has none and names itself.
  private(set) var parents: [UInt32] = [0]
  /// The step that led there: who, and which of the world's choices.
  private(set) var steps: [UInt16] = [0]
  /// Where each depth begins.
  private(set) var layers = [0, 1]
  /// How many states have had every step tried.
  var expanded = 0

  /// The state at the start.
  package init() {}

  /// How many there are.
  package var count: Int { parents.count }
  /// How many steps the longest shortest way to a state has.
  package var depth: Int { layers.count - 2 }

  mutating func append(parent: Int, step: Int) {
    parents.append(UInt32(truncatingIfNeeded: parent))
    steps.append(UInt16(truncatingIfNeeded: step))
  }

  /// Ends a depth: all states from here on lie deeper.
  mutating func endLayer() { layers.append(count) }

  /// The states on the way to one, from the first on.
  func path(to node: Int) -> [Int] {
    var path = [node]
    while let last = path.last, last > 0 { path.append(Int(parents[last])) }
    return path.reversed()
  }
}

extension ExploredStates {
  /// The bytes of a file: after the numbers of expanded states and of states, six bytes for each state, little-endian.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + 6 * count)
    func append(_ number: some FixedWidthInteger) {
      for byte in 0..<number.bitWidth / 8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
    }
    append(UInt32(truncatingIfNeeded: expanded))
    append(UInt32(truncatingIfNeeded: count))
    for node in 0..<count {
      append(parents[node])
      append(steps[node])
    }
    return bytes
  }

  /// Reads what ``bytes`` wrote.
  ///
  /// - Returns: the states and how many bytes they took; `nil` if the bytes are none of a file's.
  package static func read(_ bytes: ArraySlice<UInt8>) -> (states: ExploredStates, byteCount: Int)? {
    var position = bytes.startIndex
    func next(_ count: Int) -> Int {
      defer { position += count }
      return (0..<count).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
    }
    guard bytes.count >= 8 else { return nil }
    let (expanded, count) = (next(4), next(4))
    guard count > 0, expanded <= count, bytes.count >= 8 + 6 * count else { return nil }
    var states = ExploredStates()
    var depths = [0]
    _ = next(6)
    for node in 1..<max(count, 1) {
      let (parent, step) = (next(4), next(2))
      guard parent < node, let last = depths.last, depths[parent] + 1 >= last else { return nil }
      if depths[parent] + 1 > last, node > 1 { states.endLayer() }
      depths.append(depths[parent] + 1)
      states.append(parent: parent, step: step)
    }
    states.expanded = expanded
    // The last depth is complete only if nothing before it was left.
    if count > 1, let last = depths.firstIndex(of: depths[count - 1]), expanded >= last { states.endLayer() }
    return (states, position - bytes.startIndex)
  }
}
