import ArgumentParser

/// `ufork bench`: the headline measurements.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures the implementation, beside the speed of this host.",
    subcommands: [
      CapabilityBenchCommand.self, RelocationBenchCommand.self, ForkBenchCommand.self, HostileCommand.self,
      MachineBenchCommand.self,
    ]
  )
}
