extension Instruction {
  /// The number of the general-purpose register that `rs1` names; 0 if there is none, or if it is an immediate.
  public var firstSource: UInt8 {
    Encoding.of(operation).format.rs1Kind == .number ? 0 : rs1
  }

  /// The number of the general-purpose register that `rs2` names; 0 if there is none, or if it is a special register.
  public var secondSource: UInt8 {
    Encoding.of(operation).format.rs2Kind == .special ? 0 : rs2
  }
}
