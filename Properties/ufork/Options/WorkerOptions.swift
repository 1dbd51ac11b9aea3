import ArgumentParser
import Foundation

/// How many processes check at a time.
struct WorkerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How many processes check at a time; one for each core unless told.", valueName: "n"),
    transform: WholeNumber.within(1...256))
  var workers: Int? = nil

  /// The number of processes.
  var count: Int { workers ?? min(256, max(1, ProcessInfo.processInfo.activeProcessorCount)) }
}
