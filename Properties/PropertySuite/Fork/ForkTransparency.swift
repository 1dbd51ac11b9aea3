package import Architecture
import CapabilityModel
package import PropertyTesting
package import SystemsUnderTest

/// Random programs of several processes, under each strategy and mixtures of them, observed from inside, against the
/// POSIX view.
package struct ForkTransparency: Property {
  package private(set) var name = "fork.transparency"
  package private(set) var guarantee =
    "Every process observes what the POSIX view of fork allows, whatever the strategy."
  package private(set) var rules = [
    "guarantee.forkTransparency", "posix", "fork.observe", "fork.relocate", "fork.refinement", "fork.pending",
    "fork.fault", "fork.share", "fork.loadPointer", "fork.charge",
  ]
  package private(set) var requirements: Requirements
  /// The actions without which a subject has nothing to show of this.
  package private(set) var neededActions: Set<ForkActionKind> = []

  private var profile: ForkProgramProfile
  /// What most programs are made of.
  private var scene: ForkScene?
  private let subject: any ForkSubject
  private let format: Format

  /// Makes the property for a subject whose pointers have the given format.
  package init(
    of subject: any ForkSubject, format: FormatName = .cc128, strategies: [ForkStrategy] = ForkStrategy.allCases,
    density: Double = 0
  ) {
    self.subject = subject
    self.format = .named(format)
    profile = ForkProgramProfile(strategies: strategies).interleaving(0.06).dense(density)
    requirements = Requirements(
      cases: 500,
      shares: ForkSituations.shares(
        [
          ForkSituations.grandparentOrigin: 0.07, ForkSituations.lastSharer: 0.05, ForkSituations.reuse: 0.05,
          ForkSituations.mixed: 0.05, ForkSituations.refused: 0.05, ForkSituations.forkFailed: 0.01,
          ForkSituations.dense: density / 20,
        ], strategies))
  }

  /// Makes the property that programs about one thing observe what they may: they get further there than programs about
  /// everything.
  ///
  /// - Parameters:
  ///   - topic: What the programs are about.
  ///   - scene: What most of them are made of.
  ///   - name: The name of the property.
  ///   - rules: The rules of the topic.
  ///   - share: A situation that programs about it must meet, and how often.
  ///   - actions: The actions that bring the situation about.
  init(
    about topic: ForkProgramProfile, _ scene: ForkScene?, _ name: String, _ guarantee: String, rules: [String],
    requiring share: (situation: String, share: Double), needing actions: Set<ForkActionKind>,
    of subject: any ForkSubject
  ) {
    self.init(of: subject)
    self.name = name
    self.guarantee = guarantee
    self.rules = rules
    neededActions = actions
    profile = topic
    self.scene = scene
    requirements = Requirements(cases: 200, shares: [share.situation: share.share])
  }

  /// Makes the property for a subject that only programs of some kind suit.
  init(of subject: PlainPointerSubject, profile: ForkProgramProfile) {
    self.subject = subject
    format = .cc128
    self.profile = profile
    requirements = Requirements(cases: 500, shares: [ForkSituations.grandparentOrigin: 0.1])
  }

  package func generate(from source: inout ChoiceSource) -> ForkProgram {
    if let scene, source.boolean(probability: 0.75) {
      return .generate(scene, strategies: profile.strategies, from: &source)
    }
    return .generate(profile, from: &source)
  }

  package func check(_ program: ForkProgram, recording recorder: inout Recorder) throws -> Verdict {
    do {
      var run = try ForkRun(program, on: subject, format: format)
      for (index, step) in program.steps.enumerated() {
        let made = try run.perform(step, at: index, recording: &recorder)
        guard let found = made.disagreement else { continue }
        return .fails(
          Failure(
            guarantee, step: ForkProgram.line(ofStep: index), expected: found.expected, observed: found.observed))
      }
      return .holds
    } catch let misbehaviour as ForkRun.Misbehaviour {
      return .fails(misbehaviour.failure)
    }
  }

  package func describe(_ program: ForkProgram) -> [String] { program.lines }
}
