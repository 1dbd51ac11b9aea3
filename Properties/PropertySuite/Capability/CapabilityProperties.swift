import PropertyTesting
import Subjects

/// The properties of capabilities.
enum CapabilityProperties {
  /// Makes those that the parameters select: each subject's agreement with the Model.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    try parameters.formats.map { CapabilityAgreement(try subjects.capability($0)) }
  }
}
