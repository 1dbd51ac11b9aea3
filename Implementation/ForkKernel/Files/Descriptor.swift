/// A descriptor of a process.
struct Descriptor: Hashable, Sendable {
  /// The open file description, by its position in the table; −1 if the descriptor is closed.
  var file: Int32
  /// It is closed by `execve`.
  var closesOnExecute = false

  /// A descriptor that is not open.
  static let closed = Descriptor(file: -1)

  /// Whether it refers to an open file description.
  var isOpen: Bool { file >= 0 }
}
