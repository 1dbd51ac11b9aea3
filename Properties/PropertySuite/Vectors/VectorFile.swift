import Architecture
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
    case operations([OperationVector], FormatName)
    case programs([LitmusTest])

    var count: Int {
      switch self {
      case .capability(let vectors, _): vectors.count
      case .machine(let vectors): vectors.count
      case .page(let vectors): vectors.count
      case .operations(let vectors, _): vectors.count
      case .programs(let vectors): vectors.count
      }
    }
  }

  /// Reads the files of a directory: those that its manifest lists, or every one that bears one of the known names.
  ///
  /// - Returns: the files, in the order of the manifest or of ``VectorFileKind/files``.
  /// - Throws: ``VectorFileError`` if a file is damaged or has another number of rows than it should, or if the
  ///   directory holds neither a manifest nor any of the known files.
  public static func readAll(in directory: String) throws(VectorFileError) -> [VectorFile] {
    if let manifest = try manifest(of: directory) { return manifest }
    var files: [VectorFile] = []
    for known in VectorFileKind.files where FileManager.default.fileExists(atPath: directory + "/" + known.name) {
      files.append(try read(known.name, known.kind, rows: known.rows, in: directory))
    }
    if files.isEmpty {
      let names = ([VectorManifest.name] + VectorFileKind.files.map(\.name)).joined(separator: ", ")
      throw VectorFileError(file: directory, line: 0, expected: "a directory with at least one of \(names)")
    }
    return files
  }

  /// The files that the manifest of a directory lists, if it has one.
  private static func manifest(of directory: String) throws(VectorFileError) -> [VectorFile]? {
    let path = directory + "/" + VectorManifest.name
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    guard let manifest = try? JSONDecoder().decode(VectorManifest.self, from: data), manifest.version == 1 else {
      throw VectorFileError(file: path, line: 0, expected: "a manifest of version 1")
    }
    var files: [VectorFile] = []
    for file in manifest.files {
      guard !file.name.contains("/") else {
        throw VectorFileError(file: path, line: 0, expected: "names of files beside it, found “\(file.name)”")
      }
      let kind: VectorFileKind =
        switch file.kind {
        case .operations: .operations(file.format ?? .cc128)
        case .machine: .machine
        case .programs: .programs
        }
      files.append(try read(file.name, kind, rows: file.rows, in: directory))
    }
    return files
  }

  private static func read(
    _ name: String, _ kind: VectorFileKind, rows: Int, in directory: String
  ) throws(VectorFileError) -> VectorFile {
    let path = directory + "/" + name
    let vectors: Vectors =
      switch kind {
      case .capability(let capabilities): .capability(try CapabilityVector.read(file: path), capabilities)
      case .machine: .machine(try MachineVector.read(file: path))
      case .page: .page(try PageVector.read(file: path))
      case .operations(let format): .operations(try VectorFileReader(file: path).objects(OperationVector.self), format)
      case .programs: .programs(try VectorFileReader(file: path).objects(LitmusTest.self))
      }
    guard vectors.count == rows else {
      throw VectorFileError(file: path, line: 0, expected: "\(rows) rows, found \(vectors.count)")
    }
    return VectorFile(name: name, vectors: vectors)
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
    case .operations(let vectors, let format):
      return try VectorCheck.check(vectors, on: subjects.capability(format))
    case .programs(let programs):
      var kernel = try subjects.fork(.adversarial)
      return try VectorCheck.check(programs, on: &kernel)
    }
  }
}
