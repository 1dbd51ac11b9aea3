extension PhysicalMemory {
  /// The integer at an offset, little-endian, at any alignment.
  @inline(__always)
  public func load<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type, frame: Int, offset: Int
  ) -> Value {
    check(offset, MemoryLayout<Value>.size)
    return Value(littleEndian: data(ofFrame: frame).loadUnaligned(fromByteOffset: offset, as: Value.self))
  }

  /// Stores an integer, little-endian, at any alignment; clears the tags of the granules that it touches.
  @inline(__always)
  public mutating func store<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value, frame: Int, offset: Int) {
    check(offset, MemoryLayout<Value>.size)
    willWrite(frame: frame)
    data(ofFrame: frame).storeBytes(of: value.littleEndian, toByteOffset: offset, as: Value.self)
    clearTags(frame: frame, offset: offset, byteCount: MemoryLayout<Value>.size)
    didWrite(frame: frame)
  }

  /// The capability in a granule: its words and its tag.
  @inline(__always)
  public func load<Format: CapabilityFormat>(
    _ type: PackedCapability<Format>.Type, frame: Int, granule: Int
  ) -> PackedCapability<Format> {
    let offset = granule &* Self.granuleSize
    return PackedCapability(
      metadata: load(UInt64.self, frame: frame, offset: offset &+ 8),
      address: load(UInt64.self, frame: frame, offset: offset), tag: isTagged(frame: frame, granule: granule))
  }

  /// Stores a capability with its tag into a granule.
  @inline(__always)
  public mutating func store<Format: CapabilityFormat>(
    _ capability: PackedCapability<Format>, frame: Int, granule: Int
  ) {
    let offset = granule &* Self.granuleSize
    check(offset, Self.granuleSize)
    willWrite(frame: frame)
    let granuleStart = data(ofFrame: frame) + offset
    granuleStart.storeBytes(of: capability.address.littleEndian, as: UInt64.self)
    granuleStart.storeBytes(of: capability.metadata.littleEndian, toByteOffset: 8, as: UInt64.self)
    let mask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: granule)
    let word = tags(ofFrame: frame) + granule &>> 6
    word.pointee = capability.tag ? word.pointee | mask : word.pointee & ~mask
    didWrite(frame: frame)
  }

  /// Appends bytes of a frame to an array.
  public func append(byteCount: Int, frame: Int, offset: Int, to bytes: inout [UInt8]) {
    check(offset, byteCount)
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: data(ofFrame: frame) + offset, count: byteCount))
  }

  /// Copies bytes of a frame to a place in an array, which is long enough.
  public func copy(byteCount: Int, frame: Int, offset: Int, to bytes: inout [UInt8], at position: Int) {
    check(offset, byteCount)
    precondition(position >= 0 && byteCount <= bytes.count - position, "a copy beyond the end of an array")
    bytes.withUnsafeMutableBytes {
      $0[position..<position + byteCount].copyBytes(
        from: UnsafeRawBufferPointer(start: data(ofFrame: frame) + offset, count: byteCount))
    }
  }

  /// Stores bytes; clears the tags of the granules that they touch.
  public mutating func store(_ bytes: Span<UInt8>, frame: Int, offset: Int) {
    guard bytes.count > 0 else { return }
    check(offset, bytes.count)
    willWrite(frame: frame)
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress {
        (data(ofFrame: frame) + offset).copyMemory(from: start, byteCount: source.count)
      }
    }
    clearTags(frame: frame, offset: offset, byteCount: bytes.count)
    didWrite(frame: frame)
  }

  /// Whether a granule holds a tagged capability.
  @inline(__always)
  public func isTagged(frame: Int, granule: Int) -> Bool {
    (tags(ofFrame: frame)[granule &>> 6] &>> UInt64(truncatingIfNeeded: granule)) & 1 != 0
  }

  /// Whether any granule of a frame holds a tagged capability.
  @inline(__always)
  public func hasTags(frame: Int) -> Bool {
    let words = tags(ofFrame: frame)
    return words[0] | words[1] | words[2] | words[3] != 0
  }

  /// Whether every granule of a frame holds a tagged capability.
  @inline(__always)
  public func areAllTagged(frame: Int) -> Bool {
    let words = tags(ofFrame: frame)
    return words[0] & words[1] & words[2] & words[3] == .max
  }

  /// How many granules of a frame hold tagged capabilities.
  public func tagCount(frame: Int) -> Int {
    let words = tags(ofFrame: frame)
    return (0..<Self.tagWordsPerFrame).reduce(0) { $0 &+ words[$1].nonzeroBitCount }
  }

  /// Makes every byte of a frame zero and clears its tags.
  public mutating func clear(frame: Int) {
    willWrite(frame: frame)
    zero(frame: frame)
    didWrite(frame: frame)
  }

  /// Copies a frame with its tags.
  public mutating func copyFrame(from source: Int, to destination: Int) {
    guard source != destination else { return }
    willWrite(frame: destination)
    data(ofFrame: destination).copyMemory(from: data(ofFrame: source), byteCount: Self.frameSize)
    tags(ofFrame: destination).update(from: tags(ofFrame: source), count: Self.tagWordsPerFrame)
    didWrite(frame: destination)
  }

  func zero(frame: Int) {
    data(ofFrame: frame).initializeMemory(as: UInt8.self, repeating: 0, count: Self.frameSize)
    tags(ofFrame: frame).update(repeating: 0, count: Self.tagWordsPerFrame)
  }

  @inline(__always)
  func clearTags(frame: Int, offset: Int, byteCount: Int) {
    let words = tags(ofFrame: frame)
    for granule in (offset &>> 4)...((offset &+ byteCount &- 1) &>> 4) {
      words[granule &>> 6] &= ~(1 &<< UInt64(truncatingIfNeeded: granule))
    }
  }

  @inline(__always)
  private func check(_ offset: Int, _ byteCount: Int) {
    precondition(
      offset >= 0 && byteCount >= 0 && byteCount <= Self.frameSize && offset <= Self.frameSize - byteCount,
      "an access outside of a frame")
  }
}
