import Architecture
import Foundation
import SystemsUnderTest
import Testing

struct VectorFileTests {
  /// Writes `text` to a file of its own and gives the path to `body`.
  static func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  static let header =
    "operation,metadata,address,tag,argument1,argument2,base,top,result_metadata,result_address,result_tag,exact\n"

  @Test func `A row becomes an operation and an expectation`() throws {
    let row = "setBounds,ffff00000283c006,682000,1,10,,,,ffff00000401e004,682000,0,1\n"
    let vectors = try Self.withFile(Self.header + row) { try CapabilityVector.read(file: $0) }
    let operand = CapabilityBits(metadata: 0xFFFF_0000_0283_C006, address: 0x682000, tag: true)
    #expect(vectors.map(\.operation) == [.setBounds(operand, length: 16)])
    #expect(
      vectors.map(\.expectation) == [
        .capability(metadata: 0xFFFF_0000_0401_E004, address: 0x682000, tag: false, exact: true)
      ])
  }

  @Test(arguments: [
    ("", 0, "at least one line"),
    ("operation,metadata\n", 1, "the header"),
    (header + "setBounds,1,2\n", 2, "12 fields, found 3"),
    (header + "frobnicate,1,2,0,,,,,,,,\n", 2, "an operation such as"),
    (header + "setBounds,1,2,2,10,,,,1,2,0,1\n", 2, "0 or 1 in field 4"),
    (header + "setBounds,1,xyz,1,10,,,,1,2,0,1\n", 2, "a hexadecimal number"),
  ])
  func `A damaged file is refused with its line and what was expected`(text: String, line: Int, expected: String) throws
  {
    let error = try #require(
      throws: VectorFileError.self, performing: { try Self.withFile(text) { try CapabilityVector.read(file: $0) } })
    #expect(error.line == line)
    #expect(error.expected.hasPrefix(expected))
  }

  @Test func `A file that does not exist is named`() throws {
    let error = try #require(
      throws: VectorFileError.self, performing: { try CapabilityVector.read(file: "/nonexistent.csv") })
    #expect("\(error)".hasPrefix("/nonexistent.csv: expected a readable file: "))
  }

  @Test func `A trace that is shorter than its instructions is refused`() throws {
    let text = #"{"name": "short", "instructions": ["13"], "trace": []}"#
    let error = try #require(
      throws: VectorFileError.self, performing: { try Self.withFile(text) { try MachineVector.read(file: $0) } })
    #expect(error.line == 1)
  }
}
