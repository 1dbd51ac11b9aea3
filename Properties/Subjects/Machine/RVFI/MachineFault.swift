/// What a machine in another process did instead of answering, so that what it was asked may have brought it about.
public struct MachineFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What people read.
  public var description: String
}
