extension Instruction {
  /// The number of the general-purpose register that `rs1` names; 0 if there is none, or if it is an immediate.
  public var firstSource: UInt8 {
    switch operation {
    case .csrrwi, .csrrsi, .csrrci: 0
    default: rs1
    }
  }

  /// The number of the general-purpose register that `rs2` names; 0 if there is none, or if it is a special register.
  public var secondSource: UInt8 {
    operation == .cSpecialRW ? 0 : rs2
  }
}
