/// One line of a file of operations: an operation on capabilities, and what it answers.
public struct OperationVector: Codable, Hashable, Sendable {
  /// What is asked.
  public var operation: CapabilityOperation
  /// What must be answered.
  public var reply: CapabilityReply

  /// Makes a vector.
  public init(_ operation: CapabilityOperation, reply: CapabilityReply) {
    self.operation = operation
    self.reply = reply
  }
}
