import Architecture
import SystemsUnderTest
import Testing

struct StdioForkSubjectTests {
  static let hello = """
    {"hello":{"subject":{"version":2,"name":"shell","level":"L0","actions":["load"],"enforcesBounds":false,\
    "strategies":[],"pageSize":4096,"granuleSize":16}}}
    """
  static let world = ForkWorld(
    regionSizeLog2: 16, segments: [.init(.data, pages: 1)], strategy: .copy, frames: 8, regions: 2)

  static func shell(_ script: String, timeout: Duration = .seconds(20)) -> StdioForkSubject {
    StdioForkSubject(command: ["sh", "-c", script], timeout: timeout)
  }

  static func startError(_ script: String, timeout: Duration = .seconds(20)) throws -> ForkSubjectError {
    try #require(throws: ForkSubjectError.self) { try shell(script, timeout: timeout).start(world) }
  }

  @Test func `A subject is asked who it is, then started`() throws {
    let subject = Self.shell(
      """
      read request; echo '\(Self.hello)'
      read request; echo '{"observation":{"observation":{"started":{"regionBase":65536,"regionSize":65536}}}}'
      """)
    #expect(try subject.start(Self.world) == .started(regionBase: 65536, regionSize: 65536))
    #expect(try subject.describe().name == "shell")
    #expect(try subject.inspect() == nil)
  }

  @Test func `A subject that crashes is named as such, with the last request`() throws {
    let error = try Self.startError("read request; echo '\(Self.hello)'; read request; kill -SEGV $$")
    #expect(error.reason == .crashed(signal: 11))
    #expect(error.lastExchange.count == 1)
    #expect(error.lastExchange[0].hasPrefix(#"{"start""#))
  }

  @Test func `A subject that ends is named as such`() throws {
    #expect(try Self.startError("exit 3").reason == .exited(status: 3))
  }

  @Test func `A subject that stalls is named as such`() throws {
    let error = try Self.startError("read request; exec sleep 1000", timeout: .milliseconds(100))
    #expect(error.reason == .channel(.silent(seconds: 0.1)))
  }

  @Test func `A subject that answers nonsense is named as such, with what it said`() throws {
    let error = try Self.startError("read request; echo bonjour; read request")
    guard case .nonsense = error.reason else { Issue.record("\(error)"); return }
    #expect(error.lastExchange.last == "bonjour")
  }

  @Test func `A subject that speaks another version is refused`() throws {
    let hello = Self.hello.replacing("\"version\":2", with: "\"version\":1")
    #expect(try Self.startError("read request; echo '\(hello)'; read request").reason == .version(theirs: 1, ours: 2))
  }

  @Test func `A subject that floods is stopped`() throws {
    let error = try Self.startError("read request; exec tr '\\0' x </dev/zero")
    #expect(error.reason == .channel(.flood(limit: ByteChannel.messageLimit)))
  }

  @Test func `A command that does not exist is named`() throws {
    let subject = StdioForkSubject(command: ["/nonexistent"], timeout: .seconds(20))
    let error = try #require(throws: ForkSubjectError.self) { try subject.start(Self.world) }
    #expect(error.reason == .notStarted("/nonexistent: No such file or directory"))
  }

  @Test func `Nothing is left of a subject that has started helpers`() throws {
    // The helper holds the connection open when its parent is gone: only the end of both ends the wait.
    let subject = Self.shell("sleep 1000 & read request; kill -KILL $$", timeout: .milliseconds(300))
    let error = try #require(throws: ForkSubjectError.self) { try subject.start(Self.world) }
    #expect(error.reason == .channel(.silent(seconds: 0.3)))
    #expect(throws: ForkSubjectError.self) { try subject.start(Self.world) }
  }
}
