/// What an open file description permits.
public enum AccessMode: Hashable, Sendable {
  case readOnly
  case writeOnly
  case readWrite

  /// Whether it can be read from.
  var reads: Bool { self != .writeOnly }

  /// Whether it can be written to.
  var writes: Bool { self != .readOnly }
}
