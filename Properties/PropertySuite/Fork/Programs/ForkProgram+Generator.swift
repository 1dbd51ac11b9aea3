import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
package import PropertyTesting
import Subjects
import Translation

extension ForkProgram {
  /// How many processes a program can name.
  static let processes: UInt8 = 8
  /// How many threads of a process a program can name.
  static let threads: UInt8 = 4

  /// Makes a program.
  ///
  /// While it is made, the POSIX view runs along, so that steps can be chosen that are likely to do something:
  /// processes that exist, registers that hold pointers, places where pointers were stored. Nothing refers to it in the
  /// result: processes, registers, offsets are absolute.
  package static func generate(_ profile: ForkProgramProfile, from source: inout ChoiceSource) -> ForkProgram {
    let profile = source.steer(replaying: profile) {
      profile.runsShort && $0.next(through: 1) == 0 ? profile.reusing : profile
    }
    let world = ForkWorld.generate(profile, from: &source)
    var generator = ForkStepGenerator(world, profile, from: &source)
    let steps = source.list(1...profile.steps) { generator.step(from: &$0) }
    return ForkProgram(world: world, steps: steps)
  }
}
