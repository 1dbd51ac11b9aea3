package import Architecture
import Subjects

/// A short program that pins down one point of the semantics, with the outcomes that each of its steps may have.
package struct LitmusTest: Codable, Hashable, Sendable {
  /// What a subject must be able to do for the program to say anything, beside its actions.
  package enum Need: String, Codable, Hashable, Sendable {
    /// Pointers with tags and bounds that are enforced.
    case bounds
    /// Memory and regions that can be limited, as the world says.
    case limits
  }

  /// One step, with what may come of it.
  package struct Step: Codable, Hashable, Sendable {
    package var step: ForkStep
    package var allowed: [AllowedOutcome]

    package init(_ step: ForkStep, allowed: [AllowedOutcome]) {
      self.step = step
      self.allowed = allowed
    }

    /// Reads a step; where nothing is said of its outcome, it is just done.
    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      step = try container.decode(ForkStep.self, forKey: .step)
      allowed =
        try container.decodeIfPresent([AllowedOutcome].self, forKey: .allowed) ?? [AllowedOutcome(.exactly(.done))]
    }
  }

  /// The name: the group, a dot, and what it is about.
  package var name: String
  /// What it pins down, in a sentence.
  package var text: String
  /// The rules of the specification that it illustrates.
  package var rules: [String]
  /// What it needs of a subject.
  package var needs: [Need]?
  /// What it starts with.
  package var world: ForkWorld
  package var steps: [Step]

  package init(name: String, text: String, rules: [String], needs: [Need]?, world: ForkWorld, steps: [Step]) {
    self.name = name
    self.text = text
    self.rules = rules
    self.needs = needs
    self.world = world
    self.steps = steps
  }

  /// The program for people: one line for the world, one for each step.
  package var lines: [String] { ForkProgram(world: world, steps: steps.map(\.step)).lines }
}
