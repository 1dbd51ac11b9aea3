import Architecture
import CapabilityModel
import ExactIntegers
import Foundation
import ForkModel
import PropertySuite
import SystemsUnderTest
import Testing
import ModelAdapters

/// The litmus tests of freedoms, held against the Model: what is allowed by hand is all that it allows, of what there
/// is.
struct FreedomLitmusTests {
  private static let base: UInt64 = 0x80000
  private static let directory = URL(filePath: #filePath).deletingLastPathComponent().path + "/../../Docs/Litmus"

  static let tests: [LitmusTest] = {
    let catalogue = try? LitmusCatalogue(directory: directory)
    return catalogue?.tests.filter { $0.name.hasPrefix("freedoms.") } ?? []
  }()

  @Test func `Every freedom is a rule`() {
    let rules = Set(Rule.all.map(\.name))
    for freedom in Freedom.allCases { #expect(rules.contains(freedom.rawValue), "\(freedom)") }
  }

  @Test func `There are tests for every freedom`() {
    let rules = Set(Self.tests.flatMap(\.rules))
    #expect(Self.tests.count >= 20)
    for rule in [
      "posix.vfork.suspended", "posix.signal.execute.child", "posix.open.order", "posix.sharedObject.discarded",
      "posix.buffer.partial", "posix.buffer.empty", "posix.protect.partial", "posix.protect.nothing",
      "posix.signal.kill",
      "posix.truncate.access", "posix.transfer.nothing", "posix.open.options", "posix.fork.overcommit",
    ] { #expect(rules.contains(rule), "\(rule)") }
  }

  @Test(arguments: tests)
  func `The Model allows each outcome that is allowed by hand, and nothing else of the kind`(test: LitmusTest) throws {
    var references = [PosixReference(test.world.inModel(.cc128), regionBase: Integer(Self.base))]
    for (index, step) in test.steps.enumerated() {
      var next: [PosixReference] = []
      let allowed = Set(step.allowed.flatMap(outcomes))
      for outcome in allowed {
        let followed = follow(step.step, outcome, references)
        #expect(!followed.isEmpty, "step \(index + 1), \(step.step.lines): \(outcome)")
        next += followed
      }
      for outcome in Self.others where !allowed.contains(outcome) {
        #expect(follow(step.step, outcome, references).isEmpty, "step \(index + 1), \(step.step.lines): \(outcome)")
      }
      references = next
      try #require(!references.isEmpty)
    }
  }

  /// Errors of many kinds, and other outcomes, to be refused where they are not allowed.
  private static let errors: [ErrorNumber] = [
    .badFileDescriptor, .noMemory, .badAddress, .fileExists, .invalidArgument, .tooManyFiles, .brokenPipe, .noSuchFile,
  ]
  private static let others: [Observation] =
    errors.map { .failed($0) } + [
      .done, .wouldBlock, .noSuchProcess, .count(bytes: 0), .count(bytes: 5000), .value(0), .value(7), .value(8),
      .signals(pending: []),
      .signals(pending: [.user1]), .descriptor(number: 3), .descriptor(number: 4), .killed(.capability),
    ]

  private func follow(
    _ step: ForkStep, _ outcome: Observation, _ references: [PosixReference]
  ) -> [PosixReference] {
    references.compactMap { reference in
      var reference = reference
      let refused = reference.judge(
        outcome, of: step.action, by: step.process, thread: Int(step.thread))
      return refused == nil ? reference : nil
    }
  }

  /// What an allowed outcome is, with regions and pages at some place.
  private func outcomes(_ allowed: AllowedOutcome) -> [Observation] {
    switch allowed.pattern {
    case .exactly(let observation): [observation]
    case .somewhere(.forked): [.forked(regionBase: UInt64(Self.base))]
    case .somewhere(.executed): [.executed(regionBase: UInt64(Self.base))]
    case .somewhere(.mapped): [.mapped(address: UInt64(Self.base + 0x8000))]
    case .value(let value, _): [.value(value)]
    case .pointer, .address: []
    }
  }
}

extension ForkStep {
  fileprivate var lines: String { "\(process) \(action)" }
}

extension LitmusTest: CustomTestStringConvertible {
  /// The name alone.
  public var testDescription: String { name }
}
