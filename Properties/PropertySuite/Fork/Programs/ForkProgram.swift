package import Architecture
import Subjects

/// A program of fork actions: what it starts with, and one step after the other.
package struct ForkProgram: Codable, Hashable, Sendable {
  /// What it starts with.
  package var world: ForkWorld
  /// What its processes do.
  package var steps: [ForkStep]

  /// Makes a program.
  package init(world: ForkWorld, steps: [ForkStep]) {
    self.world = world
    self.steps = steps
  }

  /// The program for people: one line for the world, one for each step.
  package var lines: [String] { [world.text] + steps.map(\.text) }

  /// The line that shows a step.
  package static func line(ofStep index: Int) -> Int { index + 1 }
}
