import Foundation
import Testing

/// The verdicts for CI systems are of the form that those have in common, and never greener than the exit code.
struct JUnitTests {
  private func check(
    _ arguments: [String], in directory: borrowing TemporaryDirectory
  ) async throws -> (process: UforkProcess, form: JUnitForm) {
    let process = try await UforkProcess.run(["check", "--junit", "junit.xml"] + arguments, in: directory)
    let text = try String(contentsOfFile: directory.path + "/junit.xml", encoding: .utf8)
    let form = JUnitForm(text)
    #expect(form.complaints.isEmpty, "\(form.complaints)\n\(text)")
    return (process, form)
  }

  @Test func `A violation, a crash and a hang are failures, each of its type`() async throws {
    let directory = try TemporaryDirectory()
    let (process, form) = try await check(
      ["canary.fails", "canary.crashes", "canary.hangs", "--seed", "7", "--cases", "100"], in: directory)
    #expect(process.exitCode == 1)
    #expect(
      form.tests == [
        "canary.fails": "failure violation", "canary.crashes": "failure crash", "canary.hangs": "failure hang",
      ])
    #expect(form.texts["system-out"]?.contains("3 properties: 3 fail.") == true)
    #expect(form.texts["failure"]?.contains("Again:") == false)
  }

  @Test func `That too little was seen is a failure, unless it is allowed`() async throws {
    let directory = try TemporaryDirectory()
    let arguments = ["capability.agreement.cc128", "--seed", "1", "--cases", "1"]
    let (process, form) = try await check(arguments, in: directory)
    #expect(process.exitCode == 3)
    #expect(form.tests == ["capability.agreement.cc128": "failure inconclusive"])
    let (allowed, allowedForm) = try await check(arguments + ["--allow-inconclusive"], in: directory)
    #expect(allowed.exitCode == 0)
    #expect(allowedForm.tests == ["capability.agreement.cc128": "skipped"])
  }

  @Test func `What was not finished is told apart from what is inconclusive`() async throws {
    let directory = try TemporaryDirectory()
    let (process, form) = try await check(
      ["canary.fails", "canary.slow", "--seed", "7", "--cases", "1000000", "--workers", "2", "--fail-fast"],
      in: directory)
    #expect(process.exitCode == 1)
    #expect(form.tests == ["canary.fails": "failure violation", "canary.slow": "skipped"])
  }

  @Test func `What a form does not allow is noticed`() {
    let good = """
      <testsuite name="a" timestamp="2026-01-01T00:00:00" hostname="h" tests="1" failures="0" errors="0" skipped="0" \
      time="0.1"><properties/><testcase classname="a" name="b" time="0.1"/><system-out/><system-err/></testsuite>
      """
    #expect(JUnitForm(good).complaints.isEmpty)
    for (old, new) in [
      ("time=\"0.1\"/>", "time=\"2.5e-05\"/>"), ("hostname=\"h\" ", ""), ("tests=\"1\"", "tests=\"2\""),
      ("<properties/>", ""), ("T00:00:00", "T00:00:00Z"), ("name=\"b\" ", "name=\"b\" type=\"c\" "),
      ("<system-out/>", "<system-out>&#1;</system-out>"),
    ] {
      #expect(!JUnitForm(good.replacingOccurrences(of: old, with: new)).complaints.isEmpty, "\(new)")
    }
  }
}
