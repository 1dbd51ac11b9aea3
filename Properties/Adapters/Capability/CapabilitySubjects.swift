public import Architecture
import CapabilityModel
public import Emulator
public import SystemsUnderTest
import ModelAdapters

/// The Model's capabilities, as a subject.
public struct ModelCapabilitySubject: CapabilitySubject {
  /// The format of every word that this subject takes and gives.
  public let format: FormatName

  /// Makes the subject of a format.
  public init(_ format: FormatName) {
    self.format = format
  }

  /// Performs one operation; never throws.
  public func perform(_ operation: CapabilityOperation) -> CapabilityReply {
    operation.reply(in: .named(format))
  }
}

/// The Implementation's capabilities, as a subject.
public struct PackedCapabilitySubject<Format: CapabilityFormat>: CapabilitySubject {
  /// Makes the subject of a format.
  public init(_ format: Format.Type = Format.self) {}

  /// The format of every word that this subject takes and gives.
  public var format: FormatName { Format.name }

  /// Performs one operation.
  ///
  /// - Throws: `RelocationError` for regions between which the format cannot relocate.
  public func perform(_ operation: CapabilityOperation) throws -> CapabilityReply {
    switch operation {
    case .null: reply(.null)
    case .root: reply(.root)
    case .inspect(let bits): .inspection(Capability(bits).inspection)
    case .setBounds(let bits, let length): reply(Capability(bits).withBounds(length: length))
    case .setBoundsExact(let bits, let length): reply(Capability(bits).withExactBounds(length: length))
    case .setAddress(let bits, let address): reply(Capability(bits).withAddress(address))
    case .incrementOffset(let bits, let increment): reply(Capability(bits).adding(increment))
    case .setOffset(let bits, let offset): reply(Capability(bits).withOffset(offset))
    case .andPermissions(let bits, let mask): reply(Capability(bits).withPermissions(and: mask))
    case .setFlags(let bits, let flags):
      Format.flagsMask == 0 ? .unsupported : reply(Capability(bits).withFlags(flags))
    case .setHigh(let bits, let metadata): reply(Capability(bits).withMetadata(metadata))
    case .clearTag(let bits): reply(Capability(bits).clearingTag())
    case .seal(let bits, let authority): sealing { Capability(bits).sealed(by: Capability(authority)) }
    case .unseal(let bits, let authority): sealing { Capability(bits).unsealed(by: Capability(authority)) }
    case .conditionalSeal(let bits, let authority):
      sealing { Capability(bits).conditionallySealed(by: Capability(authority)) }
    case .sealEntry(let bits): reply(Capability(bits).sealedAsEntry())
    case .buildCapability(let authority, let bits):
      reply(Capability.build(Capability(bits), authority: Capability(authority)))
    case .copyType(let bits, let other): sealing { Capability(bits).copyingType(of: Capability(other)) }
    case .testSubset(let outer, let inner): .boolean(Capability(outer).isSuperset(of: Capability(inner)))
    case .setEqualExact(let left, let right): .boolean(Capability(left).isIdentical(to: Capability(right)))
    case .representableLength(let length): .integer(Capability.representableLength(length))
    case .representableAlignmentMask(let length): .integer(Capability.representableAlignmentMask(length))
    case .isRepresentable(let bits, let address): .boolean(Capability(bits).isRepresentable(at: address))
    case .relocate(let bits, let origin, let destination, let sizeLog2, let policy):
      try relocated(bits, from: origin, to: destination, sizeLog2: sizeLog2, policy)
    }
  }

  private typealias Capability = PackedCapability<Format>

  /// Sealing with object types, for the formats that have them.
  private func sealing(_ operation: () -> Capability) -> CapabilityReply {
    Format.sealPermission == 0 ? .unsupported : reply(operation())
  }

  /// Regions too small for the format are refused.
  private func relocated(
    _ bits: CapabilityBits, from origin: UInt64, to destination: UInt64, sizeLog2: UInt8, _ policy: RelocationPolicy
  ) throws -> CapabilityReply {
    do {
      let relocation = try Relocation<Format>(
        from: origin, to: destination, sizeLog2: sizeLog2, strayPolicy: policy.ofStrays)
      return reply(relocation.relocate(Capability(bits)).capability)
    } catch RelocationError.sizeOutOfRange {
      return .unsupported
    }
  }

  private func reply(_ capability: Capability) -> CapabilityReply {
    .capability(capability.bits)
  }

  private func reply(_ result: BoundedCapability<Format>) -> CapabilityReply {
    .bounded(result.capability.bits, exact: result.isExact)
  }
}

extension PackedCapability {
  /// The capability that raw words and a tag are.
  package init(_ bits: CapabilityBits) {
    self.init(metadata: bits.metadata, address: bits.address, tag: bits.tag)
  }

  /// The raw words and the tag.
  package var bits: CapabilityBits { CapabilityBits(metadata: metadata, address: address, tag: tag) }

  /// Everything that can be read off the capability.
  package var inspection: CapabilityInspection {
    let bounds = bounds
    return CapabilityInspection(
      tag: tag, base: bounds.base, top: bounds.top, length: bounds.length, address: address,
      offset: address &- bounds.base, permissions: permissions, objectType: objectType, flags: flags,
      isSealed: isSealed)
  }
}

extension RelocationPolicy {
  /// The policy, as the Implementation names it.
  var ofStrays: StrayCapabilityPolicy {
    switch self {
    case .clear: .clear
    case .clamp: .clamp
    }
  }
}
