import Architecture

extension Execution {
  /// The encoding mode that the program counter capability asks for.
  var mode: EncodingMode {
    slot(MicroOperation.Slot.programCounter).pointee.isCapabilityMode ? .capability : .integer
  }

  /// Checks, in the order of the ISA, that the program counter capability lets the bytes of an instruction be executed.
  ///
  /// - Returns: whether it does; if not, a trap has been raised.
  func mayExecute(_ address: UInt64, byteCount: UInt64) -> Bool {
    let number = MicroOperation.Slot.programCounter
    let counter = slot(number).pointee
    let refusal: CapabilityExceptionCode
    if counter.authority & Authority.tagged == 0 {
      refusal = .tagViolation
    } else if counter.authority & Authority.unsealed == 0 {
      refusal = .sealViolation
    } else if counter.authority & Authority.execute == 0 {
      refusal = .permitExecuteViolation
    } else if !counter.capability.bounds.contain(address: address, size: byteCount) {
      refusal = .lengthViolation
    } else {
      return true
    }
    _ = violation(refusal, of: number)
    return false
  }

  /// The page that instructions are fetched from.
  ///
  /// - Returns: the page, or `nil` if a trap has been raised or the kernel is entered, as ``Hart/stop`` says.
  private func pageToExecute(_ address: UInt64) -> PageTableEntry? {
    let page = page(of: address)
    hart.pointee.stop = .trap
    if page.isKernelEntry, hart.pointee.entryTarget == address {
      hart.pointee.stop = .kernelEntry
      hart.pointee.entryTarget = .max
      return nil
    }
    guard page.isExecutable, !page.isKernelEntry else {
      _ = trap(machine.pointee.isBare ? .instructionAccessFault : .instructionPageFault, address)
      return nil
    }
    return page
  }

  /// The block at an address, translated if need be.
  ///
  /// - Returns: the block, all of which lies within the bounds of the program counter capability, or `nil` if a trap
  ///   has been raised or the kernel is entered, as ``Hart/stop`` says.
  @inline(never)
  func block(at address: UInt64) -> UnsafeMutablePointer<Block>? {
    hart.pointee.stop = .trap
    guard mayExecute(address, byteCount: 2), let page = pageToExecute(address) else { return nil }
    let key = UInt64(page.frame) << 12 | address & 0xFFF | UInt64(mode.rawValue)
    guard let block = machine.pointee.blocks.block(for: key) ?? translate(key) else { return singleBlock(at: address) }
    let counter = slot(MicroOperation.Slot.programCounter).pointee
    guard counter.capability.bounds.contain(address: address, size: UInt64(block.pointee.byteCount)) else {
      return singleBlock(at: address)
    }
    let jumpKey = address | UInt64(mode.rawValue)
    hart.pointee.remembersJumps = true
    hart.pointee.jumps[JumpEntry.index(of: jumpKey)] = JumpEntry(key: jumpKey, block: block)
    return block
  }

  /// Translates the instructions from a physical address on.
  ///
  /// - Returns: the block, or `nil` if the first instruction reaches into the next page.
  private func translate(_ key: UInt64) -> UnsafeMutablePointer<Block>? {
    let mode = EncodingMode(rawValue: UInt8(key & 1)) ?? .integer
    let start = Int(key & 0xFFE)
    let code = machine.pointee.memory.pointee.data(ofFrame: Int(key >> 12))
    return withUnsafeTemporaryAllocation(of: MicroOperation.self, capacity: Block.capacity + 1) { operations in
      var count = 0
      var offset = start
      while count < Block.capacity, offset < 4096 {
        let low = code.load(fromByteOffset: offset, as: UInt16.self)
        let isCompressed = low & 3 != 3
        guard isCompressed || offset < 4094 else { break }
        let high = isCompressed ? 0 : code.load(fromByteOffset: offset + 2, as: UInt16.self)
        let operation = Self.translate(UInt32(high) << 16 | UInt32(low), in: mode, at: Int64(offset - start))
        operations.initializeElement(at: count, to: operation)
        count += 1
        offset += Int(operation.length)
        if operation.kind.endsBlock { break }
      }
      guard count > 0, let first = operations.baseAddress else { return nil }
      operations.initializeElement(at: count, to: MicroOperation(.endOfBlock, length: 0))
      return machine.pointee.addBlock(
        key: key, first, operationCount: count + 1, count: count, byteCount: offset - start)
    }
  }

  private static func translate(_ word: UInt32, in mode: EncodingMode, at offset: Int64) -> MicroOperation {
    translate(Instruction(decoding: word, mode: mode), word, in: mode, at: offset)
  }

  private static func translate(_ instruction: Instruction?, _ word: UInt32, in mode: EncodingMode, at offset: Int64)
    -> MicroOperation
  {
    guard let instruction else { return MicroOperation(illegal: word) }
    return MicroOperation(instruction, in: mode, word: word, at: offset)
  }

  // MARK: Blocks that are not cached

  /// A block of the one instruction at an address: because its bytes lie in two pages, or because the bounds of the
  /// program counter capability end within its block.
  ///
  /// - Returns: the block, or `nil` if a trap has been raised.
  private func singleBlock(at address: UInt64) -> UnsafeMutablePointer<Block>? {
    guard let low = fetchHalf(address) else { return nil }
    var word = UInt32(low)
    if word & 3 == 3 {
      guard mayExecute(address &+ 2, byteCount: 2), let high = fetchHalf(address &+ 2) else { return nil }
      word |= UInt32(high) << 16
    }
    return scratchBlock(Instruction(decoding: word, mode: mode), word)
  }

  private func fetchHalf(_ address: UInt64) -> UInt16? {
    guard let page = pageToExecute(address) else { return nil }
    return machine.pointee.memory.pointee.data(ofFrame: Int(page.frame)).load(
      fromByteOffset: Int(address & 0xFFE), as: UInt16.self)
  }

  /// Whether the program counter capability lets a word be fetched, each two bytes of it by themselves: they may lie on
  /// both sides of the end of the address space.
  ///
  /// - Returns: whether it does; if not, a trap has been raised.
  func mayFetch(_ word: UInt32, at address: UInt64) -> Bool {
    mayExecute(address, byteCount: 2) && (word & 3 != 3 || mayExecute(address &+ 2, byteCount: 2))
  }

  /// A block of the one instruction that a word has been decoded to; `nil` if it means nothing.
  func scratchBlock(_ instruction: Instruction?, _ word: UInt32) -> UnsafeMutablePointer<Block> {
    let operation = Self.translate(instruction, word, in: mode, at: 0)
    let block = hart.pointee.scratch
    block.initialize(
      to: Block(
        key: Block.uncached, collision: nil, taken: nil, following: nil, count: 1, byteCount: UInt32(operation.length)))
    block.operations.initialize(to: operation)
    (block.operations + 1).initialize(to: MicroOperation(.endOfBlock, length: 0))
    return block
  }

  /// The first instructions of a block: as many as the budget still allows.
  func prefix(of block: UnsafeMutablePointer<Block>, count: Int) -> UnsafeMutablePointer<Block> {
    let result = hart.pointee.scratch
    var byteCount: UInt32 = 0
    for index in 0..<count {
      byteCount += UInt32(block.operations[index].length)
      (result.operations + index).initialize(to: block.operations[index])
    }
    (result.operations + count).initialize(to: MicroOperation(.endOfBlock, length: 0))
    result.initialize(
      to: Block(
        key: Block.uncached, collision: nil, taken: nil, following: nil, count: Int32(count), byteCount: byteCount))
    return result
  }
}
