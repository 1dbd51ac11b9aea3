import Architecture
import CapabilityModel
import Foundation
import MachineModel
import PropertyTesting
import Subjects
import Translation

/// Writes vectors that the Model has answered, for implementations that are tested elsewhere.
///
/// The same seed gives the same files, byte for byte.
package struct VectorExport {
  private let seed: UInt64
  private let counts: Counts

  /// How many vectors of each kind are made.
  package struct Counts: Sendable {
    /// Operations, for each format.
    package var operations = 4_000
    /// Relocations, for each format.
    package var relocations = 2_000
    /// Sequences of instructions.
    package var sequences = 100
    /// Programs of processes that fork.
    package var programs = 300

    package init() {}
  }

  /// Makes an export.
  package init(seed: UInt64, counts: Counts = Counts()) {
    self.seed = seed
    self.counts = counts
  }

  /// Writes the files, the manifest and a README into a directory, which is made.
  package func write(to directory: String) throws -> VectorManifest {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    var manifest = VectorManifest(answeredBy: "the Model of ufork", seed: seed, files: [])
    func write(_ name: String, _ kind: VectorManifest.Kind, _ format: FormatName?, _ vectors: [some Encodable]) throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let lines = try vectors.map { try encoder.encode($0) + [UInt8(ascii: "\n")] }
      try Data(lines.joined()).write(to: URL(filePath: directory + "/" + name))
      manifest.files.append(.init(name: name, kind: kind, format: format, rows: vectors.count))
    }
    for format in FormatName.allCases {
      try write("capability-\(format.rawValue).jsonl", .operations, format, operations(format))
      try write("relocation-\(format.rawValue).jsonl", .operations, format, relocations(format))
    }
    try write("machine-cc128.jsonl", .machine, nil, sequences())
    try write("fork.jsonl", .programs, nil, programs())
    try JSONText.data(manifest).write(to: URL(filePath: directory + "/" + VectorManifest.name))
    try Data(Self.readme(seed: seed).utf8).write(to: URL(filePath: directory + "/README.md"))
    return manifest
  }

  /// A source of choices of its own for each vector, so that no file depends on the length of another.
  private func source(_ kind: UInt64, _ index: Int) -> ChoiceSource {
    ChoiceSource(seed: SplitMix64.mix(seed &+ kind << 32 &+ UInt64(index)))
  }

  private func operations(_ format: FormatName) -> [OperationVector] {
    let generator = CapabilityGenerator(format: .named(format))
    return (0..<counts.operations).compactMap { index in
      var source = source(1, index)
      return vector(generator.operation(from: &source), generator.format)
    }
  }

  private func relocations(_ format: FormatName) -> [OperationVector] {
    let generator = CapabilityGenerator(format: .named(format))
    return (0..<counts.relocations).compactMap { index in
      var source = source(2, index)
      return vector(generator.relocation(from: &source), generator.format)
    }
  }

  private func vector(_ operation: CapabilityOperation, _ format: Format) -> OperationVector? {
    let reply = operation.reply(in: format)
    return reply == .unsupported ? nil : OperationVector(operation, reply: reply)
  }

  private func sequences() -> [MachineVector] {
    (0..<counts.sequences).map { index in
      var source = source(3, index)
      let sequence = InstructionGenerator.sequence(from: &source)
      let words = MachinePreamble(mode: sequence.mode).words + sequence.words
      var state = MachineState.injectionReset
      return MachineVector(
        name: "seed-\(seed)-\(index)", instructions: words,
        trace: words.map { TraceRecord(state.step(injecting: $0)) })
    }
  }

  private func programs() -> [LitmusTest] {
    (0..<counts.programs).map { index in
      var source = source(4, index)
      let strategies = ForkStrategy.allCases
      let program = ForkProgram.generate(.plain(strategies: strategies), from: &source)
      return program.withAllowedOutcomes(named: "seed-\(seed)-\(index)")
    }
  }
}
