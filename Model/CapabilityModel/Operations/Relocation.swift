public import ExactIntegers

/// A move of everything in one region of memory to another of the same size.
public struct Relocation: Hashable, Sendable {
  /// The first address of the region that capabilities are relative to, their origin.
  public var origin: Integer
  /// The first address of the region that they move to.
  public var destination: Integer
  /// The size of both regions is 2 to this.
  public var sizeLog2: Int
  /// What becomes of capabilities that don't lie inside the origin region.
  public var policy: Policy

  /// What relocation does with a tagged capability that doesn't lie inside the origin region.
  public enum Policy: Hashable, Sendable {
    /// Its tag is cleared.
    case clear
    /// Its bounds are intersected with the origin region, then moved.
    case clamp
  }

  /// Makes a relocation from an origin to a destination, both of 2^`sizeLog2` bytes.
  public init(from origin: Integer, to destination: Integer, sizeLog2: Int, policy: Policy = .clear) {
    self.origin = origin
    self.destination = destination
    self.sizeLog2 = sizeLog2
    self.policy = policy
  }

  /// How far capabilities move; negative if the destination is below.
  public var distance: Integer {
    destination - origin
  }

  /// Rule ``cap.relocate.size``: Between regions of less than 2^(MW - 2) bytes nothing is relocated: bounds in them
  /// could mean something else at another place. Whoever asks for it is refused.
  public func isPossible(in format: Format) -> Bool {
    sizeLog2 >= format.mantissaWidth - 2
  }

  /// The addresses of the origin region.
  public var originRegion: Bounds {
    Bounds(base: origin, top: origin + .twoTo(sizeLog2))
  }
}

/// Source: the paper on μFork, section 4.2.
extension Capability {
  /// Rule ``cap.relocate.data``: What isn't tagged is data, and stays as it is.
  ///
  /// Rule ``cap.relocate.inside``: A tagged capability whose bounds lie inside the origin region moves: its address,
  /// base and top change by the distance between the regions; permissions, flags and seal stay.
  ///
  /// Rule ``cap.relocate.outside``: Any other tagged capability loses its tag and stays as it is otherwise, or has its
  /// bounds clamped to the origin region first, as the policy says.
  ///
  /// Rule ``cap.relocate.unrepresentable``: A capability that is malformed, or whose bounds can't be stored at the new
  /// place, loses its tag and stays as it is otherwise. This can't happen to derived capabilities if the regions stand
  /// at multiples of four times their size and are not too small.
  public func relocated(by relocation: Relocation) -> Capability {
    guard tag else { return self }
    guard !relocation.originRegion.contains(bounds) else { return moved(by: relocation.distance) }
    switch relocation.policy {
    case .clear: return clearTag()
    case .clamp: return clamped(to: relocation.originRegion)?.moved(by: relocation.distance) ?? clearTag()
    }
  }
}

extension Capability {
  /// The capability at an address changed by a distance, with its bounds changed by the same; untagged where it was, if
  /// the bounds can't follow.
  private func moved(by distance: Integer) -> Capability {
    let result = moved(to: address + distance)
    return result.bounds == bounds.moved(by: distance) && !isMalformed ? result : clearTag()
  }

  /// Rule ``cap.relocate.clamp``: Clamped bounds are the part of the bounds that lies in the region, empty if they only
  /// touch it. Address, permissions, flags and seal stay. There are none if the bounds don't meet the region, aren't in
  /// order, or can't be stored exactly at the address; then the tag is cleared.
  private func clamped(to region: Bounds) -> Capability? {
    let bounds = bounds
    let part = Bounds(base: max(bounds.base, region.base), top: min(bounds.top, region.top))
    guard bounds.base <= bounds.top, part.base <= part.top, !isMalformed else { return nil }
    var result = self
    result.boundsEncoding = format.encodedBounds(part).encoding
    return result.bounds == part ? result : nil
  }
}
