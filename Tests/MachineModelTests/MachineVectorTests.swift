import Foundation
import Adapters
import PropertySuite
import SystemsUnderTest
import Testing

@Suite struct MachineVectorTests {
  @Test(arguments: [
    ("machine-cc128.jsonl", 130), ("machine-cc128-corners.jsonl", 106), ("machine-cc128-integer.jsonl", 60),
    ("machine-cc128-extra.jsonl", 70), ("machine-cc128-settled.jsonl", 117),
  ])
  func `The Model answers instruction sequences as another machine did`(name: String, count: Int) throws {
    let report = try Self.file(name).check(.model())
    #expect(report.checked == count)
    #expect(report.mismatches.isEmpty, "\(report.mismatches.count): \(report.mismatches.prefix(10))")
  }

  @Test func `The Model answers accesses through pages as another machine did`() throws {
    let report = try Self.file("page-policy-cc128.csv").check(.model())
    #expect(report.checked == 144)
    #expect(report.mismatches.isEmpty, "\(report.mismatches.count): \(report.mismatches.prefix(10))")
  }

  private static func file(_ name: String) throws -> VectorFile {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Vectors").path
    return try #require(try VectorFile.readAll(in: folder).first { $0.name == name })
  }
}
