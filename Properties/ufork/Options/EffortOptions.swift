import ArgumentParser
import PropertyTesting

/// How much is checked, and where the choices come from: options that read the same in every command that checks cases.
struct EffortOptions: ParsableArguments {
  @Option(help: "Where all random choices come from; random unless told.")
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("How long to check, such as 60s or 2m; 60s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var budget: TimeSpan? = nil

  @Option(
    help: ArgumentHelp("Check so many cases of each property instead.", valueName: "n"),
    transform: WholeNumber.within(1...1_000_000_000))
  var cases: Int? = nil

  func validate() throws {
    if cases != nil, budget != nil {
      throw ValidationError("Give either --cases or --budget: how many cases, or how long.")
    }
  }

  /// The budget of a run.
  var runBudget: Budget { cases.map { .cases($0) } ?? .seconds((budget ?? TimeSpan(seconds: 60)).seconds) }

  /// The options as they would be typed.
  var arguments: [String] {
    (seed.map { ["--seed", "\($0)"] } ?? []) + (budget.map { ["--budget", $0.description] } ?? [])
      + (cases.map { ["--cases", "\($0)"] } ?? [])
  }
}
