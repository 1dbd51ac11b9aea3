import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

/// Pairs of an action and a state that the generators have to reach, however they are changed.
@Suite struct CombinationTests {
  /// A pair, and how many times at least it has to be met in a thousand cases of a property.
  private static let required: [(property: String, action: String, state: String, times: Int)] = [
    ("fork.descriptors", "read", "ends within a pointer", 20),
    ("fork.descriptors", "read into several", "an empty one before others", 20),
    ("fork.descriptors", "seek", "farther", 20),
    ("fork.signals", "fork", "another mask than the first thread's", 10),
    ("fork.signals", "ignore a signal", "pending for a thread", 5),
    ("fork.signals", "send a signal", "all threads block it", 20),
    ("fork.transparency", "load pointer", "a pointer beside 64", 10),
    ("fork.transparency", "load pointer", "data beside 64 pointers", 5),
  ]

  @Test(arguments: Set(Self.required.map(\.property)).sorted())
  func `Programs bring together what mistakes need`(property: String) async throws {
    let properties = try PropertyCatalogue.properties(of: .implementation())
    let found = try #require(properties.first { $0.name == property })
    let report = await PropertyRunner.run(found, cases: 1000)
    let table = report.statistics.tables["combinations"] ?? [:]
    for pair in Self.required where pair.property == property {
      let times = table[pair.action]?[pair.state] ?? 0
      #expect(times >= pair.times, "\(pair.action), \(pair.state): \(times) times")
    }
  }
}
