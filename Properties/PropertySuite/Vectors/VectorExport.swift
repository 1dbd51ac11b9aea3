import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
package import Foundation
import MachineModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// Vectors that the Model has answered, for implementations that are tested elsewhere.
///
/// The same seed gives the same files, byte for byte.
package struct VectorExport {
  /// Every file by its name: the vectors, the manifest and a README.
  package private(set) var files: [(name: String, content: Data)] = []
  /// What the files hold.
  package private(set) var manifest: VectorManifest

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

  /// Makes the files.
  package init(seed: UInt64, counts: Counts = Counts()) throws {
    manifest = VectorManifest(answeredBy: "the Model of ufork", seed: seed, files: [])
    let source = VectorSource(seed: seed, counts: counts)
    for format in FormatName.allCases {
      try add("capability-\(format.rawValue).jsonl", .operations, format, source.operations(format))
      try add("relocation-\(format.rawValue).jsonl", .operations, format, source.relocations(format))
    }
    try add("machine-cc128.jsonl", .machine, nil, source.sequences())
    try add("fork.jsonl", .programs, nil, source.programs())
    files.append((VectorManifest.name, try JSONText.data(manifest)))
    files.append(("README.md", Data(Self.readme(seed: seed).utf8)))
  }

  private mutating func add(
    _ name: String, _ kind: VectorManifest.Kind, _ format: FormatName?, _ vectors: [some Encodable]
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try vectors.map { try encoder.encode($0) + [UInt8(ascii: "\n")] }
    files.append((name, Data(lines.joined())))
    manifest.files.append(.init(name: name, kind: kind, format: format, rows: vectors.count))
  }
}

/// Makes the vectors of each kind.
private struct VectorSource {
  let seed: UInt64
  let counts: VectorExport.Counts

  /// A source of choices of its own for each vector, so that no file depends on the length of another.
  private func source(_ kind: UInt64, _ index: Int) -> ChoiceSource {
    ChoiceSource(seed: SplitMix64.mix(seed &+ kind << 32 &+ UInt64(index)))
  }

  func operations(_ format: FormatName) -> [OperationVector] {
    let generator = CapabilityGenerator(format: .named(format))
    return (0..<counts.operations).compactMap { index in
      var source = source(1, index)
      return vector(generator.operation(from: &source), generator.format)
    }
  }

  func relocations(_ format: FormatName) -> [OperationVector] {
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

  func sequences() -> [MachineVector] {
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

  func programs() -> [LitmusTest] {
    (0..<counts.programs).map { index in
      var source = source(4, index)
      let strategies = ForkStrategy.allCases
      let program = ForkProgram.generate(.plain(strategies: strategies), from: &source)
      return program.withAllowedOutcomes(named: "seed-\(seed)-\(index)")
    }
  }
}

extension VectorExport {
  /// What stands beside the files, for those who read them without this project.
  static func readme(seed: UInt64) -> String {
    """
    # Vectors of the executable specification of μFork

    Written by `ufork vectors export` with seed \(seed); every answer is the Model's. `manifest.json` lists the files with
    their kinds and their numbers of lines. `ufork vectors check DIR` holds Model and Implementation against them.
    Every file is JSON lines: one vector a line, UTF-8. Integers are exact and may exceed 2^53.

    ## `capability-FORMAT.jsonl`, `relocation-FORMAT.jsonl` (kind `operations`)

    `{"operation": {…}, "reply": {…}}`: one operation on capabilities in a format (`cc128`: CHERI-RISC-V ISAv9; `cc128m`: Morello;
    `rv64y`: the RISC-V standard draft 0.9.9) and its answer. A capability is `{"metadata", "address", "tag"}`, its words as they
    stand in memory. The names of operations are those of the ISA written out: `setBounds` (from the address, rounded outwards;
    answers `bounded` with `exact`), `incrementOffset` (`increment` modulo 2^64), `buildCapability`, … ; `inspect` answers every
    field. `relocate` moves a capability from the origin region at `from` to the region at `to`, both of 2^`sizeLog2` bytes;
    `policy` says what becomes of a tagged one that is not inside: `clear` the tag, or `clamp` its bounds first.

    ## `machine-cc128.jsonl` (kind `machine`)

    `{"name", "instructions": [hex…], "trace": [[pc, next_pc, trap, rd, rd_value, memory?]…]}`: instructions that are injected one
    after the other, and what each did. `memory` is `[address, read mask, [words read], write mask, [words written]]`, with the words
    of a capability as address, metadata and tag; `rd` 0 means that no register was written. At the start c1 to c31 hold the root
    capability, pc is 80000000 in integer mode, and 8 MiB of zeroed memory lie at 80000000.

    ## `fork.jsonl` (kind `programs`)

    `{"name", "world": {…}, "steps": [{"step": {…}, "allowed": [{…}]}…]}`: a program of processes that fork, in the terms of the fork
    protocol (`Docs/ForkProtocol.md`), with the outcome that each step must have. An outcome reads as the observation of the protocol,
    but for what depends on where regions lie: `{"forked": {}}` is any place; `{"pointer": {"tag", "address", "metadata"}}` counts the
    address from the start of the region of the process, and says nothing of fields that are left out; in
    `{"value": {"value", "known"}}` only the bits in `known` are asserted. Every strategy has the same outcomes.

    """
  }
}

extension ForkProgram {
  /// The program with what the POSIX view allows of each step.
  ///
  /// It ends before the first step after which processes may go on in different ways, such as a wait for either of two
  /// children.
  func withAllowedOutcomes(named name: String) -> LitmusTest {
    let world = self.world.inModel(.cc128)
    var space = AddressSpace(world)
    var reference = PosixReference(world, regionBase: space.state.processes[.first]?.region.base ?? 0)
    var steps: [LitmusTest.Step] = []
    // Where pages are mapped is a kernel's to choose, and addresses in outcomes would depend on it.
    for step in self.steps where step.action.kind != .map {
      let (action, process, thread) = (step.action, step.process, Int(step.thread))
      let expectations = reference.system.expectations(of: step)
      guard expectations.count == 1, let outcome = AllowedOutcome(expectations[0], sizeLog2: world.regionSizeLog2)
      else {
        break
      }
      if reference.judge(space.perform(action, by: process, thread: thread), of: action, by: process, thread: thread)
        != nil || reference.possibilities.count > 1
      {
        break
      }
      steps.append(LitmusTest.Step(step, allowed: outcome.asReported))
    }
    return LitmusTest(
      name: name, text: "A random program.", rules: ["guarantee.forkTransparency"], needs: [.bounds], world: self.world,
      steps: steps)
  }
}

extension AllowedOutcome {
  /// The outcome, and how else it may be told: `posix.wait.status` lets a parent see eight bits of an exit status.
  fileprivate var asReported: [AllowedOutcome] {
    guard case .exactly(.reaped(let child, .exited(let status))) = pattern, status & 0xFF != status else {
      return [self]
    }
    return [self, AllowedOutcome(.exactly(.reaped(child, .exited(status & 0xFF))))]
  }

  /// What an expectation allows, if that is one outcome after which all go on alike.
  fileprivate init?(_ expectation: Expectation, sizeLog2: Int) {
    switch expectation {
    case .answer(let answer):
      guard let observation = answer.only else { return nil }
      self.init(.exactly(observation))
    case .written: self.init(.exactly(.done))
    case .value(let bytes):
      let (value, known) = bytes.knownBits(sizeLog2: sizeLog2)
      self.init(.value(value, known: known))
    case .register(.pointer(let pointer)):
      // In the POSIX view every region lies at 2^(k+2).
      let offset = pointer.address - .twoTo(sizeLog2 + 2)
      self.init(
        .pointer(
          PointerPattern(
            tag: true, address: Int64(truncatingIfNeeded: UInt64(truncatingIfNeeded: offset)),
            metadata: UInt64(truncatingIfNeeded: pointer.metadata))))
    case .register(.bytes): self.init(.pointer(PointerPattern(tag: false)))
    case .fork(.mustSucceed), .vfork(.mustSucceed): self.init(.somewhere(.forked))
    case .execute(.mustSucceed): self.init(.somewhere(.executed))
    case .fork, .vfork, .execute, .mapped, .anyOf: return nil
    }
  }
}

extension Answer {
  /// The observation that the answer allows, if it is one and says nothing of the time.
  fileprivate var only: Observation? {
    switch self {
    case .oneOf(let observations): observations.count == 1 ? observations[0] : nil
    case .count(let counts, let other):
      counts.count == 1 && other == nil ? .count(bytes: UInt32(clamping: counts.lowerBound)) : nil
    case .limits(let limit):
      .limits(soft: UInt64(truncatingIfNeeded: limit.soft), hard: UInt64(truncatingIfNeeded: limit.hard))
    case .reaped(let zombies): zombies.count == 1 ? zombies.first.map { .reaped($0.key, $0.value) } : nil
    case .killed(let refusal): .killed(refusal.fault)
    case .events, .atLeast, .limit: nil
    }
  }
}

extension [PosixByte] {
  /// The number that the bytes are, and the bits of it that do not depend on where regions lie.
  fileprivate func knownBits(sizeLog2: Int) -> (value: UInt64, known: UInt64) {
    var (value, known) = (UInt64(0), UInt64.max)
    for (position, byte) in zip(stride(from: UInt64(0), to: 64, by: 8), self) {
      value |= UInt64(byte.inRegionAtZero) << position
      known &= ~(UInt64(~byte.determinedBits(sizeLog2: sizeLog2)) << position)
    }
    return (value & known, known)
  }
}

extension PosixByte {
  /// The byte as it is when the region lies at 0; 0 if it is undetermined.
  fileprivate var inRegionAtZero: UInt8 {
    switch self {
    case .data(let value): value
    case .fragment(let image, let index): image.byte(index, regionBase: 0)
    case .undetermined: 0
    }
  }

  /// The bits of the byte that are the same wherever regions of 2^k bytes lie.
  fileprivate func determinedBits(sizeLog2: Int) -> UInt8 {
    switch self {
    case .data: 0xFF
    case .fragment(_, let index) where index >= 8: 0xFF
    case .fragment(_, let index):
      UInt8(truncatingIfNeeded: ((UInt64(1) << UInt64(sizeLog2 + 2)) - 1) >> UInt64(8 * index))
    case .undetermined: 0
    }
  }
}

/// JSON that people read, too: indented, keys in alphabetical order, a line feed at the end.
package enum JSONText {
  /// The bytes of a value.
  package static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + [UInt8(ascii: "\n")]
  }
}
