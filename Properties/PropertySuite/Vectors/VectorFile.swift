import Foundation
public import Subjects

/// One file of vectors, read and found complete.
public struct VectorFile: Sendable {
  /// The name of the file within its directory.
  public let name: String
  private let vectors: Vectors

  /// Whether the file holds sequences of instructions to inject into a machine.
  public var isAboutMachines: Bool { if case .machine = vectors { true } else { false } }

  private enum Vectors: Sendable {
    case capability([CapabilityVector], VectorFileKind.Capabilities)
    case machine([MachineVector])
    case page([PageVector])

    var count: Int {
      switch self {
      case .capability(let vectors, _): vectors.count
      case .machine(let vectors): vectors.count
      case .page(let vectors): vectors.count
      }
    }
  }

  /// Reads every file of a directory that bears one of the known names.
  ///
  /// - Returns: the files, in the order of ``VectorFileKind/files``.
  /// - Throws: ``VectorFileError`` if a file is damaged or has another number of rows than it should, or if the
  ///   directory holds none of the known files.
  public static func readAll(in directory: String) throws(VectorFileError) -> [VectorFile] {
    var files: [VectorFile] = []
    for known in VectorFileKind.files {
      let path = directory + "/" + known.name
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let vectors: Vectors =
        switch known.kind {
        case .capability(let capabilities): .capability(try CapabilityVector.read(file: path), capabilities)
        case .machine: .machine(try MachineVector.read(file: path))
        case .page: .page(try PageVector.read(file: path))
        }
      guard vectors.count == known.rows else {
        throw VectorFileError(file: path, line: 0, expected: "\(known.rows) rows, found \(vectors.count)")
      }
      files.append(VectorFile(name: known.name, vectors: vectors))
    }
    if files.isEmpty {
      let names = VectorFileKind.files.map(\.name).joined(separator: ", ")
      throw VectorFileError(file: directory, line: 0, expected: "a directory with at least one of \(names)")
    }
    return files
  }

  /// Holds the subjects of a factory against the file.
  ///
  /// - Throws: what the factory and its subjects throw.
  public func check(_ subjects: SubjectFactory) throws -> VectorReport {
    switch vectors {
    case .capability(let vectors, let capabilities):
      return try VectorCheck.check(
        vectors, metadataMask: capabilities.metadataMask, on: subjects.capability(capabilities.format))
    case .machine(let vectors):
      var machine = try subjects.machine()
      return try VectorCheck.check(vectors, deviations: Deviation.all, on: &machine)
    case .page(let vectors):
      return try VectorCheck.check(vectors, on: subjects.page())
    }
  }
}
