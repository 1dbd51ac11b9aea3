/// One shared memory object of an ``InspectedState`` that has a name, is open, or is mapped.
public struct InspectedSharedObject: Codable, Hashable, Sendable {
  /// A number that tells it from the others.
  public var number: Int
  /// Its frames, page by page; each counts as one reference of the frame.
  public var frames: [Int]

  /// Makes an object from its parts.
  public init(number: Int, frames: [Int]) {
    self.number = number
    self.frames = frames
  }
}
