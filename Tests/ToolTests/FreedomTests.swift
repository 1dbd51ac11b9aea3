import Testing

/// Kernels that make use of a freedom hold, and those that go beyond it do not.
struct FreedomTests {
  /// A litmus test, one of its steps, and what a kernel may answer there beside what ours answers, and what it may not.
  struct Freedom: CustomTestStringConvertible {
    let test: String
    let step: Int
    let allowed: String
    let forbidden: String

    init(_ test: String, _ step: Int, allowed: String, forbidden: String) {
      (self.test, self.step, self.allowed, self.forbidden) = ("freedoms." + test, step, allowed, forbidden)
    }

    var testDescription: String { test }
  }

  private static func failed(_ error: Int) -> String { #"{"failed":{"errno":\#(error)}}"# }
  private static func count(_ bytes: Int) -> String { #"{"count":{"bytes":\#(bytes)}}"# }
  private static func reaped(_ child: Int, _ status: Int) -> String {
    #"{"reaped":{"process":\#(child),"status":{"exited":{"status":\#(status)}}}}"#
  }
  private static let done = #"{"done":{}}"#
  private static let zero = #"{"value":{"value":0}}"#

  static let freedoms = [
    // Ours suspends the calling thread alone; whoever suspends all of them does not conform.
    Freedom("vforkSuspendsOneThread", 5, allowed: #"{"value":{"value":7}}"#, forbidden: #"{"noSuchProcess":{}}"#),
    Freedom("ignoredChildrenOfAnImage", 5, allowed: reaped(1, 3), forbidden: reaped(1, 4)),
    Freedom("ignoredChildrenOfASpawn", 5, allowed: reaped(2, 3), forbidden: #"{"wouldBlock":{}}"#),
    Freedom("noDescriptorAndNoName", 2, allowed: failed(2), forbidden: failed(13)),
    Freedom("regainedPage", 7, allowed: zero, forbidden: #"{"value":{"value":7}}"#),
    Freedom("bufferThatEndsTooEarly", 6, allowed: count(8), forbidden: count(4)),
    Freedom("emptyBufferNowhere", 3, allowed: failed(14), forbidden: count(0)),
    Freedom("emptyQueueAndNoBuffer", 3, allowed: #"{"wouldBlock":{}}"#, forbidden: failed(12)),
    Freedom("halfABufferWritten", 5, allowed: count(4096), forbidden: count(8192)),
    Freedom("holeInProtection", 6, allowed: #"{"killed":{"refusal":"page"}}"#, forbidden: failed(14)),
    Freedom("protectionOfNothing", 1, allowed: done, forbidden: failed(12)),
    Freedom("actionOfKill", 1, allowed: done, forbidden: failed(1)),
    Freedom("truncateOfWhatIsRead", 4, allowed: failed(9), forbidden: done),
    Freedom("nothingToABrokenPipe", 4, allowed: failed(32), forbidden: #"{"wouldBlock":{}}"#),
    Freedom("exclusiveAlone", 2, allowed: #"{"descriptor":{"number":4}}"#, forbidden: failed(17)),
    Freedom("truncateToRead", 4, allowed: zero, forbidden: #"{"value":{"value":4}}"#),
    Freedom("objectsAsFiles", 4, allowed: count(4), forbidden: count(9)),
    Freedom("overcommittedFork", 2, allowed: #"{"signaled":{"signal":9}}"#, forbidden: #"{"signaled":{"signal":15}}"#),
    Freedom(
      "ignoredAndBlocked", 4, allowed: #"{"signals":{"pending":[30]}}"#, forbidden: #"{"signals":{"pending":[15]}}"#),
    Freedom("severalEnd", 5, allowed: #"{"signaled":{"signal":30}}"#, forbidden: #"{"signaled":{"signal":9}}"#),
  ]

  private static func litmus(_ freedom: Freedom, answering answer: String) async throws -> UforkProcess {
    try await UforkProcess.run(
      [
        "litmus", "--catalogue", UforkProcess.root + "/Docs/Litmus", freedom.test, "--",
        UforkProcess.root + "/Tests/ToolTests/SystemsUnderTest/rewriter.sh", String(freedom.step), answer,
        UforkProcess.path, "serve", "--fork",
      ], in: TemporaryDirectory())
  }

  @Test(arguments: freedoms)
  func `A kernel that does the other thing that is allowed holds`(freedom: Freedom) async throws {
    let result = try await Self.litmus(freedom, answering: freedom.allowed)
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("3 allowed, 0 forbidden, 0 not applicable."))
  }

  @Test(arguments: freedoms)
  func `A kernel that does a third thing is red`(freedom: Freedom) async throws {
    let result = try await Self.litmus(freedom, answering: freedom.forbidden)
    #expect(result.exitCode == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("0 allowed, 3 forbidden, 0 not applicable."))
  }
}
