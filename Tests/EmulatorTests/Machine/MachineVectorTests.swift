import Foundation
import InProcess
import PropertySuite
import Subjects
import Testing

struct MachineVectorTests {
  /// Where the recorded machine differs from the ISA: an atomic operation without memory reports its load, a
  /// store-conditional without memory fails instead of trapping, and what is sealed but untagged can be sealed again.
  /// In `extra-21` a store-conditional is wider than what was reserved, which is a freedom.
  @Test(
    arguments: [
      (
        "machine-cc128.jsonl", 130,
        ["seq-20261123-0", "seq-20261123-34", "seq-20261123-79", "seq-20261123-88", "seq-20261123-99"]
      ),
      ("machine-cc128-corners.jsonl", 106, []),
      ("machine-cc128-integer.jsonl", 60, ["integer-11", "integer-17", "integer-48", "integer-55"]),
      ("machine-cc128-extra.jsonl", 70, ["extra-21", "extra-61"]), ("page-policy-cc128.csv", 144, []),
    ] as [(String, Int, [String])])
  func `The emulator does what another machine did`(name: String, count: Int, differing: [String]) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Vectors").path
    let file = try #require(try VectorFile.readAll(in: folder).first { $0.name == name })
    let report = try file.check(.implementation())
    #expect(report.checked == count)
    let sequences = report.mismatches.map { $0.question.prefix { $0 != "," } }
    #expect(
      Set(sequences) == Set(differing.map { $0[...] }), "\(report.mismatches.count): \(report.mismatches.prefix(4))")
  }
}
