public import Architecture

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
