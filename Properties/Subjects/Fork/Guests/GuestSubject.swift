/// A kernel that runs programs of machine code.
public protocol GuestSubject: Sendable {
  /// Runs a script to its end.
  ///
  /// - Returns: the lines that its processes have written, in the order in which they did.
  func run(_ script: GuestScript) throws -> [String]
}
