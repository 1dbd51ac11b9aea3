public import Architecture

/// One line of a file of operations: an operation on capabilities, and what it answers.
public struct OperationVector: Codable, Hashable, Sendable {
  /// What is asked.
  public var operation: CapabilityOperation
  /// What must be answered.
  public var reply: CapabilityReply
  /// The format of the capabilities; the first line that says it says it for the file.
  public var format: FormatName?

  /// Makes a vector.
  public init(_ operation: CapabilityOperation, reply: CapabilityReply) {
    self.operation = operation
    self.reply = reply
  }

  private enum CodingKeys: CodingKey { case operation, reply, format }

  /// Reads a vector.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    operation = try members.decode(CapabilityOperation.self, forKey: .operation)
    reply = try members.decode(CapabilityReply.self, forKey: .reply)
    format = try members.decodeNameIfPresent(FormatName.self, forKey: .format)
  }
}
