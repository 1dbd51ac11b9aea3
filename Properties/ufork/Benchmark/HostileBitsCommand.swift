import Architecture
import ArgumentParser
import Emulator
import InProcess

/// `ufork bench hostile`: random bit patterns through every operation.
struct HostileBitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hostile",
    abstract: "Runs random bit patterns through every capability operation; a trap of the host would end it.",
    discussion: """
      With --machine, random instruction words are injected into the emulated machine instead, most of them with the \
      fixed bits of some encoding, in both modes; the machine is reset after every thousand.
      """
  )

  @Flag(help: "Inject random instructions into the machine.")
  var machine = false

  @Option(help: "How many patterns, in each format; or how many instructions.")
  var count = 1_000_000

  @Option(help: "The seed of the patterns.")
  var seed: UInt64 = 1

  func validate() throws {
    guard count >= 0 else { throw ValidationError("--count must not be negative") }
  }

  func run() throws {
    if machine {
      var instructions = try HostileInstructions(seed: seed)
      let outcome = instructions.run(count: count)
      print(
        """
        \(count) instructions into the machine without a trap of the host: \(outcome.completed) completed, \
        \(outcome.trapped) trapped, digest \(String(outcome.digest, radix: 16))
        """)
      return
    }
    for format in FormatName.allCases {
      let digest =
        switch format {
        case .cc128: run(CC128.self)
        case .cc128m: run(CC128M.self)
        case .rv64y: run(RV64Y.self)
        }
      print("\(format): \(count) patterns through every operation without a trap, digest \(String(digest, radix: 16))")
    }
  }

  private func run<Format: CapabilityFormat>(_ format: Format.Type) -> UInt64 {
    var patterns = HostileBits(format, seed: seed)
    return patterns.run(count: count)
  }
}
