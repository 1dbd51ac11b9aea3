public import Architecture
public import ForkKernel

extension Assembler {
  /// Assembles the program.
  ///
  /// The image is laid out as text, read-only data, global offset table, data, heap, stack. At its start `gp` holds
  /// the table, `sp` the end of the stack.
  ///
  /// - Parameters:
  ///   - regionSizeLog2: each process's region has 2^k bytes; this is k. `nil` chooses the smallest that fits.
  ///   - heapPages: pages of 4 KiB.
  ///   - stackPages: pages of 4 KiB.
  /// - Throws: ``AssemblerError``, the first mistake in the program.
  public func image(regionSizeLog2: UInt8? = nil, heapPages: Int = 16, stackPages: Int = 4) throws(AssemblerError)
    -> Image
  {
    if let firstError { throw firstError }
    guard slots.count <= 127 else { throw .tooManySymbols(slots.count) }
    let text = try resolvedText()
    let segments = [
      Image.Segment(.text, pages: Self.pages(text.count), contents: text),
      Image.Segment(.readOnlyData, pages: Self.pages(readOnlyData.count), contents: readOnlyData),
      Image.Segment(.globalOffsetTable, pages: Self.pages(slots.count * 16)),
      Image.Segment(.data, pages: Self.pages(data.count), contents: data),
      Image.Segment(.heap, pages: heapPages),
      Image.Segment(.stack, pages: stackPages),
    ]
    let pages = segments.reduce(0) { $0 + $1.pages }
    var image = Image(regionSizeLog2: regionSizeLog2 ?? Self.sizeLog2(pages: pages), segments: segments)
    let starts = image.areas.map { UInt64($0.pages.lowerBound) * 4096 }
    let table = starts[2]
    for (number, contents) in slots.enumerated() {
      let offset = table + UInt64(number) * 16
      switch contents {
      case .readOnlyData(let start, let length):
        image.pointers[offset] = Pointer(
          target: starts[1] + UInt64(start), length: UInt64(length), permissions: .readOnly)
      case .data(let start, let length):
        image.pointers[offset] = Pointer(
          target: starts[3] + UInt64(start), length: UInt64(length), permissions: .readWrite)
      case .heap:
        image.pointers[offset] = Pointer(target: starts[4], length: UInt64(heapPages) * 4096, permissions: .readWrite)
      case .kernelEntry(let call):
        image.kernelEntries.append(.init(offset: offset, call: call))
      }
    }
    image.registers = [
      Register.gp.rawValue: Pointer(target: table, length: UInt64(slots.count) * 16, permissions: .readOnly),
      Register.sp.rawValue: Pointer(
        target: starts[5], length: UInt64(stackPages) * 4096, permissions: .readWrite,
        address: starts[5] + UInt64(stackPages) * 4096),
    ]
    return image
  }

  private func resolvedText() throws(AssemblerError) -> [UInt8] {
    var resolved = words
    for fixup in fixups {
      guard let target = labels[fixup.label.number] else { throw .unplacedLabel(at: fixup.index * 4) }
      var instruction = fixup.instruction
      instruction.immediate = Int64(target - fixup.origin) * 4
      do {
        resolved[fixup.index] = try instruction.encoded(in: .capability)
      } catch {
        throw .encoding(at: fixup.index * 4, error)
      }
    }
    return resolved.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
  }

  private static func pages(_ bytes: Int) -> Int { max(1, (bytes + 4095) / 4096) }

  private static func sizeLog2(pages: Int) -> UInt8 {
    var log2: UInt8 = 12
    while 1 << (Int(log2) - 12) < pages { log2 += 1 }
    return log2
  }
}

/// Objects, and how text reaches them: through the global offset table.
extension Assembler {
  /// An object of the read-only data that holds the bytes of a text.
  public mutating func string(_ text: String) -> Symbol {
    let bytes = Array(text.utf8)
    let offset = readOnlyData.count
    readOnlyData += bytes
    return slot(for: .readOnlyData(offset: offset, length: bytes.count))
  }

  /// An object of the data, aligned to 16 bytes and zero.
  public mutating func zeroed(bytes: Int) -> Symbol {
    let offset = (data.count + 15) / 16 * 16
    data += Array(repeating: 0, count: offset + bytes - data.count)
    return slot(for: .data(offset: offset, length: bytes))
  }

  /// The whole heap.
  public mutating func heap() -> Symbol { slot(for: .heap) }

  /// The sealed entry of a system call.
  public mutating func kernelEntry(_ call: SystemCall) -> Symbol { slot(for: .kernelEntry(call)) }

  /// Loads the capability of an object.
  public mutating func loadAddress(_ rd: Register, of symbol: Symbol) { loadSlot(rd, of: symbol) }

  mutating func loadSlot(_ rd: Register, of symbol: Symbol) {
    loadCapability(rd, Int64(symbol.number * 16), .gp)
  }

  mutating func slot(for contents: SlotContents) -> Symbol {
    if let number = slots.firstIndex(of: contents) { return Symbol(number: number) }
    slots.append(contents)
    return Symbol(number: slots.count - 1)
  }
}
