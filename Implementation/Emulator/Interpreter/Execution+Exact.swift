import Architecture

extension Execution {
  /// Executes one operation exactly; the loop leaves to it what it does not do in line.
  @inline(never)
  func execute(_ operation: MicroOperation) -> Flow {
    switch operation.kind {
    case .lb: load(operation, byteCount: 1, isSigned: true)
    case .lh: load(operation, byteCount: 2, isSigned: true)
    case .lw: load(operation, byteCount: 4, isSigned: true)
    case .ld: load(operation, byteCount: 8, isSigned: false)
    case .lbu: load(operation, byteCount: 1, isSigned: false)
    case .lhu: load(operation, byteCount: 2, isSigned: false)
    case .lwu: load(operation, byteCount: 4, isSigned: false)
    case .lc: loadCapability(operation)
    case .sb: store(operation, byteCount: 1)
    case .sh: store(operation, byteCount: 2)
    case .sw: store(operation, byteCount: 4)
    case .sd: store(operation, byteCount: 8)
    case .sc: storeCapability(operation)
    case .cLoadTags: loadTags(operation)

    case .lrB: loadReserved(operation, byteCount: 1)
    case .lrH: loadReserved(operation, byteCount: 2)
    case .lrW: loadReserved(operation, byteCount: 4)
    case .lrD: loadReserved(operation, byteCount: 8)
    case .lrC: loadReservedCapability(operation)
    case .scB: storeConditional(operation, byteCount: 1)
    case .scH: storeConditional(operation, byteCount: 2)
    case .scW: storeConditional(operation, byteCount: 4)
    case .scD: storeConditional(operation, byteCount: 8)
    case .scC: storeConditionalCapability(operation)
    case .amoswapW: atomic(operation, byteCount: 4, .swap)
    case .amoaddW: atomic(operation, byteCount: 4, .add)
    case .amoxorW: atomic(operation, byteCount: 4, .xor)
    case .amoandW: atomic(operation, byteCount: 4, .and)
    case .amoorW: atomic(operation, byteCount: 4, .or)
    case .amominW: atomic(operation, byteCount: 4, .minimum)
    case .amomaxW: atomic(operation, byteCount: 4, .maximum)
    case .amominuW: atomic(operation, byteCount: 4, .unsignedMinimum)
    case .amomaxuW: atomic(operation, byteCount: 4, .unsignedMaximum)
    case .amoswapD: atomic(operation, byteCount: 8, .swap)
    case .amoaddD: atomic(operation, byteCount: 8, .add)
    case .amoxorD: atomic(operation, byteCount: 8, .xor)
    case .amoandD: atomic(operation, byteCount: 8, .and)
    case .amoorD: atomic(operation, byteCount: 8, .or)
    case .amominD: atomic(operation, byteCount: 8, .minimum)
    case .amomaxD: atomic(operation, byteCount: 8, .maximum)
    case .amominuD: atomic(operation, byteCount: 8, .unsignedMinimum)
    case .amomaxuD: atomic(operation, byteCount: 8, .unsignedMaximum)
    case .amoswapC: atomicSwapCapability(operation)

    case .beq: branch(operation, isTaken: integers(operation).first == integers(operation).second)
    case .bne: branch(operation, isTaken: integers(operation).first != integers(operation).second)
    case .blt: branch(operation, isTaken: signed(operation).first < signed(operation).second)
    case .bge: branch(operation, isTaken: signed(operation).first >= signed(operation).second)
    case .bltu: branch(operation, isTaken: integers(operation).first < integers(operation).second)
    case .bgeu: branch(operation, isTaken: integers(operation).first >= integers(operation).second)
    case .jal: jumpAndLink(operation, linksCapability: false)
    case .cjal: jumpAndLink(operation, linksCapability: true)
    case .jalr: jumpToInteger(operation)
    case .cjalr: jumpToCapability(operation)
    case .cInvoke: invoke(operation)

    case .auipcc: addToProgramCounter(operation)
    case .cSpecialRW: accessSpecialRegister(operation)
    case .csrrw: accessControl(operation, operand: slot(operation.first).pointee.address, isSkipped: false) { $1 }
    case .csrrs: accessControl(operation, operand: slot(operation.first).pointee.address) { $0 | $1 }
    case .csrrc: accessControl(operation, operand: slot(operation.first).pointee.address) { $0 & ~$1 }
    case .csrrwi: accessControl(operation, operand: UInt64(operation.first), isSkipped: false) { $1 }
    case .csrrsi: accessControl(operation, operand: UInt64(operation.first)) { $0 | $1 }
    case .csrrci: accessControl(operation, operand: UInt64(operation.first)) { $0 & ~$1 }
    case .fenceI, .wfi: .next
    case .ecall: trap(.environmentCallFromMachine, 0)
    case .ebreak: trap(.breakpoint, hart.pointee.blockEnd &- UInt64(operation.length))
    case .mret: returnFromMachineTrap()
    case .illegal: illegal(operation)
    default: derive(operation)
    }
  }

  private func integers(_ operation: MicroOperation) -> (first: UInt64, second: UInt64) {
    (slot(operation.first).pointee.address, slot(operation.second).pointee.address)
  }

  private func signed(_ operation: MicroOperation) -> (first: Int64, second: Int64) {
    let values = integers(operation)
    return (Int64(bitPattern: values.first), Int64(bitPattern: values.second))
  }

  /// `csrrs` and `csrrc` do not write if the source is register 0, or the immediate 0.
  private func accessControl(
    _ operation: MicroOperation, operand: UInt64, isSkipped: Bool? = nil, _ combine: (UInt64, UInt64) -> UInt64
  ) -> Flow {
    withoutActuallyEscaping(combine) { combine in
      accessControlRegister(operation, isSkipped ?? (operation.first == 0) ? nil : { combine($0, operand) })
    }
  }

  /// `auipcc`: the program counter capability at another address.
  private func addToProgramCounter(_ operation: MicroOperation) -> Flow {
    var counter = slot(MicroOperation.Slot.programCounter).pointee.capability
    counter.address = hart.pointee.blockStart
    slot(operation.destination).pointee.capability = counter.withAddress(counter.address &+ operation.value)
    return .next
  }
}
