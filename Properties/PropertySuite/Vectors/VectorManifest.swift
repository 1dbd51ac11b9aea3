package import Architecture
import Foundation
import JSONReading
package import SystemsUnderTest

/// What may stand beside vector files, to say of them what they do not say themselves: `manifest.json`.
package struct VectorManifest: Codable, Hashable, Sendable {
  /// One file.
  package struct File: Codable, Hashable, Sendable {
    /// The name within the directory.
    package var name: String
    /// What it holds; its first line says so too.
    package var kind: Kind?
    /// The format of the capabilities in a file of operations or of capability arithmetic.
    package var format: FormatName?
    /// The bits of metadata words that a file of capability arithmetic asserts.
    package var metadataMask: HexadecimalWord?
    /// How many vectors it has; whoever says so wants it checked.
    package var rows: Int?

    /// Describes a file.
    package init(name: String, kind: Kind, format: FormatName?, rows: Int) {
      self.name = name
      self.kind = kind
      self.format = format
      self.rows = rows
    }

    package enum CodingKeys: String, CodingKey, CaseIterable { case name, kind, format, metadataMask, rows }

    /// Reads a file's description.
    package init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      name = try members.decode(String.self, forKey: .name)
      kind = try members.decodeIfPresent(Kind.self, forKey: .kind)
      format = try members.decodeIfPresent(FormatName.self, forKey: .format)
      metadataMask = try members.decodeIfPresent(HexadecimalWord.self, forKey: .metadataMask)
      rows = try members.decodeIfPresent(Int.self, forKey: .rows)
      if name.contains("/") {
        throw DecodingError.dataCorruptedError(
          forKey: .name, in: members, debugDescription: "“\(name)” is not the name of a file beside the manifest")
      }
    }
  }

  /// What the lines of a file are.
  package enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// ``SystemsUnderTest/CapabilityVector``: rows of capability arithmetic.
    case capability
    /// ``SystemsUnderTest/OperationVector``: operations on capabilities.
    case operations
    /// ``SystemsUnderTest/MachineVector``: instructions injected into a machine.
    case machine
    /// ``SystemsUnderTest/PageVector``: single accesses through pages.
    case page
    /// ``LitmusTest``: programs of processes that fork.
    case programs
  }

  /// The name of the manifest within its directory.
  package static let name = "manifest.json"
  /// The version that is written, and the only one that is read.
  private static let currentVersion = 1

  /// The version of the form of manifest and files.
  package var version: Int
  /// Who has answered.
  package var answeredBy: String?
  /// Where all random choices came from.
  package var seed: UInt64?
  package var files: [File]

  /// Makes a manifest.
  package init(answeredBy: String, seed: UInt64, files: [File]) {
    version = Self.currentVersion
    self.answeredBy = answeredBy
    self.seed = seed
    self.files = files
  }

  package enum CodingKeys: String, CodingKey, CaseIterable { case version, answeredBy, seed, files }

  /// Reads a manifest.
  package init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    version = try members.decode(Int.self, forKey: .version)
    guard version == Self.currentVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: members, debugDescription: "\(version) is not \(Self.currentVersion)")
    }
    answeredBy = try members.decodeIfPresent(String.self, forKey: .answeredBy)
    seed = try members.decodeIfPresent(UInt64.self, forKey: .seed)
    files = try members.decode([File].self, forKey: .files)
  }

  /// The manifest of a directory, if it has one. A member that is not known is an error.
  package static func read(in directory: String) throws(VectorFileError) -> VectorManifest? {
    let path = directory + "/" + name
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw VectorFileError(file: path, line: 0, expected: "a readable file")
    }
    do {
      return try StrictJSON.decode(VectorManifest.self, from: data)
    } catch {
      throw VectorFileError(file: path, line: error.line, expected: "a manifest: \(error)")
    }
  }
}

/// A word that is written as a string of hexadecimal digits.
package struct HexadecimalWord: Codable, Hashable, Sendable {
  /// The number.
  package var value: UInt64

  /// Reads the digits.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = UInt64(text, radix: 16) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "“\(text)” is not a hexadecimal number of at most 64 bits")
    }
    self.value = value
  }

  /// Writes the digits.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(String(value, radix: 16))
  }
}

extension VectorManifest.Kind {
  /// What the first line of a file says that it holds: the header of a CSV file, or the members of a JSON object.
  init(of reader: VectorFileReader) throws(VectorFileError) {
    let (line, first) = reader.firstLine
    guard first.hasPrefix("{") else {
      if first == PageVector.header {
        self = .page
      } else if first == CapabilityVector.header || first == CapabilityVector.header + ",format" {
        self = .capability
      } else {
        throw VectorFileError(
          file: reader.file, line: line,
          expected: "a JSON object, or one of the headers “\(CapabilityVector.header)” (with or without “,format”) and "
            + "“\(PageVector.header)”")
      }
      return
    }
    let object: JSONNode
    do {
      object = try StrictJSON.parse(first.utf8)
    } catch {
      throw VectorFileError(file: reader.file, line: line, expected: "a JSON object: \(error)")
    }
    let members = Set(object.memberNames)
    if members.contains("operation") {
      self = .operations
    } else if members.contains("instructions") {
      self = .machine
    } else if members.contains("steps") {
      self = .programs
    } else {
      throw VectorFileError(
        file: reader.file, line: line,
        expected: "an object with the member “operation”, “instructions” or “steps”, found "
          + (members.isEmpty ? "none" : members.sorted().map { "“\($0)”" }.joined(separator: ", ")))
    }
  }
}
