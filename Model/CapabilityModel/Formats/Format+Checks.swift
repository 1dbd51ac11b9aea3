import Architecture
import ExactIntegers

extension FormatParameters {
  /// Throws the first contradiction among the parameters.
  func check() throws(FormatError) {
    try checkWidths()
    try checkFields()
    try checkObjectTypes()
    try checkPermissions()
  }

  /// Emax: the exponent that the whole address space needs.
  var maximumExponent: Int {
    addressWidth - mantissaWidth + 2
  }

  private func checkWidths() throws(FormatError) {
    try check(addressWidth, isIn: 4...1024, "address width")
    try check(layout.metadataWidth, isIn: 1...1024, "metadata word")
    try check(mantissaWidth, isIn: 4...min(32, addressWidth), "mantissa width")
    // At least three bits must be left of B, so that rounding never asks for more than one exponent more.
    try check(exponentBitsTaken, isIn: 1...mantissaWidth - 3, "share that T and B give to the exponent")
    try check(boundsAddressWidth, isIn: 1...addressWidth, "part of the address used for bounds")
    guard maximumExponent < 1 << (2 * exponentBitsTaken) else {
      throw .exponentTooSmall(bits: 2 * exponentBitsTaken, maximumExponent: maximumExponent)
    }
  }

  private func checkFields() throws(FormatError) {
    var owner: [Int: String] = [:]
    for (name, bits) in layout.fields {
      guard bits.lowerBound >= 0 && bits.upperBound <= layout.metadataWidth else {
        throw .fieldOutside(name: name, metadataWidth: layout.metadataWidth)
      }
      for bit in bits {
        if let other = owner.updateValue(name, forKey: bit) { throw .fieldsOverlap(other, name, bit: bit) }
      }
    }
    try check(layout.top, hasSize: mantissaWidth - 2, "T")
    try check(layout.bottom, hasSize: mantissaWidth, "B")
    try check(layout.objectType.count, isIn: 1...32, "object type field")
    try check(layout.flags.count, isIn: 0...32, "flags field")
  }

  private func checkObjectTypes() throws(FormatError) {
    let values = 0..<1 << layout.objectType.count
    let (unsealed, entry, reserved) = (objectTypes.unsealed, objectTypes.entry, objectTypes.reserved)
    guard values.contains(reserved.lowerBound), values.contains(reserved.upperBound) else {
      throw .objectType(name: "highest reserved", value: reserved.upperBound)
    }
    guard reserved.contains(unsealed) else { throw .objectType(name: "unsealed", value: unsealed) }
    guard reserved.contains(entry), entry != unsealed else { throw .objectType(name: "entry", value: entry) }
  }

  private func checkPermissions() throws(FormatError) {
    let mentioned = permissionRequirements.reduce(flagsRequire) {
      $0.union([$1.permission]).union($1.all).union($1.any)
    }
    .union(PermissionSet(readPermissions.keys))
    let unknown = mentioned.subtracting(PermissionSet(layout.permissions.keys))
    guard unknown.isEmpty else { throw .unknownPermission(unknown.names) }
    for permission in Permission.allCases where layout.permissions[permission] != nil {
      guard let position = readPermissions[permission] else { throw .unreadablePermission("\(permission)") }
      guard (0..<addressWidth).contains(position) else { throw .unreadablePermission("\(permission)") }
    }
  }

  private func check(_ bits: Int, isIn allowed: ClosedRange<Int>, _ name: String) throws(FormatError) {
    guard allowed.contains(bits) else { throw .width(name: name, bits: bits, allowed: allowed) }
  }

  private func check(_ field: Range<Int>, hasSize expected: Int, _ name: String) throws(FormatError) {
    guard field.count == expected else { throw .fieldSize(name: name, bits: field.count, expected: expected) }
  }
}

extension Format {
  /// Rule ``cap.null``: Null is all zeros in memory. It is untagged and unsealed, grants nothing, has the whole address
  /// space as its bounds and stands at address 0.
  func checkNull() throws(FormatError) {
    let null = null
    let reason: String? =
      if !null.permissions.isEmpty {
        "would grant \(null.permissions.names)"
      } else if null.isSealed {
        "would be sealed"
      } else if null.bounds != wholeAddressSpace || null.isMalformed {
        "would have bounds \(null.bounds) instead of the whole address space"
      } else {
        nil
      }
    if let reason { throw .null(metadata: parameters.memoryMask, reason: reason) }
  }
}
