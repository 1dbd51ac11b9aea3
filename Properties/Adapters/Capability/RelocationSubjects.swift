public import Architecture
import CapabilityModel
public import Emulator
import ModelAdapters
public import SystemsUnderTest

/// The Model's relocation of one granule after the other, as a subject.
public struct ModelRelocationSubject: RelocationSubject {
  /// The format of every capability that this subject takes and gives.
  public let format: FormatName

  /// Makes the subject of a format.
  public init(_ format: FormatName) { self.format = format }

  /// Copies and relocates; never throws.
  public func copy(_ relocation: FrameRelocation) -> (source: [CapabilityBits], copy: RelocatedFrame) {
    (relocation.frame, relocation.result(in: .named(format)))
  }

  /// Relocates; never throws.
  public func relocateInPlace(_ relocation: FrameRelocation) -> RelocatedFrame {
    relocation.result(in: .named(format))
  }
}

/// The Implementation's bulk relocation, as a subject.
public struct BulkRelocationSubject<Format: CapabilityFormat>: RelocationSubject {
  private typealias Capability = PackedCapability<Format>

  /// Makes the subject of a format.
  public init(_ format: Format.Type = Format.self) {}

  /// The format of every capability that this subject takes and gives.
  public var format: FormatName { Format.name }

  /// Copies the frame over one full of tagged roots, and relocates the copy.
  ///
  /// - Throws: `RelocationError` for regions between which the format cannot relocate.
  public func copy(_ frame: FrameRelocation) throws -> (source: [CapabilityBits], copy: RelocatedFrame) {
    let relocation = try Emulator.Relocation<Format>(frame)
    var memory = try PhysicalMemory(frameCount: 2)
    memory.fill(frame: 0, with: frame.frame.map(Capability.init))
    memory.fill(frame: 1, with: Array(repeating: Capability.root, count: FrameRelocation.granules))
    let counts = memory.copyFrame(from: 0, to: 1, relocatingBy: relocation)
    return (bits(of: memory, frame: 0), RelocatedFrame(bits(of: memory, frame: 1), counts: counts.atSeam))
  }

  /// Relocates the frame where it is.
  ///
  /// - Throws: `RelocationError` for regions between which the format cannot relocate.
  public func relocateInPlace(_ frame: FrameRelocation) throws -> RelocatedFrame {
    let relocation = try Emulator.Relocation<Format>(frame)
    var memory = try PhysicalMemory(frameCount: 1)
    memory.fill(frame: 0, with: frame.frame.map(Capability.init))
    let counts = memory.relocateFrame(0, by: relocation)
    return RelocatedFrame(bits(of: memory, frame: 0), counts: counts.atSeam)
  }

  private func bits(of memory: borrowing PhysicalMemory, frame: Int) -> [CapabilityBits] {
    var granules: [CapabilityBits] = []
    for granule in 0..<PhysicalMemory.granulesPerFrame {
      granules.append(memory.load(Capability.self, frame: frame, granule: granule).bits)
    }
    return granules
  }
}

extension Emulator.Relocation {
  fileprivate init(_ frame: FrameRelocation) throws(RelocationError) {
    try self.init(
      from: frame.origin, to: frame.destination, sizeLog2: frame.sizeLog2,
      strayPolicy: frame.policy.ofStrays,
      kernelEntries: frame.kernelEntries.map(PackedCapability.init))
  }
}

extension PhysicalMemory {
  fileprivate mutating func fill<Format: CapabilityFormat>(frame: Int, with granules: [PackedCapability<Format>]) {
    for (granule, capability) in granules.enumerated() { store(capability, frame: frame, granule: granule) }
  }
}

extension RelocationCounts {
  fileprivate var atSeam: FrameRelocationCounts {
    FrameRelocationCounts(relocated: relocated, clamped: clamped, unchanged: unchanged, cleared: cleared)
  }
}
