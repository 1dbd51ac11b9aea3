import Architecture
import PropertyTesting
import Subjects

/// The properties of fork.
enum ForkProperties {
  /// Makes those that the parameters select.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    let subject = try subjects.fork(parameters.isolation)
    let strategies = parameters.strategies
    return parameters.isPlain
      ? [ForkTransparency(of: PlainPointerSubject(subject), profile: .plain(strategies: strategies))]
      : [ForkTransparency(of: subject, strategies: strategies)]
  }
}
