import Foundation
import PropertyTesting
import Synchronization

/// What `ufork check` prints while it runs and at the end.
///
/// On a terminal the last line shows how far the run is; elsewhere only whole lines are printed, once each.
final class Console: Sendable {
  private let isTerminal = StandardStream.output.isTerminal
  private let isProgressShown = Mutex(false)

  /// Says what is about to be checked.
  func begin(properties: Int, configuration: RunConfiguration, workers: Int, mutant: String?) {
    let budget =
      switch configuration.budget {
      case .cases(let cases): counted(cases, "case", "cases") + " each"
      case .seconds(let seconds): "\(seconds.formatted()) s"
      }
    let subject = mutant.map { " of the mutant \($0)" } ?? ""
    print(
      "Checking \(counted(properties, "property", "properties"))\(subject): seed \(configuration.seed), \(budget), "
        + "\(counted(workers, "worker", "workers")).\n")
  }

  /// Shows something that has happened.
  func show(_ event: RunEvent, keeper: FailureKeeper) {
    switch event {
    case .replayed(let counterexample, let outcome):
      switch outcome {
      case .fails, .crashes, .hangs: print("\(counterexample.property): a kept counterexample still fails.")
      case .holds, .discarded: print("\(counterexample.property): a kept counterexample does not fail any more.")
      case .breaks(let reason): print("\(counterexample.property): a kept counterexample can't be checked: \(reason)")
      }
    case .concluded(_, .fails(let counterexample)):
      switch keeper.keep(counterexample) {
      case .success(let command): print(counterexample.text(replay: command) + "\n")
      case .failure(let problem):
        print(counterexample.text() + "\n")
        warn("\(problem); the counterexample is not kept.")
      }
    case .concluded(let profile, .breaks(let reason)): print("\(profile.name) could not be checked: \(reason)\n")
    case .concluded: break
    }
  }

  /// Shows on a terminal how far a run is, until the task is cancelled.
  func follow(_ run: Run) -> Task<Void, Never> {
    Task {
      guard isTerminal else { return }
      while (try? await Task.sleep(for: .milliseconds(100))) != nil { showProgress(await run.snapshot) }
      clearProgress()
    }
  }

  /// Shows what was found out about each property, and what to do next.
  func end(_ report: RunReport, subject: SubjectOptions) {
    for line in ReportText.lines(report, subject: subject) { print(line) }
  }

  private func showProgress(_ snapshot: RunSnapshot) {
    isProgressShown.withLock { isShown in
      isShown = true
      let line = ReportText.progress(snapshot)
      write("\r\u{1B}[K" + line.prefix(StandardStream.output.columns - 1))
    }
  }

  private func clearProgress() {
    isProgressShown.withLock { isShown in
      if isShown { write("\r\u{1B}[K") }
      isShown = false
    }
  }

  private func print(_ line: String) {
    clearProgress()
    StandardStream.output.write(line + "\n")
  }

  /// Writes escape sequences, and text without any.
  private func write(_ text: String) {
    StandardStream.output.write(text.utf8)
  }

  private func warn(_ text: String) {
    clearProgress()
    StandardStream.error.write("Warning: \(text)\n")
  }
}
