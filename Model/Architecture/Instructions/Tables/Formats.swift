/// The immediates of the RISC-V manual's instruction formats.
extension ImmediateLayout {
  static let i = signed(bits(0...11, at: 20))
  static let s = signed(bits(5...11, at: 25), bits(0...4, at: 7))
  static let b = signed(bits(12...12, at: 31), bits(5...10, at: 25), bits(1...4, at: 8), bits(11...11, at: 7))
  static let u = signed(bits(12...31, at: 12))
  static let j = signed(bits(20...20, at: 31), bits(1...10, at: 21), bits(11...11, at: 20), bits(12...19, at: 12))
  static let unsigned12 = unsigned(bits(0...11, at: 20))
  static let shift64 = unsigned(bits(0...5, at: 20))
  static let shift32 = unsigned(bits(0...4, at: 20))
  /// Bit 1 is `aq`, bit 0 is `rl`.
  static let ordering = unsigned(bits(0...1, at: 25))
}

/// The operands of words of 32 bits. Names follow the assembly: x is an integer register, c a capability register.
extension OperandFormat {
  static let none = OperandFormat()

  // Integer computation.
  static let xUpper = OperandFormat(rd: .integer, immediate: .u, .upperImmediate)
  static let cUpper = OperandFormat(rd: .capability, immediate: .u, .upperImmediate)
  static let xxImmediate = OperandFormat(rd: .integer, rs1: .integer, immediate: .i)
  static let xxShift64 = OperandFormat(rd: .integer, rs1: .integer, immediate: .shift64)
  static let xxShift32 = OperandFormat(rd: .integer, rs1: .integer, immediate: .shift32)
  static let xxx = OperandFormat(rd: .integer, rs1: .integer, rs2: .integer)
  static let xx = OperandFormat(rd: .integer, rs1: .integer)

  // Control flow.
  static let branch = OperandFormat(rs1: .integer, rs2: .integer, immediate: .b)
  static let xJump = OperandFormat(rd: .integer, immediate: .j)
  static let cJump = OperandFormat(rd: .capability, immediate: .j)
  static let xJumpRegister = OperandFormat(rd: .integer, rs1: .integer, immediate: .i, .offset)
  static let cJumpRegister = OperandFormat(rd: .capability, rs1: .capability, immediate: .i, .offset)

  // Memory, addressed as the mode says.
  static let load = OperandFormat(rd: .integer, rs1: .address, immediate: .i, .offset)
  static let store = OperandFormat(rs1: .address, rs2: .integer, immediate: .s, .offset)
  static let loadReserved = OperandFormat(rd: .integer, rs1: .address, immediate: .ordering, .address)
  static let atomic = OperandFormat(rd: .integer, rs1: .address, rs2: .integer, immediate: .ordering, .address)
  static let cLoad = OperandFormat(rd: .capability, rs1: .address, immediate: .i, .offset)
  static let cStore = OperandFormat(rs1: .address, rs2: .capability, immediate: .s, .offset)
  static let cLoadReserved = OperandFormat(rd: .capability, rs1: .address, immediate: .ordering, .address)
  static let cStoreConditional = OperandFormat(
    rd: .integer, rs1: .address, rs2: .capability, immediate: .ordering, .address)
  static let cSwap = OperandFormat(rd: .capability, rs1: .address, rs2: .capability, immediate: .ordering, .address)

  // Memory, addressed by a capability in either mode.
  static let xFromC = OperandFormat(rd: .integer, rs1: .capability, .address)

  // Capabilities.
  static let xc = OperandFormat(rd: .integer, rs1: .capability)
  static let cc = OperandFormat(rd: .capability, rs1: .capability)
  static let ccx = OperandFormat(rd: .capability, rs1: .capability, rs2: .integer)
  static let ccc = OperandFormat(rd: .capability, rs1: .capability, rs2: .capability)
  static let xcc = OperandFormat(rd: .integer, rs1: .capability, rs2: .capability)
  static let ccImmediate = OperandFormat(rd: .capability, rs1: .capability, immediate: .i)
  static let ccUnsigned = OperandFormat(rd: .capability, rs1: .capability, immediate: .unsigned12)
  static let invoke = OperandFormat(rs1: .capability, rs2: .capability)
  static let special = OperandFormat(rd: .capability, rs1: .capability, rs2: .special, .specialRegister)

  // System.
  static let fence = OperandFormat(rd: .integer, rs1: .integer, immediate: .unsigned12, .fence)
  static let twoSources = OperandFormat(rs1: .integer, rs2: .integer)
  static let control = OperandFormat(rd: .integer, rs1: .integer, immediate: .unsigned12, .controlRegister)
  static let controlImmediate = OperandFormat(rd: .integer, rs1: .number, immediate: .unsigned12, .controlRegister)
}
