import Emulator
import PropertyTesting

/// Capability arithmetic on inputs prepared beforehand: tagged capabilities with exponents over the whole range,
/// requests of all sizes.
struct CapabilityBenchmark {
  private typealias Capability = PackedCapability<CC128>

  private struct Input {
    var capability: Capability
    var bounds: CapabilityBounds
    /// A length that fits between address and top.
    var length: UInt64
    /// An address inside the bounds.
    var address: UInt64
  }

  private let inputs: [Input]
  private let capabilities: [Capability]
  private let rounds = 256

  init(count: Int = 4096, seed: UInt64 = 1) {
    var random = SplitMix64(seed: seed)
    inputs = (0..<count).map { _ in Self.input(&random) }
    capabilities = inputs.map(\.capability)
  }

  private static func input(_ random: inout SplitMix64) -> Input {
    let length = random.next() >> random.next(through: 63)
    let base = random.next(through: .max - length)
    let capability = Capability.root.withAddress(base).withBounds(length: length)
    let bounds = capability.bounds
    let address = capability.capability.address &+ random.next(through: length)
    let moved = capability.capability.withAddress(address)
    let room = UInt64(truncatingIfNeeded: bounds.top - UInt128(address))
    return Input(
      capability: moved, bounds: bounds, length: random.next(through: room) >> random.next(through: 40),
      address: bounds.base &+ random.next(through: bounds.length))
  }

  func measure(with stopwatch: Stopwatch) throws -> [BenchmarkReport.Measurement] {
    func measurement(_ name: String, _ body: (inout UInt64) -> Void) -> BenchmarkReport.Measurement {
      let rate = stopwatch.rate(of: inputs.count * rounds) {
        var sum: UInt64 = 0
        for _ in 0..<rounds { body(&sum) }
        Sink.consume(sum)
      }
      return .init(name: "capability.\(name)", value: rate, unit: "operations/s")
    }

    let relocation = try Relocation<CC128>(from: 1 << 40, to: 5 << 40, sizeLog2: 28)
    let residents = try CapabilitySet(region: relocation, granules: inputs.count, taggedShare: 1).capabilities
    let bulk = try RelocationFixture(frames: 256, relocation: relocation)
    bulk.store(try CapabilitySet(region: relocation, granules: 256 * 256, taggedShare: 1))
    let bulkRate = stopwatch.rate(of: 2 * 256 * 256 * 16) {
      for _ in 0..<16 { bulk.relocateThereAndBack() }
    }
    return [
      measurement("decode") { sum in
        for capability in capabilities {
          let bounds = capability.bounds
          sum ^= bounds.base ^ bounds.topLow &+ bounds.topCarry
        }
      },
      measurement("setBounds") { sum in
        for input in inputs {
          let result = input.capability.withBounds(length: input.length, within: input.bounds)
          sum ^= digest(result.capability) ^ result.bounds.base ^ result.bounds.topLow &+ (result.isExact ? 1 : 0)
        }
      },
      measurement("setBoundsPacked") { sum in
        for input in inputs {
          let result = input.capability.withBounds(length: input.length)
          sum ^= digest(result.capability) ^ (result.isExact ? 1 : 0)
        }
      },
      measurement("setAddress") { sum in
        for input in inputs { sum ^= digest(input.capability.withAddress(input.address)) }
      },
      measurement("incrementOffset") { sum in
        for input in inputs { sum ^= digest(input.capability.adding(input.length)) }
      },
      measurement("relocate") { sum in
        for capability in residents { sum ^= digest(relocation.relocate(capability).capability) }
      },
      .init(name: "capability.relocateBulk", value: bulkRate, unit: "operations/s"),
    ]
  }

  @inline(__always)
  private func digest(_ capability: Capability) -> UInt64 {
    capability.metadata ^ capability.address &+ (capability.tag ? 1 : 0)
  }
}

/// The granules of a region's resident memory, as a program leaves them: some hold capabilities, the others data.
///
/// Half of the capabilities have bounds below 4 KiB, half up to 1 MiB; a tenth lead into the first MiB of the region,
/// where a bound can be its edge.
struct CapabilitySet {
  /// The contents of each granule.
  private(set) var capabilities: [PackedCapability<CC128>]

  init(region: Relocation<CC128>, granules: Int, taggedShare: Double, seed: UInt64 = 1) throws {
    var random = SplitMix64(seed: seed)
    let size: UInt64 = 1 << region.sizeLog2
    let threshold = taggedShare >= 1 ? UInt64.max : UInt64(taggedShare * 0x1p64)
    capabilities = (0..<granules).map { _ in
      guard random.next() <= threshold else {
        return PackedCapability(metadata: random.next(), address: random.next(), tag: false)
      }
      let length = 1 + random.next(through: (random.next() & 1 == 0 ? 4096 : 1 << 20) - 2)
      let span = random.next(through: 9) == 0 ? 1 << 20 : size
      let base = region.origin + random.next(through: span - length)
      let bounded = PackedCapability<CC128>.root.withAddress(base).withBounds(length: length)
      return bounded.capability.withAddress(base + random.next(through: length))
    }
  }

  /// Stores the set into frames from `first` on.
  func store(into memory: inout PhysicalMemory, first: Int) {
    for (index, capability) in capabilities.enumerated() {
      let perFrame = PhysicalMemory.granulesPerFrame
      memory.store(capability, frame: first + index / perFrame, granule: index % perFrame)
    }
  }
}
