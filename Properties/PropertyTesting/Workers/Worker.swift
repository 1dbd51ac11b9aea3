/// Serves requests on a set of properties, in the process it is made in.
package final class Worker: WorkerChannel {
  private var properties: [String: any Property]
  private let announce: (Int) -> Void
  private let standardError: () -> String

  /// - Parameters:
  ///   - properties: What can be asked for, by distinct names.
  ///   - standardError: The end of what other programs that are under test have written to their standard error lately.
  ///   - announce: Is told each case before anything of it is done, and the first one for cases of no run.
  package init(
    properties: [any Property], standardError: @escaping () -> String = { "" },
    announce: @escaping (Int) -> Void = { _ in }
  ) {
    self.properties = Dictionary(properties.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.standardError = standardError
    self.announce = announce
  }

  package func send(_ request: WorkerRequest) async -> WorkerReply {
    reply(to: request)
  }

  package func close() async {}

  /// Serves a request.
  package func reply(to request: WorkerRequest) -> WorkerReply {
    announce(0)
    switch request {
    case .check(let name, let seed, let indices):
      var recorder = Recorder()
      let clock = ContinuousClock()
      let start = clock.now
      guard properties[name] != nil else { return unknown(name) }
      var stop = properties[name]?.checkCases(indices, seed: seed, recorder: &recorder, announce: announce)
      if let outcome = stop?.outcome { stop?.outcome = withStandardError(outcome) }
      return .checked(recorder.takeStatistics(), seconds: (clock.now - start) / .seconds(1), stop: stop)
    case .examineChoices(let name, let values, let checking):
      return examined(properties[name]?.examine(ChoiceSource(replaying: values), checking: checking), name)
    case .examineCaseOfRun(let name, let seed, let index, let checking):
      guard let source = properties[name]?.source(ofCase: index, seed: seed) else { return unknown(name) }
      return examined(properties[name]?.examine(source, checking: checking), name)
    case .examineCase(let name, let json, let checking):
      return examined(properties[name]?.examine(json: json, checking: checking, keepingNotes: true), name)
    }
  }

  private func examined(_ examination: Examination?, _ name: String) -> WorkerReply {
    guard var examination else { return unknown(name) }
    examination.outcome = withStandardError(examination.outcome)
    return .examined(examination)
  }

  /// A failure with what programs under test have said beside their answers.
  private func withStandardError(_ outcome: Outcome) -> Outcome {
    guard case .fails(var failure) = outcome else { return outcome }
    let text = standardError()
    failure.standardError = text.isEmpty ? nil : text
    return .fails(failure)
  }

  private func unknown(_ name: String) -> WorkerReply {
    .refused("there is no property \(name)")
  }
}
