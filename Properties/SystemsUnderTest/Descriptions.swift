public import Architecture

// How raw words read in reports: addresses and metadata in hexadecimal, what is not there left out.

extension FixedWidthInteger {
  /// The value in hexadecimal, as `0x1f`.
  package var hexadecimal: String { "0x" + String(self, radix: 16) }
}

extension CapabilityBits: CustomStringConvertible {
  /// The metadata word, the address word and the tag: `[ffff000000000000 80001000 tagged]`.
  public var description: String {
    "[\(String(metadata, radix: 16)) \(String(address, radix: 16)) \(tag ? "tagged" : "untagged")]"
  }
}

extension CapabilityInspection: CustomStringConvertible {
  /// Every field by its name, numbers in hexadecimal.
  public var description: String {
    [
      tag ? "tagged" : "untagged", "base \(base.hexadecimal)", "top \(top.hexadecimal)",
      "length \(length.hexadecimal)", "address \(address.hexadecimal)", "offset \(offset.hexadecimal)",
      "permissions \(permissions.hexadecimal)", "type \(objectType.hexadecimal)", "flags \(flags)",
      isSealed ? "sealed" : "unsealed",
    ].joined(separator: ", ")
  }
}

extension FrameRelocationCounts: CustomStringConvertible {
  /// Every count by its name.
  public var description: String {
    "\(relocated) relocated, \(clamped) of them clamped, \(unchanged) unchanged, \(cleared) cleared"
  }
}

extension CapabilityReply: CustomStringConvertible {
  /// The answer, numbers in hexadecimal.
  public var description: String {
    switch self {
    case .capability(let bits): "\(bits)"
    case .bounded(let bits, let exact): "\(bits), \(exact ? "exact" : "rounded")"
    case .inspection(let inspection): "\(inspection)"
    case .integer(let value): value.hexadecimal
    case .boolean(let value): "\(value)"
    case .unsupported: "unsupported"
    }
  }
}

extension TrapRecord: CustomStringConvertible {
  /// Cause and value: `capabilityException, value 0x142`.
  public var description: String { "\(cause), value \(value.hexadecimal)" }
}

extension MemoryAccess: CustomStringConvertible {
  /// What was read and written, and where; or where an access was refused.
  public var description: String {
    if isRefused { return "refused at \(address.hexadecimal)" }
    let accesses = [("read", readMask, readData), ("wrote", writeMask, writeData)]
    return accesses.filter { $0.1 != 0 }
      .map { "\($0.0) \($0.1.nonzeroBitCount) bytes \($0.2) at \(address.hexadecimal)" }
      .joined(separator: ", ")
  }
}

extension TraceRecord: CustomStringConvertible {
  /// What the instruction did, in the order of the record; what did not happen is left out.
  public var description: String {
    var parts = ["pc \(programCounter.hexadecimal)", "next \(nextProgramCounter.hexadecimal)"]
    if trap { parts.append("trap" + (trapRecord.map { " \($0)" } ?? "")) }
    if destination != 0 {
      parts.append("x\(destination) = \(destinationCapability.map(\.description) ?? destinationValue.hexadecimal)")
    }
    if let memory { parts.append("\(memory)") }
    return parts.joined(separator: ", ")
  }
}
