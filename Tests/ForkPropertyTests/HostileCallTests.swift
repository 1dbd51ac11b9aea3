import Architecture
import InProcess
import Testing

@Suite struct HostileCallTests {
  @Test func `Hostile calls of every kind do the kernel no harm and let nothing out`() throws {
    var calls = try HostileCalls(seed: 20_261_123)
    try calls.run(count: 100_000)
    for call in SystemCall.allCases { #expect(calls.endings[call] != nil, "\(call) was never made") }
  }
}
