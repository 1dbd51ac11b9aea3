import PropertyTesting
import Subjects

/// The properties of capabilities.
enum CapabilityProperties {
  /// Makes those that the parameters select: each subject's agreement with the Model, and the laws of the Model.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    let agreements = try parameters.formats.map { CapabilityAgreement(try subjects.capability($0)) }
    let laws = CapabilityLaw.all.map { LawProperty($0, formats: parameters.formats) }
    return agreements + laws
  }
}
