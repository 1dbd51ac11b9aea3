import Architecture
import PropertyTesting
import Subjects

/// The properties of fork.
enum ForkProperties {
  /// Makes those that the parameters select.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    let strategies = parameters.strategies
    let makeSubject = { try subjects.fork(parameters.isolation) }
    if parameters.isPlain {
      let profile = ForkProgramProfile.plain(strategies: strategies)
      return [ForkTransparency(of: PlainPointerSubject(try makeSubject()), profile: profile)]
    }
    return [ForkTransparency(of: try makeSubject(), strategies: strategies)]
      + (try ForkTopicProperties.all(of: makeSubject, strategies: strategies))
      + (try ForkStateProperties.all(of: makeSubject, strategies: strategies))
      + (subjects.canRunShort ? [ForkShortage(of: try makeSubject(), strategies: strategies)] : [])
      + (try subjects.guests.map { [GuestPrograms(try $0(parameters.isolation), strategies: strategies)] } ?? [])
  }
}
