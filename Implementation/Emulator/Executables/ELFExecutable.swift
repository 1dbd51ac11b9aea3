/// A statically linked RV64 executable, as `riscv64-unknown-elf-gcc -nostdlib` makes it.
///
/// Every offset and size in the file is checked before it is used: a damaged file is refused with a reason.
///
/// Source: System V ABI, chapters on object files and program loading; RISC-V ELF psABI.
public struct ELFExecutable: Sendable {
  /// A part of the file that is loaded.
  public struct Segment: Sendable {
    /// Where its first byte goes.
    public var address: UInt64
    /// The bytes that the file holds.
    public var bytes: [UInt8]
    /// Bytes in memory; those beyond ``bytes`` are zero.
    public var byteCount: UInt64
  }

  /// Where execution begins.
  public let entryPoint: UInt64
  /// What is loaded, in the order of the file.
  public let segments: [Segment]
  /// The addresses of the global symbols.
  public let symbols: [String: UInt64]

  /// Reads an executable.
  ///
  /// - Parameter bytes: the contents of the file.
  /// - Throws: ``ELFError`` if the file is damaged or for another machine.
  public init(_ bytes: [UInt8]) throws(ELFError) {
    let file = ELFReader(bytes: bytes)
    guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw .notELF }
    try file.need(64, at: 0, of: "the file header")
    try file.expect(file.integer(UInt8.self, at: 4), 2, "class", "2 (64 bits)")
    try file.expect(file.integer(UInt8.self, at: 5), 1, "byte order", "1 (little-endian)")
    try file.expect(file.integer(UInt16.self, at: 16), 2, "type", "2 (statically linked executable)")
    try file.expect(file.integer(UInt16.self, at: 18), 243, "machine", "243 (RISC-V)")
    entryPoint = file.integer(UInt64.self, at: 24)
    segments = try Self.segments(of: file)
    symbols = try Self.symbols(of: file)
  }

  private static func segments(of file: ELFReader) throws(ELFError) -> [Segment] {
    let table = try file.table(
      at: file.integer(UInt64.self, at: 32), count: file.integer(UInt16.self, at: 56),
      entrySize: file.integer(UInt16.self, at: 54), minimum: 56, "program header")
    var segments: [Segment] = []
    for header in table where file.integer(UInt32.self, at: header) == 1 {
      let byteCount = file.integer(UInt64.self, at: header + 40)
      let bytes = try file.bytes(
        at: file.integer(UInt64.self, at: header + 8), count: file.integer(UInt64.self, at: header + 32), "a segment")
      guard UInt64(bytes.count) <= byteCount else {
        throw .damaged(what: "a segment has \(bytes.count) bytes in the file and \(byteCount) in memory")
      }
      segments.append(
        Segment(address: file.integer(UInt64.self, at: header + 24), bytes: bytes, byteCount: byteCount))
    }
    guard !segments.isEmpty else { throw .noSegments }
    return segments
  }

  private static func symbols(of file: ELFReader) throws(ELFError) -> [String: UInt64] {
    let sections = try file.table(
      at: file.integer(UInt64.self, at: 40), count: file.integer(UInt16.self, at: 60),
      entrySize: file.integer(UInt16.self, at: 58), minimum: 64, "section header")
    var symbols: [String: UInt64] = [:]
    for section in sections where file.integer(UInt32.self, at: section + 4) == 2 {
      let link = Int(file.integer(UInt32.self, at: section + 40))
      guard sections.indices.contains(link) else {
        throw .damaged(what: "the symbol table names section \(link) for its strings; there are \(sections.count)")
      }
      let strings = try file.contents(ofSection: sections[link], "the symbols' names")
      let table = try file.contents(ofSection: section, "the symbol table")
      for entry in stride(from: 0, to: table.count - table.count % 24, by: 24) {
        let reader = ELFReader(bytes: Array(table[entry..<entry + 24]))
        let name = Int(reader.integer(UInt32.self, at: 0))
        guard reader.integer(UInt8.self, at: 4) >> 4 == 1, name < strings.count else { continue }
        let text = strings[name...].prefix { $0 != 0 }
        symbols[String(decoding: text, as: UTF8.self)] = reader.integer(UInt64.self, at: 8)
      }
    }
    return symbols
  }
}

/// Reads numbers and ranges of a file.
struct ELFReader {
  let bytes: [UInt8]

  /// Checks that the file has so many bytes at an offset.
  func need(_ count: UInt64, at offset: UInt64, of what: String) throws(ELFError) {
    let (end, overflow) = offset.addingReportingOverflow(count)
    guard !overflow, end <= UInt64(bytes.count) else {
      throw .truncated(what: what, end: overflow ? .max : end, fileSize: UInt64(bytes.count))
    }
  }

  /// A little-endian number whose bytes are known to be there.
  func integer<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type, at offset: Int) -> Number {
    (0..<MemoryLayout<Number>.size).reduce(0) { $0 | Number(bytes[offset + $1]) << Number(8 * $1) }
  }

  /// Checks the value of a field.
  func expect(_ value: some FixedWidthInteger, _ needed: UInt64, _ field: String, _ text: String) throws(ELFError) {
    guard UInt64(value) == needed else { throw .unsupported(field: field, value: UInt64(value), needed: text) }
  }

  /// Some of the file.
  func bytes(at offset: UInt64, count: UInt64, _ what: String) throws(ELFError) -> [UInt8] {
    try need(count, at: offset, of: what)
    return Array(bytes[Int(offset)..<Int(offset + count)])
  }

  /// The bytes of a section whose header is at an offset.
  func contents(ofSection header: Int, _ what: String) throws(ELFError) -> [UInt8] {
    try bytes(
      at: integer(UInt64.self, at: header + 24), count: integer(UInt64.self, at: header + 32), what)
  }

  /// The offsets of the entries of a table, each of which has at least `minimum` bytes.
  func table(at offset: UInt64, count: UInt16, entrySize: UInt16, minimum: UInt16, _ what: String) throws(ELFError)
    -> [Int]
  {
    guard count > 0 else { return [] }
    guard entrySize >= minimum else {
      throw .damaged(what: "a \(what) has \(entrySize) bytes, not at least \(minimum)")
    }
    try need(UInt64(count) * UInt64(entrySize), at: offset, of: "the \(what)s")
    return (0..<Int(count)).map { Int(offset) + $0 * Int(entrySize) }
  }
}

/// Why a file is not an executable that a bare machine can run.
public enum ELFError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file does not begin as an ELF file does.
  case notELF
  /// A field of a header has another value than the one that is needed.
  case unsupported(field: String, value: UInt64, needed: String)
  /// The file ends before something that its headers speak of.
  case truncated(what: String, end: UInt64, fileSize: UInt64)
  /// A header names something that does not exist.
  case damaged(what: String)
  /// A segment lies outside of the machine's memory.
  case outsideMemory(address: UInt64, byteCount: UInt64, memory: Range<UInt64>)
  /// There is nothing to load.
  case noSegments

  /// What is wrong, and what would be right.
  public var description: String {
    switch self {
    case .notELF:
      return "not an ELF file: it does not begin with the bytes 7f 45 4c 46"
    case .unsupported(let field, let value, let needed):
      return "its \(field) is \(value); \(needed) is needed"
    case .truncated(let what, let end, let fileSize):
      return "damaged: \(what) would end at byte \(end), but the file has \(fileSize)"
    case .damaged(let what):
      return "damaged: \(what)"
    case .outsideMemory(let address, let byteCount, let memory):
      let hexadecimal = { (number: UInt64) in "0x" + String(number, radix: 16) }
      return "a segment of \(byteCount) bytes at \(hexadecimal(address)) does not fit into the memory from "
        + "\(hexadecimal(memory.lowerBound)) to \(hexadecimal(memory.upperBound)); link for that, or ask for more memory"
    case .noSegments:
      return "it has no segment to load"
    }
  }
}

extension Machine {
  /// Makes a bare machine whose memory begins where an executable does, loads it, and brings the hart to its entry
  /// point, otherwise in the reset state.
  ///
  /// - Throws: ``ELFError`` if the executable does not fit into so many bytes, ``PhysicalMemoryError`` if the host
  ///   cannot provide them.
  public static func bare(loading executable: ELFExecutable, byteCount: Int) throws -> Machine {
    let lowest = executable.segments.map(\.address).min() ?? executable.entryPoint
    let machine = try bare(byteCount: byteCount, at: lowest)
    try machine.load(executable)
    return machine
  }

  /// The physical addresses of a bare machine's memory.
  public var physicalAddresses: Range<UInt64> {
    let base = state.pointee.physicalBase
    return base..<base &+ min(UInt64(memory.frameCount) &* 4096, .max &- base)
  }

  /// Loads an executable into a bare machine's memory, and brings a hart to its entry point, in the reset state.
  ///
  /// - Throws: ``ELFError`` if a segment does not fit.
  public func load(_ executable: ELFExecutable, hart: Int = 0) throws(ELFError) {
    let memory = physicalAddresses
    for segment in executable.segments {
      let (end, overflow) = segment.address.addingReportingOverflow(segment.byteCount)
      guard !overflow, segment.address >= memory.lowerBound, end <= memory.upperBound else {
        throw .outsideMemory(address: segment.address, byteCount: segment.byteCount, memory: memory)
      }
      var address = segment.address
      for byte in segment.bytes {
        writePhysical(byte, at: address)
        address &+= 1
      }
      while address < end {
        writePhysical(UInt8(0), at: address)
        address &+= 1
      }
    }
    resetHart(hart)
    writeSpecial(
      .programCounterCapability, MachineCapability.root.withAddress(executable.entryPoint & ~1), hart: hart)
  }

  /// The integer at an aligned physical address of a bare machine's memory; `nil` outside of it.
  public func readPhysical<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at address: UInt64)
    -> Number?
  {
    guard let place = place(of: address, alignment: MemoryLayout<Number>.size) else { return nil }
    return withMemory { $0.load(type, frame: place.frame, offset: place.offset) }
  }

  /// Writes an integer to an aligned physical address of a bare machine's memory; does nothing outside of it.
  public func writePhysical<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number, at address: UInt64) {
    guard let place = place(of: address, alignment: MemoryLayout<Number>.size) else { return }
    withMemory { $0.store(value, frame: place.frame, offset: place.offset) }
  }

  private func place(of address: UInt64, alignment: Int) -> (frame: Int, offset: Int)? {
    guard physicalAddresses.contains(address), address % UInt64(alignment) == 0 else { return nil }
    let offset = Int(address - state.pointee.physicalBase)
    return (offset / 4096, offset % 4096)
  }
}
