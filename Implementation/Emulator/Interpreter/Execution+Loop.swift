import Architecture

extension Execution {
  /// Runs the hart until its budget is used up, a trap goes to the kernel, or the kernel is entered.
  ///
  /// The common case of each instruction stands here and ends in `continue`; whatever falls out of the switch takes the
  /// exact path. Everything that the loop touches is plain memory: it neither allocates nor counts references.
  ///
  /// - Parameters:
  ///   - injected: a block to execute first, as if it had been fetched.
  ///   - budget: instructions to execute at most; one that traps counts.
  /// - Returns: instructions of the budget that are left.
  @inline(never)
  func run(injecting injected: UnsafeMutablePointer<Block>? = nil, budget: Int) -> Int {
    let counter = slot(MicroOperation.Slot.programCounter)
    var pc = counter.pointee.address
    var left = budget
    var entry = injected
    // Where to note the next block once it is known.
    var link: UnsafeMutablePointer<UnsafeMutablePointer<Block>?>?
    var linkPage: UInt64 = 0
    var linkGeneration: UInt64 = 0

    find: while true {
      guard left > 0 else {
        hart.pointee.stop = .budgetExhausted
        break
      }
      var block: UnsafeMutablePointer<Block>
      if let first = entry {
        block = first
        entry = nil
      } else if let known = knownBlock(at: pc, under: counter) ?? self.block(at: pc) {
        block = known
        if let slot = link, linkPage == pc &>> 12, linkGeneration == machine.pointee.blocks.generation,
          block.pointee.key != Block.uncached
        {
          slot.pointee = block
        }
      } else {
        if hart.pointee.stop == .kernelEntry { break }
        left &-= 1
        counter.pointee.address = pc
        guard takeTrap() else { break }
        pc = counter.pointee.address
        link = nil
        continue
      }
      link = nil

      // From here on the whole block is known to lie within the bounds of the program counter capability.
      enter: while true {
        left &-= Int(block.pointee.count)
        if left < 0 {
          left &+= Int(block.pointee.count)
          if left == 0 {
            hart.pointee.stop = .budgetExhausted
            break find
          }
          block = prefix(of: block, count: left)
          left = 0
        }
        var ip = block.operations
        dispatch: while true {
          switch ip.pointee.kind {
          case .constant:
            put(ip, immediate(ip))
            ip += 1
            continue dispatch
          case .auipc:
            put(ip, pc &+ immediate(ip))
            ip += 1
            continue dispatch
          case .addi:
            put(ip, first(ip) &+ immediate(ip))
            ip += 1
            continue dispatch
          case .slti:
            put(ip, signed(first(ip)) < signed(immediate(ip)) ? 1 : 0)
            ip += 1
            continue dispatch
          case .sltiu:
            put(ip, first(ip) < immediate(ip) ? 1 : 0)
            ip += 1
            continue dispatch
          case .xori:
            put(ip, first(ip) ^ immediate(ip))
            ip += 1
            continue dispatch
          case .ori:
            put(ip, first(ip) | immediate(ip))
            ip += 1
            continue dispatch
          case .andi:
            put(ip, first(ip) & immediate(ip))
            ip += 1
            continue dispatch
          case .slli:
            put(ip, first(ip) &<< immediate(ip))
            ip += 1
            continue dispatch
          case .srli:
            put(ip, first(ip) &>> immediate(ip))
            ip += 1
            continue dispatch
          case .srai:
            put(ip, unsigned(signed(first(ip)) &>> signed(immediate(ip))))
            ip += 1
            continue dispatch
          case .add:
            put(ip, first(ip) &+ second(ip))
            ip += 1
            continue dispatch
          case .sub:
            put(ip, first(ip) &- second(ip))
            ip += 1
            continue dispatch
          case .sll:
            put(ip, first(ip) &<< second(ip))
            ip += 1
            continue dispatch
          case .slt:
            put(ip, signed(first(ip)) < signed(second(ip)) ? 1 : 0)
            ip += 1
            continue dispatch
          case .sltu:
            put(ip, first(ip) < second(ip) ? 1 : 0)
            ip += 1
            continue dispatch
          case .xor:
            put(ip, first(ip) ^ second(ip))
            ip += 1
            continue dispatch
          case .srl:
            put(ip, first(ip) &>> second(ip))
            ip += 1
            continue dispatch
          case .sra:
            put(ip, unsigned(signed(first(ip)) &>> signed(second(ip))))
            ip += 1
            continue dispatch
          case .or:
            put(ip, first(ip) | second(ip))
            ip += 1
            continue dispatch
          case .and:
            put(ip, first(ip) & second(ip))
            ip += 1
            continue dispatch
          case .addiw:
            put(ip, extended(first(ip) &+ immediate(ip)))
            ip += 1
            continue dispatch
          case .slliw:
            put(ip, extended(first(ip) &<< (immediate(ip) & 31)))
            ip += 1
            continue dispatch
          case .srliw:
            put(ip, extended((first(ip) & 0xFFFF_FFFF) &>> (immediate(ip) & 31)))
            ip += 1
            continue dispatch
          case .sraiw:
            put(ip, unsigned(signed(extended(first(ip))) &>> signed(immediate(ip) & 31)))
            ip += 1
            continue dispatch
          case .addw:
            put(ip, extended(first(ip) &+ second(ip)))
            ip += 1
            continue dispatch
          case .subw:
            put(ip, extended(first(ip) &- second(ip)))
            ip += 1
            continue dispatch
          case .sllw:
            put(ip, extended(first(ip) &<< (second(ip) & 31)))
            ip += 1
            continue dispatch
          case .srlw:
            put(ip, extended((first(ip) & 0xFFFF_FFFF) &>> (second(ip) & 31)))
            ip += 1
            continue dispatch
          case .sraw:
            put(ip, unsigned(signed(extended(first(ip))) &>> signed(second(ip) & 31)))
            ip += 1
            continue dispatch
          case .mul:
            put(ip, first(ip) &* second(ip))
            ip += 1
            continue dispatch
          case .mulh:
            put(ip, unsigned(signed(first(ip)).multipliedFullWidth(by: signed(second(ip))).high))
            ip += 1
            continue dispatch
          case .mulhsu:
            put(ip, Division.highProduct(signed: first(ip), second(ip)))
            ip += 1
            continue dispatch
          case .mulhu:
            put(ip, first(ip).multipliedFullWidth(by: second(ip)).high)
            ip += 1
            continue dispatch
          case .div:
            put(ip, Division.quotient(signed(first(ip)), signed(second(ip))))
            ip += 1
            continue dispatch
          case .divu:
            put(ip, Division.quotient(first(ip), second(ip)))
            ip += 1
            continue dispatch
          case .rem:
            put(ip, Division.remainder(signed(first(ip)), signed(second(ip))))
            ip += 1
            continue dispatch
          case .remu:
            put(ip, Division.remainder(first(ip), second(ip)))
            ip += 1
            continue dispatch
          case .mulw:
            put(ip, extended(first(ip) &* second(ip)))
            ip += 1
            continue dispatch
          case .divw:
            put(ip, extended(Division.quotient(signed(extended(first(ip))), signed(extended(second(ip))))))
            ip += 1
            continue dispatch
          case .divuw:
            put(ip, extended(Division.quotient(first(ip) & 0xFFFF_FFFF, second(ip) & 0xFFFF_FFFF)))
            ip += 1
            continue dispatch
          case .remw:
            put(ip, extended(Division.remainder(signed(extended(first(ip))), signed(extended(second(ip))))))
            ip += 1
            continue dispatch
          case .remuw:
            put(ip, extended(Division.remainder(first(ip) & 0xFFFF_FFFF, second(ip) & 0xFFFF_FFFF)))
            ip += 1
            continue dispatch
          case .nothing:
            ip += 1
            continue dispatch
          case .beq:
            if first(ip) == second(ip) {
              if let next = block.pointee.taken, admits(next, at: pc &+ immediate(ip), counter) {
                pc = pc &+ immediate(ip)
                block = next
                continue enter
              }
            } else if let next = block.pointee.following,
              admits(next, at: pc &+ UInt64(block.pointee.byteCount), counter)
            {
              pc = pc &+ UInt64(block.pointee.byteCount)
              block = next
              continue enter
            }
          case .bne:
            if first(ip) != second(ip) {
              if let next = block.pointee.taken, admits(next, at: pc &+ immediate(ip), counter) {
                pc = pc &+ immediate(ip)
                block = next
                continue enter
              }
            } else if let next = block.pointee.following,
              admits(next, at: pc &+ UInt64(block.pointee.byteCount), counter)
            {
              pc = pc &+ UInt64(block.pointee.byteCount)
              block = next
              continue enter
            }
          case .blt:
            if signed(first(ip)) < signed(second(ip)) {
              if let next = block.pointee.taken, admits(next, at: pc &+ immediate(ip), counter) {
                pc = pc &+ immediate(ip)
                block = next
                continue enter
              }
            } else if let next = block.pointee.following,
              admits(next, at: pc &+ UInt64(block.pointee.byteCount), counter)
            {
              pc = pc &+ UInt64(block.pointee.byteCount)
              block = next
              continue enter
            }
          case .bge:
            if signed(first(ip)) >= signed(second(ip)) {
              if let next = block.pointee.taken, admits(next, at: pc &+ immediate(ip), counter) {
                pc = pc &+ immediate(ip)
                block = next
                continue enter
              }
            } else if let next = block.pointee.following,
              admits(next, at: pc &+ UInt64(block.pointee.byteCount), counter)
            {
              pc = pc &+ UInt64(block.pointee.byteCount)
              block = next
              continue enter
            }
          case .bltu:
            if first(ip) < second(ip) {
              if let next = block.pointee.taken, admits(next, at: pc &+ immediate(ip), counter) {
                pc = pc &+ immediate(ip)
                block = next
                continue enter
              }
            } else if let next = block.pointee.following,
              admits(next, at: pc &+ UInt64(block.pointee.byteCount), counter)
            {
              pc = pc &+ UInt64(block.pointee.byteCount)
              block = next
              continue enter
            }
          case .bgeu:
            if first(ip) >= second(ip) {
              if let next = block.pointee.taken, admits(next, at: pc &+ immediate(ip), counter) {
                pc = pc &+ immediate(ip)
                block = next
                continue enter
              }
            } else if let next = block.pointee.following,
              admits(next, at: pc &+ UInt64(block.pointee.byteCount), counter)
            {
              pc = pc &+ UInt64(block.pointee.byteCount)
              block = next
              continue enter
            }
          case .jal:
            if let next = block.pointee.taken, admits(next, at: pc &+ immediate(ip), counter) {
              put(ip, pc &+ UInt64(block.pointee.byteCount))
              pc = pc &+ immediate(ip)
              block = next
              continue enter
            }
          case .jalr:
            let target = (first(ip) &+ immediate(ip)) & ~1
            if target >= counter.pointee.base, target < counter.pointee.top, counter.pointee.top &- target >= 2 {
              put(ip, pc &+ UInt64(block.pointee.byteCount))
              pc = target
              continue find
            }
          case .cjalr:
            if let target = jumped(ip, linking: pc &+ UInt64(block.pointee.byteCount), counter) {
              pc = target
              continue find
            }
          case .endOfBlock:
            pc = pc &+ UInt64(block.pointee.byteCount)
            if let next = block.pointee.following, admits(next, at: pc, counter) {
              block = next
              continue enter
            }
            link = linkSlot(of: block, isTaken: false)
            linkPage = (pc &- 1) &>> 12
            linkGeneration = machine.pointee.blocks.generation
            continue find
          case .lb:
            if let source = readable(ip, byteCount: 1) {
              put(ip, UInt64(truncatingIfNeeded: source.load(as: Int8.self)))
              ip += 1
              continue dispatch
            }
          case .lh:
            if let source = readable(ip, byteCount: 2) {
              put(ip, UInt64(truncatingIfNeeded: source.load(as: Int16.self)))
              ip += 1
              continue dispatch
            }
          case .lw:
            if let source = readable(ip, byteCount: 4) {
              put(ip, UInt64(truncatingIfNeeded: source.load(as: Int32.self)))
              ip += 1
              continue dispatch
            }
          case .ld:
            if let source = readable(ip, byteCount: 8) {
              put(ip, UInt64(truncatingIfNeeded: source.load(as: UInt64.self)))
              ip += 1
              continue dispatch
            }
          case .lbu:
            if let source = readable(ip, byteCount: 1) {
              put(ip, UInt64(truncatingIfNeeded: source.load(as: UInt8.self)))
              ip += 1
              continue dispatch
            }
          case .lhu:
            if let source = readable(ip, byteCount: 2) {
              put(ip, UInt64(truncatingIfNeeded: source.load(as: UInt16.self)))
              ip += 1
              continue dispatch
            }
          case .lwu:
            if let source = readable(ip, byteCount: 4) {
              put(ip, UInt64(truncatingIfNeeded: source.load(as: UInt32.self)))
              ip += 1
              continue dispatch
            }
          case .sb:
            if let destination = writable(ip, byteCount: 1) {
              destination.storeBytes(of: UInt8(truncatingIfNeeded: second(ip)), as: UInt8.self)
              ip += 1
              continue dispatch
            }
          case .sh:
            if let destination = writable(ip, byteCount: 2) {
              destination.storeBytes(of: UInt16(truncatingIfNeeded: second(ip)), as: UInt16.self)
              ip += 1
              continue dispatch
            }
          case .sw:
            if let destination = writable(ip, byteCount: 4) {
              destination.storeBytes(of: UInt32(truncatingIfNeeded: second(ip)), as: UInt32.self)
              ip += 1
              continue dispatch
            }
          case .sd:
            if let destination = writable(ip, byteCount: 8) {
              destination.storeBytes(of: UInt64(truncatingIfNeeded: second(ip)), as: UInt64.self)
              ip += 1
              continue dispatch
            }
          case .lc:
            if loadedCapability(ip) {
              ip += 1
              continue dispatch
            }
          case .sc:
            if storedCapability(ip) {
              ip += 1
              continue dispatch
            }
          case .cMove:
            destination(ip).pointee = source(ip).pointee
            ip += 1
            continue dispatch
          case .cGetAddr:
            put(ip, first(ip))
            ip += 1
            continue dispatch
          case .cGetTag:
            put(ip, source(ip).pointee.authority & Authority.tagged)
            ip += 1
            continue dispatch
          case .cIncOffset:
            if moved(ip, by: second(ip)) {
              ip += 1
              continue dispatch
            }
          case .cIncOffsetImm:
            if moved(ip, by: immediate(ip)) {
              ip += 1
              continue dispatch
            }
          case .cSetBounds:
            if narrowed(ip, to: second(ip)) {
              ip += 1
              continue dispatch
            }
          case .cSetBoundsImm:
            if narrowed(ip, to: immediate(ip)) {
              ip += 1
              continue dispatch
            }
          default:
            break
          }

          // The exact path.
          hart.pointee.blockStart = pc
          hart.pointee.blockEnd = pc &+ UInt64(block.pointee.byteCount)
          hart.pointee.unused = left
          hart.pointee.budget = budget
          switch execute(ip.pointee) {
          case .next:
            ip += 1
          case .jump:
            link = linkSlot(of: block, isTaken: hart.pointee.target != hart.pointee.blockEnd)
            if !ip.pointee.kind.isDirectJump { link = nil }
            linkPage = pc &>> 12
            linkGeneration = machine.pointee.blocks.generation
            pc = hart.pointee.target
            continue find
          case .leave:
            let position = position(of: ip + 1, in: block)
            left &+= Int(block.pointee.count) &- position.count
            pc = pc &+ position.byteCount
            continue find
          case .trap:
            let position = position(of: ip, in: block)
            left &+= Int(block.pointee.count) &- position.count &- 1
            counter.pointee.address = pc &+ position.byteCount
            hart.pointee.stop = .trap
            let goesOn = takeTrap()
            pc = counter.pointee.address
            guard goesOn else { break find }
            continue find
          }
        }
      }
    }
    counter.pointee.address = pc
    hart.pointee.steps &+= UInt64(truncatingIfNeeded: budget &- left)
    return left
  }
}
