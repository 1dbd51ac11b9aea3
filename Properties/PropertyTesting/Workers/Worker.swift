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

/// A worker in a process of its own, which may crash or hang without harm.
package final class WorkerProcess: WorkerChannel {
  private let launch: WorkerLaunch
  private let number: Int
  private var life: WorkerLife?

  /// - Parameters:
  ///   - launch: How it is started.
  ///   - number: Tells it from the other workers of the run.
  package init(_ launch: WorkerLaunch, number: Int) {
    self.launch = launch
    self.number = number
  }

  package func send(_ request: WorkerRequest) async -> WorkerReply {
    let life = self.life ?? WorkerLife(launch, number: number)
    let reply = await life.exchange(request, secondsPerCase: patience(with: request))
    if case .lost = reply { self.life = nil } else { self.life = life }
    return reply
  }

  package func close() async {
    await life?.end()
    life = nil
  }

  /// Shortening tries many candidates, so it must not wait as long for each of them.
  private func patience(with request: WorkerRequest) -> Double {
    if case .examineChoices = request { return min(launch.secondsPerCase, max(1, launch.secondsPerCase / 10)) }
    return launch.secondsPerCase
  }
}

/// How a worker process is started and how long it is waited for.
public struct WorkerLaunch: Hashable, Sendable {
  /// The path of the program.
  public var executable: String
  /// Its arguments; `--status FILE` is added.
  public var arguments: [String]
  /// A directory for the status files and what workers write to standard error.
  public var directory: String
  /// How long one case may take, in seconds, before the worker is killed.
  public var secondsPerCase: Double

  /// Makes a description of how workers are started.
  public init(executable: String, arguments: [String], directory: String, secondsPerCase: Double = 10) {
    self.executable = executable
    self.arguments = arguments
    self.directory = directory
    self.secondsPerCase = secondsPerCase
  }
}

/// Shares a run among several worker processes.
package enum WorkerPool {
  /// Works until nothing is left to do, or until the task is cancelled.
  package static func work(on run: Run, with launch: WorkerLaunch, workers: Int) async {
    await withTaskGroup { group in
      for number in 0..<workers {
        group.addTask {
          await run.work(through: WorkerProcess(launch, number: number))
        }
      }
    }
  }
}
