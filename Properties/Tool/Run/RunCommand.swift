import Architecture
import ArgumentParser
import ForkKernel
import Foundation
import Guests

/// `ufork run GUEST`: runs a guest program on the emulator and the kernel.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a guest program on the emulator and the kernel.",
    discussion: """
      The exit status is that of the guest's first process: what it exited with, or 128 and the number of the signal \
      that ended it. It is 2 if the command line cannot be understood, and 4 if the guest has not ended; both are \
      explained on standard error.

      Guests:
      \(Guest.allCases.map { "  \($0.rawValue.padded(to: 14))\($0.summary)" }.joined(separator: "\n"))
      """
  )

  @Argument(help: ArgumentHelp("The guest program, or with --bare an executable file.", valueName: "guest"))
  var guest: String

  @Flag(help: "Run a statically linked RV64 ELF executable without a kernel, until it writes to its symbol tohost.")
  var bare = false

  @Option(
    help: ArgumentHelp(
      "The memory of a bare machine, from where the executable begins, in MiB; 64 unless told.", valueName: "MiB"),
    transform: WholeNumber.mebibytes)
  var memory: Int? = nil

  @Option(
    help: ArgumentHelp(
      "How fork copies: \(ForkStrategy.allCases.map(\.rawValue).joined(separator: ", ")). "
        + "(default: \(ForkStrategy.copyOnPointerAccess.rawValue))"))
  var strategy: String?

  @Option(
    help: ArgumentHelp(
      "How much processes are protected: \(IsolationLevel.allCases.map(\.rawValue).joined(separator: ", ")). "
        + "(default: \(IsolationLevel.adversarial.rawValue))"))
  var isolation: String?

  @Option(
    help: ArgumentHelp("How many harts run it; 1 unless told.", valueName: "n"),
    transform: WholeNumber.within(1...64))
  var harts: Int? = nil

  @Option(help: "Interleave threads and place regions at random, from this seed: 0 to 2^64 − 1.")
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("Stop after so many instructions; 100 000 000 unless told.", valueName: "n"),
    transform: WholeNumber.within(1 ... .max))
  var instructions = 100_000_000

  @Flag(help: "Show every instruction, system call, fault, trap, fork and exit, on standard error.")
  var trace = false

  @Flag(help: "Show what was counted, on standard error.")
  var statistics = false

  func validate() throws {
    if !bare, memory != nil {
      throw ValidationError("--memory does nothing without --bare: the kernel takes the memory that the guest needs.")
    }
    guard bare else { return }
    let forKernels: [(String, Bool)] = [
      ("--strategy", strategy != nil), ("--isolation", isolation != nil), ("--harts", harts != nil),
      ("--seed", seed != nil),
    ]
    for (option, isGiven) in forKernels where isGiven {
      throw ValidationError("\(option) does nothing with --bare: a bare machine has one hart and no kernel.")
    }
  }

  func run() throws {
    if bare {
      return try BareRun(
        path: guest, instructionLimit: instructions, mebibytes: memory ?? 64, isTraced: trace, isCounted: statistics
      ).run()
    }
    guard let program = Guest(rawValue: guest) else {
      throw UsageError(unknown: "guest", guest, among: Guest.allCases.map(\.rawValue))
    }
    let strategyName = strategy ?? ForkStrategy.copyOnPointerAccess.rawValue
    guard let strategy = ForkStrategy(rawValue: strategyName) else {
      throw UsageError(unknown: "fork strategy", strategyName, among: ForkStrategy.allCases.map(\.rawValue))
    }
    let isolationName = isolation ?? IsolationLevel.adversarial.rawValue
    guard let isolation = IsolationLevel(rawValue: isolationName) else {
      throw UsageError(unknown: "isolation level", isolationName, among: IsolationLevel.allCases.map(\.rawValue))
    }
    var kernel = try Kernel(
      KernelConfiguration(
        strategy: strategy, placementSeed: seed, harts: harts ?? 1, schedulingSeed: seed, isolation: isolation))
    if trace { kernel.traceHandler = { Self.report("\(TraceLine($0))") } }
    let pid = kernel.pid(of: try program.start(in: &kernel))
    let outcome = kernel.run(budget: instructions)
    StandardStream.output.write(kernel.console)
    if statistics { Self.report(StatisticsText(kernel.statistics).description) }
    switch outcome {
    case .finished:
      guard let status = kernel.terminationStatuses[pid] else {
        throw SubjectFailure(description: "the kernel does not say how \(guest) has ended.")
      }
      let ending = GuestEnding(guest: guest, status: status)
      if let message = ending.message { Self.report(message) }
      throw ending.exitCode
    case .budgetExhausted:
      Self.report("\(guest) has not ended after \(instructions) instructions; --instructions raises the limit.")
      throw ExitCode(4)
    case .deadlock:
      Self.report("\(guest) waits for something that cannot happen any more.")
      throw ExitCode(4)
    }
  }

  private static func report(_ line: String) {
    StandardStream.error.write(line + "\n")
  }
}

/// How a guest ended, as a shell tells it: the status that it exited with, or 128 and the number of the signal.
struct GuestEnding {
  let guest: String
  let status: ExitStatus

  /// What `$?` would be in a shell.
  var exitCode: ExitCode {
    switch status {
    case .exited(let status): ExitCode(Int32(status))
    case .signaled(let signal): ExitCode(128 + signal.rawValue)
    }
  }

  /// What there is to say about it; `nil` if it has exited with 0.
  var message: String? {
    switch status {
    case .exited(0): nil
    case .exited(let status): "\(guest) has exited with status \(status)."
    case .signaled(let signal): "\(guest) was ended by \(signal.name), signal \(signal.rawValue)."
    }
  }
}

/// What a kernel or a bare machine has counted, as people read it.
struct StatisticsText: CustomStringConvertible {
  let description: String

  init(_ statistics: KernelStatistics) {
    self.init([
      (statistics.forks, "forks"), (statistics.faults, "page faults"), (statistics.framesCopied, "frames copied"),
      (statistics.framesRelocatedInPlace, "frames relocated in place"),
      (statistics.originsChanged, "frames given another origin"), (statistics.granulesScanned, "granules scanned"),
      (statistics.leavesCopied, "page-table leaves copied"), (statistics.entriesWritten, "page-table entries written"),
    ])
  }

  /// Rows of a number and what it counts.
  init(_ rows: [(Int, String)]) {
    let width = rows.map { "\($0.0)".count }.max() ?? 0
    description = rows.map { count, what in
      String(repeating: " ", count: width - "\(count)".count) + "\(count) \(what)"
    }.joined(separator: "\n")
  }
}

/// A line of a trace.
struct TraceLine: CustomStringConvertible {
  let description: String

  init(_ event: TraceEvent) {
    switch event {
    case .instruction(let pid, let offset, let word):
      let address = "+0x" + String(offset, radix: 16)
      let text = Instruction.disassembly(of: word, in: .capability)
      description = "\(pid)  \(address.padded(to: 8))  \(text)"
    case .call(let pid, let call): description = "\(pid)  calls \(call.name)"
    case .returned(let pid, let call, nil): description = "\(pid)  returns from \(call.name)"
    case .returned(let pid, let call, let error?): description = "\(pid)  returns from \(call.name): \(error)"
    case .faultServed(let pid, let page, let cause): description = "\(pid)  \(cause) on page \(page), served"
    case .forked(let pid, let child, let base):
      description = "\(pid)  has forked \(child), at 0x\(String(base, radix: 16))"
    case .exited(let pid, .exited(let status)): description = "\(pid)  exits with \(status)"
    case .exited(let pid, .signaled(let signal)): description = "\(pid)  is ended by signal \(signal)"
    }
  }
}
