public import Architecture
import CapabilityModel
public import Subjects
import Translation

/// The Model's capabilities, as a subject.
public struct ModelCapabilitySubject: CapabilitySubject {
  /// The format of every word that this subject takes and gives.
  public let format: FormatName

  /// Makes the subject of a format.
  public init(_ format: FormatName) {
    self.format = format
  }

  /// Performs one operation; never throws.
  public func perform(_ operation: CapabilityOperation) -> CapabilityReply {
    operation.reply(in: .named(format))
  }
}
