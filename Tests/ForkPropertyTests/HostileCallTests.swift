import Architecture
import Adapters
import Testing

@Suite struct HostileCallTests {
  @Test func `Hostile calls let nothing out, and fail with the errors that are specified for them`() throws {
    var calls = try HostileCalls(seed: 2)
    try calls.run(count: 3_000_000)
    for call in SystemCall.allCases {
      let endings = try #require(calls.endings[call], "\(call.name) was never made")
      let observed = Set(endings.keys.compactMap { if case .failed(let error) = $0 { error } else { nil } })
      let errors = Set(call.entry.errors)
      #expect(observed.subtracting(errors).isEmpty, "\(call.name) must not fail with these")
      #expect(errors.subtracting(observed).isEmpty, "\(call.name) never failed with these")
    }
  }
}
