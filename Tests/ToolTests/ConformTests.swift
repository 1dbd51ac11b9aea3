import Foundation
import Subprocess
import Testing

/// Others' kernels: some that are right, some that lie, and some that do not even answer.
struct ConformTests {
  static let subjects = UforkProcess.root + "/Tests/ToolTests/SystemsUnderTest/"
  static let ours = [UforkProcess.path, "serve", "--fork"]
  static let model = ours + ["--subject", "model"]

  static func conform(
    _ command: [String], _ options: [String], in directory: borrowing TemporaryDirectory
  ) async throws -> UforkProcess {
    try await UforkProcess.run(
      ["conform", "--seed", "1", "--failures", "kept"] + options + ["--"] + command, in: directory)
  }

  @Test(arguments: ["implementation", "model"])
  func `Our own kernels conform over the wire, at both levels`(subject: String) async throws {
    let directory = try TemporaryDirectory()
    let result = try await Self.conform(
      Self.ours + ["--subject", subject], ["--cases", "20", "--json", "report.json"], in: directory)
    // Twenty programs are too few to say that anything holds, but one would suffice to say that it does not.
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    #expect(result.output.contains("  conduct                     holds\n"))
    #expect(!result.output.contains("violated"))
    let report = try Self.report(in: directory)
    #expect(report.level == "L1")
    #expect(report.guarantees.contains { $0.name == "guarantee.confinement" && $0.verdict == "inconclusive" })
  }

  @Test func `Enough programs show that guarantees hold, and what is not looked at is not claimed`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await Self.conform(
      Self.model, ["--cases", "500", "--level", "L0", "--junit", "junit.xml"], in: directory)
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("  guarantee.forkTransparency  holds\n"))
    #expect(result.output.contains("  guarantee.confinement       not applicable\n"))
    let junit = try String(contentsOfFile: directory.path + "/junit.xml", encoding: .utf8)
    #expect(junit.contains("<testcase classname=\"the model of ufork\" name=\"guarantee.forkTransparency\""))
    #expect(junit.contains("<skipped message=\"not applicable\"/>"))
  }

  @Test func `A subject that lies is shown a short program on which it does`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await Self.conform(
      [Self.subjects + "liar.sh"] + Self.model, ["--cases", "300", "--level", "L0", "--fail-fast"], in: directory)
    #expect(result.exitCode == 1, "\(result.output)\(result.errors)")
    let end =
      /\s([4-9])  (P\d): wait\n +expected  (P\d) reaped, exited with status 1\n +observed  (P\d) reaped, exited with status 0\n\n/
    let match = try #require(result.output.firstMatch(of: end), "\(result.output)")
    #expect(match.3 == match.4)
  }

  @Test func `A kernel that does little is not asked about what it does not do`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await Self.conform(
      [Self.subjects + "modest.sh"] + Self.model, ["--cases", "500", "--level", "L0"], in: directory)
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("  guarantee.forkTransparency  holds\n"))
    #expect(!result.output.contains("fork.limits"))
  }

  @Test(arguments: [
    ("staller.sh", "observed  the subject stalled: no answer for 2.0 s", #"last request: {"perform":"#),
    ("crasher.sh", "observed  the subject crashed with signal 11", #"last request: {"perform":"#),
    ("babbler.sh", "observed  the subject answered nonsense: ", #"last reply: {"observation":"#),
    ("flooder.sh", "observed  the subject floods: more than 16777216 bytes in one line", #"last request: {"perform":"#),
  ])
  func `A subject that does not answer is named as such, with the last that was said`(
    script: String, observed: String, last: String
  ) async throws {
    let directory = try TemporaryDirectory()
    let result = try await Self.conform(
      [Self.subjects + script] + Self.model,
      ["--cases", "300", "--level", "L0", "--fail-fast", "--timeout", script == "staller.sh" ? "2s" : "100s"],
      in: directory)
    #expect(result.exitCode == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("  Every request is answered, in time and as the protocol says.\n"))
    #expect(result.output.contains(observed))
    #expect(result.output.contains(last))
    #expect(result.output.contains("  conduct                     violated, shown by a program of "))
    #expect(!result.output.contains("guarantee.forkTransparency  violated"))
  }

  @Test func `What a subject writes to its standard error is shown, kept and reported, and harms no terminal`()
    async throws
  {
    let directory = try TemporaryDirectory()
    let result = try await Self.conform(
      [Self.subjects + "grumbler.sh"] + Self.model,
      ["--cases", "300", "--level", "L0", "--fail-fast", "--junit", "junit.xml"], in: directory)
    #expect(result.exitCode == 1, "\(result.output)\(result.errors)")
    let shown = "  | got \\u{1B}[31m{\"perform\":"
    #expect(result.output.contains(shown))
    #expect(result.output.contains("  | panic: nobody to wait for\n"))
    #expect(!result.output.contains("\u{1B}"))

    let kept = try #require(try FileManager.default.contentsOfDirectory(atPath: directory.path + "/kept").first)
    let file = try String(contentsOfFile: directory.path + "/kept/" + kept, encoding: .utf8)
    #expect(file.contains("panic: nobody to wait for"))
    let junit = try String(contentsOfFile: directory.path + "/junit.xml", encoding: .utf8)
    let errors = try #require(junit.firstMatch(of: /(?s)<system-err>(.*?)<\/system-err>/))
    #expect(errors.1.contains("got \\u{1B}[31m{&quot;perform&quot;:"))
    #expect(errors.1.contains("panic: nobody to wait for"))
  }

  @Test func `A subject may write to its standard error without end`() async throws {
    let directory = try TemporaryDirectory()
    let script = "yes 'a line' >&2 & exec \"$@\""
    let result = try await Self.conform(
      ["sh", "-c", script, "sh"] + Self.model, ["--cases", "20", "--level", "L0"], in: directory)
    #expect(result.exitCode == 3, "\(result.output)\(result.errors)")
    #expect(!result.output.contains("violated"))
    let hasty = try await Self.conform(["sh", "-c", "yes 'a line' | head -c 9999999 >&2; exit 7"], [], in: directory)
    #expect(hasty.exitCode == 4)
    #expect(hasty.errors.contains("ended with status 7"))
    #expect(hasty.errors.contains("standard error: a line\n"))
    #expect(hasty.errors.utf8.count < 2000)
  }

  @Test func `What cannot be asked for is said`() async throws {
    let directory = try TemporaryDirectory()
    let hello =
      #"{"hello":{"subject":{"version":2,"name":"mute","level":"L0","actions":[],"enforcesBounds":false,"#
      + #""strategies":[],"pageSize":4096,"granuleSize":16}}}"#
    let mute = ["sh", "-c", "read request; echo '\(hello)'; cat >/dev/null"]
    let level = try await Self.conform(mute, ["--level", "L1"], in: directory)
    #expect(level.exitCode == 2)
    #expect(level.errors == "Error: mute cannot be checked at level L1: it says that it answers no `inspect`.\n")
    let missing = try await Self.conform(["/nowhere/kernel"], [], in: directory)
    #expect(missing.exitCode == 4)
    #expect(missing.errors.contains("/nowhere/kernel: No such file or directory"))
  }

  @Test func `A request that is none, or a world that cannot be, ends nothing`() async throws {
    let requests = [
      "bonjour", #"{"perform":{"step":{"process":0,"action":{"wait":{}}}}}"#,
      #"{"start":{"world":{"frames":-4,"regionSizeLog2":255,"regions":-1,"segments":[],"strategy":"copy"}}}"#,
      #"{"start":{"world":{"frames":1,"regionSizeLog2":16,"regions":1,"segments":[{"kind":"text","pages":-1}],"#
        + #""strategy":"copy"}}}"#,
      #"{"hello":{"version":2}}"#,
    ]
    for subject in ["implementation", "model"] {
      let result = try await Subprocess.run(
        .path(.init(UforkProcess.path)), arguments: ["serve", "--fork", "--subject", subject],
        input: .string(requests.joined(separator: "\n") + "\n"), output: .string(limit: 1 << 20))
      let replies = result.standardOutput.split(separator: "\n")
      #expect(replies.count == requests.count)
      #expect(replies[0].hasPrefix(#"{"failure":{"message":"not a request of this protocol"#))
      #expect(replies[2].contains("start.world: a world that cannot be: regionSizeLog2 is 255"))
      #expect(replies[3].contains("start.world: a world that cannot be: a segment has -1 pages"))
      #expect(replies[4].hasPrefix(#"{"hello""#))
    }
  }

  /// As much of the JSON report as the tests look at.
  struct Report: Decodable {
    struct Guarantee: Decodable {
      var name: String
      var verdict: String
      var steps: Int?
      var counterexample: String?
    }

    var level: String
    var guarantees: [Guarantee]
  }

  static func report(in directory: borrowing TemporaryDirectory) throws -> Report {
    try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(filePath: directory.path + "/report.json")))
  }
}
