package import Architecture

/// What a directory of exported vectors holds: its `manifest.json`.
package struct VectorManifest: Codable, Hashable, Sendable {
  /// One file.
  package struct File: Codable, Hashable, Sendable {
    /// The name within the directory.
    package var name: String
    package var kind: Kind
    /// The format of the capabilities in a file of operations.
    package var format: FormatName?
    /// How many lines it has, one vector each.
    package var rows: Int
  }

  /// What the lines of a file are.
  package enum Kind: String, Codable, Hashable, Sendable {
    /// ``Subjects/OperationVector``: operations on capabilities.
    case operations
    /// ``Subjects/MachineVector``: instructions injected into a machine.
    case machine
    /// ``LitmusTest``: programs of processes that fork.
    case programs
  }

  /// The name of the manifest within its directory.
  package static let name = "manifest.json"

  /// The version of the form of manifest and files.
  package var version = 1
  /// Who has answered.
  package var answeredBy: String
  /// Where all random choices came from.
  package var seed: UInt64
  package var files: [File]
}
