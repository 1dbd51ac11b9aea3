import Architecture
import ArgumentParser
import Emulator
import Adapters

/// `ufork bench hostile`: random bit patterns, instructions or actions of processes.
struct HostileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hostile",
    abstract: "Runs random capabilities, instructions or processes; a trap of the host would end it.",
    discussion: """
      Random bit patterns go through every capability operation.

      With --machine, random instruction words are injected into the emulated machine instead, most of them with the \
      fixed bits of some encoding, in both modes; the machine is reset after every thousand.

      With --kernel, processes act on kernels with few frames and regions: instructions of random bits, also at the \
      kernel's preemption points; system calls with random arguments; forks, exits, waits, signals, and random text \
      that runs. The kernel's bookkeeping is looked at every 4096 actions; after every 65536 all processes end, \
      everything has to be given back, and a kernel with the next level of isolation takes over.

      With --calls, processes make nothing but system calls, with arguments of every kind, fitting or not, while other \
      threads write to memory in the midst of them; how often each call ended how is shown at the end.
      """
  )

  @Flag(help: "Inject random instructions into the machine.")
  var machine = false

  @Flag(help: "Let random processes act on a kernel.")
  var kernel = false

  @Flag(help: "Let hostile processes make every system call.")
  var calls = false

  @Option(
    help: "How many patterns, in each format; or how many instructions, actions or calls; 100 000 unless told.",
    transform: WholeNumber.within(0...1_000_000_000))
  var count = 100_000

  @Option(help: "The seed of the patterns.")
  var seed: UInt64 = 1

  func validate() throws {
    guard [machine, kernel, calls].count(where: \.self) <= 1 else {
      throw ValidationError("--machine, --kernel and --calls exclude each other")
    }
  }

  func run() throws {
    if kernel { return try runProcesses() }
    if calls { return try runCalls() }
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

  private func runProcesses() throws {
    var processes = try HostileProcesses(seed: seed)
    try processes.run(count: count)
    let counts = processes.counts
    print(
      """
      \(counts.actions) actions without a trap of the host: \(counts.completed) instructions completed, \
      \(counts.calls) system calls, \(counts.interleaved) instructions at preemption points, \(counts.forks) forks, \
      \(counts.starts) programs started, \(counts.kernels) kernels
      """)
  }

  private func runCalls() throws {
    var processes = try HostileCalls(seed: seed)
    try processes.run(count: count)
    print("\(count) hostile calls without a contradiction, a leak or a trap of the host:")
    for call in SystemCall.allCases {
      let endings = (processes.endings[call] ?? [:]).map { (Self.text($0.key), $0.value) }.sorted { $0 < $1 }
      print("  \(call.name.padded(to: 20))\(endings.map { "\($0.0) \($0.1)" }.joined(separator: " · "))")
    }
  }

  private static func text(_ ending: HostileCalls.Ending) -> String {
    switch ending {
    case .returned: "returns"
    case .failed(let error): "\(error)"
    case .waited: "would wait"
    case .ended: "ends"
    }
  }

  private func run<Format: CapabilityFormat>(_ format: Format.Type) -> UInt64 {
    var patterns = HostileBits(format, seed: seed)
    return patterns.run(count: count)
  }
}
