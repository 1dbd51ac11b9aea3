import PropertyTesting
package import Subjects

/// Random sequences, made beforehand, on which a machine is compared with the Model.
package struct MachineDifferential {
  private var agreement: MachineAgreement
  private let sequences: [InstructionSequence]

  /// Makes sequences as those of `machine.agreement`, and a machine to compare.
  package init(_ subjects: SubjectFactory, sequences count: Int, seed: UInt64 = 1) throws {
    agreement = MachineAgreement(try subjects.machine())
    sequences = (0..<count).map { index in
      var source = ChoiceSource(seed: seed &+ UInt64(index))
      return InstructionGenerator.sequence(from: &source)
    }
  }

  /// How many instructions one ``run()`` compares, without those that prepare the machine for each sequence.
  package var instructionCount: Int { sequences.reduce(0) { $0 + $1.words.count } }

  /// Executes all sequences on both and compares every trace record.
  ///
  /// - Throws: ``Difference`` at the first one.
  package mutating func run() throws {
    for sequence in sequences {
      if let failure = try agreement.compare(sequence, watch: { _ in }).failure {
        throw Difference(description: "expected \(failure.expected), observed \(failure.observed)")
      }
    }
  }

  /// What the machine did otherwise than the Model.
  package struct Difference: Error, CustomStringConvertible {
    package let description: String
  }
}
