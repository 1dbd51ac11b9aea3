/// A capability register as the interpreter keeps it: the two packed words, and beside them what an access has to know.
///
/// The words are in the form in which they lie in memory, so that a register whose metadata is 0 holds an integer.
/// ``authority``, ``base`` and ``top`` are derived from them; the bounds mean something only if the tag is set, because
/// nothing asks an untagged capability for them but `CGetBase`, `CGetLen` and `CGetTop`, which decode afresh.
struct RegisterSlot {
  /// The address, or the integer.
  var address: UInt64
  /// The metadata word in memory form; 0 in an integer.
  var metadata: UInt64
  /// What may be done now: ``Authority``. 0 if the tag is clear.
  var authority: UInt64
  /// The first address within the bounds.
  var base: UInt64
  /// The first address after the bounds, at most 2^64 − 1: accesses near the end of the address space are left to the
  /// exact path.
  var top: UInt64

  /// The register that holds 0.
  static var null: Self { Self(address: 0, metadata: 0, authority: 0, base: 0, top: 0) }

  /// Bytes from one slot to the next.
  static var stride: Int { MemoryLayout<Self>.stride }
}

/// The bits of ``RegisterSlot/authority``.
///
/// Permissions stand where they stand in the metadata word, and only while the capability is tagged and unsealed, so
/// that one bit answers the questions about tag, seal and permission.
enum Authority {
  /// The capability is tagged.
  static let tagged: UInt64 = 1 << 0
  /// The capability is tagged and not sealed.
  static let unsealed: UInt64 = 1 << 1
  /// All permissions that the hardware knows.
  static let permissions: UInt64 = 0xFFF << 48
  static let global: UInt64 = 1 << 48
  static let execute: UInt64 = 1 << 49
  static let load: UInt64 = 1 << 50
  static let store: UInt64 = 1 << 51
  static let loadCapability: UInt64 = 1 << 52
  static let storeCapability: UInt64 = 1 << 53
  static let storeLocalCapability: UInt64 = 1 << 54
  static let invoke: UInt64 = 1 << 56
  static let accessSystemRegisters: UInt64 = 1 << 58
}

/// The capability format of the machine: CHERI-RISC-V as of the CHERI ISA version 9.
public typealias MachineCapability = PackedCapability<CC128>

extension RegisterSlot {
  /// The slot's words and tag.
  @inline(__always) var capability: MachineCapability {
    get { MachineCapability(metadata: metadata, address: address, tag: authority & Authority.tagged != 0) }
    set { set(metadata: newValue.metadata, address: newValue.address, tag: newValue.tag) }
  }

  /// Makes a slot that holds a capability.
  @inline(__always) init(_ capability: MachineCapability) {
    self = .null
    self.capability = capability
  }

  /// Writes an integer: the null capability at that address.
  @inline(__always) mutating func set(integer: UInt64) {
    address = integer
    metadata = 0
    authority = 0
  }

  /// Writes words and tag as they come from memory; decodes the bounds if the tag is set.
  @inline(__always) mutating func set(metadata: UInt64, address: UInt64, tag: Bool) {
    self.address = address
    self.metadata = metadata
    if tag {
      setBounds(MachineCapability(metadata: metadata, address: address, tag: true).bounds)
      authority = Self.authority(ofTagged: metadata)
    } else {
      authority = 0
    }
  }

  /// Writes a capability whose bounds are known.
  @inline(__always) mutating func set(_ capability: MachineCapability, bounds: CapabilityBounds) {
    address = capability.address
    metadata = capability.metadata
    authority = capability.tag ? Self.authority(ofTagged: capability.metadata) : 0
    setBounds(bounds)
  }

  @inline(__always) private mutating func setBounds(_ bounds: CapabilityBounds) {
    base = bounds.base
    top = bounds.topCarry == 0 ? bounds.topLow : .max
  }

  /// What a tagged capability may do: nothing while it is sealed. The object type of an unsealed capability is 0 in
  /// memory form.
  @inline(__always) private static func authority(ofTagged metadata: UInt64) -> UInt64 {
    metadata & objectType == 0
      ? metadata & Authority.permissions | Authority.unsealed | Authority.tagged : Authority.tagged
  }

  /// Where the object type is, in memory form: 0 if the capability is unsealed.
  static var objectType: UInt64 { 0x3FFFF << 27 }

  /// The object type of a sealed entry, in memory form.
  static var sentry: UInt64 { 1 << 27 }

  /// Whether capability mode is the encoding mode of code that runs under this capability.
  @inline(__always) var isCapabilityMode: Bool { metadata & (1 << 45) != 0 }
}
