import PropertyTesting
import Testing

/// Nothing that comes from outside becomes a verdict, and nothing that repeats is put down to it.
struct FlakyTests {
  private static func killed(at index: Int?) -> Loss {
    Loss(.crashes("killed"), at: index, mayComeFromOutside: true)
  }

  private var sound: Predicate<Int> {
    var property = Predicate({ $0.integer(in: 0...10) }, holds: { _ in true })
    property.holds = { value, recorder in
      recorder.label("even", if: value.isMultiple(of: 2))
      return true
    }
    return property
  }

  private func report(
    _ property: Predicate<Int>, losses: [Int: Loss], saved: [Counterexample] = []
  ) async -> RunReport {
    let run = Run(
      [PropertyProfile(of: property)], saved: saved, configuration: RunConfiguration(seed: 1, budget: .cases(200)))
    await run.work(through: DisturbedWorker(properties: [property], losses: losses))
    var report = await run.report
    report.seconds = 0
    report.properties[0].seconds = 0
    return report
  }

  @Test(arguments: [
    killed(at: 3), killed(at: nil),
    Loss(.hangs("no answer within 10 s"), at: 3, mayComeFromOutside: true),
  ])
  func `A loss that does not happen again is no counterexample`(loss: Loss) async {
    let report = await report(sound, losses: [0: loss])
    guard case .flaky(let reason) = report.properties[0].conclusion else {
      Issue.record("\(report.properties[0])")
      return
    }
    #expect(reason == "\(loss); checked again, it did not go wrong")
    #expect(report.exitCode == 4)
    let undisturbed = await self.report(sound, losses: [:])
    #expect(report.properties[0].statistics == undisturbed.properties[0].statistics)
  }

  @Test func `A loss that happens again on the same case is a counterexample`() async {
    let loss = Self.killed(at: 3)
    let report = await report(sound, losses: [0: loss, 1: loss])
    guard case .fails(let counterexample) = report.properties[0].conclusion else {
      Issue.record("\(report.properties[0])")
      return
    }
    #expect(counterexample.index == 3)
    #expect(counterexample.outcome == .crashes("killed"))
  }

  @Test func `A crash that code brings upon itself is a counterexample at once`() async {
    let loss = Loss(.crashes("abort"), at: 3, mayComeFromOutside: false)
    let report = await report(sound, losses: [0: loss])
    #expect(report.exitCode == 1)
  }

  @Test func `Workers that are ended one after the other are no counterexample`() async {
    var losses: [Int: Loss] = [:]
    for request in 0..<10 { losses[request] = Self.killed(at: request) }
    let report = await report(sound, losses: losses)
    guard case .flaky = report.properties[0].conclusion else {
      Issue.record("\(report.properties[0])")
      return
    }
  }

  @Test func `A property that fails is not flaky, whatever became of its workers`() async {
    let property = Predicate({ $0.integer(in: 0...1_000) }, holds: { $0 < 900 })
    let undisturbed = await report(property, losses: [:])
    // The first request is the batch, the second the examination, all others shorten.
    for request in 0..<4 {
      var disturbed = await report(property, losses: [request: Self.killed(at: 0)])
      guard case .fails(var counterexample) = disturbed.properties[0].conclusion,
        case .fails(let expected) = undisturbed.properties[0].conclusion
      else {
        Issue.record("\(disturbed.properties[0])")
        return
      }
      #expect(counterexample.isReproducible)
      counterexample.shrinking = expected.shrinking
      disturbed.properties[0].conclusion = .fails(counterexample)
      #expect(disturbed == undisturbed)
    }
  }

  @Test func `A kept counterexample whose check is ended from outside does not fail`() async {
    let kept = Counterexample(
      property: sound.name, seed: 1, index: 0, outcome: .crashes("abort"), choices: [], testCase: "1", steps: ["1"],
      shrinking: ShrinkSummary(), isReproducible: true)
    let report = await report(sound, losses: [0: Self.killed(at: 0)], saved: [kept])
    guard case .flaky = report.properties[0].conclusion else {
      Issue.record("\(report.properties[0])")
      return
    }
  }
}
