import Architecture
import PropertyTesting
import Subjects

/// The properties of fork.
enum ForkProperties {
  /// Makes those that the parameters select.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    [ForkTransparency(of: try subjects.fork(parameters.isolation), strategies: parameters.strategies)]
  }
}
