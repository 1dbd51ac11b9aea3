import Architecture
import Foundation
import Adapters
import PropertySuite
import Testing

struct CapabilityVectorTests {
  @Test(arguments: [("cc128.csv", 16_500), ("cc128m.csv", 6_544), ("rv64y-bounds.csv", 10_500)])
  func `Packed capabilities answer what others answered`(name: String, rows: Int) throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let files = try VectorFile.readAll(in: tests.appending(path: "Vectors").standardized.path)
    let file = try #require(files.first { $0.name == name })
    let report = try file.check(.implementation())
    #expect(report.checked == rows)
    #expect(report.mismatches.isEmpty, "\(report.mismatches.count): \(report.mismatches.prefix(10))")
  }
}
