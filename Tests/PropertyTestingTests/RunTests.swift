import PropertyTesting
import Testing

struct RunTests {
  /// Numbers with labels, of which every multiple of 97 from 5 000 on fails.
  private var multiples: Predicate<Int> {
    var property = Predicate({ $0.integer(in: 0...10_000) }, holds: { $0 < 5_000 || !$0.isMultiple(of: 97) })
    property.holds = { value, recorder in
      recorder.label(value.isMultiple(of: 2) ? "even" : "odd")
      recorder.count("last digit", "\(value % 10)", in: "digits")
      return value < 5_000 || !value.isMultiple(of: 97)
    }
    return property
  }

  private func report(_ property: Predicate<Int>, seed: UInt64, cases: Int, workers: Int) async -> PropertyReport {
    let run = Run(
      [PropertyProfile(of: property)], configuration: RunConfiguration(seed: seed, budget: .cases(cases)))
    await withTaskGroup { group in
      for _ in 0..<workers {
        group.addTask { await run.work(through: Worker(properties: [property])) }
      }
    }
    var report = await run.report.properties[0]
    report.seconds = 0
    return report
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `Cases, statistics and the counterexample do not depend on the number of workers`(seed: UInt64) async throws {
    func stripped(_ report: PropertyReport) throws -> PropertyReport {
      var report = report
      if case .fails(var counterexample) = report.conclusion {
        counterexample.shrinking = ShrinkSummary()
        report.conclusion = .fails(counterexample)
      }
      return report
    }
    let alone = try stripped(await report(multiples, seed: seed, cases: 2_000, workers: 1))
    #expect(alone.statistics.labels.values.reduce(0, +) == alone.statistics.cases)
    for workers in 2...4 {
      #expect(try stripped(await report(multiples, seed: seed, cases: 2_000, workers: workers)) == alone)
    }
  }

  @Test func `A case depends on the seed, the name and the index alone`() {
    #expect(CaseSeed(run: 7, property: "a", index: 3) == CaseSeed(run: 7, property: "a", index: 3))
    let seeds = [
      CaseSeed(run: 7, property: "a", index: 4), CaseSeed(run: 8, property: "a", index: 3),
      CaseSeed(run: 7, property: "b", index: 3), CaseSeed(run: 7, property: "a", index: 3),
    ]
    #expect(Set(seeds.map(\.value)).count == 4)
  }

  @Test func `Too few cases are inconclusive`() async {
    var property = Predicate({ $0.integer(in: 0...10) }, holds: { _ in true })
    property.requirements = Requirements(cases: 100)
    let report = await report(property, seed: 1, cases: 99, workers: 1)
    #expect(report.conclusion == .inconclusive([.cases(99, needed: 100)]))
    #expect(report.conclusion.exitCode == 3)
    #expect(report.description == "test.predicate is inconclusive: 99 of the 100 cases needed.")
  }

  @Test func `A situation that is seen too seldom is inconclusive`() async {
    var property = multiples
    property.requirements = Requirements(cases: 10, shares: ["even": 0.2, "thirteen": 0.001, "odd": 0.9])
    property.holds = { value, recorder in
      recorder.label(value.isMultiple(of: 2) ? "even" : "odd")
      return true
    }
    let report = await report(property, seed: 1, cases: 200, workers: 1)
    guard case .inconclusive(let shortfalls) = report.conclusion else {
      Issue.record("\(report)")
      return
    }
    #expect(shortfalls.map(\.description).last == "“thirteen” in 0 of 200 cases, needed in 0.1 %")
    #expect(shortfalls.count == 2)
  }

  @Test func `Too many discarded cases are an error of the generator`() async {
    let property = Predicate(
      { source in
        let value = source.integer(in: 0...1_000)
        guard value < 10 else { throw Discard("too large") }
        return value
      }, holds: { _ in true })
    let report = await report(property, seed: 1, cases: 500, workers: 1)
    guard case .breaks(let reason) = report.conclusion else {
      Issue.record("\(report)")
      return
    }
    #expect(reason.contains("too large"))
    #expect(report.conclusion.exitCode == 4)
  }

  @Test func `An error of the check is not a failure of the property`() async {
    struct Lost: Error, CustomStringConvertible { let description = "the subject is gone" }
    let property = Predicate({ $0.integer(in: 0...1_000) }, holds: { if $0 > 10 { throw Lost() } else { true } })
    let report = await report(property, seed: 1, cases: 500, workers: 2)
    guard case .breaks(let reason) = report.conclusion else {
      Issue.record("\(report)")
      return
    }
    #expect(reason.hasSuffix("the subject is gone"))
  }

  @Test func `A case that takes too many steps is a hang, and is shortened`() async {
    var property = Predicate({ $0.integer(in: 0...1_000) }, holds: { _ in true })
    property.requirements = Requirements(cases: 1, stepsPerCase: 500)
    property.holds = { value, recorder in
      try recorder.spend(steps: value)
      return true
    }
    let report = await report(property, seed: 1, cases: 500, workers: 1)
    guard case .fails(let counterexample) = report.conclusion else {
      Issue.record("\(report)")
      return
    }
    #expect(counterexample.outcome == .hangs("still running after 500 steps"))
    #expect(counterexample.testCase == "501")
  }

  @Test func `A budget in time ends the run`() async {
    let property = Predicate({ $0.integer(in: 0...10) }, holds: { _ in true })
    let run = Run([PropertyProfile(of: property)], configuration: RunConfiguration(seed: 1, budget: .seconds(0.2)))
    await run.work(through: Worker(properties: [property]))
    let report = await run.report
    #expect(report.exitCode == 0)
    #expect(report.properties[0].statistics.cases > 100)
  }

  @Test func `A slow property gets the cases it needs beside quick ones`() async {
    let profiles = (["slow"] + (0..<20).map { "quick\($0)" }).map { name in
      var property = Predicate({ $0.integer(in: 0...10) }, holds: { _ in true })
      property.name = name
      property.requirements = Requirements(cases: 50)
      return PropertyProfile(of: property)
    }
    let run = Run(profiles, configuration: RunConfiguration(seed: 1, budget: .seconds(60)))
    await run.work(through: PretendedWorker(run, requests: 200))
    let report = await run.report
    #expect(report.properties.allSatisfy { $0.statistics.cases >= 50 })
  }

  @Test func `A kept counterexample is checked first`() async throws {
    let first = await report(multiples, seed: 1, cases: 2_000, workers: 1)
    guard case .fails(let counterexample) = first.conclusion else {
      Issue.record("\(first)")
      return
    }
    let configuration = RunConfiguration(seed: 99, budget: .cases(1))
    let run = Run([PropertyProfile(of: multiples)], saved: [counterexample], configuration: configuration)
    await run.work(through: Worker(properties: [multiples]))
    #expect(await run.report.properties[0].conclusion == first.conclusion)
    #expect(await run.report.properties[0].statistics.cases == 1)
  }

  @Test func `What a run finds does not depend on what was kept`() async throws {
    let kept = await report(multiples, seed: 1, cases: 2_000, workers: 1)
    guard case .fails(let counterexample) = kept.conclusion else {
      Issue.record("\(kept)")
      return
    }
    let configuration = RunConfiguration(seed: 99, budget: .cases(2_000))
    var reports: [PropertyReport] = []
    for saved in [[], [counterexample]] {
      let run = Run([PropertyProfile(of: multiples)], saved: saved, configuration: configuration)
      await run.work(through: Worker(properties: [multiples]))
      var report = await run.report.properties[0]
      guard case .fails(var found) = report.conclusion else {
        Issue.record("\(report)")
        return
      }
      #expect(found.seed == 99)
      found.shrinking = ShrinkSummary()
      report.conclusion = .fails(found)
      report.seconds = 0
      reports.append(report)
    }
    #expect(reports[0] == reports[1])
  }

  @Test func `What was not finished because another failed is neither held nor inconclusive`() async {
    var slow = Predicate({ $0.integer(in: 0...10) }, holds: { _ in true })
    slow.name = "test.slow"
    slow.requirements = Requirements(cases: 100)
    let configuration = RunConfiguration(seed: 1, budget: .cases(2_000), secondsAfterFailure: 0)
    let run = Run([PropertyProfile(of: multiples), PropertyProfile(of: slow)], configuration: configuration)
    await run.work(through: Worker(properties: [multiples, slow]))
    let report = await run.report
    #expect(report.exitCode == 1)
    #expect(report.properties[1].conclusion == .unfinished)
  }

  @Test func `A text of any length from a subject is limited`() async {
    let endless = String(repeating: "é", count: 1_000_000)
    var property = Predicate({ $0.integer(in: 0...10) }, holds: { _ in true })
    property.holds = { _, _ in throw Loud(description: endless) }
    let report = await report(property, seed: 1, cases: 10, workers: 1)
    #expect(report.description.utf8.count < 10_000)
    #expect(report.description.contains("(2000000 bytes in all)"))
  }

  private struct Loud: Error, CustomStringConvertible { let description: String }

  @Test func `An interrupted run says so and keeps what it has seen`() async {
    let property = Predicate({ $0.integer(in: 0...10) }, holds: { _ in true })
    let run = Run(
      [PropertyProfile(of: property)], configuration: RunConfiguration(seed: 1, budget: .seconds(3600)))
    async let work: Void = run.work(through: Worker(properties: [property]))
    while await run.snapshot.properties[0].cases < 1_000 { await Task.yield() }
    await run.interrupt()
    await work
    let report = await run.report
    #expect(report.isInterrupted)
    #expect(report.properties[0].statistics.cases >= 10)
  }
}
