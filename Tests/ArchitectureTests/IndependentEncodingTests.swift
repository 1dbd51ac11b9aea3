import Architecture
import Foundation
import Testing

/// Holds the table of encodings against one that was written down from the documents of the ISA, without it.
@Suite struct IndependentEncodingTests {
  /// A row of `Tests/Vectors/encodings.csv`; its README says how to read one.
  private struct Row {
    let mnemonic: String
    let length: Int
    let mode: String
    /// One character for each bit, the highest first: a fixed bit, or a letter for an operand.
    let word: [Character]
    /// The bits of the immediate in the order of the letters `i`.
    let immediateBits: [Int]
    let implicit: [String: UInt8]

    init(_ line: Substring) throws {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      try #require(fields.count == 6, "\(line)")
      (mnemonic, mode, word) = (fields[0], fields[2], Array(fields[3]))
      length = try #require(Int(fields[1]))
      immediateBits = try fields[4].split(separator: "|").flatMap { run -> [Int] in
        let ends = run.split(separator: ":").compactMap { Int($0) }
        let high = try #require(ends.first)
        return Array((try #require(ends.last)...high).reversed())
      }
      implicit = try Dictionary(
        uniqueKeysWithValues: fields[5].split(separator: " ").map { pair in
          let parts = pair.split(separator: "=")
          return (String(parts[0]), try #require(UInt8(parts[1])))
        })
    }

    /// The number of the bit at a position of `word`.
    func bit(at position: Int) -> Int { word.count - 1 - position }

    /// The bits of the word that carry one of the given letters or digits.
    func mask(of letters: Set<Character>) -> UInt32 {
      word.indices.reduce(0) { letters.contains(word[$1]) ? $0 | 1 << UInt32(bit(at: $1)) : $0 }
    }
  }

  private static func rows() throws -> [Row] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Vectors/encodings.csv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map(Row.init)
  }

  @Test func `The table and the independent one have the same mnemonics`() throws {
    let rows = try Self.rows()
    #expect(rows.count == 237)
    #expect(Set(rows.map(\.mnemonic)) == Set(Encoding.all.map(\.mnemonic)))
    #expect(Encoding.all.count == rows.count)
  }

  @Test func `The table and the independent one agree on fixed bits, modes and operands`() throws {
    let table = Dictionary(uniqueKeysWithValues: Encoding.all.map { ($0.mnemonic, $0) })
    for row in try Self.rows() {
      let encoding = try #require(table[row.mnemonic])
      let name = Comment(rawValue: row.mnemonic)
      #expect(Int(encoding.length) == row.length && row.word.count == row.length * 8, name)
      #expect(encoding.mode.map { "\($0)" } ?? "both" == row.mode, name)
      #expect(encoding.pattern.mask == row.mask(of: ["0", "1"]), name)
      #expect(encoding.pattern.match == row.mask(of: ["1"]), name)
      #expect(mask(of: encoding.format.rd) == row.mask(of: ["d", "x"]), name)
      #expect(mask(of: encoding.format.rs1) == row.mask(of: ["s", "x"]), name)
      #expect(mask(of: encoding.format.rs2) == row.mask(of: ["t"]), name)
      #expect(implicit(encoding.format) == row.implicit, name)
      let positions = row.word.indices.filter { row.word[$0] == "i" }
      try #require(positions.count == row.immediateBits.count, name)
      let expected = Dictionary(uniqueKeysWithValues: zip(positions.map(row.bit), row.immediateBits))
      #expect(immediateBits(encoding.format.immediate) == expected, name)
    }
  }

  private func mask(of field: RegisterField) -> UInt32 {
    switch field {
    case .wide(let bit): 0x1F << UInt32(bit)
    case .narrow(let bit): 0x7 << UInt32(bit)
    case .absent, .always: 0
    }
  }

  private func implicit(_ format: OperandFormat) -> [String: UInt8] {
    var result: [String: UInt8] = [:]
    for (name, field) in [("rd", format.rd), ("rs1", format.rs1), ("rs2", format.rs2)] {
      if case .always(let number) = field, number != 0 { result[name] = number }
    }
    return result
  }

  /// For each bit of the word that belongs to the immediate, the bit of the immediate.
  private func immediateBits(_ layout: ImmediateLayout) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for part in layout.parts {
      for offset in 0..<Int(part.width) {
        result[Int(part.instructionBit) + offset] = Int(part.immediateBit) + offset
      }
    }
    return result
  }
}
