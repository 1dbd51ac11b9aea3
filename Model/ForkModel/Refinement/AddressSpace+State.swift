import CapabilityModel

extension AddressSpace {
  /// The state as the guarantees judge it.
  public var state: AddressSpaceState {
    AddressSpaceState(
      processes: processes.mapValues { process in
        AddressSpaceState.Process(
          isZombie: !process.runs, region: process.region,
          registers: Dictionary(
            uniqueKeysWithValues: process.registers.enumerated().map { ("r\($0.offset)", $0.element) }),
          heldByKernel: [:], mappings: process.mappings)
      },
      frames: Dictionary(
        uniqueKeysWithValues: frames.map { number, frame in
          let pointers = frame.tags.map { ($0, frame.capability(inGranule: $0, world.format)) }
          return (
            number,
            AddressSpaceState.Frame(
              home: frame.home, references: references(to: number),
              pointers: Dictionary(uniqueKeysWithValues: pointers))
          )
        }),
      kernelEntries: [])
  }
}
