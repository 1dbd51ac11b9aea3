import Foundation
import PropertySuite
import PropertyTesting

/// What came of an exploration.
struct ExplorationReport: Encodable {
  /// What came of one world.
  struct World: Codable {
    /// The world and the strategy.
    let world: ExploredWorld
    /// The length of the programs of which all were tried.
    var depth = 0
    /// Different states, those of resumed explorations included.
    var states = 0
    /// States that were found and judged this time.
    var newStates = 0
    /// Steps that were performed and compared this time.
    var steps = 0
    /// Changes that the guarantees were judged on this time.
    var judged = 0
    /// Differences that a program started anew does not show.
    var unconfirmed = 0
    /// How long the processor worked on it this time, in seconds.
    var seconds = 0.0
    /// Whether every program of the depth that was asked for was tried.
    var isComplete = false

    init(_ world: ExploredWorld) { self.world = world }
  }

  /// The worlds, in the order in which they were explored.
  var worlds: [World] = []
  /// The difference, if there was one; nothing was explored after it.
  var counterexample: Counterexample?
}

extension ExplorationReport.World {
  /// Takes the figures of an exploration that went on for so long.
  mutating func take(_ exploration: Exploration, seconds: Double) {
    depth = exploration.states.depth
    states = exploration.states.count
    newStates = exploration.counts.states
    steps = exploration.counts.steps
    judged = exploration.counts.judged
    unconfirmed = exploration.counts.unconfirmed
    self.seconds += seconds
  }

  /// The figures in a line.
  fileprivate var text: String {
    let rates = seconds > 0.05 ? "; \(rate(steps)) steps/s, \(rate(newStates)) new states/s" : ""
    let oddities = unconfirmed > 0 ? "; \(counted(unconfirmed, "difference", "differences")) not confirmed" : ""
    return "  \(world.name.padded(to: 26))  depth \(depth)  \(states.grouped) states, \(steps.grouped) steps, "
      + "\(judged.grouped) judgements in \((seconds * 10).rounded() / 10) s\(rates)\(oddities)"
  }

  private func rate(_ count: Int) -> String { Int(Double(count) / seconds).grouped }
}

extension ExplorationReport {
  /// The figures of all worlds, and what the whole says.
  var text: String {
    let states = worlds.reduce(0) { $0 + $1.states }
    let steps = worlds.reduce(0) { $0 + $1.steps }
    let seconds = worlds.reduce(0) { $0 + $1.seconds }
    let verdict =
      counterexample != nil
      ? "A program shows a difference"
      : "No program shows a difference" + (worlds.allSatisfy(\.isComplete) ? "" : " so far")
    return worlds.map(\.text).joined(separator: "\n")
      + "\n\n\(verdict): \(counted(worlds.count, "world", "worlds")), \(states.grouped) states, "
      + "\(steps.grouped) steps in \((seconds * 10).rounded() / 10) s of processor time."
  }
}
