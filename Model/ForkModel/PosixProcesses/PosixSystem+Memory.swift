import Architecture
import CapabilityModel
import ExactIntegers

/// Loads and stores.
extension PosixSystem {
  /// Loads data. Rules: ``posix.access.order``, ``posix.memory.fragments``.
  mutating func load(_ size: Int, through register: Int, offset: Integer, by name: ProcessNumber) -> Expectation {
    switch offsetOfAccess(.loadData, size: size, through: register, offset: offset, by: name) {
    case .failure(let refused): return kill(name, refused.reason)
    case .success(let position): return .value((position..<position + size).map { byte(at: $0, of: name) })
    }
  }

  /// Stores data. Rule: ``posix.memory.overwrite``.
  mutating func store(
    _ value: Integer, size: Int, through register: Int, offset: Integer, by name: ProcessNumber
  ) -> Expectation {
    switch offsetOfAccess(.storeData, size: size, through: register, offset: offset, by: name) {
    case .failure(let refused): return kill(name, refused.reason)
    case .success(let position):
      let data = (0..<size).map { PosixByte.data(UInt8(truncatingIfNeeded: value.bits(8 * $0..<8 * $0 + 8))) }
      for (index, byte) in data.enumerated() { store([byte], at: position + index, of: name) }
      return .done(written: nil)
    }
  }

  /// Loads a pointer.
  ///
  /// Rule ``posix.loadPointer.permission``: A pointer that is loaded without the permission LoadCapability arrives as its
  /// sixteen fragments.
  mutating func loadPointer(
    into target: Int, through register: Int, offset: Integer, by name: ProcessNumber
  ) -> Expectation {
    switch offsetOfAccess(.loadPointer, size: 16, through: register, offset: offset, by: name) {
    case .failure(let refused): return kill(name, refused.reason)
    case .success(let position):
      let value = value(at: position, of: name)
      guard case .pointer(let pointer) = value else { return write(value, into: target, of: name) }
      let keepsTag = authority(register, of: name).permissions.contains(.loadCapability)
      return write(keepsTag ? value : .bytes(space.image(of: pointer).fragments), into: target, of: name)
    }
  }

  /// Stores a pointer.
  ///
  /// Rule ``posix.storePointer.shared``: A tagged pointer can't be stored into a shared mapping: SIGSEGV.
  mutating func storePointer(
    _ source: Int, through register: Int, offset: Integer, by name: ProcessNumber
  ) -> Expectation {
    guard let value = processes[name]?.registers[source] else { return .skipped }
    switch offsetOfAccess(value.storing, size: 16, through: register, offset: offset, by: name) {
    case .failure(let refused): return kill(name, refused.reason)
    case .success(let position):
      if isShared(position) {
        if case .pointer = value { return kill(name, .page(position / ProcessImage.pageSize)) }
        sharedMemory.store(value, at: position)
      } else {
        processes[name]?.memory.store(value, at: position)
      }
      return .done(written: nil)
    }
  }

  /// Where in the image an access goes, or why it is refused.
  ///
  /// Rule ``posix.access.page``: When the pointer permits the access, each page that it touches must: it must be mapped, and
  /// readable for a load, writable for a store.
  private func offsetOfAccess(
    _ kind: MemoryAccess.Kind, size: Int, through register: Int, offset: Integer, by name: ProcessNumber
  ) -> Result<Int, RefusedAccess> {
    let authority = authority(register, of: name)
    let access = MemoryAccess(kind, size: size, through: authority, offset: offset)
    if let refusal = access.refusal(through: authority) { return .failure(RefusedAccess(reason: refusal)) }
    guard let position = Int(exactly: access.address - space.base) else {
      return .failure(RefusedAccess(reason: .outOfBounds))
    }
    for page in position / ProcessImage.pageSize...(position + size - 1) / ProcessImage.pageSize {
      guard let entitlement = world.image.entitlement(ofPage: page),
        access.isStore ? entitlement.write : entitlement.read
      else { return .failure(RefusedAccess(reason: .page(page))) }
    }
    return .success(position)
  }

  /// The pointer in a register; anything untagged is as good as null.
  private func authority(_ register: Int, of name: ProcessNumber) -> Capability {
    guard case .pointer(let pointer)? = processes[name]?.registers[register] else { return .null }
    return pointer
  }

  private mutating func kill(_ name: ProcessNumber, _ reason: AccessRefusal) -> Expectation {
    end(name, .signaled(reason.signal))
    return .killed(reason)
  }

  private func isShared(_ offset: Int) -> Bool {
    world.image.entitlement(ofPage: offset / ProcessImage.pageSize)?.isShared ?? false
  }

  private func byte(at offset: Int, of name: ProcessNumber) -> PosixByte {
    if isShared(offset) { return sharedMemory.byte(at: offset) }
    return processes[name]?.memory.byte(at: offset) ?? .undetermined
  }

  private func value(at offset: Int, of name: ProcessNumber) -> PosixValue {
    if isShared(offset) { return sharedMemory.value(at: offset) }
    return processes[name]?.memory.value(at: offset) ?? .bytes([])
  }

  private mutating func store(_ data: [PosixByte], at offset: Int, of name: ProcessNumber) {
    if isShared(offset) { sharedMemory.store(data, at: offset) } else { processes[name]?.memory.store(data, at: offset) }
  }
}

/// The reason of a refused access, as an error.
struct RefusedAccess: Error {
  let reason: AccessRefusal
}

extension PosixValue {
  /// What a store of this value needs.
  var storing: MemoryAccess.Kind {
    switch self {
    case .pointer(let pointer): .storePointer(tagged: true, global: pointer.permissions.contains(.global))
    case .bytes: .storePointer(tagged: false, global: false)
    }
  }
}
