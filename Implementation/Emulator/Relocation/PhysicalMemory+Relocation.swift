extension PhysicalMemory {
  /// Copies a frame and relocates the capabilities of the copy.
  ///
  /// The whole frame is copied first, then what is tagged is fixed up: the copy is in the host's cache by then, and
  /// most of a frame holds no capabilities.
  @inlinable
  public mutating func copyFrame<Format: CapabilityFormat>(
    from source: Int, to destination: Int, relocatingBy relocation: Relocation<Format>
  ) -> RelocationCounts {
    guard source != destination else { return relocateFrame(destination, by: relocation) }
    guard areAllTagged(frame: source) else {
      copyFrame(from: source, to: destination)
      return relocation.relocate(data: data(ofFrame: destination), tags: tags(ofFrame: destination))
    }
    willWrite(frame: destination)
    let counts = relocation.copyAllTagged(
      from: data(ofFrame: source), to: data(ofFrame: destination), tags: tags(ofFrame: destination))
    didWrite(frame: destination)
    return counts
  }

  /// Relocates the capabilities of a frame in place.
  @inlinable
  public mutating func relocateFrame<Format: CapabilityFormat>(
    _ frame: Int, by relocation: Relocation<Format>
  ) -> RelocationCounts {
    guard hasTags(frame: frame) else { return .withoutTags }
    willWrite(frame: frame)
    let counts = relocation.relocate(data: data(ofFrame: frame), tags: tags(ofFrame: frame))
    didWrite(frame: frame)
    return counts
  }
}

extension Relocation {
  /// Relocates every tagged granule of a frame.
  @inlinable
  func relocate(data: UnsafeMutableRawPointer, tags: UnsafeMutablePointer<UInt64>) -> RelocationCounts {
    var counts = RelocationCounts.withoutTags
    for index in 0..<PhysicalMemory.tagWordsPerFrame {
      let tagged = tags[index]
      guard tagged != 0 else { continue }
      let words = (data + index &* 64 &* PhysicalMemory.granuleSize).assumingMemoryBound(to: UInt64.self)
      let strays = move(tagged, in: words)
      counts.relocated &+= (tagged ^ strays).nonzeroBitCount
      if strays != 0 { tags[index] = tagged & ~relocateStrays(strays, in: words, counts: &counts) }
    }
    return counts
  }

  /// Moves those of 64 granules that are plainly inside the origin region.
  ///
  /// - Returns: the others among the tagged ones.
  @inlinable @inline(__always)
  func move(_ tagged: UInt64, in words: UnsafeMutablePointer<UInt64>) -> UInt64 {
    var strays: UInt64 = 0
    if tagged == .max {
      for granule in 0..<64 where !moveIfPlainlyInside(words + granule &* 2) {
        strays |= 1 &<< UInt64(truncatingIfNeeded: granule)
      }
    } else {
      var rest = tagged
      while rest != 0 {
        let granule = rest.trailingZeroBitCount
        if !moveIfPlainlyInside(words + granule &* 2) {
          strays |= 1 &<< UInt64(truncatingIfNeeded: granule)
        }
        rest &= rest &- 1
      }
    }
    return strays
  }

  @inlinable @inline(__always)
  func moveIfPlainlyInside(_ granule: UnsafeMutablePointer<UInt64>) -> Bool {
    let address = granule[0]
    let metadata = granule[1]
    guard isFarInside(metadata: metadata, address: address) || isPlainlyInside(metadata: metadata, address: address)
    else { return false }
    granule[0] = address &+ distance
    return true
  }

  /// Copies a frame whose granules are all tagged, and relocates the copy.
  ///
  /// Copying first would read every granule twice.
  @inlinable
  func copyAllTagged(
    from source: UnsafeMutableRawPointer, to destination: UnsafeMutableRawPointer,
    tags: UnsafeMutablePointer<UInt64>
  ) -> RelocationCounts {
    var counts = RelocationCounts.withoutTags
    let from = source.assumingMemoryBound(to: UInt64.self)
    let to = destination.assumingMemoryBound(to: UInt64.self)
    for index in 0..<PhysicalMemory.tagWordsPerFrame {
      let offset = index &* 128
      var strays: UInt64 = 0
      for granule in 0..<64 {
        let word = offset &+ granule &* 2
        let (address, metadata) = (from[word], from[word &+ 1])
        let isMoved =
          isFarInside(metadata: metadata, address: address) || isPlainlyInside(metadata: metadata, address: address)
        to[word] = isMoved ? address &+ distance : address
        to[word &+ 1] = metadata
        if !isMoved { strays |= 1 &<< UInt64(truncatingIfNeeded: granule) }
      }
      counts.relocated &+= 64 &- strays.nonzeroBitCount
      tags[index] = .max
      if strays != 0 { tags[index] = ~relocateStrays(strays, in: to + offset, counts: &counts) }
    }
    return counts
  }

  /// Relocates single granules by their decoded bounds.
  ///
  /// - Returns: those whose tag has to be cleared.
  @inlinable @inline(never)
  func relocateStrays(
    _ strays: UInt64, in words: UnsafeMutablePointer<UInt64>, counts: inout RelocationCounts
  ) -> UInt64 {
    var cleared: UInt64 = 0
    var rest = strays
    while rest != 0 {
      let granule = rest.trailingZeroBitCount
      let word = words + granule &* 2
      let (result, outcome) = relocateExactly(PackedCapability(metadata: word[1], address: word[0], tag: true))
      word[0] = result.address
      word[1] = result.metadata
      switch outcome {
      case .unchanged: counts.unchanged &+= 1
      case .moved: counts.relocated &+= 1
      case .clamped:
        counts.relocated &+= 1
        counts.clamped &+= 1
      case .cleared:
        counts.cleared &+= 1
        cleared |= 1 &<< UInt64(truncatingIfNeeded: granule)
      }
      rest &= rest &- 1
    }
    return cleared
  }
}
