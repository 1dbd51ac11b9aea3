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
