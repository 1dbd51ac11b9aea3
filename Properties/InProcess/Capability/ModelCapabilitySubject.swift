public import Architecture
import CapabilityModel
import ExactIntegers
public import Subjects

/// The Model's capabilities, as a subject.
public struct ModelCapabilitySubject: CapabilitySubject {
  /// The format of every word that this subject takes and gives.
  public let format: FormatName

  private var modelFormat: Format { .named(format) }

  /// Makes the subject of a format.
  public init(_ format: FormatName) {
    self.format = format
  }

  /// Performs one operation; never throws.
  public func perform(_ operation: CapabilityOperation) -> CapabilityReply {
    switch operation {
    case .null: reply(modelFormat.null)
    case .root: reply(modelFormat.root)
    case .inspect(let bits): .inspection(capability(bits).inspection)
    case .setBounds(let bits, let length):
      reply(capability(bits).setBounds(length: Integer(length)))
    case .setBoundsExact(let bits, let length):
      reply(capability(bits).setBoundsExact(length: Integer(length)))
    case .setAddress(let bits, let address): reply(capability(bits).setAddress(Integer(address)))
    case .incrementOffset(let bits, let increment): reply(capability(bits).incrementOffset(by: Integer(increment)))
    case .setOffset(let bits, let offset): reply(capability(bits).setOffset(Integer(offset)))
    case .andPermissions(let bits, let mask): reply(capability(bits).andPermissions(mask: Integer(mask)))
    case .setFlags(let bits, let flags):
      modelFormat.layout.flags.isEmpty ? .unsupported : reply(capability(bits).setFlags(Integer(flags)))
    case .setHigh(let bits, let metadata): reply(capability(bits).setHigh(Integer(metadata)))
    case .clearTag(let bits): reply(capability(bits).clearTag())
    case .seal(let bits, let authority): sealing { capability(bits).seal(with: capability(authority)) }
    case .unseal(let bits, let authority): sealing { capability(bits).unseal(with: capability(authority)) }
    case .conditionalSeal(let bits, let authority):
      sealing { capability(bits).conditionalSeal(with: capability(authority)) }
    case .sealEntry(let bits): reply(capability(bits).sealEntry())
    case .buildCapability(let authority, let bits): reply(capability(authority).build(capability(bits)))
    case .copyType(let bits, let other): sealing { capability(bits).copyType(of: capability(other)) }
    case .testSubset(let outer, let inner): .boolean(capability(outer).hasSubset(capability(inner)))
    case .setEqualExact(let left, let right): .boolean(capability(left).isExactlyEqual(to: capability(right)))
    case .representableLength(let length): reply(modelFormat.representableLength(Integer(length)))
    case .representableAlignmentMask(let length): reply(modelFormat.representableAlignmentMask(length: Integer(length)))
    case .isRepresentable(let bits, let address): .boolean(capability(bits).isRepresentable(at: Integer(address)))
    case .relocate(let bits, let home, let destination, let sizeLog2, let policy):
      reply(
        capability(bits).relocated(
          by: Relocation(
            from: Integer(home), to: Integer(destination), sizeLog2: Int(sizeLog2),
            policy: policy == .clear ? .clear : .clamp)))
    }
  }

  private func capability(_ bits: CapabilityBits) -> Capability {
    Capability(bits, in: modelFormat)
  }

  /// Sealing with object types, for the formats that have them.
  private func sealing(_ operation: () -> Capability) -> CapabilityReply {
    modelFormat.hasSealableObjectTypes ? reply(operation()) : .unsupported
  }

  private func reply(_ capability: Capability) -> CapabilityReply {
    .capability(capability.bits)
  }

  private func reply(_ bounded: (capability: Capability, isExact: Bool)) -> CapabilityReply {
    .bounded(bounded.capability.bits, exact: bounded.isExact)
  }

  private func reply(_ integer: Integer) -> CapabilityReply {
    .integer(UInt64(truncatingIfNeeded: integer))
  }
}
