import PropertyTesting
import Subjects

/// The properties of isolation.
enum IsolationProperties {
  /// Makes those that the parameters select.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    []
  }
}
