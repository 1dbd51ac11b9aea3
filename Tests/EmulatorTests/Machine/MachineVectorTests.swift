import Foundation
import Adapters
import PropertySuite
import SystemsUnderTest
import Testing

struct MachineVectorTests {
  @Test(arguments: [
    ("machine-cc128.jsonl", 130), ("machine-cc128-corners.jsonl", 106), ("machine-cc128-integer.jsonl", 60),
    ("machine-cc128-extra.jsonl", 70), ("machine-cc128-settled.jsonl", 117), ("page-policy-cc128.csv", 144),
  ])
  func `The emulator does what another machine did, but for known deviations`(name: String, count: Int) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Vectors").path
    let file = try #require(try VectorFile.readAll(in: folder).first { $0.name == name })
    let report = try file.check(.implementation())
    #expect(report.checked == count)
    #expect(report.mismatches.isEmpty, "\(report.mismatches.count): \(report.mismatches.prefix(4))")
    #expect(report.endedEarly == 0)
  }
}
