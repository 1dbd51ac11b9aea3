import Architecture
import CapabilityModel
import ExactIntegers

/// One way to spoil the parameters of a format.
enum FormatDamage: String, CaseIterable, Codable, Sendable {
  case overlap, tooNarrow, fieldOutside, fieldSize, addressWidth, metadataWidth, mantissaWidth, exponentShare,
    boundsAddressWidth, exponentReach, objectTypeField, flagsField, reservedTypes, unsealedType, entryType,
    unknownPermission, unreadablePermission, positionOfPermission, nullGrants, nullIsSealed, nullBounds

  /// Spoils parameters.
  ///
  /// - Returns: what a refusal must name; nil if the format has nothing to be spoilt this way.
  func spoil(_ parameters: inout FormatParameters, _ amount: Int) -> String? {
    switch self {
    case .overlap, .tooNarrow, .fieldOutside, .fieldSize, .objectTypeField, .flagsField:
      return spoilFields(&parameters, amount)
    case .addressWidth, .metadataWidth, .mantissaWidth, .exponentShare, .boundsAddressWidth, .exponentReach:
      return spoilWidth(&parameters, amount)
    case .reservedTypes, .unsealedType, .entryType: return spoilObjectTypes(&parameters, amount)
    case .unknownPermission, .unreadablePermission, .positionOfPermission: return spoilPermissions(&parameters, amount)
    case .nullGrants, .nullIsSealed, .nullBounds: return spoilNull(&parameters, amount)
    }
  }

  private func spoilFields(_ parameters: inout FormatParameters, _ amount: Int) -> String? {
    let layout = parameters.layout
    switch self {
    case .overlap:
      let bit = layout.bottom.lowerBound + amount % layout.bottom.count
      parameters.layout.internalExponent = bit
      return "both claim bit \(bit)"
    case .tooNarrow:
      parameters.layout.metadataWidth -= 1 + amount % (layout.metadataWidth - 1)
      return "beyond the \(parameters.layout.metadataWidth) bits"
    case .fieldOutside:
      parameters.layout.objectType = layout.metadataWidth + amount..<layout.metadataWidth + amount + 1
      return "field object type"
    case .fieldSize:
      parameters.layout.top.removeLast()
      return "field T"
    case .objectTypeField:
      parameters.layout.objectType = 0..<0
      return "object type field"
    default:
      parameters.layout.metadataWidth = 1024
      parameters.layout.flags = 512..<512 + 33 + amount
      return "flags field"
    }
  }

  private func spoilWidth(_ parameters: inout FormatParameters, _ amount: Int) -> String? {
    switch self {
    case .addressWidth:
      parameters.addressWidth = amount < 4 ? amount : 1021 + amount
      return "address width"
    case .metadataWidth:
      parameters.layout.metadataWidth = amount == 0 ? 0 : 1024 + amount
      return "metadata word"
    case .mantissaWidth:
      parameters.mantissaWidth = amount < 4 ? amount : min(32, parameters.addressWidth) + amount
      return "mantissa width"
    case .exponentShare:
      parameters.exponentBitsTaken = amount == 0 ? 0 : parameters.mantissaWidth - 3 + amount
      return "share that T and B give"
    case .boundsAddressWidth:
      parameters.boundsAddressWidth = amount == 0 ? 0 : parameters.addressWidth + amount
      return "part of the address used for bounds"
    default:
      parameters.addressWidth = 1024 - amount
      return "can't reach \(parameters.addressWidth - parameters.mantissaWidth + 2)"
    }
  }

  private func spoilObjectTypes(_ parameters: inout FormatParameters, _ amount: Int) -> String? {
    let types = parameters.objectTypes
    switch self {
    case .reservedTypes:
      let beyond = (1 << parameters.layout.objectType.count) + amount
      parameters.objectTypes.reserved = types.reserved.lowerBound...beyond
      return "object type \(beyond)"
    case .unsealedType:
      parameters.objectTypes.unsealed = types.reserved.upperBound + 1 + amount
      return "the unsealed one"
    default:
      parameters.objectTypes.entry = amount == 0 ? types.unsealed : types.reserved.upperBound + amount
      return "the entry one"
    }
  }

  private func spoilPermissions(_ parameters: inout FormatParameters, _ amount: Int) -> String? {
    let places = parameters.layout.permissions
    let candidates = Permission.allCases.filter { (places[$0] == nil) == (self == .unknownPermission) }
    guard !candidates.isEmpty else { return nil }
    let permission = candidates[amount % candidates.count]
    switch self {
    case .unknownPermission: parameters.flagsRequire = [permission]
    case .unreadablePermission: parameters.readPermissions[permission] = nil
    default: parameters.readPermissions[permission] = parameters.addressWidth + amount
    }
    return "\(permission)"
  }

  /// Turns over a bit of null.
  private func spoilNull(_ parameters: inout FormatParameters, _ amount: Int) -> String? {
    let layout = parameters.layout
    let places = layout.permissions.sorted { $0.value < $1.value }
    let (bit, culprit): (Int, String)
    switch self {
    case .nullGrants where places.isEmpty: return nil
    case .nullGrants:
      let place = places[amount % places.count]
      (bit, culprit) = (place.value, "would grant \(place.key)")
    case .nullIsSealed:
      (bit, culprit) = (layout.objectType.lowerBound + amount % layout.objectType.count, "would be sealed")
    default: (bit, culprit) = (layout.internalExponent, "instead of the whole address space")
    }
    parameters.memoryMask = parameters.memoryMask ^ .twoTo(bit)
    return culprit
  }
}
