import Foundation
import Adapters
import PropertySuite
import SystemsUnderTest
import Testing

@Test(arguments: ["cc128.csv", "cc128m.csv", "rv64y-bounds.csv"])
func `The Model answers what others answered`(name: String) throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Vectors").path
  let file = try #require(try VectorFile.readAll(in: folder).first { $0.name == name })
  let report = try file.check(.model())
  #expect(report.checked > 0)
  #expect(report.mismatches.isEmpty, "\(report.mismatches.count): \(report.mismatches.prefix(10))")
}
