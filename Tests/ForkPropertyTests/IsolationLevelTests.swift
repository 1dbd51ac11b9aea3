import Architecture
import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

/// What each isolation level promises, measured on the kernel.
struct IsolationLevelTests {
  /// The properties of fork and isolation, of a kernel at a level whatever it promises.
  private static func properties(at level: IsolationLevel) throws -> [any Property] {
    var subjects = SubjectFactory.implementation()
    let fork = subjects.fork
    subjects.fork = { _ in try fork(level) }
    if let guests = subjects.guests { subjects.guests = { _ in try guests(level) } }
    return try PropertyCatalogue.properties(of: subjects)
      .filter { $0.name.hasPrefix("fork.") || $0.name.hasPrefix("isolation.") }
  }

  @Test(arguments: IsolationClaims.lostWithoutIsolation.sorted())
  func `What is not promised without isolation does not hold`(name: String) async throws {
    let property = try #require(Self.properties(at: .none).first { $0.name == name })
    let report = await PropertyRunner.run(property, cases: 3000)
    guard case .fails = report.conclusion else {
      Issue.record("\(name) holds without isolation: \(report)")
      return
    }
  }

  @Test(arguments: IsolationClaims.lostWithoutCopies.sorted(), [IsolationLevel.faultIsolation, .none])
  func `What is not promised without copies of arguments does not hold`(
    name: String, level: IsolationLevel
  ) async throws {
    let property = try #require(Self.properties(at: level).first { $0.name == name })
    let report = await PropertyRunner.run(property, cases: 3000)
    guard case .fails = report.conclusion else {
      Issue.record("\(name) holds at \(level): \(report)")
      return
    }
  }

  /// What is promised, and at which level.
  private static let promises: [(String, IsolationLevel)] = IsolationLevel.allCases.flatMap { level in
    let properties = (try? properties(at: level)) ?? []
    let names = properties.map(\.name).filter { IsolationClaims.promise($0, at: level) }
    return names.map { ($0, level) }
  }

  @Test(arguments: promises)
  func `What a level promises holds`(name: String, level: IsolationLevel) async throws {
    let property = try #require(Self.properties(at: level).first { $0.name == name })
    let report = await PropertyRunner.run(property, cases: 300)
    if case .fails = report.conclusion { Issue.record("\(name) at \(level): \(report)") }
  }
}
