/// Where an encoding keeps the bits of its immediate.
///
/// The RISC-V manual draws a branch's immediate as `imm[12|10:5]` in the upper and `imm[4:1|11]` in the lower part of
/// the word; here that is four parts, each a run of the immediate's bits and the instruction bit of its lowest one.
public struct ImmediateLayout: Hashable, Sendable {
  /// One run of bits.
  public struct Part: Hashable, Sendable {
    /// The lowest bit of the run within the immediate.
    public let immediateBit: UInt8
    /// The lowest bit of the run within the instruction.
    public let instructionBit: UInt8
    /// The number of bits.
    public let width: UInt8

    /// The part's bits, all set, at their place in the immediate.
    var mask: UInt64 { ((1 << UInt64(width)) - 1) << UInt64(immediateBit) }
  }

  /// The runs of bits, without overlap.
  public let parts: [Part]
  /// Set if the highest bit is a sign.
  public let isSigned: Bool
  /// The number of bits of the immediate, counting those below the lowest one encoded; 0 if there is none.
  public let width: UInt8
  /// What every value is a multiple of.
  public let granularity: Int64
  /// The values that can be encoded, provided that they are multiples of ``granularity``.
  public let range: ClosedRange<Int64>

  private init(_ parts: [Part], isSigned: Bool) {
    self.parts = parts
    self.isSigned = isSigned
    width = parts.reduce(0) { max($0, $1.immediateBit + $1.width) }
    granularity = 1 << Int64(parts.isEmpty ? 0 : parts.reduce(.max) { min($0, $1.immediateBit) })
    let count = Int64(1) << Int64(width)
    range =
      switch (width, isSigned) {
      case (0, _): 0...0
      case (_, true): -(count / 2)...(count / 2 - granularity)
      case (_, false): 0...(count - granularity)
      }
  }

  /// The part that holds the given bits of the immediate from the given bit of the instruction upwards.
  static func bits(_ immediate: ClosedRange<UInt8>, at instruction: UInt8) -> Part {
    Part(
      immediateBit: immediate.lowerBound, instructionBit: instruction,
      width: immediate.upperBound - immediate.lowerBound + 1)
  }

  /// An immediate in two's complement.
  static func signed(_ parts: Part...) -> ImmediateLayout { ImmediateLayout(parts, isSigned: true) }

  /// An immediate that is never negative.
  static func unsigned(_ parts: Part...) -> ImmediateLayout { ImmediateLayout(parts, isSigned: false) }

  /// No immediate: it reads as 0.
  static let none = unsigned()

  /// The bits of the instruction that encode a value; nil if it is out of range or not a multiple of ``granularity``.
  func bits(for value: Int64) -> UInt32? {
    guard range.contains(value), value & (granularity - 1) == 0 else { return nil }
    let raw = UInt64(bitPattern: value)
    var word: UInt32 = 0
    for part in parts {
      let bits = (raw & part.mask) >> UInt64(part.immediateBit)
      word |= UInt32(truncatingIfNeeded: bits << UInt64(part.instructionBit))
    }
    return word
  }
}
