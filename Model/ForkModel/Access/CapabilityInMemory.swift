import CapabilityModel
import ExactIntegers

/// How sixteen bytes of memory and a capability are the same: the address word first, the metadata word second, each
/// with its low byte first.
extension Capability {
  /// The sixteen bytes of the capability.
  var bytesInMemory: [UInt8] {
    [address, metadata].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word.bits(8 * $0..<8 * $0 + 8)) }
    }
  }
}

extension Format {
  /// The capability that sixteen bytes are.
  func capability(inMemory bytes: [UInt8], tag: Bool) -> Capability {
    let words = [bytes.prefix(8), bytes.dropFirst(8)].map { word in
      word.reversed().reduce(Integer(0)) { ($0 << 8) + Integer($1) }
    }
    return decode(metadata: words[1], address: words[0], tag: tag)
  }
}
