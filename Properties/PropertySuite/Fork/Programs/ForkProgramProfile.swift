package import Architecture

/// What kind of programs a generator makes.
package struct ForkProgramProfile: Hashable, Sendable {
  /// The strategies that forks may use.
  package var strategies: [ForkStrategy]
  /// The most steps of a program.
  package var steps = 80
  /// How often a step is a fork.
  package var forks = 0.15
  /// Whether regions and frames may run short at all.
  package var runsShort = true
  /// How often regions are so few that they must be reused.
  package var scarceRegions = 0.5
  /// How often frames are so few that forks fail.
  package var scarceFrames = 0.1
  /// How much more often than usual processes end.
  package var endings = 1
  /// What all programs are about beside memory, pointers, fork, exit and wait.
  var subjects: [ForkTopic] = []
  /// What some programs are about as well.
  var topics = ForkTopic.allCases
  /// How often another thread makes an access while the kernel is at work for a step.
  var interleavings = 0.0

  /// Programs of all kinds.
  package init(strategies: [ForkStrategy]) {
    self.strategies = strategies
  }

  /// Programs that lack for nothing.
  package static func plain(strategies: [ForkStrategy]) -> ForkProgramProfile {
    var profile = ForkProgramProfile(strategies: strategies)
    profile.runsShort = false
    return profile
  }

  /// Programs that end processes early and reuse their regions.
  package static func reuse(strategies: [ForkStrategy]) -> ForkProgramProfile {
    ForkProgramProfile(strategies: strategies).reusing
  }

  /// The same with accesses of other threads while the kernel is at work for so many of the steps.
  package func interleaving(_ share: Double) -> ForkProgramProfile {
    var profile = self
    profile.interleavings = share
    return profile
  }

  /// Programs about some things, and nothing else beside memory, pointers, fork, exit and wait.
  package static func about(_ subjects: [ForkTopic], strategies: [ForkStrategy]) -> ForkProgramProfile {
    var profile = ForkProgramProfile(strategies: strategies)
    profile.subjects = subjects
    profile.topics = []
    return profile
  }

  /// The same with regions that are reused more often.
  var reusing: ForkProgramProfile {
    var profile = self
    profile.scarceRegions = 0.95
    profile.scarceFrames = 0
    profile.endings = 2
    return profile
  }

  /// Programs in which regions and frames are few.
  package static func scarce(strategies: [ForkStrategy]) -> ForkProgramProfile {
    var profile = ForkProgramProfile(strategies: strategies)
    profile.scarceRegions = 0.5
    profile.scarceFrames = 0.5
    return profile
  }
}
