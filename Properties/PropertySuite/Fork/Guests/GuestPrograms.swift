import Architecture
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// Programs of machine code in processes: their handlers run, and their arguments lie in their own memory.
struct GuestPrograms: Property {
  private let subject: any GuestSubject
  private let strategies: [ForkStrategy]

  init(_ subject: any GuestSubject, strategies: [ForkStrategy]) {
    self.subject = subject
    self.strategies = strategies
  }

  let name = "fork.guests"
  let guarantee =
    "A program of machine code forks, handles signals, reserves memory and passes arrays, and finds in parent and child what "
    + "POSIX says."
  let rules = [
    "posix.fork.copy", "posix.signal.handled", "posix.signal.fork", "posix.write", "posix.buffer.authority",
    "posix.interleaving", "fork.relocate", "fork.loadPointer.policy", "machine.atomic.conditional",
  ]
  var requirements: Requirements {
    let shares = ["a handler runs after fork": 0.05, "an array is used after fork": 0.05]
    return Requirements(
      cases: 100, shares: strategies.contains(.copy) ? shares.merging(["full copy": 0.2]) { $1 } : shares)
  }

  /// What means something only one after another; scripts do these things, others in between, and others after them.
  private static let sequences: [[GuestScript.Action]] = [
    [.handle, .fork, .raise, .report], [.handle, .tamper, .fork, .raise, .report], [.forkReserved],
    [.array, .change, .fork, .writeArray], [.array, .fork, .change, .writeArray], [.writeChanging, .fork, .writeArray],
  ]

  func generate(from source: inout ChoiceSource) -> GuestScript {
    let strategy = source.element(of: strategies)
    var planned: [GuestScript.Action] = source.steer(replaying: []) { random in
      Self.sequences[Int(random.next(through: UInt64(Self.sequences.count - 1)))].reversed()
    }
    let all = GuestScript.Action.allCases
    let actions = source.list(1...12) { source in
      let isNext = source.steer(replaying: false) { $0.next(through: 4) > 0 }
      let next = isNext ? planned.popLast().flatMap(all.firstIndex) : nil
      return all[source.choose(in: 0...all.count - 1, preferring: next.map { [$0] } ?? [], otherwise: 0)]
    }
    return GuestScript(strategy: strategy, actions: actions)
  }

  func check(_ script: GuestScript, recording: inout Recorder) throws -> Verdict {
    let forks = script.actions.count { $0 == .fork || $0 == .forkReserved }
    guard forks <= 4 else { throw Discard("more than 16 processes") }
    label(script, &recording)
    let expected = GuestReference.lines(of: script)
    let observed = try subject.run(script)
    guard observed != expected else { return .holds }
    let first =
      zip(expected, observed).enumerated().first { $1.0 != $1.1 }?.offset ?? min(expected.count, observed.count)
    return .fails(
      Failure(
        guarantee, expected: text(expected, first), observed: text(observed, first),
        explanation: ["All that was written: \(observed.joined(separator: ", "))."]))
  }

  private func text(_ lines: [String], _ index: Int) -> String {
    lines.indices.contains(index) ? "line \(index + 1) says “\(lines[index])”" : "\(lines.count) lines"
  }

  private func label(_ script: GuestScript, _ recording: inout Recorder) {
    recording.label("full copy", if: script.strategy == .copy)
    guard let fork = script.actions.firstIndex(of: .fork) else { return }
    let (before, after) = (script.actions[..<fork], script.actions[fork...])
    recording.label("a handler runs after fork", if: before.contains(.handle) && after.contains(.raise))
    recording.label("an array is used after fork", if: before.contains(.array) && after.contains(.writeArray))
  }

  func describe(_ script: GuestScript) -> [String] {
    ["start: \(script.strategy.text)"] + script.actions.map(\.text)
  }
}

extension GuestScript.Action {
  fileprivate var text: String {
    switch self {
    case .report: "report"
    case .handle: "handle SIGUSR1"
    case .raise: "raise SIGUSR1"
    case .tamper: "let handlers overwrite what they return to"
    case .fork: "fork; the parent waits"
    case .forkReserved: "fork between a load-reserved and a store-conditional; the parent waits"
    case .array: "make an array of buffers"
    case .change: "change the first buffer"
    case .writeArray: "writev with the array"
    case .writeChanging: "writev with the array, while another thread changes it"
    }
  }
}
