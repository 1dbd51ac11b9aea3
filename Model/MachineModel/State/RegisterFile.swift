public import CapabilityModel
public import ExactIntegers

/// The 32 registers, each of which holds a capability or, as an untagged capability that is null but for its address,
/// an integer.
public struct RegisterFile: Hashable, Sendable {
  private var registers: [Capability]
  let null: Capability

  /// Registers c1 to c31 with the same value.
  public init(_ value: Capability) {
    null = value.format.null
    registers = Array(repeating: value, count: 32)
  }

  /// Rule ``machine.register.merged``: Integer and capability registers are one register file. Register 0 always reads
  /// as null, and what is written to it is lost.
  public subscript(_ number: UInt8) -> Capability {
    get {
      precondition(number < 32, "there are 32 registers, of which none is number \(number)")
      return number == 0 ? null : registers[Int(number)]
    }
    set {
      precondition(number < 32, "there are 32 registers, of which none is number \(number)")
      registers[Int(number)] = newValue
    }
  }

  /// Rule ``machine.register.integer``: The integer in a register is the address of its capability.
  public func integer(_ number: UInt8) -> Integer { self[number].address }
}
