public import Architecture

/// Something that performs operations on capabilities in one format.
public protocol CapabilitySubject: Sendable {
  /// The format of every word that this subject takes and gives.
  var format: FormatName { get }

  /// Performs one operation. Any bit pattern is a legal operand; no operand may crash the subject.
  func perform(_ operation: CapabilityOperation) throws -> CapabilityReply
}
