import Foundation
import InProcess
import PropertySuite
import Subjects
import Testing

struct MachineVectorTests {
  @Test(arguments: [
    "machine-cc128.jsonl", "machine-cc128-corners.jsonl", "machine-cc128-integer.jsonl", "machine-cc128-extra.jsonl",
  ])
  func `The emulator does what another machine did`(name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Vectors").path
    let file = try #require(try VectorFile.readAll(in: folder).first { $0.name == name })
    let report = try file.check(.implementation())
    #expect(report.checked > 0)
    #expect(report.mismatches.isEmpty, "\(report.mismatches.count): \(report.mismatches.prefix(4))")
  }
}
