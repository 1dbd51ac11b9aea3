import Architecture

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
