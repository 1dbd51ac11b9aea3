extension MicroOperation {
  /// The number of the general-purpose register that is written, unless it traps; `nil` if none, or register 0.
  var writtenRegister: UInt8? {
    if kind == .cInvoke { return 31 }
    guard kind.hasDestination, destination < Slot.programCounter else { return nil }
    return UInt8(truncatingIfNeeded: Int(destination) / RegisterSlot.stride)
  }
}

extension MicroOperation.Kind {
  /// The memory that an operation touches.
  struct Access {
    var byteCount: UInt8
    var reads: Bool
    var writes: Bool
    /// Whether the immediate is added to the address.
    var hasOffset = false
    /// Whether it is made only if the destination becomes 0.
    var isConditional = false
  }

  /// Whether the destination is what is written: of stores it is what authorises them, and some instructions ignore it.
  var hasDestination: Bool {
    switch self {
    case .sb, .sh, .sw, .sd, .sc, .nothing, .fenceI: false
    default: true
    }
  }

  /// The access to memory, if the operation makes one.
  var access: Access? {
    switch self {
    case .lb, .lbu: Access(byteCount: 1, reads: true, writes: false, hasOffset: true)
    case .lh, .lhu: Access(byteCount: 2, reads: true, writes: false, hasOffset: true)
    case .lw, .lwu: Access(byteCount: 4, reads: true, writes: false, hasOffset: true)
    case .ld: Access(byteCount: 8, reads: true, writes: false, hasOffset: true)
    case .lc: Access(byteCount: 16, reads: true, writes: false, hasOffset: true)
    case .sb: Access(byteCount: 1, reads: false, writes: true, hasOffset: true)
    case .sh: Access(byteCount: 2, reads: false, writes: true, hasOffset: true)
    case .sw: Access(byteCount: 4, reads: false, writes: true, hasOffset: true)
    case .sd: Access(byteCount: 8, reads: false, writes: true, hasOffset: true)
    case .sc: Access(byteCount: 16, reads: false, writes: true, hasOffset: true)
    case .cLoadTags: Access(byteCount: 16, reads: true, writes: false)
    case .lrB: Access(byteCount: 1, reads: true, writes: false)
    case .lrH: Access(byteCount: 2, reads: true, writes: false)
    case .lrW: Access(byteCount: 4, reads: true, writes: false)
    case .lrD: Access(byteCount: 8, reads: true, writes: false)
    case .lrC: Access(byteCount: 16, reads: true, writes: false)
    case .scB: Access(byteCount: 1, reads: false, writes: true, isConditional: true)
    case .scH: Access(byteCount: 2, reads: false, writes: true, isConditional: true)
    case .scW: Access(byteCount: 4, reads: false, writes: true, isConditional: true)
    case .scD: Access(byteCount: 8, reads: false, writes: true, isConditional: true)
    case .scC: Access(byteCount: 16, reads: false, writes: true, isConditional: true)
    case .amoswapW, .amoaddW, .amoxorW, .amoandW, .amoorW, .amominW, .amomaxW, .amominuW, .amomaxuW:
      Access(byteCount: 4, reads: true, writes: true)
    case .amoswapD, .amoaddD, .amoxorD, .amoandD, .amoorD, .amominD, .amomaxD, .amominuD, .amomaxuD:
      Access(byteCount: 8, reads: true, writes: true)
    case .amoswapC: Access(byteCount: 16, reads: true, writes: true)
    default: nil
    }
  }
}
