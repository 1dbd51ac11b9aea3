public import Architecture

/// How harts that share a memory begin: all alike, in capability mode, with zeroed frames.
public struct HartStart: Codable, Hashable, Sendable {
  /// How many harts there are.
  public var harts: Int
  /// How many frames the memory has.
  public var frames: Int
  /// What registers hold, by number; the others hold null.
  public var registers: [UInt8: CapabilityBits]
  /// What each instruction is fetched through; its address is where each instruction is.
  public var programCounter: CapabilityBits
  /// The pages that are mapped.
  public var pages: [SharedPage]

  /// Makes a start from its parts.
  public init(
    harts: Int, frames: Int, registers: [UInt8: CapabilityBits], programCounter: CapabilityBits, pages: [SharedPage]
  ) {
    self.harts = harts
    self.frames = frames
    self.registers = registers
    self.programCounter = programCounter
    self.pages = pages
  }
}
