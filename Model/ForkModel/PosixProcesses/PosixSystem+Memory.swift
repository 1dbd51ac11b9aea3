public import Architecture
import CapabilityModel
import ExactIntegers

/// Loads and stores.
extension PosixSystem {
  /// Loads data. Rules: ``posix.access.order``, ``posix.memory.fragments``.
  func load(
    _ size: Int, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Expectation {
    let position = try position(of: .loadData, size: size, through: register, offset: offset, by: name)
    return .value((position..<position + size).map { byte(at: $0, of: name) })
  }

  /// Stores data. Rules: ``posix.access.order``, ``posix.memory.overwrite``.
  mutating func store(
    _ value: Integer, size: Int, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Expectation {
    let position = try position(of: .storeData, size: size, through: register, offset: offset, by: name)
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value.bits(8 * $0..<8 * $0 + 8)) }
    store(bytes.map { .data($0) }, at: position, of: name)
    return .answer(.done)
  }

  /// Loads a pointer.
  ///
  /// Rule ``posix.loadPointer.permission``: A pointer that is loaded without the permission LoadCapability arrives as
  /// its sixteen fragments.
  mutating func loadPointer(
    into target: PointerRegister, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Expectation {
    let position = try position(of: .loadPointer, size: 16, through: register, offset: offset, by: name)
    let value = value(at: position, of: name)
    guard case .pointer(let pointer) = value else { return write(value, into: target, of: name) }
    let keepsTag = authority(register, of: name).permissions.contains(.loadCapability)
    return write(keepsTag ? value : .bytes(space.image(of: pointer).fragments), into: target, of: name)
  }

  /// Stores a pointer.
  ///
  /// Rule ``posix.storePointer.shared``: A tagged pointer can't be stored into a shared mapping: SIGSEGV.
  mutating func storePointer(
    _ source: PointerRegister, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Expectation {
    let value = content(ofRegister: source, of: name)
    let position = try position(of: value.storing, size: 16, through: register, offset: offset, by: name)
    if let shared = sharedPosition(of: position, of: name) {
      if case .pointer = value { throw .refused(.page(position / ProcessImage.pageSize)) }
      sharedMemory.store(value, at: shared)
    } else {
      processes[owner(of: name)]?.memory.store(value, at: position)
    }
    return .answer(.done)
  }

  mutating func compute(
    _ operation: PointerOperation, into target: PointerRegister, from source: PointerRegister, by name: ProcessName
  ) -> Expectation {
    write(space.result(of: operation, on: content(ofRegister: source, of: name)), into: target, of: name)
  }

  func inspect(_ register: PointerRegister, by name: ProcessName) -> Expectation {
    .register(content(ofRegister: register, of: name))
  }

  func content(ofRegister register: PointerRegister, of name: ProcessName) -> PosixValue {
    process(name).registers[register.index]
  }

  func authority(_ register: PointerRegister, of name: ProcessName) -> Capability {
    guard case .pointer(let pointer) = content(ofRegister: register, of: name) else { return space.format.null }
    return pointer
  }

  /// Where in the shared memory a byte of a process lies; nil if it is private.
  private func sharedPosition(of offset: Int, of name: ProcessName) -> Int? {
    layout(of: name).pages[offset / ProcessImage.pageSize]?.sharedPage.map {
      $0 * ProcessImage.pageSize + offset % ProcessImage.pageSize
    }
  }

  /// What a byte of the image of a process holds, wherever that is kept.
  func byte(at offset: Int, of name: ProcessName) -> PosixByte {
    if let shared = sharedPosition(of: offset, of: name) { return sharedMemory.byte(at: shared) }
    return process(owner(of: name)).memory.byte(at: offset)
  }

  private func value(at offset: Int, of name: ProcessName) -> PosixValue {
    if let shared = sharedPosition(of: offset, of: name) { return sharedMemory.value(at: shared) }
    return process(owner(of: name)).memory.value(at: offset)
  }

  mutating func store(_ bytes: [PosixByte], at position: Int, of name: ProcessName) {
    for (offset, byte) in zip(position..., bytes) {
      if let shared = sharedPosition(of: offset, of: name) {
        sharedMemory.store([byte], at: shared)
      } else {
        processes[owner(of: name)]?.memory.store([byte], at: offset)
      }
    }
  }

  /// Loads what a call takes out of memory. Rule: ``posix.write.pointerBytes``.
  func loadBytes(_ count: Int, at position: Int, of name: ProcessName) -> [PosixByte] {
    (position..<position + count).map { byte(at: $0, of: name).written }
  }
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

/// What those want to know whose pointers are addresses and nothing more.
extension PosixSystem {
  /// Whether the pointers that a call is given permit what it is to do, whatever the pages permit: a kernel of plain
  /// addresses cannot tell otherwise.
  public func pointersPermit(_ action: ForkAction, by name: ProcessName, thread: Int = 0) -> Bool {
    var system = self
    do { try system.select(thread, of: name) } catch { return true }
    if let (buffers, kind) = action.buffers { return system.pointersPermit(buffers, kind, by: name) }
    guard let (through, count) = action.pages else { return true }
    do {
      _ = try system.pages(count, through: through, of: name)
      return true
    } catch .failed(let errors) {
      return !errors.contains(.badAddress)
    } catch {
      return true
    }
  }
}

extension ForkAction {
  /// The buffers that the action has the kernel fill or read, and what it does to them.
  fileprivate var buffers: ([Buffer], MemoryAccess.Kind)? {
    if case .read(_, let through, let length) = self {
      return ([Buffer(through: through, length: length)], .storeData)
    }
    if case .write(_, let through, let length) = self {
      return ([Buffer(through: through, length: length)], .loadData)
    }
    if case .receiveMessage(_, let through, let length) = self {
      return ([Buffer(through: through, length: length)], .storeData)
    }
    if case .sendMessage(_, let through, let length, _) = self {
      return ([Buffer(through: through, length: length)], .loadData)
    }
    if case .readVector(_, let buffers) = self { return (buffers, .storeData) }
    if case .writeVector(_, let buffers) = self { return (buffers, .loadData) }
    return nil
  }

  /// The pages that the action changes: a pointer to them, and their number.
  fileprivate var pages: (through: PointerRegister, count: Int)? {
    if case .unmap(let through, let pages) = self { return (through, Int(pages)) }
    if case .protect(let through, let pages, _) = self { return (through, Int(pages)) }
    return nil
  }
}
