package import Architecture
package import CapabilityModel
import ExactIntegers
package import ForkModel
package import SystemsUnderTest

extension ForkWorld {
  /// The world in the Model's terms.
  package func inModel(_ format: Format) -> InitialWorld {
    InitialWorld(
      format: format, regionSizeLog2: Int(regionSizeLog2),
      image: ProcessImage(segments.map { ImageSegment($0.kind, pages: $0.pages) }), strategy: strategy,
      frames: frames, regions: regions, descriptors: descriptors, overcommits: overcommits == true,
      granulesWithPointers: pointers?.map(\.granules) ?? [])
  }
}

extension InspectedState {
  /// A state as it was inspected, and what that is in the Model's terms.
  package typealias Decoded = (inspected: InspectedState, state: AddressSpaceState)

  /// The state decoded into the Model's terms.
  ///
  /// - Parameter previous: An earlier state, decoded from the same format. What is as it was there is not decoded
  ///   again: if states are looked at after each step, that is most.
  package func inModel(_ format: Format, after previous: Decoded? = nil) -> AddressSpaceState {
    let hasSameEntries = previous?.inspected.kernelEntries == kernelEntries
    return AddressSpaceState(
      processes: decode(
        processes, after: previous.map { ($0.inspected.processes, $0.state.processes) }, by: \.name
      ) { $0.inModel(format) },
      frames: decode(
        frames, after: previous.map { ($0.inspected.frames, $0.state.frames) }, by: \.number
      ) { $0.inModel(format) },
      kernelEntries: hasSameEntries
        ? previous?.state.kernelEntries ?? [] : Set(kernelEntries.map { format.capability($0) }),
      openFiles: Dictionary(openFiles.map { ($0.number, $0.references) }, uniquingKeysWith: { first, _ in first }),
      sharedObjects: Dictionary(sharedObjects.map { ($0.number, $0.frames) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The state as a subject would report it.
  package init(_ state: AddressSpaceState) {
    self.init(
      pageSize: UInt64(ProcessImage.pageSize),
      processes: state.processes.sorted { $0.key < $1.key }.map { InspectedProcess($0.key, $0.value) },
      frames: state.frames.sorted { $0.key < $1.key }.map { InspectedFrame($0.key, $0.value) },
      kernelEntries: state.kernelEntries.map(\.bits),
      openFiles: state.openFiles.sorted { $0.key < $1.key }
        .map { InspectedOpenFile(number: $0.key, references: $0.value) },
      sharedObjects: state.sharedObjects.sorted { $0.key < $1.key }
        .map { InspectedSharedObject(number: $0.key, frames: $0.value) })
  }
}

/// Decodes parts by their keys, those between the first and the last one that differ from before.
private func decode<Part: Equatable, Key: Hashable, Decoded>(
  _ parts: [Part], after previous: (parts: [Part], decoded: [Key: Decoded])?, by key: (Part) -> Key,
  _ decode: (Part) -> Decoded
) -> [Key: Decoded] {
  let former = previous?.parts ?? []
  let common = min(former.count, parts.count)
  var (start, end) = (0, 0)
  while start < common, former[start] == parts[start] { start += 1 }
  while end < common - start, former[former.count - 1 - end] == parts[parts.count - 1 - end] { end += 1 }
  var result = previous?.decoded ?? [:]
  for part in former[start..<former.count - end] { result[key(part)] = nil }
  for part in parts[start..<parts.count - end] { result[key(part)] = decode(part) }
  if result.count == parts.count { return result }
  // Somebody uses a key twice: the first one counts.
  return Dictionary(parts.map { (key($0), decode($0)) }, uniquingKeysWith: { first, _ in first })
}

extension InspectedProcess {
  fileprivate func inModel(_ format: Format) -> AddressSpaceState.Process {
    AddressSpaceState.Process(
      isZombie: isZombie, region: region.inModel, registers: registers.mapValues { format.capability($0) },
      heldByKernel: heldByKernel.mapValues { format.capability($0) },
      mappings: Dictionary(mappings.map { ($0.page, $0.inModel) }, uniquingKeysWith: { first, _ in first }),
      usesRegionOfParent: usesRegionOfParent,
      descriptors: Dictionary(
        descriptors.map { (Int($0.number), $0.file) }, uniquingKeysWith: { first, _ in first }))
  }

  fileprivate init(_ name: ProcessName, _ process: AddressSpaceState.Process) {
    self.init(
      name: name, isZombie: process.isZombie, region: RegionEpoch(process.region),
      registers: process.registers.mapValues(\.bits), heldByKernel: process.heldByKernel.mapValues(\.bits),
      mappings: process.mappings.sorted { $0.key < $1.key }.map { InspectedMapping(page: $0.key, $0.value) },
      usesRegionOfParent: process.usesRegionOfParent,
      descriptors: process.descriptors.sorted { $0.key < $1.key }
        .map { InspectedDescriptor(number: Int32(clamping: $0.key), file: $0.value) })
  }
}

extension InspectedMapping {
  fileprivate var inModel: Mapping {
    Mapping(
      frame: frame, readable: readable, writable: writable, loadPolicy: loadPolicy, storePolicy: storePolicy,
      entitlement: PageEntitlement(
        read: entitledToRead, write: entitledToWrite, execute: executable, isShared: isShared))
  }

  fileprivate init(page: Int, _ mapping: Mapping) {
    self.init(
      page: page, frame: mapping.frame, readable: mapping.readable, writable: mapping.writable,
      executable: mapping.entitlement.execute, loadPolicy: mapping.loadPolicy, storePolicy: mapping.storePolicy,
      entitledToRead: mapping.entitlement.read, entitledToWrite: mapping.entitlement.write,
      isShared: mapping.entitlement.isShared)
  }
}

extension InspectedFrame {
  fileprivate func inModel(_ format: Format) -> AddressSpaceState.Frame {
    AddressSpaceState.Frame(
      origin: origin?.inModel, references: references,
      pointers: Dictionary(
        taggedGranules.map { ($0.index, format.capability($0.bits)) }, uniquingKeysWith: { first, _ in first }))
  }

  fileprivate init(_ number: Int, _ frame: AddressSpaceState.Frame) {
    self.init(
      number: number, origin: frame.origin.map { RegionEpoch($0) }, references: frame.references,
      taggedGranules: frame.pointers.sorted { $0.key < $1.key }
        .map { TaggedGranule(index: $0.key, bits: $0.value.bits) })
  }
}

extension RegionEpoch {
  fileprivate var inModel: Region {
    Region(base: Integer(base), sizeLog2: Int(sizeLog2), epoch: Int(clamping: epoch))
  }

  fileprivate init(_ region: Region) {
    self.init(
      base: UInt64(truncatingIfNeeded: region.base), sizeLog2: UInt8(clamping: region.sizeLog2),
      epoch: UInt64(clamping: region.epoch))
  }
}

/// What the processes of a script write: everything is inherited by fork, nothing is shared after it.
package struct GuestReference {
  private var handlers = 0
  private var isHandled = false
  private var isTampered = false
  private var isTagged = true
  private var hasArray = false
  private var buffer = "ab"
  private var lines: [String] = []

  /// The lines that the processes of a script write.
  package static func lines(of script: GuestScript) -> [String] {
    var process = GuestReference()
    process.run(script.actions[...])
    return process.lines
  }

  private mutating func run(_ actions: ArraySlice<GuestScript.Action>) {
    for (index, action) in zip(actions.indices, actions) {
      switch action {
      case .report: lines += ["handled \(handlers)", "outside 0", "tagged \(isTagged ? 1 : 0)"]
      case .handle: isHandled = true
      case .raise:
        guard isHandled else { return }
        handlers += 1
        if isTampered { isTagged = false }
      case .tamper: isTampered = true
      case .fork, .forkReserved:
        if action == .forkReserved { lines.append("conditional 1") }
        var child = self
        child.run(actions[(index + 1)...])
        lines = child.lines
        if action == .forkReserved { lines.append("conditional 1") }
      case .array: hasArray = true
      case .change: buffer = "AB"
      case .writeArray: if hasArray { lines.append(buffer) }
      case .writeChanging:
        hasArray = true
        lines.append(buffer)
      }
    }
  }
}
