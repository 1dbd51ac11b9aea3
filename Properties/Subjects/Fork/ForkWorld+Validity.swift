extension ForkWorld {
  /// The least and the greatest k of a region of 2^k bytes that a world can ask for.
  public static let regionSizes: ClosedRange<UInt8> = 12...40

  /// The most frames, regions or pages that a world can ask for.
  public static let mostOfAnything = 1 << 20

  /// What is wrong with a world that somebody else has made; `nil` if it can be started.
  package var problem: String? {
    if !Self.regionSizes.contains(regionSizeLog2) {
      return
        "regionSizeLog2 is \(regionSizeLog2), not in \(Self.regionSizes.lowerBound) … \(Self.regionSizes.upperBound)"
    }
    for (name, number) in [("frames", frames), ("regions", regions), ("descriptors", descriptors)]
    where !(1...Self.mostOfAnything).contains(number) {
      return "\(name) is \(number), not in 1 … \(Self.mostOfAnything)"
    }
    let pages = segments.map(\.pages)
    if let pages = pages.first(where: { !(0...Self.mostOfAnything).contains($0) }) {
      return "a segment has \(pages) pages, not 0 … \(Self.mostOfAnything)"
    }
    let bytes = pages.reduce(0, +) * 4096
    return bytes > 1 << UInt64(regionSizeLog2) ? "the image of \(bytes) bytes is larger than the region" : nil
  }
}
