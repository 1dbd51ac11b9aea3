package import CapabilityModel
package import ExactIntegers

/// What a law is asked about.
package struct LawCase: Sendable {
  /// The capability.
  package var capability: Capability
  /// A number of bytes, an address, a mask or a metadata word, if the law asks for one.
  package var number: Integer
  /// Another capability, if the law asks for one.
  package var other: Capability
  /// A relocation, if the law asks for one.
  package var relocation: Relocation

  /// Makes a case.
  package init(
    _ capability: Capability, number: Integer = 0, other: Capability? = nil, relocation: Relocation? = nil
  ) {
    self.capability = capability
    self.number = number
    self.other = other ?? capability.format.null
    self.relocation = relocation ?? Relocation(from: 0, to: 0, sizeLog2: 0)
  }

  /// The format of the capability.
  package var format: Format { capability.format }

  /// Bounds of `number` bytes from the capability's address, if they lie in the address space and start at an address
  /// that means itself.
  var request: Bounds? {
    let base = capability.address
    guard format.canonical(base) == base, base + number <= format.addressSpaceSize else { return nil }
    return Bounds(base: base, top: base + number)
  }
}
