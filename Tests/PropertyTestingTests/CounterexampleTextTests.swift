import PropertyTesting
import Testing

struct CounterexampleTextTests {
  private func counterexample(_ outcome: Outcome, steps: [String]) -> Counterexample {
    var shrinking = ShrinkSummary()
    shrinking.evaluations = 120
    shrinking.stepsBefore = 31
    shrinking.stepsAfter = steps.count
    shrinking.isComplete = true
    return Counterexample(
      property: "fork.example", seed: 7, index: 12, outcome: outcome, choices: [], testCase: "", steps: steps,
      shrinking: shrinking, isReproducible: true)
  }

  @Test func `A failure shows the guarantee, the steps, the difference, the seed and the command`() {
    let failure = Failure(
      "A child sees what its parent had stored.", step: 1, expected: "7", observed: "0",
      explanation: ["The page was not copied."])
    let text = counterexample(.fails(failure), steps: ["0: store 7", "1: load", "1: exit"])
      .text(replay: "ufork replay f.json")
    #expect(
      text == """
        fork.example does not hold.

          A child sees what its parent had stored.

        The shortest program found (from 31 steps, 120 candidates tried):

          1  0: store 7
          2  1: load
             expected  7
             observed  0
          3  1: exit

          The page was not copied.

        Seed 7, case 12.
        Again: ufork replay f.json
        """)
  }

  @Test func `A crash shows what the process said last`() {
    let text = counterexample(.crashes("Fatal error: Index out of range"), steps: ["go"]).text()
    #expect(
      text == """
        fork.example does not hold.

          No program crashes what it runs on.

        The shortest case found (from 31 steps, 120 candidates tried):

          1  go
             expected  an answer
             observed  a crash: Fatal error: Index out of range

        Seed 7, case 12.
        """)
  }
}
