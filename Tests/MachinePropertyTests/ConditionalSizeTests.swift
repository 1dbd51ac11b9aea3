import Adapters
import MachineModel
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing
import ModelAdapters

/// The Model's machine, but where a rule leaves a freedom it does one of the other things that are allowed.
private struct Otherwise: MachineSubject {
  private var state = MachineState.injectionReset
  /// Which of the allowed things it does, counted from the usual one; the usual one where there are not so many.
  let choice: Int

  init(choice: Int) { self.choice = choice }

  mutating func reset() { state = .injectionReset }

  mutating func execute(_ word: UInt32) -> TraceRecord {
    var offered = 0
    return TraceRecord(
      state.step(injecting: word) { _ in
        defer { offered += 1 }
        return offered == choice
      })
  }
}

@Suite("The freedom of store-conditionals of another size") struct ConditionalSizeTests {
  @Test("A machine that does the other allowed thing holds", arguments: [1, 2])
  func otherChoice(choice: Int) async throws {
    var subjects = SubjectFactory.model()
    subjects.machine = { Otherwise(choice: choice) }
    let properties = try PropertyCatalogue.properties(of: subjects, parameters: SuiteParameters())
    let agreement = try #require(properties.first { $0.name == "machine.agreement" })
    let report = await PropertyRunner.run(agreement, cases: 600)
    #expect(report.conclusion == .holds, "\(report)")
  }
}
