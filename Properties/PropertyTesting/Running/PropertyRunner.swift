/// Runs properties in this process, for instance from a test.
///
/// A crash of the code under test ends the process; the command line uses processes of their own instead.
public enum PropertyRunner {
  /// Checks one property.
  ///
  /// ```swift
  /// let report = await PropertyRunner.run(AdditionCommutes(), seed: 1, cases: 1_000)
  /// #expect(report.conclusion == .holds)
  /// ```
  ///
  /// - Parameters:
  ///   - property: What to check.
  ///   - seed: Where all random choices come from.
  ///   - cases: How many cases to check.
  ///   - shrinking: How much work may go into shortening a counterexample.
  /// - Returns: What was found; print it to read it.
  public static func run(
    _ property: sending any Property, seed: UInt64 = 1, cases: Int, shrinking: ShrinkLimits = ShrinkLimits()
  ) async -> PropertyReport {
    let profile = PropertyProfile(of: property)
    let configuration = RunConfiguration(seed: seed, budget: .cases(cases), shrinking: shrinking)
    let run = Run([profile], configuration: configuration)
    await run.work(through: Worker(properties: [property]))
    return await run.report.properties[0]
  }
}
