public import Architecture
import Foundation
public import SystemsUnderTest

/// One file of vectors, read from its first line to its last.
public struct VectorFile: Sendable {
  /// The name of the file, as it is shown: within its directory, or as it was given.
  public let name: String
  private let vectors: Vectors

  /// Whether the file holds sequences of instructions to inject into a machine.
  public var isAboutMachines: Bool { if case .machine = vectors { true } else { false } }

  /// What is said of files beside what stands in them.
  public struct Options: Sendable {
    /// The format of capabilities, where a file does not say it; `nil` if nobody does.
    public var format: FormatName?
    /// The bits of metadata words that files of capability arithmetic assert; `nil` for all.
    public var metadataMask: UInt64?

    /// Makes options.
    public init(format: FormatName? = nil, metadataMask: UInt64? = nil) {
      self.format = format
      self.metadataMask = metadataMask
    }
  }

  private enum Vectors: Sendable {
    case capability([CapabilityVector], FormatName, metadataMask: UInt64)
    case machine([MachineVector], lines: [Int])
    case page([PageVector])
    case operations([OperationVector], FormatName, lines: [Int])
    case programs([LitmusTest], lines: [Int])

    var count: Int {
      switch self {
      case .capability(let vectors, _, _): vectors.count
      case .machine(let vectors, _): vectors.count
      case .page(let vectors): vectors.count
      case .operations(let vectors, _, _): vectors.count
      case .programs(let vectors, _): vectors.count
      }
    }
  }

  /// How many vectors it holds.
  public var count: Int { vectors.count }

  /// Reads files, and the files of directories: those that a directory's manifest lists, or all whose names end in
  /// `.csv` or `.jsonl`, in the order of their names.
  ///
  /// - Parameters:
  ///   - paths: files and directories.
  ///   - options: what is said of all of them; it comes before what files and manifests say.
  /// - Throws: ``VectorFileError`` at the first thing that is not as expected.
  public static func read(_ paths: [String], options: Options = Options()) throws(VectorFileError) -> [VectorFile] {
    var files: [VectorFile] = []
    for path in paths {
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: URL(filePath: path).resolvingSymlinksInPath().path)
      guard let type = attributes?[.type] as? FileAttributeType else {
        throw VectorFileError(file: path, line: 0, expected: "a file or a directory, and there is nothing")
      }
      files +=
        type == .typeDirectory
        ? try readAll(in: path, options: options) : [try read(file: path, options: options)]
    }
    return files
  }

  /// Reads the files of a directory; see ``read(_:options:)``.
  public static func readAll(
    in directory: String, options: Options = Options()
  ) throws(VectorFileError) -> [VectorFile] {
    if let manifest = try VectorManifest.read(in: directory) {
      var files: [VectorFile] = []
      for file in manifest.files { files.append(try read(file, in: directory, options: options)) }
      return files
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let files = names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".jsonl") }.sorted()
    guard !files.isEmpty else {
      throw VectorFileError(
        file: directory, line: 0,
        expected: "\(VectorManifest.name), or files whose names end in .csv or .jsonl, and there are none")
    }
    var read: [VectorFile] = []
    for file in files { read.append(try self.read(directory + "/" + file, named: file, options: options)) }
    return read
  }

  /// Reads one file; a manifest beside it may say of which format it is.
  private static func read(file path: String, options: Options) throws(VectorFileError) -> VectorFile {
    let url = URL(filePath: path)
    let directory = url.deletingLastPathComponent().path
    if let entry = try VectorManifest.read(in: directory)?.files.first(where: { $0.name == url.lastPathComponent }) {
      return try read(entry, in: directory, options: options, named: path)
    }
    return try read(path, named: path, options: options)
  }

  /// Reads a file that a manifest lists, and compares what the manifest says of it.
  private static func read(
    _ entry: VectorManifest.File, in directory: String, options: Options, named name: String? = nil
  ) throws(VectorFileError) -> VectorFile {
    var options = options
    options.format = options.format ?? entry.format
    options.metadataMask = options.metadataMask ?? entry.metadataMask?.value
    let path = directory + "/" + entry.name
    let file = try read(path, named: name ?? entry.name, options: options)
    if let kind = entry.kind, kind != file.kind {
      throw VectorFileError(
        file: path, line: 1, expected: "\(kind), as \(VectorManifest.name) says, found \(file.kind)")
    }
    if let rows = entry.rows, rows != file.count {
      throw VectorFileError(file: path, line: 0, expected: "\(rows) rows, found \(file.count)")
    }
    return file
  }

  /// Reads a file of whatever kind its first line says.
  private static func read(
    _ path: String, named name: String, options: Options
  ) throws(VectorFileError) -> VectorFile {
    let reader = try VectorFileReader(file: path)
    let vectors: Vectors
    switch try VectorManifest.Kind(of: reader) {
    case .capability:
      let (rows, format) = try CapabilityVector.read(reader)
      vectors = .capability(
        rows, try known(options.format ?? format, path), metadataMask: options.metadataMask ?? .max)
    case .page: vectors = .page(try PageVector.read(reader))
    case .machine: vectors = .machine(try reader.objects(MachineVector.self), lines: reader.lineNumbers)
    case .operations:
      let operations = try reader.objects(OperationVector.self)
      let format = operations.lazy.compactMap(\.format).first
      vectors = .operations(
        operations, try known(options.format ?? format, path), lines: reader.lineNumbers)
    case .programs: vectors = .programs(try reader.objects(LitmusTest.self), lines: reader.lineNumbers)
    }
    return VectorFile(name: name, vectors: vectors)
  }

  private static func known(_ format: FormatName?, _ path: String) throws(VectorFileError) -> FormatName {
    guard let format else {
      let names = FormatName.allCases.map(\.rawValue).joined(separator: ", ")
      throw VectorFileError(
        file: path, line: 0,
        expected: "the format of its capabilities (\(names)): in a column or member “format”, in "
          + "\(VectorManifest.name), or with --format")
    }
    return format
  }

  /// What the file holds.
  private var kind: VectorManifest.Kind {
    switch vectors {
    case .capability: .capability
    case .machine: .machine
    case .page: .page
    case .operations: .operations
    case .programs: .programs
    }
  }

  /// Holds the subjects of a factory against the file.
  ///
  /// - Throws: what the factory and its subjects throw.
  public func check(_ subjects: SubjectFactory) throws -> VectorReport {
    switch vectors {
    case .capability(let vectors, let format, let metadataMask):
      return try VectorCheck.check(vectors, metadataMask: metadataMask, on: subjects.capability(format))
    case .machine(let vectors, let lines):
      var machine = try subjects.machine()
      return try VectorCheck.check(
        vectors, lines: lines, mayDeviate: subjects.machineMayDeviate, knowing: Deviation.all, on: &machine)
    case .page(let vectors):
      return try VectorCheck.check(vectors, on: subjects.page())
    case .operations(let vectors, let format, let lines):
      return try VectorCheck.check(vectors, lines: lines, on: subjects.capability(format))
    case .programs(let programs, let lines):
      var kernel = try subjects.fork(.adversarial)
      return try VectorCheck.check(programs, lines: lines, on: &kernel)
    }
  }
}
